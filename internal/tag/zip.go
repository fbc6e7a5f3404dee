package tag

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// The taggers' files are kept gzipped: a third of the slots of a table are empty, and most weights are nothing. Unzipping one takes
// about 30 ms, which only those pay who ask for words; what every reading needs is kept as it is used.

func zipped(file []byte) []byte {
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		_, err = zip.Write(file)
	}
	if err == nil {
		err = zip.Close()
	}
	if err != nil {
		panic(err) // a buffer takes everything
	}
	return out.Bytes()
}

func unzipped(file []byte) ([]byte, error) {
	zip, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	out, err := io.ReadAll(zip)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	return out, nil
}
