// Package ledger enters whole ledgers from files: matters and activities that
// were kept in spreadsheets. A file is kept, its columns are matched, every row
// is tried without being entered, and what is right is entered batch by batch,
// each row through the operation of its entry page. A row is entered once,
// whatever is brought again; what was entered by mistake is taken back within a
// day, where nobody has worked on it (docs/adr/0015-import.md).
package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/seal"
	"fengsheng/internal/sheet"
)

// Kind is which ledger.
type Kind string

// The ledgers.
const (
	Matters    Kind = "matters"
	Activities Kind = "activities"
)

// Kinds in the order pages show them.
var Kinds = []Kind{Matters, Activities}

// Label is the Chinese name.
func (k Kind) Label() string { return books[k].label }

// Known reports whether there is such a ledger.
func (k Kind) Known() bool { return books[k].label != "" }

// State is where an import stands.
type State string

// The states. In Checking, Entering and Withdrawing there is work to do.
const (
	Matching    State = "matching"
	Checking    State = "checking"
	Checked     State = "checked"
	Entering    State = "entering"
	Done        State = "done"
	Withdrawing State = "withdrawing"
	Withdrawn   State = "withdrawn"
	Dropped     State = "dropped"
)

var stateLabels = map[State]string{
	Matching: "待对应列", Checking: "试运行中", Checked: "试运行完，待决定", Entering: "导入中", Done: "已导入", Withdrawing: "撤回中", Withdrawn: "已撤回", Dropped: "没有导入",
}

// Label is the Chinese name.
func (s State) Label() string { return stateLabels[s] }

// Works reports whether there is work to do, batch by batch.
func (s State) Works() bool { return s == Checking || s == Entering || s == Withdrawing }

// Import is one file on its way.
type Import struct {
	ID       string
	Kind     Kind
	Source   string
	File     string
	Sheet    string
	Head     int
	Headings []string
	Sample   [][]string
	Fields   map[string]int // the column of an entry; a missing one is not in the file
	From1904 bool
	State    State
	Likes    bool
	At       int // the work is done up to this row
	Officer  string
	Begun    time.Time
	Ended    time.Time
	Reason   string
	Failure  string
}

// withdrawal is how long an import can be withdrawn.
const withdrawal = 24 * time.Hour

// Withdrawable reports whether the import can still be withdrawn.
func (im Import) Withdrawable(now time.Time) bool {
	return im.State == Done && now.Before(im.Ended.Add(withdrawal))
}

// Until is the last moment of withdrawing.
func (im Import) Until() time.Time { return im.Ended.Add(withdrawal) }

// Bounds of an upload.
const (
	sourceMost = 40
	reasonMost = 200
	sampled    = 3
	partSize   = 256 << 10
	kept       = 30 * 24 * time.Hour // rows that were not entered
)

// Upload is a file somebody brings.
type Upload struct {
	Kind   Kind
	Source string
	Name   string // of the file
	Body   []byte

	looked *Import
}

// Look finds the table in the file, outside any transaction: a large file takes
// its time. What is no table, or too large, is told at the entry "file".
func (u *Upload) Look() error {
	if !u.Kind.Known() {
		return fault.New(fault.Invalid, "没有这种台账")
	}
	im := Import{Kind: u.Kind}
	if err := im.look(u.Body); err != nil {
		return fault.Wrong("file", err.Error())
	}
	u.looked = &im
	return nil
}

// Bring keeps a file that turned out to be a table, and proposes which of its
// columns is what. Nothing is entered.
func Bring(tx *db.Tx, by actor.Actor, u Upload) (Import, error) {
	if err := allowed(by, u.Kind); err != nil {
		return Import{}, err
	}
	if u.looked == nil {
		if err := u.Look(); err != nil {
			return Import{}, err
		}
	}
	im := *u.looked
	im.ID, im.Source, im.File, im.State, im.Officer = tx.NewID(), sheet.Tidy(u.Source), u.Name, Matching, by.Officer
	var wrong fault.Fields
	wrong.Need("source", im.Source, "请写明这份台账从哪里来，例如“综治中心2023年台账”")
	if len([]rune(im.Source)) > sourceMost {
		wrong.Add("source", "来源最多%d字", sourceMost)
	}
	if err := wrong.Err(); err != nil {
		return im, err
	}
	last, err := lastFields(tx, im.Kind, im.Source)
	if err != nil {
		return im, err
	}
	im.Fields = propose(books[im.Kind].fields, im.Headings, last)
	if err := forgetOld(tx); err != nil {
		return im, err
	}
	if err := im.insert(tx, u.Body); err != nil {
		return im, err
	}
	return im, im.told(tx, by, "import.bring", "", map[string]string{"kind": string(im.Kind)})
}

func allowed(by actor.Actor, k Kind) error {
	if !k.Known() {
		return fault.New(fault.Invalid, "没有这种台账")
	}
	if err := identity.ImportLedgers.Check(by); err != nil {
		return err
	}
	return books[k].right.Check(by)
}

// look finds the table in the file: the sheet with the most headings that are
// known, the row that has them, and the first rows under it.
func (im *Import) look(body []byte) (err error) {
	f, err := sheet.Open(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return refusal(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	im.From1904 = f.From1904
	words := headings(books[im.Kind].fields)
	known := func(h string) bool { _, found := words[plainHeading(h)]; return found }
	most := -1
	for _, name := range f.Sheets() {
		var top []sheet.Row
		enough := errors.New("enough")
		err := f.Each(name, sheet.MostRows+sheet.HeadMost, func(r sheet.Row) error {
			r.Cells = slices.Clone(r.Cells)
			if top = append(top, r); len(top) == sheet.HeadMost+sampled {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			return refusal(err)
		}
		at := sheet.Head(top, known)
		if at < 0 {
			continue
		}
		n := 0
		for _, c := range top[at].Cells {
			if known(c) {
				n++
			}
		}
		if n <= most || len(top) == at+1 && most >= 0 {
			continue
		}
		most = n
		im.Sheet, im.Head, im.Headings, im.Sample = name, top[at].Number, nil, nil
		for _, c := range top[at].Cells {
			im.Headings = append(im.Headings, sheet.Heading(c))
		}
		for _, r := range top[at+1:] {
			if len(im.Sample) < sampled && !explains(r.Cells) {
				im.Sample = append(im.Sample, r.Cells)
			}
		}
	}
	if len(im.Headings) == 0 {
		return fault.New(fault.Invalid, "文件里找不到表头，请把列名写在第一行，或者用模板填写")
	}
	if len(im.Sample) == 0 {
		return fault.New(fault.Invalid, "表头下面没有内容，请看看是不是选错了文件")
	}
	return nil
}

// refusal keeps the sentence of a file that is none.
func refusal(err error) error {
	if fault.Of(err) == nil {
		return fault.New(fault.Invalid, "文件读不出来，请重新保存后再选")
	}
	return err
}

func explains(cells []string) bool {
	i := slices.IndexFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
	return i >= 0 && strings.HasPrefix(strings.TrimSpace(cells[i]), sheet.Explained)
}

// Match says which column is what, remembers it for the source, and lets the
// dry run begin; an earlier one is forgotten.
func Match(tx *db.Tx, by actor.Actor, id string, fields map[string]int) (Import, error) {
	im, err := Load(tx, by, id)
	if err != nil {
		return im, err
	}
	if im.State != Matching && im.State != Checked {
		return im, fault.New(fault.Conflict, "这次导入现在是“%s”，不能再对应列", im.State.Label())
	}
	var wrong fault.Fields
	remembered := map[string]string{}
	for _, f := range books[im.Kind].fields {
		at, found := fields[f.name]
		switch {
		case found && (at < 0 || at >= len(im.Headings)):
			wrong.Add(f.name, "请从文件的列里选择")
		case !found && f.required:
			wrong.Add(f.name, "请选择哪一列是%s", f.label)
		case found:
			remembered[f.name] = im.Headings[at]
		}
	}
	if err := wrong.Err(); err != nil {
		return im, err
	}
	if err := remember(tx, im, remembered); err != nil {
		return im, err
	}
	if _, err := tx.Exec(dropRows, tx.Street, im.ID); err != nil {
		return im, err
	}
	im.Fields = fields
	return im, im.goes(tx, Checking)
}

// Enter lets what was found right be entered, and what looks known as well when
// somebody looked and says that it is something else.
func Enter(tx *db.Tx, by actor.Actor, id string, likes bool) (Import, error) {
	im, err := Load(tx, by, id)
	if err != nil {
		return im, err
	}
	if im.State != Checked {
		return im, fault.New(fault.Conflict, "这次导入现在是“%s”", im.State.Label())
	}
	counts, err := Counts(tx, im)
	if err != nil {
		return im, err
	}
	n := counts[New]
	if likes {
		n += counts[Like]
	}
	if n == 0 {
		return im, fault.New(fault.Invalid, "没有可以导入的行")
	}
	im.Likes = likes
	return im, im.goes(tx, Entering)
}

// Drop ends an import before anything is entered and forgets the file.
func Drop(tx *db.Tx, by actor.Actor, id string) error {
	im, err := Load(tx, by, id)
	if err != nil {
		return err
	}
	if im.State != Matching && im.State != Checked && im.State != Checking {
		return fault.New(fault.Conflict, "这次导入现在是“%s”，不能取消", im.State.Label())
	}
	for _, s := range []db.Stmt{dropRows, dropParts} {
		if _, err := tx.Exec(s, tx.Street, im.ID); err != nil {
			return err
		}
	}
	im.Sample = nil
	if err := im.goes(tx, Dropped); err != nil {
		return err
	}
	return im.told(tx, by, "import.drop", "", nil)
}

// Withdraw lets everything be taken back that the import entered and nobody has
// worked on since.
func Withdraw(tx *db.Tx, by actor.Actor, id, reason string) (Import, error) {
	im, err := Load(tx, by, id)
	if err != nil {
		return im, err
	}
	switch {
	case im.State != Done:
		return im, fault.New(fault.Conflict, "这次导入现在是“%s”，不能撤回", im.State.Label())
	case !im.Withdrawable(tx.Now):
		return im, fault.New(fault.Conflict, "导入超过24小时，不能整批撤回了；有错的请逐件更正")
	}
	im.Reason = strings.TrimSpace(reason)
	if im.Reason == "" {
		return im, fault.Wrong("reason", "请写明为什么撤回")
	}
	if n := len([]rune(im.Reason)); n > reasonMost {
		return im, fault.Wrong("reason", "原因请写在200字以内")
	}
	return im, im.goes(tx, Withdrawing)
}

func (im Import) told(tx *db.Tx, by actor.Actor, action, reason string, details map[string]string) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: action, Kind: event.Import, Subject: im.ID, Role: by.First(identity.ImportLedgers.Roles...), Reason: reason, Details: details,
	})
	return err
}

// goes puts the import into a state, at its beginning.
func (im *Import) goes(tx *db.Tx, to State) error {
	before := im.State
	im.State, im.At, im.Failure = to, 0, ""
	if to == Done {
		im.Ended = db.Moment(tx.Millis())
	}
	return im.save(tx, before)
}

// file puts the pieces of the file together again.
func (im Import) file(tx *db.Tx) (io.ReaderAt, int64, error) {
	ring, err := tx.Keys()
	if err != nil {
		return nil, 0, err
	}
	key, body, ord := ring.Of(seal.Files), []byte{}, 0
	err = tx.Each(readParts, func(r db.Row) error {
		var part string
		if err := r.Scan(&part); err != nil {
			return err
		}
		text, err := key.Open(im.ID+"/part/"+strconv.Itoa(ord), part)
		ord++
		body = append(body, text...)
		return err
	}, tx.Street, im.ID)
	return bytes.NewReader(body), int64(len(body)), err
}

func packed(v any) (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}
