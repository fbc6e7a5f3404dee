// Package users answers who may read a ledger over the network, and who may correct it.
//
// Users stand in a file of their own beside the ledger, one a line, so that it can be kept, copied and changed with other means than
// Safir's. Passwords stand there as argon2id hashes; the tokens that programs carry are 256 random bits, so that a plain SHA-256 of
// them is enough. A file that was changed counts from the next request on, without a restart.
package users

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Role is what a user may do.
type Role string

// The roles of users.
const (
	Reader Role = "reader" // asks
	Editor Role = "editor" // asks and corrects
)

// Roles lists them.
var Roles = []Role{Reader, Editor}

// User is somebody who may come in.
type User struct {
	Name string
	Role Role
}

// MayCorrect tells whether the user may correct a ledger.
func (u User) MayCorrect() bool { return u.Role == Editor }

// Errors of users.
var (
	// ErrLogin says that a name and a password, or a token, are not those of a user; it does not say which of them is wrong.
	ErrLogin = errors.New("name or password is wrong")
	// ErrUser says that a file of users has no such user, or can't have one.
	ErrUser = errors.New("no such user")
)

// longest is the longest name, in characters; an address of mail has room.
const longest = 100

// checkName refuses names that the file, HTTP Basic or a log could not hold.
func checkName(name string) error {
	switch {
	case strings.TrimSpace(name) == "" || strings.TrimSpace(name) != name:
		return fmt.Errorf("%w: the name is empty, or begins or ends with a space", ErrUser)
	case len([]rune(name)) > longest:
		return fmt.Errorf("%w: the name is longer than %d characters", ErrUser, longest)
	case strings.HasPrefix(name, "#") || strings.ContainsFunc(name, func(r rune) bool { return r == ':' || unicode.IsControl(r) || r == '¬' }):
		return fmt.Errorf("%w: a name may not begin with # or contain a colon, a tab or a ¬", ErrUser)
	}
	return nil
}

// ParseRole reads a role.
func ParseRole(text string) (Role, error) {
	if r := Role(text); slices.Contains(Roles, r) {
		return r, nil
	}
	return "", fmt.Errorf("unknown role %q; there are reader and editor", text)
}

// entry is a line of the file.
type entry struct {
	User

	hash   string   // argon2id, "" for who signs in elsewhere
	tokens []string // SHA-256 in hex
}

func byName(a, b entry) int { return cmp.Compare(a.Name, b.Name) }
