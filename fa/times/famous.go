package times

import "strconv"

// famousDate is a day that is known by day and month, with the word before it that tells which is meant: «حملات ۱۱ سپتامبر».
type famousDate struct{ word, day, month int }

// loadFamous reads the years of famous days.
func loadFamous() (map[famousDate]int, error) {
	rows, err := readRows("famous.tsv", 5)
	if err != nil {
		return nil, err
	}
	years := map[famousDate]int{}
	for _, r := range rows {
		var n [4]int
		for i := range n {
			if n[i], err = strconv.Atoi(r.fields[i]); err != nil {
				return nil, r.errorf("%q is no number", r.fields[i])
			}
		}
		years[famousDate{n[0], n[1], n[2]}] = n[3]
	}
	return years, nil
}

// famousDay is a famous day in its year, if the year is not said.
func (r *resolver) famousDay(m *match) (value, bool) {
	year, ok := r.famous[famousDate{m.slot(slotPart), m.slot(slotDay), m.slot(slotMonth)}]
	if !ok {
		return value{}, false
	}
	m.set(slotYear, year)
	return r.date(m)
}
