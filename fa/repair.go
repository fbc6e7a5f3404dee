package fa

const halfSpace = "\u200c"

// Repair mends a text as it arrived: letters of Arabic keyboards, digits of mixed scripts, HTML entities, invisible characters,
// missing spaces, and half-spaces that were lost or became spaces. The source is kept, and every span of the repaired text
// can be mapped back to it. Repairing a repaired text changes nothing.
func Repair(source string) Text {
	text := mend(source)
	for range maxPasses {
		restored, again := restoreHalfSpaces(text.Repaired)
		if len(restored.edits) > 0 {
			text = text.then(restored)
		}
		if !again {
			break
		}
	}
	return text
}

// builder writes a repaired text and its edits.
type builder struct {
	src   string
	at    int // bytes of the source already dealt with
	out   []byte
	edits []edit
}

// replace says that source bytes [start, end) become text; what lies before them is copied.
func (b *builder) replace(start, end int, text string, why reason) {
	b.copyTo(start)
	from := len(b.out)
	b.out = append(b.out, text...)
	b.edits = append(b.edits, edit{start, end, from, len(b.out), why})
	b.at = end
}

// swap exchanges the letter of two bytes at start for another of two.
func (b *builder) swap(start int, letter string) {
	b.copyTo(start)
	b.out = append(b.out, letter...)
	b.at = start + len(letter)
}

func (b *builder) copyTo(start int) {
	if b.out == nil {
		b.out = make([]byte, 0, len(b.src)+len(b.src)/16)
	}
	b.out = append(b.out, b.src[b.at:start]...)
}

func (b *builder) text() Text {
	if b.out == nil {
		return Text{Source: b.src, Repaired: b.src}
	}
	b.out = append(b.out, b.src[b.at:]...)
	return Text{b.src, string(b.out), b.edits}
}
