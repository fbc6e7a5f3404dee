package ledger

import "safir"

// The verdicts on claims, as RECORD.md has them.
const (
	Consistent   = "consistent"
	Contradicted = "contradicted"
	Undecided    = "unknown"
)

// Verdicts lists them.
var Verdicts = []string{Consistent, Contradicted, Undecided}

// ClaimKinds lists the kinds of claims.
var ClaimKinds = []string{"count", "first", "last"}

// Claimed is a claim of one dispatch, held against all events of the ledger.
type Claimed struct {
	ID      string // dispatch and claim: "d1/c1"
	Source  Source
	Day     string // ISO day of publication, "" where unknown
	Kind    string // "count", "first" or "last"
	Actor   *safir.Actor
	Where   *string
	Count   *int
	Since   *string
	Span    safir.Span
	Words   string // under the span, as they arrived
	Verdict string
	Why     string   // what the verdict rests on
	Counted []string // ids of the ledger's events
}

// ClaimFilter chooses claims. What is empty does not matter.
type ClaimFilter struct {
	ID           string // of one claim
	Dispatch     string
	Who          Side // whom the claim is about
	Kinds        []string
	Verdicts     []string
	Since, Until string // ISO days of publication
	Page
}

// Judged is the verdict on a claim.
type Judged struct {
	Dispatch, ID string // the claim's own id in its record
	Verdict, Why string
	Counted      []string
}

// ClaimedIn is a claim of a record as the ledger gives it, but for the verdict; ok is false where the record has none of that id. body is the text of the
// dispatch.
func ClaimedIn(r *safir.Record, d *safir.Dispatch, body []rune, id string) (out Claimed, ok bool) {
	for _, c := range r.Claims {
		if c.ID != id {
			continue
		}
		out = Claimed{
			ID: d.ID + "/" + id, Source: SourceOf(d), Day: dayOf(d.Published), Kind: c.Kind, Where: c.Where, Count: c.Count,
			Since: c.Since, Span: c.Span, Words: under(body, c.Span),
		}
		if actors := actorsOf(r)([]string{value(c.Actor)}); len(actors) > 0 {
			out.Actor = &actors[0]
		}
		return out, true
	}
	return out, false
}

// ClaimVerdicts reads a list of verdicts, parted by commas.
func ClaimVerdicts(text string) ([]string, error) { return codes("verdict", text, Verdicts) }

// Kinds reads a list of kinds of claims, parted by commas.
func Kinds(text string) ([]string, error) { return codes("kind of claim", text, ClaimKinds) }
