package desk

import (
	"cmp"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"safir/internal/ledger"
	"safir/internal/show"
)

// How many reports of an event a page shows, and how many of those that say something are named one by one.
const (
	reportsOnPage = 20
	citesShown    = 8
)

// reportView is a report with its words.
type reportView struct {
	*ledger.Report

	Number  int
	Title   string
	Quote   []show.Piece
	Fact    string // anchor of the event in its dispatch
	Perhaps bool   // it may as well be of another event
}

// reportList is a part of an event's reports: all of them, or those that say something, from one on. Thousands of words are
// quoted of an event that all outlets tell of, so they are shown some at a time.
type reportList struct {
	Reports  []reportView
	Found    int  // reports that say it
	From, To int  // of them, which are shown, from 1
	Says     *say // what all of them say, nil for all reports
	Earlier  template.URL
	Later    template.URL
	All      template.URL // without what they say
}

// say is a value of a slot that reports give.
type say struct {
	Slot   string
	Choice choice
}

// reportsOf reads from the address which reports of an event are asked for. They are named by what they say (says=status:planned), and by
// the number of the first of them (from=21).
func (d *Desk) reportsOf(r *request, p *eventPage) (out reportList, err error) {
	numbers, says := make([]int, len(p.Event.Reports)), r.value("says")
	for i := range numbers {
		numbers[i] = i + 1
	}
	if says != "" {
		if out.Says = p.saying(says); out.Says == nil {
			return out, bad("cursor", nil)
		}
		numbers, out.All = out.Says.Choice.Reports, p.at("", 1)
	}
	out.Found, out.From = len(numbers), 1
	if from := r.value("from"); from != "" {
		if out.From, err = strconv.Atoi(from); err != nil || out.From < 1 || out.From > len(numbers) {
			return out, bad("cursor", nil)
		}
	}
	out.To = min(out.From+reportsOnPage-1, len(numbers))
	if out.From > 1 {
		out.Earlier = p.at(says, max(1, out.From-reportsOnPage))
	}
	if out.To < len(numbers) {
		out.Later = p.at(says, out.To+1)
	}
	for _, n := range numbers[out.From-1 : out.To] {
		v, err := d.reportView(r, p.Event.Reports[n-1], n)
		if err != nil {
			return out, err
		}
		v.Perhaps = p.Event.MayBeOther(v.Report)
		out.Reports = append(out.Reports, v)
	}
	return out, nil
}

func (d *Desk) reportView(r *request, report *ledger.Report, number int) (reportView, error) {
	dispatch, err := d.Store.Dispatch(r.Context(), report.Dispatch)
	return reportView{
		Report: report, Number: number, Title: titleOf(&dispatch), Quote: show.Quote(dispatch.Body, report.Event.Evidence, around),
		Fact: factOf(report),
	}, err
}

// factOf is the anchor of a report's event in its dispatch; what is told faintly is not shown there.
func factOf(r *ledger.Report) string {
	if r.Faint {
		return ""
	}
	return "r1-" + r.Event.ID
}

// at is the address of the event's reports that say something, from one on.
func (p *eventPage) at(says string, from int) template.URL {
	q := url.Values{}
	if says != "" {
		q.Set("says", says)
	}
	if from > 1 {
		q.Set("from", strconv.Itoa(from))
	}
	return template.URL("?" + q.Encode() + "#reports") //nolint:gosec // encoded
}

// saying finds what reports say as the address names it, nil where no report says so.
func (p *eventPage) saying(says string) *say {
	slotName, value, _ := strings.Cut(says, ":")
	for _, s := range p.Slots {
		for _, c := range s.Choices {
			if s.Name == slotName && c.key() == value && len(c.Reports) > 0 {
				return &say{s.Name, c}
			}
		}
	}
	for _, s := range p.Life {
		if slotName == "life" && s.key() == value {
			return &say{"life", choice{Value: string(s.Status), Reports: s.Reports}}
		}
	}
	return nil
}

// key is what a value is called in an address.
func (c *choice) key() string {
	if c.Part == nil {
		return c.Value
	}
	a := &c.Part.Actor
	return cmp.Or(c.Part.Person, text(a.Name), text(a.Org), strings.Trim(text(a.Country)+" "+text(a.Office), " "))
}

func (s *step) key() string {
	return strings.Join([]string{string(s.Status), text(s.When), text(s.Where)}, " ")
}

// cites are the reports that say something: the first of them one by one, and where all are.
type cites struct {
	First []cite
	Rest  int // those that are not named
	Href  template.URL
	All   bool // all of an event's, and too many to be named
	Total int
}

// cite is a report by its number.
type cite struct {
	Number int
	Href   template.URL
}

// Cites are the reports that give a slot a value.
func (p *eventPage) Cites(slot string, c choice) cites { return p.cites(slot+":"+c.key(), c.Reports) }

// Told are the reports that tell of a step.
func (p *eventPage) Told(s step) cites { return p.cites("life:"+s.key(), s.Reports) }

func (p *eventPage) cites(says string, reports []int) cites {
	c := cites{Total: len(reports), All: len(reports) == len(p.Event.Reports) && len(reports) > citesShown/2, Href: p.at(says, 1)}
	shown := reports
	if len(reports) > citesShown+1 { // rather one more than to say that there is one
		shown, c.Rest = reports[:citesShown], len(reports)-citesShown
	}
	for _, n := range shown {
		c.First = append(c.First, cite{n, p.report(n)})
	}
	return c
}

// report is where a report stands: on this page, or on another.
func (p *eventPage) report(n int) template.URL {
	anchor := fmt.Sprintf("#report-%d", n)
	if slices.ContainsFunc(p.List.Reports, func(r reportView) bool { return r.Number == n }) {
		return template.URL(anchor) //nolint:gosec // a number
	}
	q := url.Values{}
	if from := (n-1)/reportsOnPage*reportsOnPage + 1; from > 1 {
		q.Set("from", strconv.Itoa(from))
	}
	return template.URL("?" + q.Encode() + anchor) //nolint:gosec // encoded
}

// quoted is a value on which reports disagree, with the words of the first report that gives it.
type quoted struct {
	Choice choice
	First  reportView
}

// quotesShown is how many values of a slot are set side by side.
const quotesShown = 4

// conflict is a slot on which reports disagree.
type conflict struct {
	Name   string
	Values []quoted
	More   int // values beside these
}

// conflictsOf sets the values on which reports disagree side by side, each in the words of the first report that gives it.
func (d *Desk) conflictsOf(r *request, p *eventPage) (out []conflict, err error) {
	for _, s := range p.Slots {
		if !s.Differ || s.Name == "participants" {
			continue
		}
		c := conflict{Name: s.Name}
		for _, v := range s.Choices {
			if len(v.Reports) == 0 {
				continue
			}
			if len(c.Values) == quotesShown {
				c.More++
				continue
			}
			first, err := d.reportView(r, p.Event.Reports[v.Reports[0]-1], v.Reports[0])
			if err != nil {
				return nil, err
			}
			c.Values = append(c.Values, quoted{v, first})
		}
		if len(c.Values) > 1 {
			out = append(out, c)
		}
	}
	return out, nil
}

// outletsOf counts the outlets that report an event.
func outletsOf(e *ledger.Event) int {
	outlets := map[string]bool{}
	for _, r := range e.Definite() {
		outlets[r.Agency] = true
	}
	return len(outlets)
}
