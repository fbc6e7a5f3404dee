package export

import (
	"io"
	"strconv"
	"strings"

	"safir"
	"safir/internal/ledger"
)

// claimedLine is a claim of the ledger: that of RECORD.md with its actor, words and source in place. counted are events of the ledger.
type claimedLine struct {
	ID      string     `json:"id"`
	Source  sourceLine `json:"source"`
	Kind    string     `json:"kind"`
	Actor   *actorLine `json:"actor"`
	Where   *string    `json:"where"`
	Count   *int       `json:"count"`
	Since   *string    `json:"since"`
	Span    safir.Span `json:"span"`
	Words   string     `json:"words"`
	Verdict string     `json:"verdict"`
	Why     string     `json:"why"`
	Counted []string   `json:"counted"`
}

func claimedLines(list []ledger.Claimed) []claimedLine {
	out := make([]claimedLine, len(list))
	for i := range list {
		out[i] = claimedLineOf(&list[i])
	}
	return out
}

func claimedLineOf(c *ledger.Claimed) claimedLine {
	out := claimedLine{
		ID: c.ID, Source: sourceOf(c.Source), Kind: c.Kind, Where: c.Where, Count: c.Count, Since: c.Since, Span: c.Span, Words: c.Words,
		Verdict: c.Verdict, Why: c.Why, Counted: append([]string{}, c.Counted...),
	}
	if c.Actor != nil {
		out.Actor = &speakerLines([]safir.Actor{*c.Actor}, nil)[0].ActorLine
	}
	return out
}

// ClaimsJSON writes claims of the ledger as one array.
func ClaimsJSON(w io.Writer, list []ledger.Claimed) error { return asArray(w, claimedLines(list)) }

// ClaimsJSONL writes claims of the ledger, one a line.
func ClaimsJSONL(w io.Writer, list []ledger.Claimed) error { return asLines(w, claimedLines(list)) }

// claimOf says what is claimed: "3 Damascus", "first".
func claimOf(c *ledger.Claimed) string {
	what := c.Kind
	if c.Count != nil {
		what = strconv.Itoa(*c.Count)
	}
	return strings.TrimSpace(what + " " + value(c.Where))
}

func aboutWhom(c *ledger.Claimed) string {
	if c.Actor == nil {
		return ""
	}
	return Label(c.Actor)
}

// ClaimsTable writes claims of the ledger as a table for people, cut to a width in columns, 0 for none.
func ClaimsTable(w io.Writer, list []ledger.Claimed, width int) error {
	rows := make([][]string, len(list))
	for i := range list {
		c := &list[i]
		rows[i] = []string{c.ID, dash(Jalali(c.Day)), dash(c.Day), c.Verdict, claimOf(c), c.Why, dash(strings.Join(c.Counted, " ")), dash(aboutWhom(c)), c.Words}
	}
	return grid(w, width, 4, []string{"CLAIM", "JALALI", "GREGORIAN", "VERDICT", "CLAIMED", "WHY", "COUNTED", "WHO", "WORDS"}, rows)
}

// ClaimsCSV writes claims of the ledger as comma-separated values, one a row.
func ClaimsCSV(w io.Writer, list []ledger.Claimed) error {
	rows := [][]string{{"id", "day", "jalali", "verdict", "why", "kind", "count", "where", "since", "who", "words", "counted", "agency", "published", "dispatch", "url"}}
	for i := range list {
		c := &list[i]
		count := ""
		if c.Count != nil {
			count = strconv.Itoa(*c.Count)
		}
		rows = append(rows, []string{
			c.ID, c.Day, Jalali(c.Day), c.Verdict, c.Why, c.Kind, count, value(c.Where), value(c.Since), aboutWhom(c), c.Words, strings.Join(c.Counted, " "),
			c.Source.Agency, c.Source.Published, c.Source.Dispatch, c.Source.URL,
		})
	}
	return asCSV(w, rows)
}
