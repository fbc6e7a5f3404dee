package ledger

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"iter"
	"maps"
	"slices"
	"strings"
)

// Errors of copying.
var (
	ErrNotEmpty = errors.New("this ledger is not empty; a copy is made into an empty one")
	ErrUnlike   = errors.New("the copy is not like what it was made of")
	ErrWritten  = errors.New("it is written to all the time; stop what writes to it, then copy again to go on")
)

// Sheet is a row of what is kept beside dispatches: texts, whole numbers, true or false, nil.
type Sheet struct {
	Table string
	Row   []any
}

// Copied tells what a copy holds.
type Copied struct {
	Counts
	People, Corrections int
	Digest              string // of all that both tell: the same for the same ledger, in whatever store
}

// copied is how many entries are put at a time.
const copied = 200

// passes is how often a ledger is gone over that is written to meanwhile.
const passes = 4

// Copy copies a ledger whole into an empty one, or goes on with a copy that was interrupted: dispatches in order of arrival with their records,
// corrections, addresses, watched sources, saved questions. The rest is derived from these, and in the end it is compared with that of the
// ledger it came from, which has to be merged. name is what the ledger is called that is copied; done is told how many dispatches were.
func Copy(ctx context.Context, from, to Store, name string, places Places, done func(int)) (c Copied, err error) {
	if err := vacant(ctx, to, name); err != nil {
		return c, err
	}
	if err := to.SetCopying(ctx, name); err != nil {
		return c, err
	}
	if err := copyAll(ctx, from, to, done); err != nil {
		return c, err
	}
	if err := Refresh(ctx, to, places); err != nil {
		return c, err
	}
	wrong, err := to.Check(ctx)
	if err == nil && len(wrong) > 0 {
		err = fmt.Errorf("%w: %s", ErrUnlike, wrong[0])
	}
	if err != nil {
		return c, err
	}
	if c, err = compare(ctx, from, to); err != nil {
		return c, err
	}
	return c, to.SetCopying(ctx, "")
}

// vacant refuses ledgers that hold something that was not copied from the one of that name.
func vacant(ctx context.Context, s Store, name string) error {
	begun, err := s.Copying(ctx)
	switch {
	case err != nil:
		return err
	case begun == name:
		return nil
	case begun != "":
		return fmt.Errorf("%w: it holds an unfinished copy of %s", ErrNotEmpty, begun)
	}
	counts, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	if counts.Dispatches > 0 {
		return fmt.Errorf("%w: it holds %d dispatches", ErrNotEmpty, counts.Dispatches)
	}
	for sheet, err := range s.Sheets(ctx) {
		if err == nil {
			err = fmt.Errorf("%w: it holds %s", ErrNotEmpty, sheet.Table)
		}
		return err
	}
	return nil
}

// copyAll copies what is not derived, until nothing was written meanwhile.
func copyAll(ctx context.Context, from, to Store, done func(int)) error {
	for range passes {
		revision, err := from.Revision(ctx)
		if err != nil {
			return err
		}
		if err := copyEntries(ctx, from, to, done); err != nil {
			return err
		}
		if err := to.SetSheets(ctx, revision, from.Sheets(ctx)); err != nil {
			return err
		}
		if now, err := from.Revision(ctx); err != nil || now == revision {
			return err
		}
	}
	return ErrWritten
}

// copyEntries puts those entries that the copy does not have in their version.
func copyEntries(ctx context.Context, from, to Store, done func(int)) error {
	var chunk []Entry
	n := 0
	put := func() error {
		_, err := to.Put(ctx, chunk)
		chunk = chunk[:0]
		done(n)
		return err
	}
	for e, err := range from.Arrived(ctx) {
		if err != nil {
			return err
		}
		n++
		version, err := to.Version(ctx, e.Dispatch.ID)
		if err != nil {
			return err
		}
		if version == e.Version {
			continue
		}
		if chunk = append(chunk, e.Again()); len(chunk) == copied {
			if err := put(); err != nil {
				return err
			}
		}
	}
	return put()
}

// compare compares two ledgers by what they tell.
func compare(ctx context.Context, a, b Store) (c Copied, err error) {
	one, counted, err := Digest(ctx, a)
	if err != nil {
		return c, err
	}
	other, c, err := Digest(ctx, b)
	if err != nil {
		return c, err
	}
	var unlike []string
	for _, part := range slices.Sorted(maps.Keys(one)) {
		if one[part] != other[part] {
			unlike = append(unlike, part)
		}
	}
	if counted.Counts != c.Counts && len(unlike) == 0 {
		unlike = append(unlike, fmt.Sprintf("counts (%+v and %+v)", counted.Counts, c.Counts))
	}
	if len(unlike) > 0 {
		return c, fmt.Errorf("%w in its %s", ErrUnlike, strings.Join(unlike, ", "))
	}
	return c, nil
}

// Digest are digests of the parts of what a ledger tells, with how much it holds. They are the same for the same ledger, whatever store it is
// in and whatever order its dispatches came in.
func Digest(ctx context.Context, s Store) (parts map[string]string, c Copied, err error) {
	claims, err := sortedClaims(ctx, s)
	if err != nil {
		return nil, c, err
	}
	if c.Counts, err = s.Counts(ctx); err != nil {
		return nil, c, err
	}
	var digests digester
	digest(&digests, "dispatches", s.Entries(ctx))
	digest(&digests, "events", s.Events(ctx, Filter{}))
	c.People = digest(&digests, "people", s.People(ctx, PersonFilter{}))
	digest(&digests, "statements", WithoutArrival(s.Statements(ctx, StatementFilter{})))
	digest(&digests, "claims", each(claims))
	sheets := func(yield func(Sheet, error) bool) {
		for sheet, err := range s.Sheets(ctx) {
			if sheet.Table == "corrections" {
				c.Corrections++
			}
			if !yield(sheet, err) {
				return
			}
		}
	}
	digest(&digests, "corrections, addresses and questions", sheets)
	whole := sha256.New()
	for _, part := range slices.Sorted(maps.Keys(digests.parts)) {
		fmt.Fprintln(whole, part, digests.parts[part])
	}
	c.Digest = hex.EncodeToString(whole.Sum(nil))
	return digests.parts, c, digests.err
}

// digester gathers digests of lists.
type digester struct {
	parts map[string]string
	err   error
}

// digest takes the digest of a list, and tells how long it is.
func digest[T any](d *digester, part string, list iter.Seq2[T, error]) (n int) {
	h := sha256.New()
	for entry, err := range list {
		if err == nil {
			err = writeJSON(h, entry)
		}
		if err != nil {
			d.err = errors.Join(d.err, err)
			return n
		}
		n++
	}
	if d.parts == nil {
		d.parts = map[string]string{}
	}
	d.parts[part] = hex.EncodeToString(h.Sum(nil))
	return n
}

func writeJSON(h hash.Hash, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	h.Write(append(text, '\n'))
	return nil
}

// sortedClaims are all claims, by their ids: those of a day come in order of arrival.
func sortedClaims(ctx context.Context, s Store) (out []Claimed, err error) {
	for c, err := range s.Claims(ctx, ClaimFilter{}) {
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Claimed) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

func each[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, entry := range list {
			if !yield(entry, nil) {
				return
			}
		}
	}
}
