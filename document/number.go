package document

import (
	"fmt"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
)

// Series is one running number: it begins at 1 every year and has no gap, for it
// commits with what it numbers or not at all.
type Series struct {
	Key    string // what is counted, such as petition acceptances; in the register and never on paper
	Format string // of fmt, with the year and the number: %d, %d
}

// Number is a number that was given.
type Number struct {
	Series   string
	Year     int
	N        int
	Text     string // as it stands on the paper
	Matter   string
	Document string // "" for a dossier's
	Officer  string
	VoidOn   calendar.Date // zero = it holds
	Reason   string
}

// ByForm is the series of a form that bears numbers of its own: 东盛信受〔2024〕3号.
func ByForm(f Form, shortName, word string) Series {
	return Series{Key: string(f), Format: shortName + word + "〔%d〕%d号"}
}

// ByCommittee is the series of a committee's dossiers, whose number its
// agreements bear: （2024）东盛人调字第12号 (forms.md section 2).
func ByCommittee(id, shortName string) Series {
	return Series{Key: "mediation-" + id, Format: "（%d）" + shortName + "人调字第%d号"}
}

// CommitteeOf is the committee whose dossiers a series numbers; "" for another series.
func CommitteeOf(series string) string {
	id, _ := strings.CutPrefix(series, "mediation-")
	return id
}

// WorkDossiers is the street's series of work dossiers: （2024）东盛矛调字第7号.
func WorkDossiers(shortName string) Series {
	return Series{Key: "work", Format: "（%d）" + shortName + "矛调字第%d号"}
}

// Take gives the next number of the series and enters it into the register.
func (s Series) Take(tx *db.Tx, by actor.Actor, year int, matter, document string) (string, error) {
	n, err := org.NextNumber(tx, fmt.Sprintf("%s-%d", s.Key, year))
	if err != nil {
		return "", err
	}
	text := fmt.Sprintf(s.Format, year, n)
	_, err = tx.Exec(insertNumber, tx.Street, s.Key, year, n, text, matter, document, by.Officer, tx.Millis())
	return text, err
}

// Register lists the numbers of a series and year in their order, void ones
// with their reason, at most limit after the number after.
func Register(tx *db.Tx, series string, year, after, limit int) ([]Number, error) {
	return db.All(tx, register, func(r db.Row) (Number, error) {
		n := Number{Series: series, Year: year}
		err := r.Scan(&n.N, &n.Text, &n.Matter, &n.Document, &n.Officer, &n.VoidOn, &n.Reason)
		return n, err
	}, tx.Street, series, year, after, limit)
}

// Registered is a series that has given numbers in a year, and how many.
type Registered struct {
	Series string
	Year   int
	Given  int
	Void   int
	Last   int // the highest number; equal to Given when none is missing
}

// Registers lists what has been numbered, newest year first.
func Registers(tx *db.Tx) ([]Registered, error) {
	return db.All(tx, registers, func(r db.Row) (Registered, error) {
		var x Registered
		err := r.Scan(&x.Series, &x.Year, &x.Given, &x.Void, &x.Last)
		return x, err
	}, tx.Street)
}

var (
	insertNumber = db.SQL("paperNumber.insert", `INSERT INTO paper_number (street_id, series, year, n, number, matter_id, document_id, officer_id, at, void_on, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '')`)
	voidNumber = db.SQL("paperNumber.void", `UPDATE paper_number SET void_on = $3, reason = $4 WHERE street_id = $1 AND document_id = $2`)
	register   = db.SQL("paperNumber.register", `SELECT n, number, matter_id, document_id, officer_id, void_on, reason FROM paper_number
WHERE street_id = $1 AND series = $2 AND year = $3 AND n > $4 ORDER BY n LIMIT $5`)
	registers = db.SQL("paperNumber.registers", `SELECT series, year, COUNT(*), COUNT(CASE WHEN void_on <> 0 THEN 1 END), MAX(n) FROM paper_number
WHERE street_id = $1 GROUP BY series, year ORDER BY year DESC, series`)
)
