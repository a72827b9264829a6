package study

import (
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/internal/seal"
	"fengsheng/matter"
)

// Paper is a sign-in sheet, a photo or a document kept with a session. Names on a
// sheet are people's: it is opened by those who keep sessions.
type Paper struct {
	ID      string
	Session ID
	Name    string
	Kind    file.Kind
	Size    int64
	Pages   int
	SHA256  string
	Officer string
	At      time.Time
	ref     file.Ref
	key     string
}

// filesMost is how many papers one session keeps.
const filesMost = 30

const paperColumns = `id, session_id, name, kind, size, pages, sha256, file_id, file_key, officer_id, at`

var (
	insertFile = db.SQL("study.file", `INSERT INTO study_file (street_id, id, session_id, name, kind, size, pages, sha256, file_id, file_key, officer_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`)
	readFiles = db.SQL("study.files", `SELECT `+paperColumns+` FROM study_file WHERE street_id = $1 AND session_id = $2 ORDER BY id`)
	dropFile  = db.SQL("study.dropFile", `DELETE FROM study_file WHERE street_id = $1 AND session_id = $2 AND id = $3`)
	_         = matter.Refers(db.SQL("study.refers", `SELECT file_id FROM study_file WHERE street_id = $1`))
)

// Files lists the papers of a session.
func Files(tx *db.Tx, by actor.Actor, id ID) ([]Paper, error) {
	s, err := Load(tx, by, id)
	if err != nil || !identity.KeepStudy.Reaches(by, s.At()) {
		return nil, err
	}
	return db.All(tx, readFiles, func(r db.Row) (Paper, error) {
		var p Paper
		var kind string
		var at int64
		err := r.Scan(&p.ID, &p.Session, &p.Name, &kind, &p.Size, &p.Pages, &p.SHA256, &p.ref.ID, &p.key, &p.Officer, &at)
		p.Kind, p.At = file.Kind(kind), db.Moment(at)
		return p, err
	}, tx.Street, string(id))
}

// Fillable is a session that papers may be added to, by those who keep it.
func Fillable(tx *db.Tx, by actor.Actor, id ID) (Session, error) {
	return take(tx, by, id, 0, Planned, Held, Recorded)
}

// Attach keeps files with a session that were let in already.
func Attach(tx *db.Tx, by actor.Actor, id ID, files []file.Received) (Session, error) {
	s, err := Fillable(tx, by, id)
	if err != nil {
		return s, err
	}
	have, err := Files(tx, by, id)
	if err != nil {
		return s, err
	}
	var bad fault.Fields
	bad.Must("file", len(files) > 0, "请选择要上传的文件")
	bad.Must("file", len(have)+len(files) <= filesMost, "一场学习最多放30份材料")
	if err := bad.Err(); err != nil {
		return s, err
	}
	keys, err := tx.Keys()
	if err != nil {
		return s, err
	}
	store, err := tx.Files()
	if err != nil {
		return s, err
	}
	for _, f := range files {
		if !store.Has(f.Ref.ID) {
			return s, fault.New(fault.Conflict, "文件没有存好，请重新上传")
		}
		key, err := keys.Of(seal.Files).Seal(place(id, f.Ref.ID), string(f.Ref.Key))
		if err != nil {
			return s, err
		}
		_, err = tx.Exec(insertFile, tx.Street, tx.NewID(), string(id), f.Name, string(f.Kind), f.Size, f.Pages, f.SHA256, f.Ref.ID, key, by.Officer, tx.Millis())
		if err != nil {
			return s, err
		}
	}
	return s, told(tx, by, "attach", string(id), map[string]any{"files": len(files)})
}

// place is where the key of a file is sealed to, so that none opens another's.
func place(id ID, file string) string { return "study/" + string(id) + "/file/" + file }

// OpenFile finds a paper of a session and what opens it.
func OpenFile(tx *db.Tx, by actor.Actor, id ID, paper string) (Paper, file.Ref, error) {
	all, err := Files(tx, by, id)
	if err != nil {
		return Paper{}, file.Ref{}, err
	}
	for _, p := range all {
		if p.ID != paper {
			continue
		}
		keys, err := tx.Keys()
		if err != nil {
			return p, file.Ref{}, err
		}
		key, err := keys.Of(seal.Files).Open(place(id, p.ref.ID), p.key)
		return p, file.Ref{ID: p.ref.ID, Key: seal.StreamKey(key)}, err
	}
	return Paper{}, file.Ref{}, fault.New(fault.NotFound, "没有这份材料，可能已经移除")
}

// RemoveFile takes a paper away; once a session is recorded its papers stay.
func RemoveFile(tx *db.Tx, by actor.Actor, id ID, paper string) (Session, error) {
	s, err := take(tx, by, id, 0, Planned, Held)
	if err != nil {
		return s, err
	}
	n, err := tx.Exec(dropFile, tx.Street, string(id), paper)
	if err != nil || n == 0 {
		return s, err
	}
	return s, told(tx, by, "remove", string(id), map[string]any{"file": paper})
}
