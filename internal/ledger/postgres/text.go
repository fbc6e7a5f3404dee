package postgres

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// escape stands before two hexadecimal digits for a byte that PostgreSQL keeps in no text: NUL, and what is no UTF-8. It is itself no
// character (The Unicode Standard, 23.7), and where a text has it nevertheless, its bytes are kept in the same way.
const escape = "\ufdd0"

// storable is a text as it is kept.
func storable(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 && !strings.Contains(s, escape) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == 0 || r == utf8.RuneError && size == 1 || strings.HasPrefix(s[i:], escape) {
			for _, c := range []byte(s[i : i+size]) {
				fmt.Fprintf(&b, escape+"%02x", c)
			}
		} else {
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// arrived is a kept text as it came.
func arrived(s string) string {
	if !strings.Contains(s, escape) {
		return s
	}
	head, rest, _ := strings.Cut(s, escape)
	b := []byte(head)
	for _, part := range strings.Split(rest, escape) {
		if c, err := strconv.ParseUint(part[:min(2, len(part))], 16, 8); err == nil && len(part) >= 2 {
			b = append(append(b, byte(c)), part[2:]...)
		}
	}
	return string(b)
}

func arrivedBytes(s []byte) []byte {
	if !bytes.Contains(s, []byte(escape)) {
		return s
	}
	return []byte(arrived(string(s)))
}
