package ud

import (
	"bufio"
	"fmt"
	"io"
)

// Write writes CoNLL-U; what is not known is a low line.
func Write(out io.Writer, sentences []Sentence) error {
	w := bufio.NewWriter(out)
	for _, s := range sentences {
		fmt.Fprintf(w, "# sent_id = %s\n# text = %s\n", s.ID, s.Text)
		n := 1
		for _, t := range s.Tokens {
			space := "_"
			if t.Glued {
				space = "SpaceAfter=No"
			}
			if len(t.Words) > 1 {
				fmt.Fprintf(w, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", n, n+len(t.Words)-1, t.Form, space)
				space = "_"
			}
			for _, word := range t.Words {
				fmt.Fprintf(w, "%d\t%s\t%s\t%s\t_\t_\t_\t_\t_\t%s\n", n, word.Form, word.Lemma, word.UPOS, space)
				n++
			}
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}
