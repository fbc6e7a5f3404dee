package safir

// Kind tells what sort of thing an actor is.
type Kind string

// The kinds of actors.
const (
	Person  Kind = "person"
	Office  Kind = "office"  // an office-holder with no name given: "the Syrian president"
	Country Kind = "country" // a state or its government
	Org     Kind = "org"     // international body, party, armed group, ministry acting as itself
)

// Human tells whether an actor of this kind is somebody, by name or by office.
func (k Kind) Human() bool { return k == Person || k == Office }

// Actor is one real-world person, office, country or body in a dispatch, with every mention of it.
type Actor struct {
	ID       string  `json:"id"`
	Kind     Kind    `json:"kind"`
	Name     *string `json:"name"`    // the fullest form in the dispatch, repaired, without honorifics
	Office   *string `json:"office"`  // one of [Offices]
	Country  *string `json:"country"` // ISO 3166-1 alpha-3, or PSE, XKX, EUE, UNO
	Org      *string `json:"org"`     // canonical English name, for kind org
	Mentions []Span  `json:"mentions"`
}

// Offices is the closed list of offices.
var Offices = []string{
	"supreme-leader", "monarch", "president", "vice-president", "prime-minister", "deputy-prime-minister",
	"foreign-minister", "deputy-foreign-minister", "defense-minister", "interior-minister", "economy-minister",
	"oil-minister", "other-minister", "speaker", "legislator", "security-council-secretary", "national-security-adviser",
	"special-envoy", "ambassador", "charge-daffaires", "spokesperson", "secretary-general", "eu-foreign-policy-chief",
	"iaea-director-general", "military-commander", "chief-of-staff", "judiciary-chief", "party-leader", "cleric",
	"governor", "mayor", "negotiator", "other-official",
}
