// Package seal keeps values from whoever gets hold of the database alone
// (PRIV-04). Every matter has a key of its own, wrapped by the installation's
// key, which stands in a file beside the database: taking a matter's key away
// takes its values away (PRIV-08).
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// size is the length of every key: AES-256.
const size = 32

// mark begins every sealed value and names the suite (SEC-04): a1 is AES-256-GCM.
const mark = "a1:"

// ErrKey says that a value was sealed under another key, or was changed.
var ErrKey = errors.New("seal: the value does not open with this key")

// Ring holds the installation's key and what is derived from it by purpose.
type Ring struct {
	wrap  map[Purpose]cipher.AEAD
	equal []byte
	sign  ed25519.PrivateKey
	check string
}

// Purpose says what for a matter's key is wrapped: nobody opens one with the
// other's (SEC-02, PR20).
type Purpose string

// The purposes.
const (
	Fields Purpose = "fields" // the personal fields of a matter
	Vault  Purpose = "vault"  // everything of an accusation

	Drafts   Purpose = "drafts"   // half-written forms
	Files    Purpose = "files"    // what was brought to be imported and is not entered yet
	Channels Purpose = "channels" // addresses and passwords of what reminders are sent to
	Photos   Purpose = "photos"   // pictures of what was done, that belong to no matter
)

// New makes a ring of a master key of 32 bytes.
func New(master []byte) (*Ring, error) {
	if len(master) != size {
		return nil, fmt.Errorf("seal: a key has %d bytes, not %d", size, len(master))
	}
	derive := func(purpose string) ([]byte, error) {
		return hkdf.Key(sha256.New, master, nil, "fengsheng "+purpose, size)
	}
	r := &Ring{wrap: map[Purpose]cipher.AEAD{}}
	for _, p := range []Purpose{Fields, Vault, Drafts, Files, Channels, Photos} {
		key, err := derive(string(p))
		if err != nil {
			return nil, fmt.Errorf("seal: %w", err)
		}
		if r.wrap[p], err = aead(key); err != nil {
			return nil, err
		}
	}
	equal, err := derive("equality")
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	sign, err := derive("signature")
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	check, err := derive("check")
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	r.equal, r.sign, r.check = equal, ed25519.NewKeyFromSeed(sign), hex.EncodeToString(check[:8])
	return r, nil
}

// Load reads the installation's key, or makes one where there is none yet. The
// file is for its owner alone; without it no sealed value can be read again.
func Load(path string) (*Ring, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return create(path)
	}
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	master, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("seal: %s holds no key: %w", path, err)
	}
	return New(master)
}

func create(path string) (*Ring, error) {
	master := make([]byte, size)
	if _, err := rand.Read(master); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	_, err = f.WriteString(hex.EncodeToString(master) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return New(master)
}

// Check is a short word that tells two installation keys apart and gives
// neither away: the database keeps it, so that no wrong key seals into it.
func (r *Ring) Check() string { return r.check }

// Equal is the keyed hash under which equal values are found without opening
// any; "" for "".
func (r *Ring) Equal(kind, value string) string {
	if value == "" {
		return ""
	}
	h := hmac.New(sha256.New, r.equal)
	h.Write([]byte(kind + "\x00" + value))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Sign signs what leaves the installation, with the public key it is verified by.
func (r *Ring) Sign(message []byte) (key ed25519.PublicKey, signature []byte) {
	return r.sign.Public().(ed25519.PublicKey), ed25519.Sign(r.sign, message)
}

// Of is the key of a purpose itself, for what belongs to no matter.
func (r *Ring) Of(p Purpose) Key { return Key{r.wrap[p]} }

// Key seals the values of one matter.
type Key struct{ aead cipher.AEAD }

// NewKey makes a key, and the form in which it is stored.
func (r *Ring) NewKey(p Purpose, owner string) (Key, string, error) {
	raw := make([]byte, size)
	if _, err := rand.Read(raw); err != nil {
		return Key{}, "", fmt.Errorf("seal: %w", err)
	}
	a, err := aead(raw)
	if err != nil {
		return Key{}, "", err
	}
	stored, err := sealed(r.wrap[p], raw, owner)
	return Key{a}, stored, err
}

// Key opens a stored key of the owner.
func (r *Ring) Key(p Purpose, owner, stored string) (Key, error) {
	raw, err := opened(r.wrap[p], stored, owner)
	if err != nil {
		return Key{}, err
	}
	a, err := aead(raw)
	return Key{a}, err
}

// Seal hides a value; where it stands belongs to it, so that no value can be
// put in another's place. "" stays "".
func (k Key) Seal(place, value string) (string, error) {
	if value == "" {
		return "", nil
	}
	return sealed(k.aead, []byte(value), place)
}

// Open gives the value back. What was never sealed is given as it is.
func (k Key) Open(place, value string) (string, error) {
	if !Sealed(value) {
		return value, nil
	}
	text, err := opened(k.aead, value, place)
	return string(text), err
}

// Sealed reports whether a stored value is a sealed one.
func Sealed(value string) bool { return strings.HasPrefix(value, mark) }

func aead(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	a, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return a, nil
}

func sealed(a cipher.AEAD, value []byte, place string) (string, error) {
	nonce := make([]byte, a.NonceSize(), a.NonceSize()+len(value)+a.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return "", fmt.Errorf("seal: %w", err)
	}
	return mark + base64.RawStdEncoding.EncodeToString(a.Seal(nonce, nonce, value, []byte(place))), nil
}

func opened(a cipher.AEAD, value, place string) ([]byte, error) {
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimPrefix(value, mark))
	if err != nil || len(raw) < a.NonceSize() {
		return nil, ErrKey
	}
	text, err := a.Open(nil, raw[:a.NonceSize()], raw[a.NonceSize():], []byte(place))
	if err != nil {
		return nil, ErrKey
	}
	return text, nil
}
