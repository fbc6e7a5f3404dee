package gather

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"safir/internal/gather/warc"
)

// archive takes the pages of an archive of the web.
func (t *taker) archive(name string, in *bufio.Reader) bool {
	own := *t
	own.among = true
	reader, pages := warc.NewReader(in), 0
	for {
		record, err := reader.Next()
		switch {
		case errors.Is(err, io.EOF) && pages == 0:
			return t.refuse(Place{File: name}, "no page in this archive")
		case errors.Is(err, io.EOF):
			return true
		case err != nil: // where it is not the last, others follow
			pages++
			if !own.refuse(Place{File: fmt.Sprintf("%s, record %d", name, reader.Number())}, "%s", err) {
				return false
			}
			continue
		}
		p := Place{File: fmt.Sprintf("%s, record %d %s", name, reader.Number(), record.URL)}
		page, err := record.Page(MaxPage)
		var goOn bool
		switch {
		case errors.Is(err, warc.ErrNoPage):
			continue
		case errors.Is(err, warc.ErrTooLong):
			goOn = own.refuse(p, "more than %s, too long for a page", size(MaxPage))
		case err != nil:
			goOn = own.refuse(p, "%s", err)
		default:
			goOn = own.page(page.Body, page.URL, page.Kind, p)
		}
		if pages++; !goOn {
			return false
		}
	}
}
