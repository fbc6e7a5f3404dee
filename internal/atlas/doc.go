// Package atlas answers where on earth a place lies, and how a journey there is drawn.
//
// Outlines of states and points of places are data: data/outlines.tsv is made of Natural Earth, data/points.tsv of GeoNames, by the
// program in the folder convert; data/more.tsv holds what GeoNames has no town for. Drawing is done here and gives numbers alone (paths of
// SVG in a plane of [Width] by [Height]), so that pages need no script to show a map, and two maps of the same journeys are the same to
// the byte.
//
// The projection is Natural Earth's, whose meridian at the middle is 11° east: so the edge runs through the strait of Bering and cuts no
// country in two. Outlines show who holds what, as Natural Earth has it; they say nothing about whose it is.
package atlas
