package labels

import (
	"strings"
	"testing"

	"safir"
)

func TestEveryWordOfTheRecordHasALabel(t *testing.T) {
	words := map[string][]string{"office": safir.Offices, "kind": {"person", "office", "country", "org"}, "claim": {"count", "first", "last"}}
	words["verdict"] = []string{"consistent", "contradicted", "unknown"}
	words["calendar"] = []string{"jalali", "gregorian", "hijri"}
	for _, w := range safir.EventTypes {
		words["type"] = append(words["type"], string(w))
	}
	for _, w := range safir.Statuses {
		words["status"] = append(words["status"], string(w))
	}
	for _, w := range safir.Roles {
		words["role"] = append(words["role"], string(w))
	}
	for _, w := range safir.Acts {
		words["act"] = append(words["act"], string(w))
	}
	for group, list := range words {
		for _, w := range list {
			if l, ok := known()[key{group, w}]; !ok || l.EN == "" || l.FA == "" {
				t.Errorf("%s %s has no label", group, w)
			}
		}
	}
}

func TestAWrongTableIsNamedByFileAndLine(t *testing.T) {
	_, err := read("# remark\ngroup\tword\ten\tfa\ntype\tcall\tCall\tتماس\ntype\tcall\tCall\tتماس\n")
	if err == nil || !strings.HasPrefix(err.Error(), "labels.tsv:4: ") {
		t.Errorf("got %v, want an error at labels.tsv:4", err)
	}
}
