// Package watch answers what is new in the sources that a ledger watches, day and night.
//
// Each source has a schedule of its own, kept in the ledger, which follows how often it brings something new ([Pace]). Asking goes through
// internal/gather, so that what comes is what safir gather would have taken: conditional requests, robots.txt, turns for each host and bounds on
// everything stand there. What was kept is never lost: dispatches are kept before their source counts as asked, so whoever is killed in
// between asks once more, and content ids make that harmless.
//
// Bad sources must not delay good ones, and nobody knows beforehand which are which. So a source that has not answered after a few seconds
// gives up its place to the next ([lanes]): it goes on among those that are known to be slow, if there is room, or is left for later.
// Whatever it does, it ends at its deadline, and one that fails is left alone ever longer.
package watch
