package export

import (
	"safir"
	"safir/internal/ledger"
)

// The lines of JSON as values, for whoever gives them one by one: they are what files hold as JSON lines.
type (
	EventLine     = eventLine
	ActorLine     = actorLine
	PartLine      = partLine
	StatementLine = saidLine
	ClaimLine     = claimedLine
	PersonLine    = personLine
	TenureLine    = tenureLine
	SourceLine    = sourceLine
	ContactsLine  = contactsLine
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
