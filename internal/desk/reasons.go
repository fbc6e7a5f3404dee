package desk

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"

	"safir/internal/table"
)

//go:embed reasons.tsv
var reasonsTSV string

// reason is a sentence in English as a pattern, and the Persian for it.
type reason struct {
	en *regexp.Regexp
	fa string
}

var loadReasons = sync.OnceValues(func() (out []reason, err error) {
	err = table.Each("reasons.tsv", reasonsTSV, []string{"en", "fa"}, func(_ int, f []string) error {
		if strings.Count(f[0], "%s") != strings.Count(f[1], "%s") {
			return errors.New("other things are put into the one than into the other")
		}
		pattern, err := regexp.Compile("^" + strings.ReplaceAll(regexp.QuoteMeta(f[0]), "%s", "(.+?)") + "$")
		if err != nil {
			return fmt.Errorf("%q: %w", f[0], err)
		}
		out = append(out, reason{pattern, f[1]})
		return nil
	})
	return out, err
})

// reasonView is a sentence of the ledger as a page says it.
type reasonView struct {
	Text    string
	Foreign bool // it is English on a Persian page
}

// because says a sentence of the ledger in the language of the page; one that reasons.tsv does not have stays English.
func (t *tongue) because(v any) reasonView {
	said := fmt.Sprint(v)
	if t.Code == "en" {
		return reasonView{Text: said}
	}
	if text, ok := t.translated(said); ok {
		return reasonView{Text: text}
	}
	return reasonView{Text: said, Foreign: true}
}

func (t *tongue) translated(said string) (string, bool) {
	for _, r := range t.reasons {
		parts := r.en.FindStringSubmatch(said)
		if parts == nil {
			continue
		}
		args := make([]any, len(parts)-1)
		for i, p := range parts[1:] {
			args[i] = t.put(p)
		}
		return fmt.Sprintf(r.fa, args...), true
	}
	return "", false
}

// put is what stands in a sentence: a day, a number, another sentence, or what somebody wrote.
func (t *tongue) put(part string) string {
	if _, err := time.Parse(time.DateOnly, part); err == nil {
		return t.day(part).First
	}
	if text, ok := t.translated(part); ok {
		return text
	}
	if strings.Trim(part, "0123456789") == "" { // digits of a name, an id or an address stay
		return t.digits(part)
	}
	return part
}
