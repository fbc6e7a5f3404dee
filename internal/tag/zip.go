package tag

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// All files are kept packed by Zstandard: a third of the slots of a table are empty, and most weights are nothing. A megabyte is unpacked in
// a millisecond.

// zipped is a file as it is kept; the same file is always packed the same way.
func zipped(file []byte) []byte {
	zip, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err) // the options are right
	}
	return zip.EncodeAll(file, nil)
}

// mostUnpacked bounds what a file may hold.
const mostUnpacked = 64 << 20

func unzipped(file []byte) ([]byte, error) {
	zip, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostUnpacked))
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	defer zip.Close()
	out, err := zip.DecodeAll(file, nil)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	return out, nil
}
