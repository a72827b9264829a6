// Package search finds subjects by any two characters of their text. It knows
// words and rows, none of the nouns above it.
//
// Each run of Han characters is indexed as its overlapping pairs, Latin letters
// and digits as whole words in lower case; index and query use the same
// function. A hit of the index is looked at again for the exact words, because
// pairs alone also find texts in which the pairs stand apart.
package search

import (
	"errors"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Doc is what can be found.
type Doc struct {
	Kind  string
	ID    string
	Body  string   // the text
	Words []string // further words it is found under, such as places in the tree
}

// Normal is the form in which texts are indexed and compared: half-width, lower case.
func Normal(s string) string { return strings.ToLower(width.Fold.String(s)) }

// Tokens are the words under which a text is indexed.
func Tokens(text string) []string {
	var tokens []string
	seen := map[string]bool{}
	add := func(t string) {
		if !seen[t] {
			seen[t] = true
			tokens = append(tokens, t)
		}
	}
	for _, run := range runs(Normal(text)) {
		if !unicode.Is(unicode.Han, run[0]) || len(run) == 1 {
			add(string(run))
			continue
		}
		for i := range len(run) - 1 {
			add(string(run[i : i+2]))
		}
	}
	return tokens
}

// runs splits a text into runs of Han characters and runs of letters and digits.
func runs(text string) [][]rune {
	var all [][]rune
	var run []rune
	flush := func() {
		if len(run) > 0 {
			all = append(all, run)
		}
		run = nil
	}
	for _, r := range text {
		han := unicode.Is(unicode.Han, r)
		if !han && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		if len(run) > 0 && han != unicode.Is(unicode.Han, run[0]) {
			flush()
		}
		run = append(run, r)
	}
	flush()
	return all
}

// kindWord stands before a kind to make it a word of the index, so that few
// subjects of one kind are found at once among many of another.
const kindWord = "zk"

// Put makes the document findable, in the place of what was known under its id.
func Put(tx *db.Tx, d Doc) error {
	row, err := db.Value[int64](tx, findRow, tx.Street, d.Kind, d.ID)
	known := err == nil
	if !known {
		if row, err = db.Value[int64](tx, nextRow); err != nil {
			return err
		}
	}
	body := Normal(d.Body)
	tokens := strings.Join(append(append(Tokens(body), kindWord+d.Kind), d.Words...), " ")
	write := on(tx, insertLite, insertPG)
	if known {
		if _, err := tx.Exec(dropText, row); err != nil {
			return err
		}
		if err := tx.ExecOne(updateSubject, tx.Street, row, body); err != nil {
			return err
		}
	} else if _, err := tx.Exec(insertSubject, row, tx.Street, d.Kind, d.ID, body); err != nil {
		return err
	}
	_, err = tx.Exec(write, row, tokens)
	return err
}

// Drop makes what was known under an id no longer findable.
func Drop(tx *db.Tx, kind, id string) error {
	row, err := db.Value[int64](tx, findRow, tx.Street, kind, id)
	if errors.Is(err, db.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec(dropText, row); err != nil {
		return err
	}
	return tx.ExecOne(dropSubject, tx.Street, row)
}

// Query is what somebody looks for.
type Query struct {
	Kind   string
	Text   string
	Any    []string // at least one of these further words; empty = no condition
	Before int64    // only rows older than this one; 0 = from the newest
	Limit  int
}

// Hit is one subject found, newest first.
type Hit struct {
	Row  int64
	ID   string
	Body string
}

// Words are the words of a query as people separate them.
func Words(text string) []string { return strings.Fields(Normal(text)) }

// Find lists what the query finds, newest first.
func Find(tx *db.Tx, q Query) ([]Hit, error) {
	words := Words(q.Text)
	if len(words) == 0 {
		return nil, fault.New(fault.Invalid, "请写出要找的字，两个字以上找得更准")
	}
	match := matchLite
	if tx.Engine() == "postgres" {
		match = matchPG
	}
	expression := match(words, q)
	if expression == "" {
		return nil, nil
	}
	before := q.Before
	if before == 0 {
		before = 1 << 62
	}
	var w db.Where
	for _, word := range words {
		w.Add(`s.body LIKE ? ESCAPE '\'`, "%"+escapeLike.Replace(word)+"%")
	}
	w.Add("s.street_id = ?", tx.Street)
	w.Add("s.kind = ?", q.Kind)
	head := "SELECT s.rowid_, s.id, s.body FROM search_text JOIN search_subject s ON s.rowid_ = search_text.rowid"
	if tx.Engine() == "postgres" {
		w.Add("search_text.tok @@ CAST(? AS tsquery)", expression)
		w.Add("s.rowid_ < ?", before)
	} else {
		w.Add("search_text MATCH ?", expression)
		w.Add("search_text.rowid < ?", before)
	}
	tail := "ORDER BY search_text.rowid DESC LIMIT ?"
	s, args := w.Build("search.find", head, tail, q.Limit)
	return db.All(tx, s, func(r db.Row) (Hit, error) {
		var h Hit
		err := r.Scan(&h.Row, &h.ID, &h.Body)
		return h, err
	}, args...)
}

var escapeLike = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// terms are the index words of a query; a lone Han character is looked for as
// the beginning of a pair.
func terms(words []string) (whole, beginnings []string) {
	for _, w := range words {
		for _, t := range Tokens(w) {
			r := []rune(t)
			if len(r) == 1 && unicode.Is(unicode.Han, r[0]) {
				beginnings = append(beginnings, t)
			} else {
				whole = append(whole, t)
			}
		}
	}
	return whole, beginnings
}

func matchLite(words []string, q Query) string {
	whole, beginnings := terms(words)
	var parts []string
	for _, t := range whole {
		parts = append(parts, `"`+t+`"`)
	}
	for _, t := range beginnings {
		parts = append(parts, `"`+t+`"*`)
	}
	return join(parts, q, `"`, " AND ", " OR ")
}

func matchPG(words []string, q Query) string {
	whole, beginnings := terms(words)
	var parts []string
	for _, t := range whole {
		parts = append(parts, "'"+t+"'")
	}
	for _, t := range beginnings {
		parts = append(parts, "'"+t+"':*")
	}
	return join(parts, q, "'", " & ", " | ")
}

func join(parts []string, q Query, quote, and, or string) string {
	if len(parts) == 0 {
		return ""
	}
	parts = append(parts, quote+kindWord+q.Kind+quote)
	if len(q.Any) > 0 {
		quoted := make([]string, len(q.Any))
		for i, a := range q.Any {
			quoted[i] = quote + a + quote
		}
		parts = append(parts, "("+strings.Join(quoted, or)+")")
	}
	return strings.Join(parts, and)
}

func on(tx *db.Tx, lite, pg db.Stmt) db.Stmt {
	if tx.Engine() == "postgres" {
		return pg
	}
	return lite
}

var (
	findRow       = db.SQL("search.row", `SELECT rowid_ FROM search_subject WHERE street_id = $1 AND kind = $2 AND id = $3`)
	nextRow       = db.SQL("search.next", `SELECT coalesce(max(rowid_), 0) + 1 FROM search_subject`)
	insertSubject = db.SQL("search.insertSubject", `INSERT INTO search_subject (rowid_, street_id, kind, id, body) VALUES ($1, $2, $3, $4, $5)`)
	updateSubject = db.SQL("search.updateSubject", `UPDATE search_subject SET body = $3 WHERE street_id = $1 AND rowid_ = $2`)
	dropSubject   = db.SQL("search.dropSubject", `DELETE FROM search_subject WHERE street_id = $1 AND rowid_ = $2`)
	dropText      = db.SQL("search.drop", `DELETE FROM search_text WHERE rowid = $1`)
	insertLite    = db.SQLOn("sqlite", "search.insertLite", `INSERT INTO search_text (rowid, tok) VALUES ($1, $2)`)
	insertPG      = db.SQLOn("postgres", "search.insertPG", `INSERT INTO search_text (rowid, tok) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))`)
)
