package ask

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"safir/internal/ledger"
)

// A cursor says where a list goes on: after which entry, and of which list, so that it is not taken for a place in another. Nothing in it
// is secret; the digest catches what was cut or typed.
type cursor struct {
	After string `json:"a"`
	List  string `json:"l"`
}

const digestLength = 8

// Cursor is the cursor of what follows an entry of a list. The list is named by all that chooses its entries.
func Cursor(after string, list any) (string, error) {
	name, err := listName(list)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(cursor{after, name})
	if err != nil {
		return "", fmt.Errorf("making a cursor: %w", err)
	}
	sum := sha256.Sum256(text)
	return base64.RawURLEncoding.EncodeToString(append(sum[:digestLength], text...)), nil
}

// After is the entry that a cursor of a list names; "" of no cursor.
func After(text string, list any) (string, error) {
	if text == "" {
		return "", nil
	}
	broken := Wrong("cursor", "this is no cursor of this list; take next as it was given, or leave it out to begin anew")
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(data) <= digestLength {
		return "", broken
	}
	if sum := sha256.Sum256(data[digestLength:]); string(sum[:digestLength]) != string(data[:digestLength]) {
		return "", broken
	}
	var c cursor
	if err := json.Unmarshal(data[digestLength:], &c); err != nil || c.After == "" {
		return "", broken
	}
	name, err := listName(list)
	if err != nil {
		return "", err
	}
	if c.List != name {
		return "", Wrong("cursor", "this is the cursor of another list: the other parameters must stay as they were")
	}
	return c.After, nil
}

func listName(list any) (string, error) {
	text, err := json.Marshal(list)
	if err != nil {
		return "", fmt.Errorf("making a cursor: %w", err)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%T%s", list, text))
	return base64.RawURLEncoding.EncodeToString(sum[:6]), nil
}

// Gone says that the entry of a cursor is no longer there.
func Gone() error {
	return Wrong("cursor", "the entry that it names is no longer there, for the ledger has changed; leave it out to begin anew")
}

// Page is the page of a list: one entry more than is given, to know whether there are more.
func Page(cursor string, list any, limit int, newest bool) (ledger.Page, error) {
	after, err := After(cursor, list)
	return ledger.Page{Newest: newest, Limit: limit + 1, After: after}, err
}
