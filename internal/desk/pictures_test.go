package desk

import (
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// row is a line of the table beside a picture: the key of what it says in the picture, and where its number leads to.
var row = regexp.MustCompile(`(?s)<tr data-key="(\w+)[^"]*">.*?<td class="n">(?:<a href="([^"]+)"[^>]*>)?(\d+)`)

var total = regexp.MustCompile(`<p class="lead">(\d+) events?</p>`)

// leadsToAsMany follows each number of a page's table: it must lead to exactly as many events.
func leadsToAsMany(t *testing.T, v *visitor, address string) int {
	t.Helper()
	rows := row.FindAllStringSubmatch(v.page(address), -1)
	if len(rows) == 0 {
		t.Fatalf("%s has no table", address)
	}
	for _, r := range rows {
		if r[2] == "" {
			t.Errorf("%s: %s leads nowhere", address, r[1])
			continue
		}
		to := html.UnescapeString(r[2])
		if found := total.FindStringSubmatch(v.page(to)); found == nil || found[1] != r[3] {
			t.Errorf("%s: %s says %s events, and %s has %v", address, r[1], r[3], to, found)
		}
	}
	return len(rows)
}

func TestEachTieOfTheNetworkLeadsToItsEvents(t *testing.T) {
	v := open(t)
	for _, nodes := range []string{"states", "bodies", "people", "all"} {
		leadsToAsMany(t, v, "/en/network?all=1&nodes="+nodes)
	}
	leadsToAsMany(t, v, "/en/network?all=1&type=meeting&status=happened")
}

func TestEachArcOfTheMapLeadsToItsVisits(t *testing.T) {
	leadsToAsMany(t, open(t), "/en/map?all=1")
}

func TestTheTableSaysWhatThePictureShows(t *testing.T) {
	v := open(t)
	for address, drawn := range map[string]*regexp.Regexp{
		"/fa/network?all=1": regexp.MustCompile(`<line data-key="(\w+)`), "/fa/map?all=1": regexp.MustCompile(`class="arc" data-key="(\w+)`),
	} {
		page := v.page(address)
		shown := drawn.FindAllStringSubmatch(page, -1)
		if len(shown) == 0 {
			t.Errorf("%s draws nothing", address)
		}
		for _, s := range shown {
			if !strings.Contains(page, `<tr data-key="`+s[1]) {
				t.Errorf("%s draws %s, of which no line of the table tells", address, s[1])
			}
		}
	}
}

func TestPicturesShowTheLastYearUnlessAskedForMore(t *testing.T) {
	v := open(t)
	since := regexp.MustCompile(`name="since" value="([^"]*)"`)
	for address, calendar := range map[string]string{"/en/network": `^20\d\d-\d\d-\d\d$`, "/fa/map": `^۱۴۰\S/\S\S/\S\S$`} {
		found := since.FindStringSubmatch(v.page(address))
		if found == nil || !regexp.MustCompile(calendar).MatchString(found[1]) {
			t.Errorf("%s begins on %v, want a day like %s", address, found, calendar)
		}
		if found := since.FindStringSubmatch(v.page(address + "?all=1")); found == nil || found[1] != "" {
			t.Errorf("%s of all times begins on %v", address, found)
		}
	}
}

func TestALevelOfOfficeNarrowsThePicture(t *testing.T) {
	v := open(t)
	count := func(address string) int {
		n, err := strconv.Atoi(total.FindStringSubmatch(v.page(address))[1])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	all, ministers := count("/en/network?all=1"), count("/en/network?all=1&level=minister")
	if ministers == 0 || ministers >= all {
		t.Errorf("of %d events %d are of ministers", all, ministers)
	}
	if listed := count("/en/events?level=minister&status=happened,ongoing"); listed != ministers {
		t.Errorf("the network counts %d events of ministers, the list %d", ministers, listed)
	}
}

func TestTheSameEventsGiveTheSamePicture(t *testing.T) {
	v := open(t)
	for _, address := range []string{"/fa/network?all=1&nodes=all", "/fa/map?all=1"} {
		if v.page(address) != v.page(address) {
			t.Errorf("%s is another picture the second time", address)
		}
	}
}

func TestWhatCannotBeDrawnIsToldAtItsField(t *testing.T) {
	v := open(t)
	for address, want := range map[string]string{
		"/en/network?since=1405-13":   "is no day",
		"/en/network?nodes=planets":   "cannot be chosen",
		"/en/network?n=many":          "is no number",
		"/en/network?n=-3":            "is no number",
		"/en/network?who=Nobodyatall": "Nobody in the ledger",
		"/en/map?view=moon":           "cannot be chosen",
		"/en/map?level=emperor":       "cannot be chosen",
		"/en/map?place=Atlantis":      "No place is known",
		"/en/map?visitor=Atlantis":    "Nobody in the ledger",
	} {
		if w := v.get(address); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s answers %d and does not say %q", address, w.Code, want)
		}
	}
}

func TestBodiesThatActLikeStatesAreCalledByName(t *testing.T) {
	v := open(t)
	if page := v.page("/fa/country/UNO"); !strings.Contains(page, "سازمان ملل") {
		t.Error("the United Nations have no Persian name")
	}
	if page := v.page("/en/country/EUE"); !strings.Contains(page, "European Union") {
		t.Error("the European Union has no English name")
	}
}

func TestTheWorldIsServedByTheDesk(t *testing.T) {
	v := open(t)
	address := regexp.MustCompile(`href="(/static/\w+/world\.svg)#land"`).FindStringSubmatch(v.page("/fa/map?all=1"))
	if address == nil {
		t.Fatal("the map has no land")
	}
	w := v.get(address[1])
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "image/svg+xml") {
		t.Errorf("%s answers %d as %s", address[1], w.Code, w.Header().Get("Content-Type"))
	}
}
