package web

import "context"

// Submissions knows which one-time form ids were used (IN-08). Operations
// record an id in the transaction of the change it caused; a page asks before
// it starts, and answers the second press like the first.
type Submissions interface {
	// Answer is the address the form led to the first time; empty when the
	// account has not sent this form yet.
	Answer(ctx context.Context, account, submission string) (string, error)
}
