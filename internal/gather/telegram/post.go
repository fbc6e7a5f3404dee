// Package telegram answers what a channel of Telegram posted: it reads the export of the desktop client (result.json) and the pages
// that show a channel's latest posts (https://t.me/s/name).
package telegram

import (
	"bytes"
	"strings"
	"time"
	"unicode"
)

// Post is one of a channel.
type Post struct {
	Channel  string // as the channel calls itself
	URL      string
	Time     time.Time
	Clock    string    // in its place what an older export has: the time on a clock whose zone is not told, in ISO 8601
	Modified time.Time // zero where it was never changed
	Text     string
}

// IsExport tells whether a file begins like an export of the desktop client: of one chat, or of a whole account.
func IsExport(head []byte) bool {
	head = bytes.TrimSpace(head)
	if !bytes.HasPrefix(head, []byte("{")) {
		return false
	}
	for _, pair := range [][2]string{{`"messages"`, `"type"`}, {`"chats"`, `"list"`}, {`"about"`, `"personal_information"`}} {
		if bytes.Contains(head, []byte(pair[0])) && bytes.Contains(head, []byte(pair[1])) && !bytes.Contains(head, []byte(`"body"`)) {
			return true
		}
	}
	return false
}

// IsPage tells whether a page is one of those that show a channel's posts.
func IsPage(page []byte) bool { return bytes.Contains(page, []byte("tgme_widget_message")) }

// Wordless tells whether a text has no letter: pictures without words, numbers, signs.
func Wordless(text string) bool { return strings.IndexFunc(text, unicode.IsLetter) < 0 }
