// Package id makes identifiers: 26 characters, lower case, sortable by
// creation, with 80 random bits (a ULID). They are safe in addresses, because
// nobody can guess one; the numbers people read (编号) are something else.
package id

import (
	"crypto/rand"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"
)

// New makes an identifier for something created at the moment now.
func New(now time.Time) string {
	return strings.ToLower(ulid.MustNew(ulid.Timestamp(now), rand.Reader).String())
}

// Valid reports whether s is shaped like an identifier of ours.
func Valid(s string) bool {
	if len(s) != ulid.EncodedSize {
		return false
	}
	_, err := ulid.ParseStrict(strings.ToUpper(s))
	return err == nil && s == strings.ToLower(s)
}
