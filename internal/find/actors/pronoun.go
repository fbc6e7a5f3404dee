package actors

import "slices"

// person is somebody of whom the text has spoken, as far as it is read.
type person struct {
	actor    int
	sentence int  // where the person was mentioned last
	spoke    bool // a word of reporting followed one of the mentions
}

// memory is how many people a pronoun can stand for.
const memory = 6

// saw notes that mention i is an actor's: who was mentioned last stands first.
func (r *reading) saw(i, actor int, at *focus) {
	p := person{actor: actor}
	if k := slices.IndexFunc(at.recent, func(p person) bool { return p.actor == actor }); k >= 0 {
		p = at.recent[k]
		at.recent = slices.Delete(at.recent, k, k+1)
	} else if len(at.recent) == memory {
		at.recent = at.recent[:memory-1]
	}
	p.sentence = at.sentence
	p.spoke = p.spoke || !r.governed(r.raw[i].Start) && r.speaks(&r.raw[i])
	at.recent = slices.Insert(at.recent, 0, p)
}

// speaks tells whether what follows a mention reports what it says: «وی در پایان گفت که …».
func (r *reading) speaks(m *raw) bool {
	for t := m.End; t < len(r.Tokens) && t < m.End+farthestSaying && (t == m.End || !r.Tokens[t].Line); t++ {
		switch key := r.Key(t); key {
		case "که", ":", ".", "«":
			return false
		default:
			if r.words.saying[key] {
				return true
			}
		}
	}
	return false
}

// farthestSaying is how many tokens after whoever speaks a word of reporting is looked for.
const farthestSaying = 30

// How much speaks for somebody as whom «وی» means that begins a clause of reporting (weights of a logistic regression over two
// thousand pronouns before statements whose speakers are known, times ten).
const (
	isPrevious = 19  // the sentences before are about the person
	isOutside  = 21  // an analyst or an author, who speaks at length
	isNameless = -29 // an official or an office, whom a name would have followed
	isSilent   = -15 // no word of reporting followed a mention
	isAgain    = -20 // the sentence goes on to name the person: «وی گفت ترامپ …»
	isNear     = 7   // mentioned in one of the last two sentences
	isFar      = -9  // not mentioned in the last three
)

// speaker is whom a pronoun stands for that begins a clause of reporting.
func (r *reading) speaker(i int, at *focus) int {
	best, most := -1, 0
	for k := range at.recent {
		if weight := r.weight(i, at, &at.recent[k]); best < 0 || weight > most {
			best, most = at.recent[k].actor, weight
		}
	}
	return best
}

func (r *reading) weight(i int, at *focus, p *person) int {
	sum := 0
	for _, fact := range []struct {
		weight int
		holds  bool
	}{
		{isPrevious, p.actor == at.one.before},
		{isOutside, r.Actors[p.actor].Outside},
		{isNameless, r.Actors[p.actor].Name == ""},
		{isSilent, !p.spoke},
		{isAgain, r.namedAfter(i, p.actor, at.sentence)},
		{isNear, at.sentence-p.sentence <= 2},
		{isFar, at.sentence-p.sentence > 3},
	} {
		if fact.holds {
			sum += fact.weight
		}
	}
	return sum
}

// namedAfter tells whether an actor is mentioned after mention i in the same sentence.
func (r *reading) namedAfter(i, actor, sentence int) bool {
	end := r.Sentences[sentence].End
	for k := i + 1; k < len(r.raw) && r.raw[k].Start < end; k++ {
		if r.actorOf[k] == actor {
			return true
		}
	}
	return false
}
