// Package safir names what a dispatch says about diplomacy: who met, called, visited or wrote to whom, when, where, what was
// said, and which words of the dispatch say so. It holds the terms of the field and their rules, and nothing that reads,
// stores or shows them, so that every other package can speak of the same things. It imports the standard library alone.
package safir
