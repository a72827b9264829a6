package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fengsheng/actor"
	"fengsheng/deadline"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Dates are the last days of the district, where it has set its own: a street
// office follows its district's order (official-document.md 3.2).
type Dates struct {
	FileBy    int    // month and day, 215 for 15 February; 0 = by the rule
	PublishBy int    // the same
	Source    string // the notice that says so
}

var (
	readDates  = db.SQL("report.dates", `SELECT file_by, publish_by, source FROM report_dates WHERE street_id = $1`)
	writeDates = db.SQL("report.writeDates", `INSERT INTO report_dates (street_id, file_by, publish_by, source, officer_id, at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (street_id) DO UPDATE SET file_by = excluded.file_by, publish_by = excluded.publish_by, source = excluded.source, officer_id = excluded.officer_id, at = excluded.at`)
)

// LoadDates are the district's own last days; the zero Dates when it has none.
func LoadDates(tx *db.Tx) (Dates, error) {
	d, err := db.One(tx, readDates, func(r db.Row) (Dates, error) {
		var d Dates
		err := r.Scan(&d.FileBy, &d.PublishBy, &d.Source)
		return d, err
	}, tx.Street)
	if errors.Is(err, db.ErrNone) {
		return Dates{}, nil
	}
	return d, err
}

// mostSource is how long the name of a notice may be.
const mostSource = 100

// SetDates keeps the district's own last days. Both may be left out, and then
// the rule's hold again.
func SetDates(tx *db.Tx, by actor.Actor, d Dates) error {
	if err := identity.WriteReport.Check(by); err != nil {
		return err
	}
	var wrong fault.Fields
	d.Source = strings.TrimSpace(d.Source)
	for _, e := range []struct {
		name string
		mmdd int
	}{{"fileBy", d.FileBy}, {"publishBy", d.PublishBy}} {
		if e.mmdd != 0 && !aDay(e.mmdd) {
			wrong.Add(e.name, "请填写月和日，例如2月15日")
		}
	}
	switch n := utf8.RuneCountInString(d.Source); {
	case n == 0 && (d.FileBy != 0 || d.PublishBy != 0):
		wrong.Add("source", "请写明是哪一份通知定的")
	case n > mostSource:
		wrong.Add("source", "最多%d字，现在多了%d字", mostSource, n-mostSource)
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	if _, err := tx.Exec(writeDates, tx.Street, d.FileBy, d.PublishBy, d.Source, by.Officer, tx.Millis()); err != nil {
		return err
	}
	_, err := event.Append(tx, by, event.Entry{
		Action: "report.dates", Kind: event.Report, Subject: "dates", Role: by.First(writers...),
		Details: map[string]string{"fileBy": fmt.Sprint(d.FileBy), "publishBy": fmt.Sprint(d.PublishBy), "source": d.Source},
	})
	return err
}

// aDay reports whether mmdd is a day that every year has.
func aDay(mmdd int) bool {
	d := calendar.On(2023, mmdd/100, mmdd%100)
	return mmdd/100 >= 1 && mmdd/100 <= 12 && mmdd%100 >= 1 && d.Month() == mmdd/100 && d.Day() == mmdd%100
}

// Due is a last day of the report and what became of it.
type Due struct {
	Title string        // 上报, 公开
	Show  calendar.Date // the day people are held to
	Legal calendar.Date // the last day allowed
	Steps []string      // 怎么算的
	Done  calendar.Date // when it was done; zero = not yet
}

// Late is how many days after the last day it was done, or is still not done.
func (d Due) Late(today calendar.Date) int {
	if !d.Done.Zero() {
		today = d.Done
	}
	return max(today.DaysSince(d.Legal), 0)
}

// Words says in one phrase how it stands.
func (d Due) Words(today calendar.Date) string {
	late := d.Late(today)
	switch {
	case d.Done.Zero() && late > 0:
		return fmt.Sprintf("超期%d天，还没有%s", late, d.Title)
	case d.Done.Zero():
		return "还没有" + d.Title
	case late > 0:
		return fmt.Sprintf("%s%s，晚了%d天", d.Done.Plain(), d.Title, late)
	}
	return d.Done.Plain() + "按时" + d.Title
}

// The two rules of the report (deadlines.md).
const (
	filingRule      = "G12"
	publicationRule = "G13"
)

// DuesOf are the last days of a year's report, without what became of them.
func DuesOf(tx *db.Tx, year int) ([]Due, error) {
	own, err := LoadDates(tx)
	if err != nil {
		return nil, err
	}
	file, err := dueOf("上报", filingRule, year, own.FileBy, own.Source)
	if err != nil {
		return nil, err
	}
	publish, err := dueOf("公开", publicationRule, year, own.PublishBy, own.Source)
	return []Due{file, publish}, err
}

// Dues are the last days of a report and when each was met.
func Dues(tx *db.Tx, r Report) ([]Due, error) {
	all, err := DuesOf(tx, r.Year)
	if err != nil {
		return nil, err
	}
	f, sent, err := FilingOf(tx, r.ID)
	if sent {
		all[0].Done = f.On
	}
	all[1].Done = r.Published
	return all, err
}

// dueOf counts one last day, by the district's order or else by the rule. Where
// the working calendar does not reach, rest days are not looked at, and it says so.
func dueOf(title, rule string, year, own int, source string) (Due, error) {
	d := Due{Title: title}
	if own != 0 {
		d.Legal = calendar.On(year+1, own/100, own%100)
		d.Show = d.Legal
		d.Steps = []string{"街道按区里的安排：" + source + "。", fmt.Sprintf("%d年度的报告，最晚%s%s。", year, d.Legal.Plain(), title)}
		return d, nil
	}
	r, err := deadline.Find(rule)
	if err != nil {
		return d, err
	}
	end := calendar.On(year, 12, 31)
	c, err := deadline.Compute(calendar.Builtin(), r, "年度终了", end)
	if err == nil {
		d.Show, d.Legal, d.Steps = c.Show, c.Legal, append(c.Steps, r.Note+"。")
		return d, nil
	}
	if fault.Of(err) == nil {
		return d, err
	}
	d.Legal, err = deadline.Nominal(r, end)
	d.Show, d.Steps = d.Legal, []string{"《" + r.Law + "》：" + r.Note + "。", "这一年的工作日历还没有装入，没有看最后一天是不是休息日。"}
	return d, err
}

// Work is the report of a year with the last days that are still to be met.
type Work struct {
	Year   int
	Report Report // zero when nobody has begun it
	Dues   []Due
}

// lastMonth is until when a report that nobody has begun is asked for: who has no
// report of a year by then has none to send.
const lastMonth = 6

// Pending are the reports that still have a last day before or behind them: those
// being worked on or published, and last year's when nobody has begun it.
func Pending(tx *db.Tx) ([]Work, error) {
	all, err := List(tx)
	if err != nil {
		return nil, err
	}
	var open []Work
	begun := false
	last := tx.Today().Year() - 1
	for _, r := range all {
		begun = begun || r.Year == last
		correction := r.State != Published && slices.ContainsFunc(all, func(o Report) bool { return o.Year == r.Year && o.State == Published })
		if r.State == Withdrawn || r.State == Superseded || correction {
			continue // a correction has no last day of its own
		}
		dues, err := Dues(tx, r)
		if err != nil {
			return nil, err
		}
		if dues = unmet(dues); len(dues) > 0 {
			open = append(open, Work{r.Year, r, dues})
		}
	}
	if !begun && tx.Today().Month() <= lastMonth {
		dues, err := DuesOf(tx, last)
		if err != nil {
			return nil, err
		}
		open = append(open, Work{Year: last, Dues: dues})
	}
	return open, nil
}

func unmet(all []Due) []Due {
	return slices.DeleteFunc(all, func(d Due) bool { return !d.Done.Zero() })
}
