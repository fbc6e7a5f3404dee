package desk

import (
	"slices"
	"strconv"

	"safir/internal/ledger"
)

// heat is how many events there are in each Jalali month: a row for each year.
type heat struct {
	Years   []heatYear // the latest first
	Undated int
	Most    int
}

// heatYear is a Jalali year.
type heatYear struct {
	Year   int
	Months [12]heatMonth
	Total  int
}

// heatMonth is a Jalali month.
type heatMonth struct {
	Month  string // "1405-02"
	Events int
	Level  int // 0 for none, then 1 to 5 by how many there are
}

// heatOf sums counts by month.
func heatOf(counts []ledger.EventCount) (h heat) {
	for _, c := range counts {
		year, month := yearAndMonth(c.Month)
		if year == 0 || month < 1 || month > 12 {
			h.Undated += c.Events
			continue
		}
		at := slices.IndexFunc(h.Years, func(y heatYear) bool { return y.Year == year })
		if at < 0 {
			at = len(h.Years)
			h.Years = append(h.Years, newYear(year))
		}
		h.Years[at].Months[month-1].Events += c.Events
		h.Years[at].Total += c.Events
		h.Most = max(h.Most, h.Years[at].Months[month-1].Events)
	}
	slices.SortFunc(h.Years, func(a, b heatYear) int { return b.Year - a.Year })
	for i := range h.Years {
		for k := range h.Years[i].Months {
			m := &h.Years[i].Months[k]
			m.Level = level(m.Events, h.Most)
		}
	}
	return h
}

func newYear(year int) heatYear {
	y := heatYear{Year: year}
	for m := range y.Months {
		y.Months[m].Month = monthOf(year, m+1)
	}
	return y
}

// level is how hot a number is beside the highest.
func level(n, most int) int {
	const levels = 5
	if n == 0 || most == 0 {
		return 0
	}
	return min(levels, 1+(n-1)*levels/most)
}

// monthName is a Jalali month at the head of a column.
type monthName struct{ Name, Short string }

// months names the twelve months.
func (t *tongue) months() (out []monthName) {
	const letters = 3
	for m := 1; m <= 12; m++ {
		name := monthName{Name: t.of("jalali", strconv.Itoa(m))}
		if name.Short = name.Name; t.Code == "en" {
			name.Short = name.Name[:letters]
		}
		out = append(out, name)
	}
	return out
}
