package export

import (
	"io"
	"iter"
	"time"

	"github.com/parquet-go/parquet-go"

	"safir"
	"safir/internal/ledger"
)

// rowGroup is how many rows of Parquet are held before they are written.
const rowGroup = 10_000

// writeParquet writes rows as they come, compressed by Zstandard.
func writeParquet[T, R any](w io.Writer, all iter.Seq2[T, error], row func(*T) R) error {
	out := parquet.NewGenericWriter[R](w, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(rowGroup), parquet.CreatedBy(coder, "", ""))
	for v, err := range all {
		if err != nil {
			return err
		}
		if _, err := out.Write([]R{row(&v)}); err != nil {
			return err
		}
	}
	return out.Close()
}

// The rows of Parquet. Days are DATE columns beside the EDTF values that they come from; what is not known is null.
type (
	eventParquet struct {
		ID           string            `parquet:"id"`
		When         *string           `parquet:"when,optional"`
		Jalali       *string           `parquet:"jalali,optional"`
		FirstDay     *int32            `parquet:"first_day,optional,date"`
		LastDay      *int32            `parquet:"last_day,optional,date"`
		Type         string            `parquet:"type,dict"`
		Status       string            `parquet:"status,dict"`
		Where        *string           `parquet:"where,optional,dict"`
		WhereFA      *string           `parquet:"where_fa,optional,dict"`
		WhereState   *string           `parquet:"where_state,optional,dict"`
		Plover       *string           `parquet:"plover,optional,dict"`
		Mode         *string           `parquet:"plover_mode,optional,dict"`
		Cameo        *string           `parquet:"cameo,optional,dict"`
		Confidence   float64           `parquet:"confidence"`
		Participants []partParquet     `parquet:"participants,list"`
		Mentions     []mentionParquet  `parquet:"mentions,list"`
		Conflicts    []conflictParquet `parquet:"conflicts,list"`
		Corrected    []correctParquet  `parquet:"corrected,list"`
	}
	partParquet struct {
		Role    string  `parquet:"role"`
		Actor   string  `parquet:"actor"` // the same in all events
		Kind    string  `parquet:"kind"`
		Name    *string `parquet:"name,optional"`
		Office  *string `parquet:"office,optional"`
		Country *string `parquet:"country,optional"`
		Org     *string `parquet:"org,optional"`
		// Inferred: reports give the office alone, and the name is that of who held it then.
		Inferred bool `parquet:"inferred"`
	}
	actorParquet struct {
		Actor   string  `parquet:"actor"`
		Kind    string  `parquet:"kind"`
		Name    *string `parquet:"name,optional"`
		Office  *string `parquet:"office,optional"`
		Country *string `parquet:"country,optional"`
		Org     *string `parquet:"org,optional"`
	}
	mentionParquet struct {
		Dispatch  string  `parquet:"dispatch"`
		Agency    *string `parquet:"agency,optional"`
		Published *string `parquet:"published,optional"`
		Status    string  `parquet:"status"`
		When      *string `parquet:"when,optional"`
		CopyOf    *string `parquet:"copy_of,optional"`
	}
	conflictParquet struct {
		Slot       string   `parquet:"slot"`
		Value      string   `parquet:"value"`
		Dispatches []string `parquet:"dispatches,list"`
	}
	correctParquet struct {
		Slot   string  `parquet:"slot"`
		Was    *string `parquet:"was,optional"`
		Reason string  `parquet:"reason"`
	}
	dispatchParquet struct {
		ID        string  `parquet:"id"`
		Agency    *string `parquet:"agency,optional,dict"`
		Published *string `parquet:"published,optional"`
		Day       *int32  `parquet:"day,optional,date"`
		Modified  *string `parquet:"modified,optional"`
		Jalali    *string `parquet:"jalali,optional"`
		URL       *string `parquet:"url,optional"`
		Title     *string `parquet:"title,optional"`
		Body      string  `parquet:"body"`
	}
)

func eventsParquet(w io.Writer, c *Contents, o *Options) error {
	x, err := newCrosswalk(o.World)
	if err != nil {
		return err
	}
	return writeParquet(w, c.Events, func(e *ledger.Event) eventParquet { return parquetEvent(e, x) })
}

func parquetEvent(e *ledger.Event, x *crosswalk) eventParquet {
	first, last := span(e.When)
	place := value(e.Where)
	code, _ := x.event(e)
	out := eventParquet{
		ID: e.ID, When: e.When, Jalali: known(Jalali(value(e.When))), FirstDay: sinceEpoch(first), LastDay: sinceEpoch(last),
		Type: string(e.Type), Status: string(e.Status), Where: e.Where, WhereFA: known(x.world.PlaceFA(place)), WhereState: known(x.world.StateOf(place)),
		Plover: known(code.Event), Mode: known(code.Mode), Cameo: known(code.Cameo), Confidence: e.Confidence,
	}
	for i := range e.Participants {
		p := &e.Participants[i]
		a := &p.Actor
		out.Participants = append(out.Participants, partParquet{string(p.Role), identityOf(p), string(a.Kind), a.Name, a.Office, a.Country, a.Org, p.Inferred})
	}
	for _, r := range e.Definite() {
		out.Mentions = append(out.Mentions, mentionParquet{r.Dispatch, known(r.Agency), known(r.Published), string(r.Event.Status), r.Event.When, known(r.CopyOf)})
	}
	for _, c := range e.Conflicts {
		for _, v := range c.Values {
			out.Conflicts = append(out.Conflicts, conflictParquet{c.Slot, v.Value, v.Dispatches})
		}
	}
	for _, c := range e.Corrected {
		out.Corrected = append(out.Corrected, correctParquet{c.Slot, c.Was, c.Reason})
	}
	return out
}

// sinceEpoch is an ISO day as Parquet keeps it, in days since 1970; nil where it is none.
func sinceEpoch(day string) *int32 {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil
	}
	n := int32(t.Unix() / (24 * 60 * 60))
	return &n
}

func dispatchesParquet(w io.Writer, c *Contents, _ *Options) error {
	return writeParquet(w, c.Dispatches, func(d *safir.Dispatch) dispatchParquet {
		day := dayOf(d.Published)
		return dispatchParquet{
			d.ID, known(d.Agency), known(d.Published), sinceEpoch(day), known(d.Modified), known(Jalali(day)), known(d.URL), known(d.Title), d.Body,
		}
	})
}
