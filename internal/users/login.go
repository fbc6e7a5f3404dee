package users

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
)

// nobody is the hash of a password that nobody has: an unknown name must take as long to refuse as a wrong password. Its parameters
// are those of [argon2id.DefaultParams].
const nobody = "$argon2id$v=19$m=65536,t=1,p=2$c2FmaXItbm8tb25lLTE2Yg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// Login gives the user of a name and a password, else [ErrLogin].
func (f *File) Login(name, password string) (User, error) {
	list, err := f.current()
	if err != nil {
		return User{}, err
	}
	hash, user := nobody, User{}
	for _, e := range list {
		if e.Name == name && e.hash != "" {
			hash, user = e.hash, e.User
		}
	}
	if len(password) > 4*tooLong {
		return User{}, ErrLogin
	}
	if !f.verified.is(name, password, hash) || user.Name == "" {
		return User{}, ErrLogin
	}
	return user, nil
}

// Remembered is [File.Login] for what was right some minutes ago, without the work; [ErrLogin] does not say that it is wrong.
func (f *File) Remembered(name, password string) (User, error) {
	list, err := f.current()
	if err != nil {
		return User{}, err
	}
	for _, e := range list {
		if e.Name == name && e.hash != "" && f.verified.remembers(f.verified.id(name, password, e.hash)) {
			return e.User, nil
		}
	}
	return User{}, ErrLogin
}

// Token gives the user of a token, else [ErrLogin].
func (f *File) Token(token string) (User, error) {
	list, err := f.current()
	if err != nil {
		return User{}, err
	}
	sum := digest(token)
	for _, e := range list {
		for _, t := range e.tokens {
			if subtle.ConstantTimeCompare([]byte(t), []byte(sum)) == 1 {
				return e.User, nil
			}
		}
	}
	return User{}, ErrLogin
}

// Named gives the user of a name who was known by other means, else [ErrUser].
func (f *File) Named(name string) (User, error) {
	list, err := f.current()
	if err != nil {
		return User{}, err
	}
	for _, e := range list {
		if e.Name == name {
			return e.User, nil
		}
	}
	return User{}, fmt.Errorf("%w: %s", ErrUser, name)
}

func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func checkHash(hash string) error {
	if _, _, _, err := argon2id.DecodeHash(hash); err != nil {
		return fmt.Errorf("the password is no argon2id hash: %w", err)
	}
	return nil
}

// verified remembers for some minutes which passwords were right: HTTP Basic carries one with each request, and argon2id takes
// some 64 MiB and a good part of a processor for each. It keeps no password, only a digest under a key that dies with the process.
type verified struct {
	key     []byte
	mu      sync.Mutex
	until   map[[sha256.Size]byte]time.Time
	working chan struct{}
}

const (
	remembered = 5 * time.Minute
	mostKept   = 10_000
	atOnce     = 2 // hashes made at the same time, so that guesses can't fill the memory
)

func newVerified() *verified {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // it never fails
	return &verified{key: key, until: map[[sha256.Size]byte]time.Time{}, working: make(chan struct{}, atOnce)}
}

func (v *verified) id(name, password, hash string) [sha256.Size]byte {
	mac := hmac.New(sha256.New, v.key)
	for _, part := range []string{name, password, hash} {
		fmt.Fprintf(mac, "%d:%s", len(part), part)
	}
	return [sha256.Size]byte(mac.Sum(nil))
}

func (v *verified) remembers(id [sha256.Size]byte) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	until, known := v.until[id]
	return known && time.Now().Before(until)
}

func (v *verified) is(name, password, hash string) bool {
	id := v.id(name, password, hash)
	if v.remembers(id) {
		return true
	}
	v.working <- struct{}{}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	<-v.working
	if !ok || err != nil {
		return false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.until) >= mostKept {
		clear(v.until)
	}
	v.until[id] = time.Now().Add(remembered)
	return true
}
