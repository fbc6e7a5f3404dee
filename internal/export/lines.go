package export

import (
	"safir"
	"safir/internal/ledger"
)

// Lines of JSON as values, for whoever gives them one by one: they are what files hold as JSON lines.
type (
	// EventLine is an event of the ledger.
	EventLine = eventLine
	// ActorLine is an actor without mentions.
	ActorLine = actorLine
	// StatementLine is a statement of the ledger.
	StatementLine = saidLine
	// ClaimLine is a claim of the ledger.
	ClaimLine = claimedLine
	// PersonLine is a person of the ledger.
	PersonLine = personLine
	// SourceLine is the dispatch that something stands in.
	SourceLine = sourceLine
	// ContactsLine is the contacts of two sides with their counts.
	ContactsLine = contactsLine
)

// EventLineOf is the line of an event.
func EventLineOf(e *ledger.Event) EventLine { return lineOf(e) }

// StatementLineOf is the line of a statement; person tells who a named actor is, nil where it is not asked for.
func StatementLineOf(s *ledger.Said, person func(*safir.Actor) string) StatementLine {
	return saidLineOf(s, person)
}

// ClaimLineOf is the line of a claim.
func ClaimLineOf(c *ledger.Claimed) ClaimLine { return claimedLineOf(c) }

// PersonLineOf is the line of a person.
func PersonLineOf(p *Profile) PersonLine { return personOf(p) }

// SourceLineOf is a source as lines have it.
func SourceLineOf(s ledger.Source) SourceLine { return sourceOf(s) }

// ContactsLineOf is the object of the contacts of two sides.
func ContactsLineOf(b *Between) ContactsLine { return contactsOf(b) }
