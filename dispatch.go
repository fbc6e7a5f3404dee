package safir

import (
	"crypto/sha256"
	"encoding/hex"
)

// Dispatch is one news report as an agency published it. It is never changed after it arrived.
type Dispatch struct {
	ID        string `json:"id"`
	Agency    string `json:"agency"`             // canonical id of the outlet ("irna"), or "" where unknown
	Published string `json:"published"`          // ISO 8601 day or instant, or "" where unknown
	Modified  string `json:"modified,omitempty"` // instant at which the outlet changed it last, or "" where unknown
	URL       string `json:"url"`
	Title     string `json:"title"`
	Body      string `json:"body"`
}

// ContentID is a stable id made from what the dispatch says: the same text is the same dispatch, however it arrived.
func (d Dispatch) ContentID() string {
	h := sha256.New()
	for _, part := range []string{d.Title, d.Body} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
