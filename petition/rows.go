package petition

import (
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
)

// Row is what a petition has beyond its matter.
type Row struct {
	Sort       Sort
	Repeated   bool   // not the first time
	Forwarded  bool   // came by forwarding or assignment
	Organ      string // the organ or unit complained of; "" = none is named
	Persons    int    // how many came or signed; 0 = not counted
	SentTo     string // the organ it was forwarded or assigned to
	Sent       string // how: one of matter.Ways; "" = it was not
	Path       string
	Simplified bool
	Opinion    string
	OpinionOn  calendar.Date
	ServedOn   calendar.Date
	ReviewedOn calendar.Date // the review opinion was served
	FinalOn    calendar.Date
	ExecutedOn calendar.Date
}

// Times says whether the petitioner brought it for the first time.
func (r Row) Times() string {
	if r.Repeated {
		return "重复"
	}
	return "初次"
}

var (
	insertRow = db.SQL("petition.insert", `INSERT INTO petition (street_id, id, sort, repeated, forwarded, organ, persons, sent_to, sent, path, simplified, opinion,
opinion_on, served_on, reviewed_on, final_on, executed_on) VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', '', FALSE, '', 0, 0, 0, 0, 0)`)
	saveRow = db.SQL("petition.save", `UPDATE petition SET sent_to = $3, path = $4, simplified = $5, opinion = $6, opinion_on = $7, served_on = $8,
reviewed_on = $9, final_on = $10, executed_on = $11, sent = $12 WHERE street_id = $1 AND id = $2`)
	amendRow = db.SQL("petition.amend", `UPDATE petition SET repeated = $3, organ = $4, persons = $5 WHERE street_id = $1 AND id = $2`)
	readRow  = db.SQL("petition.read", `SELECT sort, repeated, forwarded, organ, persons, sent_to, sent, path, simplified, opinion, opinion_on, served_on, reviewed_on, final_on,
executed_on FROM petition WHERE street_id = $1 AND id = $2`)
)

func (r Row) insert(tx *db.Tx, id matter.ID) error {
	_, err := tx.Exec(insertRow, tx.Street, string(id), string(r.Sort), r.Repeated, r.Forwarded, r.Organ, r.Persons)
	return err
}

func (r Row) save(tx *db.Tx, id matter.ID) error {
	return tx.ExecOne(saveRow, tx.Street, string(id), r.SentTo, r.Path, r.Simplified, r.Opinion, r.OpinionOn, r.ServedOn, r.ReviewedOn, r.FinalOn, r.ExecutedOn, r.Sent)
}

// Load reads what a petition has beyond its matter; db.ErrNone before it is classified.
func Load(tx *db.Tx, id matter.ID) (Row, error) {
	return db.One(tx, readRow, func(r db.Row) (Row, error) {
		var p Row
		return p, r.Scan(&p.Sort, &p.Repeated, &p.Forwarded, &p.Organ, &p.Persons, &p.SentTo, &p.Sent, &p.Path, &p.Simplified, &p.Opinion, &p.OpinionOn, &p.ServedOn, &p.ReviewedOn,
			&p.FinalOn, &p.ExecutedOn)
	}, tx.Street, string(id))
}
