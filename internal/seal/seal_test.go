package seal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fengsheng/internal/seal"
)

func ring(t *testing.T, b byte) *seal.Ring {
	t.Helper()
	r, err := seal.New(bytes.Repeat([]byte{b}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSEC_PRIV_04_AValueOpensOnlyInItsPlaceUnderItsKey(t *testing.T) {
	t.Parallel()
	r := ring(t, 1)
	key, stored, err := r.NewKey(seal.Fields, "home/a")
	if err != nil {
		t.Fatal(err)
	}
	value, err := key.Seal("phone", "13800005678")
	if err != nil {
		t.Fatal(err)
	}
	if !seal.Sealed(value) || strings.Contains(value, "5678") {
		t.Errorf("sealed: got %q", value)
	}
	again, err := r.Key(seal.Fields, "home/a", stored)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open("phone", value); err != nil || got != "13800005678" {
		t.Errorf("opened: got %q, %v", got, err)
	}
	if _, err := again.Open("address", value); !errors.Is(err, seal.ErrKey) {
		t.Errorf("in another place: got %v", err)
	}
	if _, err := again.Open("phone", value[:len(value)-2]+"AA"); !errors.Is(err, seal.ErrKey) {
		t.Errorf("changed: got %v", err)
	}
	for name, open := range map[string]func() (seal.Key, error){
		"another matter":       func() (seal.Key, error) { return r.Key(seal.Fields, "home/b", stored) },
		"another purpose":      func() (seal.Key, error) { return r.Key(seal.Vault, "home/a", stored) },
		"another installation": func() (seal.Key, error) { return ring(t, 2).Key(seal.Fields, "home/a", stored) },
	} {
		if _, err := open(); !errors.Is(err, seal.ErrKey) {
			t.Errorf("the key of %s: got %v", name, err)
		}
	}
	if got, err := again.Open("phone", "as it was"); err != nil || got != "as it was" {
		t.Errorf("never sealed: got %q, %v", got, err)
	}
}

func TestEqualValuesAreFoundWithoutOpening(t *testing.T) {
	t.Parallel()
	a, b := ring(t, 1), ring(t, 2)
	switch one := a.Equal("phone", "1"); {
	case one != a.Equal("phone", "1"):
		t.Error("the same value: got two hashes")
	case one == a.Equal("phone", "2"), one == a.Equal("idNumber", "1"), one == b.Equal("phone", "1"):
		t.Error("another value, kind or installation: got the same hash")
	case a.Equal("phone", "") != "":
		t.Error("nothing: got a hash")
	}
}

func TestTheKeyIsMadeOnceAndForItsOwner(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys", "field.key")
	first, err := seal.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	second, err := seal.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if first.Check() != second.Check() || first.Check() == ring(t, 1).Check() {
		t.Errorf("got %s, then %s", first.Check(), second.Check())
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the file is for %v", info.Mode().Perm())
	}
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Load(path); err == nil {
		t.Error("a broken key: got no error")
	}
}
