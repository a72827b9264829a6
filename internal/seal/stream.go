package seal

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// A stream is a file sealed in parts, so that a large one needs little memory
// and can be read from any place. Each has a key of its own, which its owner's
// key seals: where the owner moves, the key is sealed anew and the file stays.
const (
	streamMark = "FS1\n" // names the suite: AES-256-GCM in parts (SEC-04)
	part       = 64 << 10
	sealedPart = part + 16
)

// StreamKey is the key of one stream, as hexadecimal digits: it is stored
// sealed under the key of whoever the stream belongs to.
type StreamKey string

// NewStreamKey makes a key for one stream; it must never seal a second one.
func NewStreamKey() (StreamKey, error) {
	raw := make([]byte, size)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("seal: %w", err)
	}
	return StreamKey(hex.EncodeToString(raw)), nil
}

func (k StreamKey) aead() (cipher.AEAD, error) {
	raw, err := hex.DecodeString(string(k))
	if err != nil || len(raw) != size {
		return nil, ErrKey
	}
	return aead(raw)
}

// nonce is the place of a part in its stream, and whether it is the last one:
// parts cannot change places, and none can be cut off.
func nonce(n int64, last bool) []byte {
	b := make([]byte, 12)
	binary.BigEndian.PutUint64(b[4:], uint64(n))
	if last {
		b[0] = 1
	}
	return b
}

// SealStream writes what it reads to w, sealed; place belongs to it as in Seal.
func (k StreamKey) SealStream(w io.Writer, place string, r io.Reader) error {
	a, err := k.aead()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, streamMark); err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	now, next := make([]byte, part), make([]byte, part)
	sealed := make([]byte, 0, sealedPart)
	n, err := io.ReadFull(r, now)
	for at := int64(0); ; at++ {
		last := err != nil // a part that is not full ends the stream
		if last && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		more := 0
		if !last {
			more, err = io.ReadFull(r, next)
			last = more == 0 && errors.Is(err, io.EOF)
		}
		sealed = a.Seal(sealed[:0], nonce(at, last), now[:n], []byte(place))
		if _, err := w.Write(sealed); err != nil {
			return fmt.Errorf("seal: %w", err)
		}
		if last {
			return nil
		}
		now, next, n = next, now, more
	}
}

// Stream is the plain content of a sealed stream, opened part by part.
type Stream struct {
	r     io.ReaderAt
	a     cipher.AEAD
	place []byte
	size  int64 // of the plain content
	last  int64 // the last part
	have  int64 // the part that is open; -1 = none
	plain []byte
	at    int64
}

// OpenStream opens a stream that is length bytes long as it is stored.
func (k StreamKey) OpenStream(r io.ReaderAt, length int64, place string) (*Stream, error) {
	a, err := k.aead()
	if err != nil {
		return nil, err
	}
	mark := make([]byte, len(streamMark))
	if _, err := r.ReadAt(mark, 0); err != nil || string(mark) != streamMark {
		return nil, ErrKey
	}
	length -= int64(len(streamMark))
	parts := (length + sealedPart - 1) / sealedPart
	if parts == 0 || length-(parts-1)*sealedPart < 16 {
		return nil, ErrKey
	}
	s := &Stream{r: r, a: a, place: []byte(place), size: length - parts*16, last: parts - 1, have: -1}
	return s, s.open(s.last) // what was cut off is found before anything is shown
}

// Size is the length of the plain content in bytes.
func (s *Stream) Size() int64 { return s.size }

func (s *Stream) open(n int64) error {
	if s.have == n {
		return nil
	}
	length := int64(sealedPart)
	if n == s.last {
		length = s.size - n*part + 16
	}
	sealed := make([]byte, length)
	if _, err := s.r.ReadAt(sealed, int64(len(streamMark))+n*sealedPart); err != nil {
		return fmt.Errorf("seal: %w", err)
	}
	plain, err := s.a.Open(s.plain[:0], nonce(n, n == s.last), sealed, s.place)
	if err != nil {
		s.have = -1
		return ErrKey
	}
	s.plain, s.have = plain, n
	return nil
}

// Read reads on from where the last reading or Seek ended.
func (s *Stream) Read(b []byte) (int, error) {
	if s.at >= s.size {
		return 0, io.EOF
	}
	if err := s.open(s.at / part); err != nil {
		return 0, err
	}
	n := copy(b, s.plain[s.at%part:])
	s.at += int64(n)
	return n, nil
}

// Seek moves to a place in the plain content.
func (s *Stream) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += s.at
	case io.SeekEnd:
		offset += s.size
	}
	if offset < 0 {
		return s.at, errors.New("seal: before the beginning")
	}
	s.at = offset
	return offset, nil
}
