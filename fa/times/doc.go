// Package times answers when: it finds the expressions of a Persian text that place something in time, in the Jalali, the
// Gregorian and the Hijri calendar, and gives their values as EDTF (ISO 8601-2).
//
// Expressions are found by a grammar whose rules, words and numbers stand in data/*.tsv; their values are worked out in days, so
// that the calendars mix freely. A relative expression rests on the day of publication, and has no value where that is
// unknown. The verb of the clause tells whether a weekday or a month lies behind or ahead.
package times
