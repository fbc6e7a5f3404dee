package tag

import "strings"

// stem is what is left of a word without one of the endings that make words of words, where that is a word too: what نگارشی is,
// نگارش tells.
type stem struct {
	ending uint32 // 0 where there is none
	class  uint32
	group  uint32
	tags   uint32
	does   uint32
	told   uint32
}

// stemEndings are endings by their keys, longer ones first.
var stemEndings = []string{
	"هایی", "هایم", "هایش", "هایت", "ستان", "گاهی", "ترین", "گران", "مندی", "های", "گری", "گاه", "وار", "مند", "ناک", "انه", "گان", "دار", "ساز", "تری",
	"ها", "تر", "ین", "ان", "ات", "ای", "گی", "گر", "چی", "ار", "یت", "ون", "ی", "ه", "م", "ش", "ت", "ا",
}

// stemsByLast are the endings by their last byte, in their order.
var stemsByLast = func() (out [256][]int) {
	for i, e := range stemEndings {
		last := e[len(e)-1]
		out[last] = append(out[last], i)
	}
	return out
}()

// stemOf finds the stem that the longest ending leaves.
func (w *Tagger) stemOf(key string) (s stem) {
	const shortest = 4 // bytes: two letters
	if len(key) <= shortest {
		return s
	}
	for _, i := range stemsByLast[key[len(key)-1]] {
		rest, ok := strings.CutSuffix(key, stemEndings[i])
		if !ok || len(rest) < shortest {
			continue
		}
		h := wordHash(rest)
		class, group, tags := w.lexicon.find(h)
		if class == 0 && tags == 0 {
			continue
		}
		does, told := habitsOf(w.traits, h)
		return stem{uint32(i) + 1, class, group, tags, does, told}
	}
	return s
}
