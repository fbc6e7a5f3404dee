package gather

import (
	"errors"
	"fmt"
	"time"
)

// dayForms are the forms of ISO 8601 in which a day or an instant of publication may be given.
var dayForms = []string{
	time.DateOnly, time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05-0700", time.DateTime, "2006-01-02 15:04:05Z07:00",
}

// firstYear is the year from which news is read as given in the Gregorian calendar: Jalali years are well below.
const firstYear = 1800

// CheckDay says what is wrong with a day of publication, nil if it is a day or an instant of ISO 8601.
func CheckDay(published string) error {
	for _, form := range dayForms {
		day, err := time.Parse(form, published)
		if err != nil {
			continue
		}
		if day.Year() < firstYear {
			return fmt.Errorf("%q is too early; days are given in the Gregorian calendar", published)
		}
		return nil
	}
	return errors.New("want a day as 2022-04-21 or an instant as 2022-04-21T08:30:00+03:30, got " + fmt.Sprintf("%q", published))
}
