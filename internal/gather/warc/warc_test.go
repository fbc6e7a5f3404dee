package warc_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"safir/internal/gather/warc"
)

const page = "<html><body>وزیر خارجه قطر وارد تهران شد.</body></html>"

func record(kind, url, media, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, url, media, len(block), block)
}

func response(url, head, body string) string {
	return record("response", url, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\n"+head+"\r\n"+body)
}

func packed(parts ...string) string {
	var out bytes.Buffer
	for _, part := range parts {
		w := gzip.NewWriter(&out)
		_, _ = io.WriteString(w, part)
		_ = w.Close()
	}
	return out.String()
}

// pages reads an archive: the address and the text of each page, and what went wrong.
func pages(archive string) (got, wrong []string) {
	r := warc.NewReader(bufio.NewReaderSize(strings.NewReader(archive), 4096))
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return got, wrong
		}
		if err != nil {
			wrong = append(wrong, err.Error())
			if !errors.Is(err, warc.ErrBroken) {
				return got, wrong
			}
			continue
		}
		p, err := rec.Page(1 << 20)
		switch {
		case errors.Is(err, warc.ErrNoPage):
		case err != nil:
			wrong = append(wrong, err.Error())
		default:
			got = append(got, p.URL+" "+string(p.Body))
		}
	}
}

var all = []string{
	record("warcinfo", "", "application/warc-fields", "software: test\r\n"),
	response("https://www.irna.ir/1", "Content-Type: text/html; charset=utf-8\r\n", page),
	record("request", "https://www.irna.ir/1", "application/http; msgtype=request", "GET /1 HTTP/1.1\r\n\r\n"),
	response("https://www.irna.ir/logo", "Content-Type: image/png\r\n", "\x89PNG"),
	record("response", "https://www.irna.ir/404", "application/http; msgtype=response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nnothing"),
	response("https://www.irna.ir/2", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", packed(page)),
	response("https://www.irna.ir/3", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(page), page)),
	response("https://www.irna.ir/4", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", page), // taken off already
	record("resource", "<https://www.irna.ir/5>", "text/html", page),
}

var want = []string{
	"https://www.irna.ir/1 " + page, "https://www.irna.ir/2 " + page, "https://www.irna.ir/3 " + page, "https://www.irna.ir/4 " + page, "https://www.irna.ir/5 " + page,
}

func TestPagesOfAnArchiveAreFound(t *testing.T) {
	for name, archive := range map[string]string{
		"plain": strings.Join(all, ""), "record by record": packed(all...), "at once": packed(strings.Join(all, "")),
	} {
		if got, wrong := pages(archive); !slices.Equal(got, want) || len(wrong) > 0 {
			t.Errorf("%s: got %q, wrong %q", name, got, wrong)
		}
	}
}

func TestAnArchiveThatEndsTooEarlyIsTold(t *testing.T) {
	plain, zipped := strings.Join(all, ""), packed(all...)
	for name, archive := range map[string]string{"plain": plain[:len(plain)-30], "compressed": zipped[:len(zipped)-30]} {
		got, wrong := pages(archive)
		if len(got) != 4 || !strings.Contains(strings.Join(wrong, "; "), "too early") {
			t.Errorf("%s: got %q, wrong %q", name, got, wrong)
		}
	}
}

func TestReadingGoesOnAfterABrokenRecord(t *testing.T) {
	cut := packed(all[1])
	archive := packed(all[0]) + cut[:len(cut)-40] + packed(all[5:]...)
	got, wrong := pages(archive)
	if !slices.Equal(got, want[1:]) || len(wrong) == 0 {
		t.Errorf("got %q, wrong %q", got, wrong)
	}
	archive = packed(all[0], "this is no record\r\n\r\n") + packed(all[1])
	got, wrong = pages(archive)
	if !slices.Equal(got, want[:1]) || len(wrong) != 1 || !strings.Contains(wrong[0], `broken record: want WARC/1.0 where the record starts, got "this is no record"`) {
		t.Errorf("got %q, wrong %q", got, wrong)
	}
}

func TestLongPagesAreLeftWhereTheyAre(t *testing.T) {
	long := response("https://www.irna.ir/long", "Content-Type: text/html\r\n", strings.Repeat(page, 40000))
	got, wrong := pages(packed(long, all[1]))
	if !slices.Equal(got, want[:1]) || !slices.Equal(wrong, []string{"the page is too long"}) {
		t.Errorf("got %d pages, wrong %q", len(got), wrong)
	}
}

func TestWhatIsAnArchiveIsSeenByItsStart(t *testing.T) {
	for text, want := range map[string]bool{all[1]: true, packed(all[1]): true, page: false, packed(page): false, "": false, "\x1f\x8b": false} {
		if got := warc.Is([]byte(text)); got != want {
			t.Errorf("%.20q: got %v", text, got)
		}
	}
}

func FuzzArchive(f *testing.F) {
	f.Add(strings.Join(all, ""))
	f.Add(packed(all...))
	f.Fuzz(func(_ *testing.T, archive string) { pages(archive) })
}
