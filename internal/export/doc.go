// Package export writes records, and what a ledger holds, as files that other tools read, one file of code per format. It shows
// what is there and decides nothing: a value that is not known stays empty.
//
// [Formats] lists what there is. Each writer takes its contents as they come from the store and holds no more than it must: one
// event at a time, a row group of Parquet, the newest entries of a feed; only a network holds all who are in it, and the edges
// between them. What a format can't hold is counted and told, never left out in silence. The same ledger gives the same bytes:
// whatever looks like a clock is the day of the latest report.
package export
