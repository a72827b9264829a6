// Package file keeps what people attach: it decides what is let in, takes out
// of pictures what nobody meant to send, and stores the rest sealed.
//
// A stored file is a stream of internal/seal under a key of its own, in a
// folder that nothing serves. Whoever owns the file keeps the key, sealed under
// its own: taking that away takes the file away, and what no row refers to any
// more is swept (docs/adr/0014-files.md).
package file

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"fengsheng/internal/id"
	"fengsheng/internal/seal"
)

// Folder is where files stand, below the data directory.
const Folder = "files"

// Store is a folder of sealed files. Its methods are the whole of what a store
// in another place would have to do.
type Store struct {
	dir string
	now func() time.Time
}

// At is the store in the folder, which is made with its first file.
func At(dir string, now func() time.Time) *Store { return &Store{dir: dir, now: now} }

// Ref names a stored file and opens it.
type Ref struct {
	ID  string
	Key seal.StreamKey
}

// Stored is what became of a file that was stored.
type Stored struct {
	Ref    Ref
	Size   int64  // bytes of the plain content
	SHA256 string // of the plain content, in hexadecimal digits
}

// Put stores what it reads. When it answers, the file is on the disk under its
// name (UP-02); a crash before leaves a name that Sweep takes away.
func (s *Store) Put(ctx context.Context, r io.Reader) (Stored, error) {
	key, err := seal.NewStreamKey()
	if err != nil {
		return Stored{}, err
	}
	stored := Stored{Ref: Ref{ID: id.New(s.now()), Key: key}}
	path := s.path(stored.Ref.ID)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return Stored{}, fmt.Errorf("file: %w", err)
	}
	f, err := os.OpenFile(path+partial, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return Stored{}, fmt.Errorf("file: %w", err)
	}
	sum := sha256.New()
	counted := &counter{ctx: ctx, r: io.TeeReader(r, sum)}
	err = key.SealStream(f, stored.Ref.ID, counted)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(path+partial, path)
	}
	if err == nil {
		err = errors.Join(syncDir(filepath.Dir(path)), syncDir(s.dir), syncDir(filepath.Dir(s.dir)))
	}
	if err != nil {
		if gone := os.Remove(path + partial); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
		return Stored{}, fmt.Errorf("file: %w", err)
	}
	stored.Size, stored.SHA256 = counted.n, hex.EncodeToString(sum.Sum(nil))
	return stored, nil
}

// partial ends the name of a file that is not whole.
const partial = ".part"

func (s *Store) path(id string) string { return filepath.Join(s.dir, id[len(id)-2:], id) }

// Has reports whether the file is there.
func (s *Store) Has(file string) bool {
	if !id.Valid(file) {
		return false
	}
	_, err := os.Stat(s.path(file))
	return err == nil
}

// File is the plain content of a stored file, open for reading from any place.
type File struct {
	*seal.Stream
	f *os.File
}

// Close closes the file.
func (f *File) Close() error { return f.f.Close() }

// Open opens a stored file; fs.ErrNotExist when it is not there.
func (s *Store) Open(r Ref) (*File, error) {
	if !id.Valid(r.ID) {
		return nil, fmt.Errorf("file: %w", fs.ErrNotExist)
	}
	f, err := os.Open(s.path(r.ID))
	if err != nil {
		return nil, fmt.Errorf("file: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	stream, err := r.Key.OpenStream(f, info.Size(), r.ID)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &File{Stream: stream, f: f}, nil
}

// Drop takes a file away that will not be kept. What it misses is swept.
func (s *Store) Drop(r Received) {
	for _, stored := range []*Stored{&r.Stored, r.Original} {
		if stored != nil && id.Valid(stored.Ref.ID) {
			_ = os.Remove(s.path(stored.Ref.ID)) // Sweep comes by
		}
	}
}

// Grace is how long a file may wait for the row that refers to it (UP-02).
const Grace = 24 * time.Hour

// Sweep takes away what nothing refers to: files whose transaction never came,
// that were never whole, or whose matter was erased. A file younger than Grace
// stays, for its transaction may be on the way. It answers how many went.
func (s *Store) Sweep(now time.Time, referred func(id string) bool) (int, error) {
	gone := 0
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		name, unfinished := strings.CutSuffix(d.Name(), partial)
		if !id.Valid(name) || !id.Moment(name).Before(now.Add(-Grace)) || !unfinished && referred(name) {
			return nil
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		gone++
		return nil
	})
	if err != nil {
		return gone, fmt.Errorf("file: sweep: %w", err)
	}
	return gone, nil
}

// counter counts what is read, and ends when nobody waits for it any more.
type counter struct {
	ctx context.Context
	r   io.Reader
	n   int64
}

func (c *counter) Read(b []byte) (int, error) {
	if err := context.Cause(c.ctx); err != nil {
		return 0, err
	}
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

// syncDir makes the names in a folder last; Windows does so by itself.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
