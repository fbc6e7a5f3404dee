package safir

// Record is everything a dispatch says about diplomatic contact, each fact tied to the characters that say it.
// Unknown is null or an empty list, never a guess.
type Record struct {
	ID         string      `json:"id"`
	Source     Source      `json:"source"`
	Title      *string     `json:"title"`
	Body       string      `json:"body"`
	Repaired   string      `json:"repaired"`
	Actors     []Actor     `json:"actors"`
	Times      []Time      `json:"times"`
	Events     []Event     `json:"events"`
	Statements []Statement `json:"statements"`
	Claims     []Claim     `json:"claims"`
	// Faint are events that the dispatch likelier does not tell of than does: a ledger counts them where other dispatches tell of the same.
	Faint []Event `json:"faint,omitempty"`
}

// Source tells where a dispatch came from.
type Source struct {
	Agency    *string `json:"agency"`    // canonical outlet id
	URL       *string `json:"url"`       //
	Published *string `json:"published"` // ISO 8601
	Code      *string `json:"code"`      // the desk code that agencies leave in the text ("114")
}

// Time is an expression that places something in time.
type Time struct {
	Text     string  `json:"text"`
	Span     Span    `json:"span"`
	EDTF     *string `json:"edtf"`     // null where it is relative and the day of publication is unknown
	Calendar string  `json:"calendar"` // "jalali", "gregorian" or "hijri"
}

// Claim is a dispatch's own count or first/last claim about events ("has visited Damascus three times").
type Claim struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind"` // "count", "first" or "last"
	Actor   *string  `json:"actor"`
	Where   *string  `json:"where"`
	Count   *int     `json:"count"`
	Since   *string  `json:"since"`
	Span    Span     `json:"span"`
	Verdict string   `json:"verdict"` // "consistent", "contradicted" or "unknown"
	Counted []string `json:"counted"` // ids of the events that the verdict rests on
}
