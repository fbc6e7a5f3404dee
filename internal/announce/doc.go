// Package announce answers what is new to those who saved a question: which events answer it that did not before, and which of those that were
// told are not as they were told.
//
// What was told is kept in the ledger, event by event, and so is what still has to go to whom. Both change in one transaction, so a program that
// is killed neither forgets an announcement nor makes it twice; its id follows from the question, the event and how often something
// was told of it. An event is known by its reports, for its own id changes when an earlier report of it turns up.
//
// Announcements wait for each target in order, so that nobody is told of a correction before what it corrects. A target that does not take
// one is tried again ever later, and given up after days; others do not wait for it. Whoever is told can be told twice only if the program
// was killed between telling and noting that, and then under the same id.
package announce
