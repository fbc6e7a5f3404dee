package export

import (
	"fmt"
	"io"
	"strings"

	"safir"
)

// headline is how many letters of a dispatch stand for it in a list.
const headline = 80

// Dispatches lists dispatches, one a line: id, outlet, day, and the title or else the beginning of the text.
func Dispatches(w io.Writer, list []safir.Dispatch) error {
	for _, d := range list {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", d.ID, dash(d.Agency), dash(d.Published), beginning(headlineText(&d))); err != nil {
			return fmt.Errorf("export.Dispatches: %w", err)
		}
	}
	return nil
}

// headlineText is a dispatch's title, or else the beginning of its text.
func headlineText(d *safir.Dispatch) string {
	if title := strings.TrimSpace(d.Title); title != "" {
		return title
	}
	return beginning(d.Body)
}

// beginning is the beginning of a text on one line.
func beginning(text string) string {
	letters := []rune(strings.Join(strings.Fields(text), " "))
	if len(letters) > headline {
		letters = append(letters[:headline], '…')
	}
	return string(letters)
}

// DispatchText writes one dispatch for people: where it came from, and its text as it arrived.
func DispatchText(w io.Writer, d *safir.Dispatch) error {
	_, err := fmt.Fprintf(w, "dispatch   %s\noutlet     %s\npublished  %s\nurl        %s\n\n", d.ID, dash(d.Agency), dash(d.Published), dash(d.URL))
	if err == nil && d.Title != "" {
		_, err = fmt.Fprintf(w, "%s\n\n", d.Title)
	}
	if err == nil {
		_, err = fmt.Fprintln(w, d.Body)
	}
	if err != nil {
		return fmt.Errorf("export.DispatchText: %w", err)
	}
	return nil
}
