package seal

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
	"testing/iotest"
)

func sealStream(t *testing.T, k StreamKey, plain []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := k.SealStream(&out, "place", iotest.OneByteReader(bytes.NewReader(plain))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAStreamComesBackWhateverItsLength(t *testing.T) {
	t.Parallel()
	k, err := NewStreamKey()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, part - 1, part, part + 1, 2 * part, 3*part + 7} {
		plain := bytes.Repeat([]byte("枫"), n/3+1)[:n]
		sealed := sealStream(t, k, plain)
		s, err := k.OpenStream(bytes.NewReader(sealed), int64(len(sealed)), "place")
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if got, err := io.ReadAll(s); err != nil || !bytes.Equal(got, plain) || s.Size() != int64(n) {
			t.Errorf("%d bytes: got %d of %d, %v", n, len(got), s.Size(), err)
		}
		for range 20 {
			from := rand.Int64N(int64(n) + 1)
			if _, err := s.Seek(from, io.SeekStart); err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(s); err != nil || !bytes.Equal(got, plain[from:]) {
				t.Errorf("%d bytes from %d: got %d, %v", n, from, len(got), err)
			}
		}
	}
}

func TestSEC_PRIV_04_AStreamIsNeitherChangedNorCut(t *testing.T) {
	t.Parallel()
	k, err := NewStreamKey()
	if err != nil {
		t.Fatal(err)
	}
	plain := bytes.Repeat([]byte("一份材料"), part/4)
	sealed := sealStream(t, k, plain)
	head := len(streamMark)
	swapped := bytes.Clone(sealed)
	copy(swapped[head:], sealed[head+sealedPart:head+2*sealedPart])
	copy(swapped[head+sealedPart:], sealed[head:head+sealedPart])
	turned := bytes.Clone(sealed)
	turned[head+5] ^= 1
	other, err := NewStreamKey()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		key   StreamKey
		place string
		bytes []byte
	}{
		"another key": {other, "place", sealed}, "another place": {k, "other", sealed}, "a part less": {k, "place", sealed[:head+2*sealedPart]},
		"a byte less": {k, "place", sealed[:len(sealed)-1]}, "parts in another order": {k, "place", swapped}, "a bit turned": {k, "place", turned},
		"nothing": {k, "place", nil}, "only a mark": {k, "place", sealed[:head]}, "no mark": {k, "place", sealed[head:]}, "no key": {"", "place", sealed},
	} {
		s, err := c.key.OpenStream(bytes.NewReader(c.bytes), int64(len(c.bytes)), c.place)
		if err == nil {
			_, err = io.ReadAll(s)
		}
		if !errors.Is(err, ErrKey) {
			t.Errorf("%s: got %v, want ErrKey", name, err)
		}
	}
}
