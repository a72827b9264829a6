package identity

import (
	"unicode/utf8"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

var (
	saveFilter = db.SQL("savedFilter.save", `INSERT INTO saved_filter (street_id, id, account_id, page, name, query) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (street_id, account_id, page, name) DO UPDATE SET query = excluded.query`)
	listFilters = db.SQL("savedFilter.list", `SELECT id, name, query FROM saved_filter WHERE street_id = $1 AND account_id = $2 AND page = $3 ORDER BY name, id`)
	dropFilter  = db.SQL("savedFilter.drop", `DELETE FROM saved_filter WHERE street_id = $1 AND account_id = $2 AND id = $3`)
	readFilter  = db.SQL("savedFilter.read", `SELECT id, page, name, query FROM saved_filter WHERE street_id = $1 AND account_id = $2 AND id = $3`)
)

// SavedFilter is a list its author comes back to: conditions with a name.
type SavedFilter struct {
	ID    string
	Page  string // the list, /matters
	Name  string
	Query string // the conditions as the address holds them
}

const (
	filtersMost   = 20   // saved filters of one list and person
	filterNameMax = 20   // characters
	filterMax     = 2000 // bytes of conditions
)

// SaveFilter keeps the conditions of a list under a name, for the actor only. The
// same name again takes the new conditions.
func SaveFilter(tx *db.Tx, by actor.Actor, f SavedFilter) error {
	var wrong fault.Fields
	switch n := utf8.RuneCountInString(f.Name); {
	case n == 0:
		wrong.Add("name", "请给这个筛选起个名字")
	case n > filterNameMax:
		wrong.Add("name", "名字最多%d字，现在多了%d字", filterNameMax, n-filterNameMax)
	case len(f.Query) > filterMax:
		wrong.Add("name", "条件太多，保存不了，请去掉几个")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	kept, err := Filters(tx, by, f.Page)
	if err != nil {
		return err
	}
	for _, k := range kept {
		if k.Name == f.Name {
			kept = nil // it is replaced
			break
		}
	}
	if len(kept) >= filtersMost {
		wrong.Add("name", "最多保存%d个筛选，请先删掉不用的", filtersMost)
		return wrong.Err()
	}
	_, err = tx.Exec(saveFilter, tx.Street, tx.NewID(), by.Account, f.Page, f.Name, f.Query)
	return err
}

// Filters are the actor's saved filters of a list, by name.
func Filters(tx *db.Tx, by actor.Actor, page string) ([]SavedFilter, error) {
	return db.All(tx, listFilters, func(r db.Row) (SavedFilter, error) {
		f := SavedFilter{Page: page}
		return f, r.Scan(&f.ID, &f.Name, &f.Query)
	}, tx.Street, by.Account, page)
}

// DropFilter forgets a saved filter of the actor and gives it back; db.ErrNone
// when there is none.
func DropFilter(tx *db.Tx, by actor.Actor, id string) (SavedFilter, error) {
	f, err := db.One(tx, readFilter, func(r db.Row) (SavedFilter, error) {
		var f SavedFilter
		return f, r.Scan(&f.ID, &f.Page, &f.Name, &f.Query)
	}, tx.Street, by.Account, id)
	if err != nil {
		return f, err
	}
	return f, tx.ExecOne(dropFilter, tx.Street, by.Account, id)
}
