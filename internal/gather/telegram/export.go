package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Export gives the posts of an export, one at a time, in their order; service messages and posts without words are left out. A
// message that cannot be read is an error, and the next ones follow; an error of the file itself is the last thing given.
func Export(in io.Reader, yield func(Post, error) bool) {
	e := exported{d: json.NewDecoder(in), yield: yield}
	err := e.object(map[string]func() error{
		"name": e.name, "id": e.number, "type": e.kind, "messages": e.messages,
		"chats": func() error { return e.object(map[string]func() error{"list": e.chats}) },
	})
	switch {
	case err == nil && !e.found:
		yield(Post{}, errors.New("no export of Telegram's desktop client: it has no messages"))
	case err != nil && !errors.Is(err, errStop):
		yield(Post{}, fmt.Errorf("the export breaks off: %w; the rest is not read", reason(err)))
	}
}

var errStop = errors.New("nobody wants more")

// exported is an export as it is read: exports are larger than memory.
type exported struct {
	d     *json.Decoder
	yield func(Post, error) bool
	found bool
	chat
}

// chat is whose messages are read. The exporter writes these fields before the messages.
type chat struct {
	title, sort string
	id          int64
}

func (e *exported) name() error   { return e.d.Decode(&e.title) }
func (e *exported) number() error { return e.d.Decode(&e.id) }
func (e *exported) kind() error   { return e.d.Decode(&e.sort) }

// object reads an object: the fields that are asked for by their functions, others over. Where no object stands it is passed over.
func (e *exported) object(fields map[string]func() error) error {
	token, err := e.d.Token()
	if err != nil || token != json.Delim('{') {
		return err
	}
	for e.d.More() {
		key, err := e.d.Token()
		if err != nil {
			return err
		}
		read := fields[fmt.Sprint(key)]
		if read == nil {
			read = e.pass
		}
		if err := read(); err != nil {
			return err
		}
	}
	_, err = e.d.Token()
	return err
}

// list reads a list, each of its values by a function.
func (e *exported) list(each func() error) error {
	token, err := e.d.Token()
	if err != nil || token != json.Delim('[') {
		return err
	}
	for e.d.More() {
		if err := each(); err != nil {
			return err
		}
	}
	_, err = e.d.Token()
	return err
}

// pass passes a value over without holding it.
func (e *exported) pass() error {
	for depth := 0; ; {
		token, err := e.d.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// chats reads the chats of an account.
func (e *exported) chats() error {
	return e.list(func() error {
		e.chat = chat{}
		return e.object(map[string]func() error{"name": e.name, "id": e.number, "type": e.kind, "messages": e.messages})
	})
}

// message is what is wanted of a message.
type message struct {
	ID       int64     `json:"id"`
	Type     string    `json:"type"`
	Date     string    `json:"date"` // on the clock of who exported
	Unix     unixTime  `json:"date_unixtime"`
	Edited   unixTime  `json:"edited_unixtime"`
	Text     styled    `json:"text"`
	Entities []segment `json:"text_entities"`
}

// messages reads the messages of a chat, of channels alone: what people write to each other is none of our business.
func (e *exported) messages() error {
	e.found = true
	if !strings.HasSuffix(e.sort, "_channel") && e.sort != "" {
		return e.pass()
	}
	return e.list(func() error {
		var m message
		err := e.d.Decode(&m)
		var wrong *json.UnmarshalTypeError
		switch {
		case errors.As(err, &wrong):
			field, _, _ := strings.Cut(wrong.Field, ".")
			if !e.yield(Post{Channel: e.title}, fmt.Errorf("message %d: its %s is %s", m.ID, field, wrong.Value)) {
				return errStop
			}
			return nil
		case err != nil:
			return err
		case m.Type != "message":
			return nil
		}
		post := e.post(&m)
		if Wordless(post.Text) {
			return nil
		}
		if !e.yield(post, nil) {
			return errStop
		}
		return nil
	})
}

func (e *exported) post(m *message) Post {
	p := Post{Channel: e.title, Text: string(m.Text), Time: time.Time(m.Unix), Modified: time.Time(m.Edited)}
	if p.Text == "" {
		for _, s := range m.Entities {
			p.Text += s.Text
		}
	}
	if p.Time.IsZero() {
		p.Clock = m.Date
	}
	if e.id != 0 {
		p.URL = fmt.Sprintf("https://t.me/c/%d/%d", e.id, m.ID)
	}
	return p
}

// unixTime is a time in seconds, as a string or as a number.
type unixTime time.Time

// UnmarshalJSON reads the seconds.
func (u *unixTime) UnmarshalJSON(data []byte) error {
	seconds, err := strconv.ParseInt(strings.Trim(string(data), `"`), 10, 64)
	if err == nil && seconds > 0 {
		*u = unixTime(time.Unix(seconds, 0).UTC())
	}
	return nil
}

// styled is a text: a string, or a list of strings and of objects with a text, which are links, bold words and the like.
type styled string

type segment struct {
	Text string `json:"text"`
}

// UnmarshalJSON joins the parts.
func (s *styled) UnmarshalJSON(data []byte) error {
	var whole string
	if json.Unmarshal(data, &whole) == nil {
		*s = styled(whole)
		return nil
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return &json.UnmarshalTypeError{Value: "neither a string nor a list", Field: "text"}
	}
	for _, part := range parts {
		var of segment
		if json.Unmarshal(part, &whole) == nil {
			*s += styled(whole)
		} else if json.Unmarshal(part, &of) == nil {
			*s += styled(of.Text)
		}
	}
	return nil
}

func reason(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it ends too early")
	case errors.As(err, &syntax):
		return fmt.Errorf("broken JSON at byte %d: %w", syntax.Offset, err)
	}
	return err
}
