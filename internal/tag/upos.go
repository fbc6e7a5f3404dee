package tag

// UPOS is a part of speech of Universal Dependencies.
type UPOS uint8

// The parts of speech. Other stands for whatever has none of them; in the chain marks bear it too, and become Punct by what
// they are made of.
const (
	Noun UPOS = iota
	Verb
	Adposition
	Adjective
	Pronoun
	Conjunction
	Determiner
	Auxiliary
	ProperNoun
	Subordinator
	Adverb
	Numeral
	Particle
	Interjection
	Other
	Punct
)

var uposNames = []string{
	"NOUN", "VERB", "ADP", "ADJ", "PRON", "CCONJ", "DET", "AUX", "PROPN", "SCONJ", "ADV", "NUM", "PART", "INTJ", "X", "PUNCT",
}

// String is the tag as treebanks write it.
func (u UPOS) String() string { return uposNames[u] }

// wordLabels are the labels of the chain: all but the marks.
var wordLabels = uposNames[:Punct]

func anyMayFollow(int, int) bool { return true }

// Style is a treebank's convention. The treebanks of Persian disagree about what a proper noun, an auxiliary or a particle is, and
// on some lemmas: a model follows one of them throughout.
type Style string

// The styles.
const (
	PerDT  Style = "perdt"  // UD_Persian-PerDT: has proper nouns; را is an adposition
	Seraji Style = "seraji" // UD_Persian-Seraji: names are nouns; را is a particle
)

// Styles lists all styles, the default first.
var Styles = []Style{PerDT, Seraji}
