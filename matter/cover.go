package matter

import (
	"errors"
	"maps"
	"strings"

	"fengsheng/document"
	"fengsheng/internal/db"
	"fengsheng/internal/seal"
)

// sealedTenant ends the tenant of a street's accusations: nothing that asks for
// the street finds what stands there (docs/adr/0011).
const sealedTenant = "/sealed"

// Vault is the tenant of a street's accusations.
func Vault(street string) string { return street + sealedTenant }

// inVault reports whether the transaction is in such a tenant.
func inVault(tx *db.Tx) bool { return strings.HasSuffix(tx.Street, sealedTenant) }

func purpose(tx *db.Tx) seal.Purpose {
	if inVault(tx) {
		return seal.Vault
	}
	return seal.Fields
}

func owner(tx *db.Tx, id ID) string { return tx.Street + "/" + string(id) }

// cover is the key of one matter, read or made when the first value asks for it.
type cover struct {
	tx  *db.Tx
	id  ID
	key *seal.Key
}

// Keys seals and opens what belongs to one matter, under the matter's own key:
// taking the key away takes the words away.
func Keys(tx *db.Tx, id ID) document.Keys { return &cover{tx: tx, id: id} }

// Seal hides a value of the matter; where it stands belongs to it.
func (c *cover) Seal(place, value string) (string, error) { return c.seal(place, value) }

// Open gives the value back. What was never sealed is given as it is.
func (c *cover) Open(place, value string) (string, error) { return c.open(place, value) }

func (c *cover) seal(place, value string) (string, error) {
	if value == "" || seal.Sealed(value) {
		return value, nil
	}
	if err := c.ready(true); err != nil {
		return "", err
	}
	return c.key.Seal(place, value)
}

func (c *cover) open(place, value string) (string, error) {
	if !seal.Sealed(value) {
		return value, nil
	}
	if err := c.ready(false); err != nil {
		return "", err
	}
	return c.key.Open(place, value)
}

// whole seals what is sealed in the vault only: what was told and written down.
func (c *cover) whole(place, value string) (string, error) {
	if !inVault(c.tx) {
		return value, nil
	}
	return c.seal(place, value)
}

func (c *cover) ready(create bool) error {
	if c.key != nil {
		return nil
	}
	ring, err := c.tx.Keys()
	if err != nil {
		return err
	}
	stored, err := db.Value[string](c.tx, readKey, c.tx.Street, string(c.id))
	var key seal.Key
	switch {
	case errors.Is(err, db.ErrNone) && create:
		if key, stored, err = ring.NewKey(purpose(c.tx), owner(c.tx, c.id)); err == nil {
			_, err = c.tx.Exec(insertKey, c.tx.Street, string(c.id), stored)
		}
	case err == nil:
		key, err = ring.Key(purpose(c.tx), owner(c.tx, c.id), stored)
	}
	c.key = &key
	return err
}

// personal are the values of a party that are sealed (PRIV-04).
func (p *Party) personal() map[string]*string {
	all := p.About.personal()
	maps.Copy(all, map[string]*string{"phone": &p.Phone, "idNumber": &p.IDNumber, "address": &p.Address, "guardian": &p.Guardian})
	return all
}

// covered is the party as it is stored, and the hash its telephone is found by.
func (p Party) covered(c *cover) (Party, string, error) {
	ring, err := c.tx.Keys()
	if err != nil {
		return p, "", err
	}
	phone := ring.Equal("phone", p.Phone)
	for place, value := range p.personal() {
		if *value, err = c.seal(place, *value); err != nil {
			return p, "", err
		}
	}
	if p.Name, err = c.whole("name", p.Name); err != nil {
		return p, "", err
	}
	if inVault(c.tx) {
		phone = ""
	}
	return p, phone, nil
}

func (p *Party) uncover(c *cover) error {
	var err error
	for place, value := range p.personal() {
		if *value, err = c.open(place, *value); err != nil {
			return err
		}
	}
	if p.Name, err = c.open("name", p.Name); err != nil {
		return err
	}
	p.Agent, err = c.open("agent", p.Agent)
	return err
}

var (
	readKey   = db.SQL("matterKey.read", `SELECT wrapped FROM matter_key WHERE street_id = $1 AND id = $2`)
	insertKey = db.SQL("matterKey.insert", `INSERT INTO matter_key (street_id, id, wrapped) VALUES ($1, $2, $3)`)
)
