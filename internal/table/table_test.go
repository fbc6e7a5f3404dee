package table_test

import (
	"errors"
	"strings"
	"testing"

	"safir/internal/table"
)

var columns = []string{"class", "fa"}

func TestEachRowComesWithItsLine(t *testing.T) {
	var got []string
	err := table.Each("x.tsv", "# origin\nclass\tfa\nnoun\tگفت¬گو\n", columns, func(line int, fields []string) error {
		if line != 3 {
			t.Errorf("line %d, want 3", line)
		}
		got = fields
		return nil
	})
	if err != nil || strings.Join(got, " ") != "noun گفت\u200cگو" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestAWrongLineIsNamedByFileAndLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"class\tfa\nnoun\n", "x.tsv:2: want 2 columns (class, fa), got 1 fields"},
		{"# origin\nfa\tclass\n", "x.tsv:2: want the columns class, fa"},
		{"class\tfa\nnoun\tx\n", "x.tsv:2: no such word"},
	} {
		err := table.Each("x.tsv", c.text, columns, func(int, []string) error { return errors.New("no such word") })
		if err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
