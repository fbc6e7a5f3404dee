package safir

// EventType is one of the nine kinds of diplomatic contact.
type EventType string

// The types of events.
const (
	Call        EventType = "call"
	Meeting     EventType = "meeting"
	Visit       EventType = "visit"
	Gathering   EventType = "gathering"
	Negotiation EventType = "negotiation"
	Message     EventType = "message"
	Agreement   EventType = "agreement"
	Summons     EventType = "summons"
	Credentials EventType = "credentials"
)

// EventTypes lists them in the order in which they are documented.
var EventTypes = []EventType{Call, Meeting, Visit, Gathering, Negotiation, Message, Agreement, Summons, Credentials}

// Status tells how far an event has come, as the dispatch reports it.
type Status string

// The statuses of events.
const (
	Happened  Status = "happened"
	Ongoing   Status = "ongoing"
	Planned   Status = "planned"  // fixed or announced
	Proposed  Status = "proposed" // asked for, hoped for, invited
	Cancelled Status = "cancelled"
	Denied    Status = "denied"
)

// Statuses lists them all.
var Statuses = []Status{Happened, Ongoing, Planned, Proposed, Cancelled, Denied}

// Came tells whether an event came about, be it over or under way.
func (s Status) Came() bool { return s == Happened || s == Ongoing }

// Role is what a participant does in an event.
type Role string

// The roles of participants.
const (
	Party     Role = "party"
	Visitor   Role = "visitor"
	Host      Role = "host"
	Sender    Role = "sender"
	Recipient Role = "recipient"
	Bearer    Role = "bearer"
	Mediator  Role = "mediator"
	Summoner  Role = "summoner"
	Summoned  Role = "summoned"
)

// Roles lists them all.
var Roles = []Role{Party, Visitor, Host, Sender, Recipient, Bearer, Mediator, Summoner, Summoned}

// Event is one distinct real-world event, however often the dispatch mentions it.
type Event struct {
	ID           string        `json:"id"`
	Type         EventType     `json:"type"`
	Status       Status        `json:"status"`
	When         *string       `json:"when"`  // EDTF
	Where        *string       `json:"where"` // common English name of a place
	Participants []Participant `json:"participants"`
	Evidence     []Span        `json:"evidence"`
	Plover       string        `json:"plover"`
	Cameo        string        `json:"cameo"`
	Confidence   float64       `json:"confidence"`
	// Again tells that it is told as not the first of its kind: somebody comes back, or meets somebody once more.
	Again bool `json:"again,omitempty"`
	// WhereInferred tells that the sentence that tells of it does not say where: what surrounds it does.
	WhereInferred bool `json:"where_inferred,omitempty"`
}

// FaintID begins the ids of faint events.
const FaintID = "f"

// Participant ties an actor to an event.
type Participant struct {
	Actor string `json:"actor"`
	Role  Role   `json:"role"`
}
