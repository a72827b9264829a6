package db

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/internal/seal"
)

// KeyFile is where the installation's key stands, below the data directory.
var KeyFile = filepath.Join("keys", "field.key")

// ErrNoKeys says that a sealed value was asked for where there is no key.
var ErrNoKeys = errors.New("db: no installation key")

// Keys is the installation's ring.
func (tx *Tx) Keys() (*seal.Ring, error) {
	if tx.db.keys == nil {
		return nil, ErrNoKeys
	}
	return tx.db.keys, nil
}

// ErrNoFiles says that files were asked for where there is no folder for them.
var ErrNoFiles = errors.New("db: no folder for files")

// Files is where attachments stand. A file is stored before the transaction
// that refers to it and opened after the one that found it: neither waits for
// the other (CRASH-06).
func (d *DB) Files() (*file.Store, error) {
	if d.files == nil {
		return nil, ErrNoFiles
	}
	return d.files, nil
}

// Files is where attachments stand, for an operation that has to know whether
// one is there.
func (tx *Tx) Files() (*file.Store, error) { return tx.db.Files() }

// unlock finds the installation's key: the one given, or that of the data
// directory, made for a database that has none yet. The database keeps a word
// that tells the key from any other, so that nothing is sealed under two keys.
func (d *DB) unlock(ctx context.Context, c Config) error {
	var known string
	err := d.pools[1].QueryRowContext(ctx, "SELECT coalesce(max(value), '') FROM key_check").Scan(&known)
	if err != nil {
		return err
	}
	path := filepath.Join(c.Dir, KeyFile)
	if c.Keys == nil {
		_, err := os.Stat(path)
		missing := errors.Is(err, fs.ErrNotExist)
		switch {
		case missing && c.ReadOnly:
			return nil // counts need no key
		case missing && known != "":
			return fault.New(fault.NotFound, "找不到密钥文件%s。这个数据库里的电话、证件号、住址是加密的，请从安装时的机器或者备份里把这个文件复制过来", path)
		}
		if c.Keys, err = seal.Load(path); err != nil {
			return err
		}
	}
	if known != "" && known != c.Keys.Check() {
		return fault.New(fault.Conflict, "密钥文件%s不是这个数据库的：请换成安装时的那一个", path)
	}
	d.keys = c.Keys
	if known == "" && !c.ReadOnly {
		_, err = d.pools[0].ExecContext(ctx, "INSERT INTO key_check (id, value) VALUES (1, $1)", c.Keys.Check())
	}
	return err
}
