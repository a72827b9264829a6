package frame

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// What an export of a list may hold, and how much of it is read at a time.
const (
	SheetMost  = 50_000
	SheetBatch = 1_000
)

// Take is the taking away of a list: who may, and what the ledger is told (AUD-07).
type Take struct {
	Right    identity.Permission
	Action   string // of the event: matter.export
	Kind     string // of the subject; "" = a list of the installation
	Subject  string // matters
	Personal bool   // the list says something of persons: a reason is asked and kept
	// Again shows the page again with what is wrong with the entries of a Personal one.
	Again func(status int, e ui.Entries) error
}

// Listing is a list as a file: exactly the rows of the page's filter, all of them.
type Listing struct {
	Name      string // 事项清单
	Columns   []string
	Condition string // the chosen filters as words; "" = none
	Meaning   string // what a row is, and by which date it is counted
	Query     url.Values
	Bare      bool                                   // the file is another body's form: nothing but its rows
	Rows      func(add func(row ...any) error) error // the values of sheet.Writer.Add
}

// Export answers a POST with the list that build makes of the form, as .xlsx or
// .csv. The rows go to a temporary file, so that a long list takes no more
// memory than a short one; then the ledger is told, then the file is sent.
func Export(w http.ResponseWriter, r *http.Request, d *db.DB, t Take, build func(tx *db.Tx, by actor.Actor, f *web.Form) (Listing, error)) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, as, reason := web.Actor(r), sheet.As(f.Raw("as")), ""
	if !as.Known() {
		as = sheet.CSV
	}
	if t.Personal {
		if reason = f.Text("reason", "用途", 100, true); f.Err() != nil {
			return t.Again(http.StatusUnprocessableEntity, f.Again(f.Err()))
		}
	}
	file, err := os.CreateTemp("", "fengsheng-export-*")
	if err != nil {
		return err
	}
	defer func() { _ = errors.Join(file.Close(), os.Remove(file.Name())) }()
	made := taken{as: as, by: by, reason: reason}
	err = d.View(r.Context(), by.Street, func(tx *db.Tx) error {
		l, err := build(tx, by, f)
		if err != nil {
			return err
		}
		return made.write(tx, file, l)
	})
	if err != nil {
		return err
	}
	err = d.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		_, err := event.Append(tx, by, event.Entry{
			Action: t.Action, Kind: cmp.Or(t.Kind, event.Ledger), Subject: t.Subject, Role: by.First(t.Right.Roles...), Reason: reason,
			Details: map[string]string{"filter": made.query.Encode(), "rows": strconv.Itoa(made.rows), "as": string(as)},
		})
		return err
	})
	if err != nil {
		return err
	}
	return web.DownloadFrom(w, r, made.name, as.Media(), file)
}

// taken is a list on its way out.
type taken struct {
	as           sheet.As
	by           actor.Actor
	reason, name string
	query        url.Values
	rows         int
}

func (t *taken) write(tx *db.Tx, file io.Writer, l Listing) error {
	street, err := org.Load(tx)
	if err != nil {
		return err
	}
	moment := tx.Now.In(calendar.Shanghai).Format("2006-01-02 15:04")
	table := sheet.Table{Name: l.Name, Columns: l.Columns, Mark: street.Name + " · " + t.by.Name + " · " + moment + "导出"}
	add := func(name, text string) {
		if text != "" && !l.Bare {
			table.About = append(table.About, sheet.Fact{Name: name, Text: text})
		}
	}
	condition := l.Condition
	if condition == "" {
		condition = "无"
	}
	add("条件", condition)
	add("口径", l.Meaning)
	add("时间", moment)
	add("导出人", t.by.Name)
	add("单位", street.Name)
	add("用途", t.reason)
	to, err := sheet.NewWriter(file, t.as, table)
	if err != nil {
		return err
	}
	if err := l.Rows(t.bounded(to)); err != nil {
		return errors.Join(err, to.Close())
	}
	t.rows, t.query, t.name = to.Rows, l.Query, fileName(street.Name, l.Name, l.Condition, tx.Today().String())+"."+string(t.as)
	return to.Close()
}

// bounded refuses a row too many: a longer list is no file anybody reads.
func (t *taken) bounded(to *sheet.Writer) func(...any) error {
	return func(row ...any) error {
		if to.Rows == SheetMost {
			return fault.New(fault.Invalid, "这个清单超过%d行，一次最多导出%d行，请加上条件再导出", SheetMost, SheetMost)
		}
		return to.Add(row...)
	}
}

// fileName is 单位-内容-条件-日期; long conditions are cut.
func fileName(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if signs := []rune(p); len(signs) > 30 {
			p = string(signs[:30]) + "等"
		}
		if p != "" {
			kept = append(kept, strings.NewReplacer(":", "", "：", "", "；", "、", "*", "", "?", "", "\"", "", "<", "", ">", "", "|", "").Replace(p))
		}
	}
	return strings.Join(kept, "-")
}

// DayCell is a day that a page holds as text, as a value of a row: a real day.
func DayCell(written string) any {
	d, err := calendar.Parse(written)
	if err != nil {
		return written
	}
	return d
}

// Words are the chosen filters in one line, for paper and for a file.
func Words(chosen []ui.Condition) string {
	labels := make([]string, len(chosen))
	for i, c := range chosen {
		labels[i] = c.Label
	}
	return strings.Join(labels, "；")
}
