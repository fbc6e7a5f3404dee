package users

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/alexedwards/argon2id"
)

// Shortest is how many characters a password has at least.
const Shortest = 10

// tooLong keeps a password from being a text; argon2 would hash any.
const tooLong = 1000

// Set adds a user, or gives one another role and password. Without a password the user signs in elsewhere (OpenID Connect, tokens); one
// who is there keeps what they have.
func (f *File) Set(u User, password string) error {
	if err := checkName(u.Name); err != nil {
		return err
	}
	if _, err := ParseRole(string(u.Role)); err != nil {
		return err
	}
	hash := ""
	if password != "" {
		if n := len([]rune(password)); n < Shortest || n > tooLong {
			return fmt.Errorf("a password has at least %d characters, and at most %d", Shortest, tooLong)
		}
		var err error
		if hash, err = argon2id.CreateHash(password, argon2id.DefaultParams); err != nil {
			return fmt.Errorf("users: hashing a password: %w", err)
		}
	}
	return f.change(func(list []entry) ([]entry, error) {
		i := slices.IndexFunc(list, func(e entry) bool { return e.Name == u.Name })
		if i < 0 {
			return append(list, entry{User: u, hash: hash}), nil
		}
		list[i].Role = u.Role
		if hash != "" {
			list[i].hash = hash
		}
		return list, nil
	})
}

// Remove takes a user out.
func (f *File) Remove(name string) error {
	return f.change(func(list []entry) ([]entry, error) {
		i := slices.IndexFunc(list, func(e entry) bool { return e.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%w: %s", ErrUser, name)
		}
		return slices.Delete(list, i, i+1), nil
	})
}

// NewToken makes a token by which a program comes in as a user. It is kept nowhere: only its hash is.
func (f *File) NewToken(name string) (token string, err error) {
	random := make([]byte, 32)
	if _, err := rand.Read(random); err != nil {
		return "", fmt.Errorf("users: making a token: %w", err)
	}
	token = "safir_" + base64.RawURLEncoding.EncodeToString(random)
	return token, f.change(func(list []entry) ([]entry, error) {
		i := slices.IndexFunc(list, func(e entry) bool { return e.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%w: %s", ErrUser, name)
		}
		list[i].tokens = append(slices.Clip(list[i].tokens), digest(token))
		return list, nil
	})
}

// DropTokens makes all tokens of a user void.
func (f *File) DropTokens(name string) error {
	return f.change(func(list []entry) ([]entry, error) {
		i := slices.IndexFunc(list, func(e entry) bool { return e.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%w: %s", ErrUser, name)
		}
		list[i].tokens = nil
		return list, nil
	})
}

// Listed is a user with the ways in that they have.
type Listed struct {
	User
	Password bool
	Tokens   int
}

// List lists the users in order of their names.
func (f *File) List() ([]Listed, error) {
	list, err := f.current()
	if err != nil {
		return nil, err
	}
	out := make([]Listed, len(list))
	for i, e := range slices.SortedFunc(slices.Values(list), byName) {
		out[i] = Listed{e.User, e.hash != "", len(e.tokens)}
	}
	return out, nil
}

func (f *File) change(do func([]entry) ([]entry, error)) error {
	list, err := f.current()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if list, err = do(slices.Clone(list)); err != nil {
		return err
	}
	return f.write(list)
}
