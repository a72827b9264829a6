package ledger

import (
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/seal"
	"fengsheng/internal/sheet"
)

// Verdict is what becomes of a row.
type Verdict string

// The verdicts.
const (
	New     Verdict = "new"       // can be entered
	Known   Verdict = "known"     // is here already
	Like    Verdict = "like"      // looks like something that is here already
	Wrong   Verdict = "wrong"     // has to be changed first
	Entered Verdict = "entered"   // is entered
	Taken   Verdict = "withdrawn" // was entered and taken back
	Left    Verdict = "left"      // was entered, worked on, and stays
)

var verdictLabels = map[Verdict]string{
	New: "可以导入", Known: "已经有了", Like: "可能已经登记", Wrong: "有问题", Entered: "已导入", Taken: "已撤回", Left: "有人办过，保留",
}

// Label is the Chinese name.
func (v Verdict) Label() string { return verdictLabels[v] }

// Problem is what has to be changed in a row, or why it is not entered.
type Problem struct {
	Column   string `json:"c"` // "" = the row as a whole
	Sentence string `json:"s"`
}

// Row is one row of the file.
type Row struct {
	Number   int
	Cells    []string
	Verdict  Verdict
	Problems []Problem
	Subject  string // the id of what it became, or is

	key string
	seq int64
}

const importColumns = `id, kind, source, file, sheet, head, headings, sample, fields, from1904, state, likes, at_row, officer_id, at, done_at, reason, failure`

var (
	insertImport = db.SQL("ledger.insert", `INSERT INTO ledger_import (street_id, `+importColumns+`)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, FALSE, 0, $13, $14, 0, '', '')`)
	updateImport = db.SQL("ledger.update", `UPDATE ledger_import SET state = $3, likes = $4, at_row = $5, done_at = $6, reason = $7, failure = $8, fields = $9, sample = $10
WHERE street_id = $1 AND id = $2 AND state = $11`)
	proceedImport = db.SQL("ledger.proceed", `UPDATE ledger_import SET at_row = $5, failure = '' WHERE street_id = $1 AND id = $2 AND state = $3 AND at_row = $4`)
	failImport    = db.SQL("ledger.fail", `UPDATE ledger_import SET failure = $3 WHERE street_id = $1 AND id = $2`)
	readImport    = db.SQL("ledger.read", `SELECT `+importColumns+` FROM ledger_import WHERE street_id = $1 AND id = $2 AND officer_id = $3`)
	readImports   = db.SQL("ledger.list", `SELECT `+importColumns+` FROM ledger_import WHERE street_id = $1 AND officer_id = $2 ORDER BY id DESC LIMIT 50`)
	readSources   = db.SQL("ledger.sources", `SELECT source FROM ledger_columns WHERE street_id = $1 AND kind = $2 ORDER BY source LIMIT 50`)

	insertPart = db.SQL("ledger.insertPart", `INSERT INTO ledger_part (street_id, import_id, ord, body) VALUES ($1, $2, $3, $4)`)
	readParts  = db.SQL("ledger.parts", `SELECT body FROM ledger_part WHERE street_id = $1 AND import_id = $2 ORDER BY ord`)
	dropParts  = db.SQL("ledger.dropParts", `DELETE FROM ledger_part WHERE street_id = $1 AND import_id = $2`)

	insertRow = db.SQL("ledger.insertRow", `INSERT INTO ledger_row (street_id, import_id, n, cells, state, key, problems, subject_id, seq)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`)
	updateRow = db.SQL("ledger.updateRow", `UPDATE ledger_row SET state = $4, problems = $5, subject_id = $6, seq = $7, cells = CASE WHEN $8 THEN '' ELSE cells END
WHERE street_id = $1 AND import_id = $2 AND n = $3`)
	readRows = db.SQL("ledger.rows", `SELECT n, cells, state, key, problems, subject_id, seq FROM ledger_row
WHERE street_id = $1 AND import_id = $2 AND state IN ($3, $4) AND n > $5 ORDER BY n LIMIT $6`)
	readProblems = db.SQL("ledger.problems", `SELECT problems FROM ledger_row WHERE street_id = $1 AND import_id = $2 AND state = $3 ORDER BY n LIMIT 5000`)
	countRows    = db.SQL("ledger.count", `SELECT state, count(*) FROM ledger_row WHERE street_id = $1 AND import_id = $2 GROUP BY state`)
	sameRow      = db.SQL("ledger.same", `SELECT n FROM ledger_row WHERE street_id = $1 AND import_id = $2 AND key = $3 ORDER BY n LIMIT 1`)
	dropRows     = db.SQL("ledger.dropRows", `DELETE FROM ledger_row WHERE street_id = $1 AND import_id = $2`)
	forgetRows   = db.SQL("ledger.forgetRows", `UPDATE ledger_row SET cells = '' WHERE street_id = $1 AND cells <> '' AND import_id IN (
SELECT id FROM ledger_import WHERE street_id = $1 AND at < $2 AND state IN ('done', 'withdrawn'))`)
	forgetFiles = db.SQL("ledger.forgetFiles", `SELECT id FROM ledger_import WHERE street_id = $1 AND at < $2 AND state IN ('matching', 'checking', 'checked') ORDER BY id`)
	dropImport  = db.SQL("ledger.dropImport", `UPDATE ledger_import SET state = 'dropped', sample = '' WHERE street_id = $1 AND id = $2`)

	insertKey = db.SQL("ledger.insertKey", `INSERT INTO ledger_key (street_id, kind, source, key, subject_id, import_id) VALUES ($1, $2, $3, $4, $5, $6)`)
	readKey   = db.SQL("ledger.key", `SELECT subject_id FROM ledger_key WHERE street_id = $1 AND kind = $2 AND source = $3 AND key = $4`)
	dropKey   = db.SQL("ledger.dropKey", `DELETE FROM ledger_key WHERE street_id = $1 AND kind = $2 AND source = $3 AND key = $4`)

	readColumns = db.SQL("ledger.columns", `SELECT fields FROM ledger_columns WHERE street_id = $1 AND kind = $2 AND source = $3`)
	saveColumns = db.SQL("ledger.saveColumns", `INSERT INTO ledger_columns (street_id, kind, source, fields) VALUES ($1, $2, $3, $4)
ON CONFLICT (street_id, kind, source) DO UPDATE SET fields = excluded.fields`)
)

func (im Import) insert(tx *db.Tx, body []byte) error {
	ring, err := tx.Keys()
	if err != nil {
		return err
	}
	key := ring.Of(seal.Files)
	headings, err := packed(im.Headings)
	if err != nil {
		return err
	}
	fields, err := packed(im.Fields)
	if err != nil {
		return err
	}
	sample, err := im.sealed(key)
	if err != nil {
		return err
	}
	_, err = tx.Exec(insertImport, tx.Street, im.ID, string(im.Kind), im.Source, im.File, im.Sheet, im.Head, headings, sample, fields, im.From1904,
		string(im.State), im.Officer, tx.Millis())
	for ord := 0; err == nil && ord*partSize < len(body); ord++ {
		part := body[ord*partSize : min((ord+1)*partSize, len(body))]
		var hidden string
		if hidden, err = key.Seal(im.ID+"/part/"+strconv.Itoa(ord), string(part)); err == nil {
			_, err = tx.Exec(insertPart, tx.Street, im.ID, ord, hidden)
		}
	}
	return err
}

func (im Import) sealed(key seal.Key) (string, error) {
	if im.Sample == nil {
		return "", nil
	}
	sample, err := packed(im.Sample)
	if err != nil {
		return "", err
	}
	return key.Seal(im.ID+"/sample", sample)
}

// save writes what changes, where the import is still in the state it was read in.
func (im Import) save(tx *db.Tx, before State) error {
	ring, err := tx.Keys()
	if err != nil {
		return err
	}
	fields, err := packed(im.Fields)
	if err != nil {
		return err
	}
	sample, err := im.sealed(ring.Of(seal.Files))
	if err != nil {
		return err
	}
	ended := int64(0)
	if !im.Ended.IsZero() {
		ended = im.Ended.UnixMilli()
	}
	n, err := tx.Exec(updateImport, tx.Street, im.ID, string(im.State), im.Likes, im.At, ended, im.Reason, im.Failure, fields, sample, string(before))
	if err == nil && n == 0 {
		err = elsewhere()
	}
	return err
}

// elsewhere is the sentence for an import that somebody moved on meanwhile.
func elsewhere() error {
	return fault.New(fault.Conflict, "这次导入刚刚在别处继续了，请看最新的情况")
}

// proceed notes that the work is done up to a row; of two workers one is refused.
func (im *Import) proceed(tx *db.Tx, to int) error {
	n, err := tx.Exec(proceedImport, tx.Street, im.ID, string(im.State), im.At, to)
	if err == nil && n == 0 {
		err = elsewhere()
	}
	im.At = to
	return err
}

// Load reads an import of the actor's own; another's is not found.
func Load(tx *db.Tx, by actor.Actor, id string) (Import, error) {
	im, err := db.One(tx, readImport, scanImport, tx.Street, id, by.Officer)
	if errors.Is(err, db.ErrNone) || err == nil && !identity.ImportLedgers.Allows(by) {
		return Import{}, fault.New(fault.NotFound, "找不到这次导入；只有上传的人能打开")
	}
	if err != nil {
		return im, err
	}
	return im, im.open(tx)
}

// List is the actor's own imports, newest first.
func List(tx *db.Tx, by actor.Actor) ([]Import, error) {
	return db.All(tx, readImports, scanImport, tx.Street, by.Officer)
}

// Sources are the sources of a ledger that columns are remembered of.
func Sources(tx *db.Tx, k Kind) ([]string, error) {
	return db.Values[string](tx, readSources, tx.Street, string(k))
}

func scanImport(r db.Row) (Import, error) {
	var im Import
	var headings, sample, fields string
	var at, ended int64
	err := r.Scan(&im.ID, &im.Kind, &im.Source, &im.File, &im.Sheet, &im.Head, &headings, &sample, &fields, &im.From1904, &im.State, &im.Likes,
		&im.At, &im.Officer, &at, &ended, &im.Reason, &im.Failure)
	if err != nil {
		return im, err
	}
	im.Begun = db.Moment(at)
	if ended > 0 {
		im.Ended = db.Moment(ended)
	}
	if sample != "" {
		im.Sample = [][]string{{sample}} // opened by open
	}
	return im, errors.Join(json.Unmarshal([]byte(headings), &im.Headings), json.Unmarshal([]byte(fields), &im.Fields))
}

func (im *Import) open(tx *db.Tx) error {
	if im.Sample == nil {
		return nil
	}
	ring, err := tx.Keys()
	if err != nil {
		return err
	}
	text, err := ring.Of(seal.Files).Open(im.ID+"/sample", im.Sample[0][0])
	if err != nil {
		return err
	}
	im.Sample = nil
	return json.Unmarshal([]byte(text), &im.Sample)
}

func lastFields(tx *db.Tx, k Kind, source string) (map[string]string, error) {
	text, err := db.Value[string](tx, readColumns, tx.Street, string(k), source)
	if errors.Is(err, db.ErrNone) {
		return nil, nil
	}
	last := map[string]string{}
	if err == nil {
		err = json.Unmarshal([]byte(text), &last)
	}
	return last, err
}

func remember(tx *db.Tx, im Import, fields map[string]string) error {
	text, err := packed(fields)
	if err != nil {
		return err
	}
	_, err = tx.Exec(saveColumns, tx.Street, string(im.Kind), im.Source, text)
	return err
}

// forgetOld empties the rows of imports that ended a month ago, and drops files
// that nobody went on with for as long: they hold persons, and have served.
func forgetOld(tx *db.Tx) error {
	before := tx.Now.Add(-kept).UnixMilli()
	if _, err := tx.Exec(forgetRows, tx.Street, before); err != nil {
		return err
	}
	left, err := db.Values[string](tx, forgetFiles, tx.Street, before)
	for _, id := range left {
		for _, s := range []db.Stmt{dropRows, dropParts, dropImport} {
			if err == nil {
				_, err = tx.Exec(s, tx.Street, id)
			}
		}
	}
	return err
}

// Counts is how many rows there are of each verdict.
func Counts(tx *db.Tx, im Import) (map[Verdict]int, error) {
	counts := map[Verdict]int{}
	return counts, tx.Each(countRows, func(r db.Row) error {
		var v Verdict
		var n int
		if err := r.Scan(&v, &n); err != nil {
			return err
		}
		counts[v] = n
		return nil
	}, tx.Street, im.ID)
}

// Reason is a sentence with how many rows it was said of.
type Reason struct {
	Problem
	Rows int
}

// Reasons are what is wrong with the rows of a verdict, the most frequent first.
func Reasons(tx *db.Tx, im Import, v Verdict) ([]Reason, error) {
	var all []Reason
	at := map[Problem]int{}
	err := tx.Each(readProblems, func(r db.Row) error {
		var text string
		if err := r.Scan(&text); err != nil {
			return err
		}
		var problems []Problem
		if err := json.Unmarshal([]byte(text), &problems); err != nil {
			return err
		}
		for _, p := range problems {
			i, found := at[p]
			if !found {
				i = len(all)
				at[p], all = i, append(all, Reason{Problem: p})
			}
			all[i].Rows++
		}
		return nil
	}, tx.Street, im.ID, string(v))
	sortReasons(all)
	return all, err
}

// Rows lists rows of a verdict behind a number, with what was typed.
func Rows(tx *db.Tx, im Import, v Verdict, after, most int) ([]Row, error) {
	return rowsOf(tx, im, v, v, after, most)
}

func rowsOf(tx *db.Tx, im Import, v, or Verdict, after, most int) ([]Row, error) {
	ring, err := tx.Keys()
	if err != nil {
		return nil, err
	}
	key := ring.Of(seal.Files)
	return db.All(tx, readRows, func(r db.Row) (Row, error) { return scanRow(r, key, im.ID) }, tx.Street, im.ID, string(v), string(or), after, most)
}

func scanRow(r db.Row, key seal.Key, id string) (Row, error) {
	var row Row
	var cells, problems string
	if err := r.Scan(&row.Number, &cells, &row.Verdict, &row.key, &problems, &row.Subject, &row.seq); err != nil {
		return row, err
	}
	if cells != "" {
		text, err := key.Open(rowPlace(id, row.Number), cells)
		if err != nil {
			return row, err
		}
		if err := json.Unmarshal([]byte(text), &row.Cells); err != nil {
			return row, err
		}
	}
	if problems == "" {
		return row, nil
	}
	return row, json.Unmarshal([]byte(problems), &row.Problems)
}

func rowPlace(id string, n int) string { return id + "/row/" + strconv.Itoa(n) }

func (row Row) insert(tx *db.Tx, key seal.Key, id string) error {
	cells, err := packed(row.Cells)
	if err != nil {
		return err
	}
	if cells, err = key.Seal(rowPlace(id, row.Number), cells); err != nil {
		return err
	}
	problems, err := row.problems()
	if err != nil {
		return err
	}
	_, err = tx.Exec(insertRow, tx.Street, id, row.Number, cells, string(row.Verdict), row.key, problems, row.Subject)
	return err
}

func (row Row) problems() (string, error) {
	if len(row.Problems) == 0 {
		return "", nil
	}
	return packed(row.Problems)
}

// update writes what became of the row; what was typed is forgotten once it is entered.
func (row Row) update(tx *db.Tx, id string) error {
	problems, err := row.problems()
	if err != nil {
		return err
	}
	return tx.ExecOne(updateRow, tx.Street, id, row.Number, string(row.Verdict), problems, row.Subject, row.seq, row.Verdict == Entered)
}

// reasonColumn is the extra column of the rows that are handed back.
const reasonColumn = "原因"

// writeBatch is how many rows are read at a time.
const writeBatch = 500

// WriteWrong writes the rows that were not entered because of something, in
// their own columns with the reasons behind them, to be corrected and brought again.
func WriteWrong(tx *db.Tx, im Import, out io.Writer) error {
	columns := make([]string, 0, len(im.Headings)+1)
	for i, h := range im.Headings {
		if h == reasonColumn {
			h = "" // of the time before
		}
		if h == "" {
			h = "第" + strconv.Itoa(i+1) + "列"
		}
		columns = append(columns, h)
	}
	w, err := sheet.NewWriter(out, sheet.XLSX, sheet.Table{Name: im.Kind.Label(), Columns: append(columns, reasonColumn)})
	if err != nil {
		return err
	}
	days := map[int]bool{}
	for _, f := range books[im.Kind].fields {
		if at, found := im.Fields[f.name]; found && f.day {
			days[at] = true
		}
	}
	for after := 0; ; {
		rows, err := rowsOf(tx, im, Wrong, Like, after, writeBatch)
		if err != nil {
			return errors.Join(err, w.Close())
		}
		for _, row := range rows {
			line := make([]any, len(columns)+1)
			for i := range columns {
				text := ""
				if i < len(row.Cells) && im.Headings[i] != reasonColumn {
					text = row.Cells[i]
				}
				line[i] = text
				if d, err := sheet.Day(text, im.From1904); days[i] && err == nil && !d.Zero() {
					line[i] = d
				}
			}
			line[len(columns)] = row.Sentence()
			if err := w.Add(line...); err != nil {
				return errors.Join(err, w.Close())
			}
			after = row.Number
		}
		if len(rows) < writeBatch {
			return w.Close()
		}
	}
}

// Sentence is what is wrong with the row, in one.
func (row Row) Sentence() string {
	said := make([]string, len(row.Problems))
	for i, p := range row.Problems {
		said[i] = p.String()
	}
	return strings.Join(said, "；")
}

func (p Problem) String() string {
	if p.Column == "" || strings.HasPrefix(p.Sentence, p.Column) {
		return p.Sentence
	}
	return p.Column + "：" + p.Sentence
}
