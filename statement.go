package safir

// Act is what a statement does.
type Act string

// Acts lists them in order of precedence: of two acts with equal claim on an utterance the earlier wins.
var Acts = []Act{
	"condemn", "criticize", "reject", "warn", "demand", "propose", "pledge", "invite", "greet", "thank", "welcome",
	"support", "hope", "state",
}

// Aimed tells whether the act has a target.
func (a Act) Aimed() bool {
	switch a {
	case "condemn", "criticize", "reject", "warn", "demand", "invite", "greet", "thank", "support":
		return true
	}
	return false
}

// Statement is one reporting clause with its own content: somebody says, stresses, condemns, asks.
type Statement struct {
	ID         string   `json:"id"`
	Speakers   []string `json:"speakers"` // actor ids
	Addressees []string `json:"addressees"`
	Act        Act      `json:"act"`
	Target     []string `json:"target"`
	Content    Span     `json:"content"` // the proposition reported, without the reporting verb
	Cue        Span     `json:"cue"`     // the reporting words
	Direct     bool     `json:"direct"`  // in quotation marks, after a colon, or running on such a quotation
	Event      *string  `json:"event"`   // the event at which it was said
	Confidence float64  `json:"confidence"`
}
