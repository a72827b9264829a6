// Package id makes identifiers: 26 characters, lower case, sortable by
// creation, with 80 random bits (a ULID). They are safe in addresses, because
// nobody can guess one; the numbers people read (编号) are something else.
package id

import (
	"crypto/rand"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// New makes an identifier for something created at the moment now.
func New(now time.Time) string {
	return strings.ToLower(ulid.MustNew(ulid.Timestamp(now), rand.Reader).String())
}

// Source makes identifiers that also sort in the order they were made within
// one millisecond, each still some 2^61 away from the one before.
type Source struct {
	mu      sync.Mutex
	entropy *ulid.MonotonicEntropy
}

// NewSource makes a source.
func NewSource() *Source { return &Source{entropy: ulid.Monotonic(rand.Reader, 1<<62)} }

// New makes an identifier for something created at the moment now.
func (s *Source) New(now time.Time) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	made, err := ulid.New(ulid.Timestamp(now), s.entropy)
	if err != nil { // the millisecond is full: the order within it is given up
		return New(now)
	}
	return strings.ToLower(made.String())
}

// Moment is when an identifier was made, by the clock of its maker; the zero
// time for what is none.
func Moment(s string) time.Time {
	made, err := ulid.ParseStrict(strings.ToUpper(s))
	if err != nil {
		return time.Time{}
	}
	return ulid.Time(made.Time())
}

// Valid reports whether s is shaped like an identifier of ours.
func Valid(s string) bool {
	if len(s) != ulid.EncodedSize {
		return false
	}
	_, err := ulid.ParseStrict(strings.ToUpper(s))
	return err == nil && s == strings.ToLower(s)
}
