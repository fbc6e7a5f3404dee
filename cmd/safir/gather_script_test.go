package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
)

// serve sets $SITE to the address of a server of a folder's files: serve FOLDER.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	server := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
	ts.Defer(server.Close)
	ts.Setenv("SITE", server.URL)
}

// writeWARC puts pages into an archive, each record compressed by itself: warc TO ADDRESS FILE [ADDRESS FILE…].
func writeWARC(ts *testscript.TestScript, _ bool, args []string) {
	var out bytes.Buffer
	for i := 1; i+1 < len(args); i += 2 {
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + ts.ReadFile(args[i+1])
		z := gzip.NewWriter(&out)
		_, err := fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", args[i], len(block), block)
		ts.Check(err)
		ts.Check(z.Close())
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o600))
}

// cutOff writes a file without its last bytes: cutoff FROM TO BYTES.
func cutOff(ts *testscript.TestScript, _ bool, args []string) {
	var bytes int
	_, err := fmt.Sscan(args[2], &bytes)
	ts.Check(err)
	text := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text[:len(text)-bytes]), 0o600))
}
