package orgs

import (
	"sync"
	"time"

	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/org"
)

// How many read files wait for their second step, and for how long.
const (
	mostUploads = 8
	uploadLife  = 30 * time.Minute
)

// upload is a file between the dry run and the decision. Only what was read
// from it is kept, and only for who brought it.
type upload struct {
	id      string
	account string
	name    string
	book    org.Book
	at      time.Time
}

// uploads hold the few files that wait. They live in memory: a restart asks for
// the file again, and nothing of it was on the disk.
type uploads struct {
	mu  sync.Mutex
	now func() time.Time
	all []upload // the oldest first
}

func newUploads(now func() time.Time) *uploads { return &uploads{now: now} }

// keep puts a file away and gives its id; the oldest makes room.
func (u *uploads) keep(account, name string, book org.Book) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.forget()
	if len(u.all) >= mostUploads {
		u.all = u.all[1:]
	}
	made := upload{id: id.New(u.now()), account: account, name: name, book: book, at: u.now()}
	u.all = append(u.all, made)
	return made.id
}

// find gives the file back to who brought it.
func (u *uploads) find(account, id string) (upload, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.forget()
	for _, f := range u.all {
		if f.id == id && f.account == account {
			return f, nil
		}
	}
	return upload{}, fault.New(fault.NotFound, "这个文件已经过了30分钟，或者已经导入，请重新选择文件")
}

// drop forgets a file that has served.
func (u *uploads) drop(id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for i, f := range u.all {
		if f.id == id {
			u.all = append(u.all[:i:i], u.all[i+1:]...)
			return
		}
	}
}

// forget drops what has waited too long.
func (u *uploads) forget() {
	before := u.now().Add(-uploadLife)
	for len(u.all) > 0 && u.all[0].at.Before(before) {
		u.all = u.all[1:]
	}
}
