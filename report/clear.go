package report

import (
	"regexp"
	"slices"
	"strconv"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Check is one of the two checks before a report may be published.
type Check string

// The checks before publication (workflow.md section 8).
const (
	Secrecy Check = "secrecy" // 保密审查 (保守国家秘密法 art. 35)
	Privacy Check = "privacy" // 个人信息审查
)

// Checks lists the checks in their order.
var Checks = []Check{Secrecy, Privacy}

// Label is 保密审查 or 个人信息审查.
func (c Check) Label() string {
	return map[Check]string{Secrecy: "保密审查", Privacy: "个人信息审查"}[c]
}

// Clearance is a check that a person made of what was frozen, and found nothing.
type Clearance struct {
	Check Check
	Words string // what was looked at
	Hash  string // of what was looked at
	Name  string
	At    time.Time
}

var (
	insertClearance = db.SQL("report.insertClearance", `INSERT INTO report_clearance (street_id, report_id, round, kind, words, hash, officer_id, name, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	readClearances = db.SQL("report.clearances", `SELECT kind, words, hash, name, at FROM report_clearance
WHERE street_id = $1 AND report_id = $2 AND round = $3 ORDER BY at, kind`)
)

// Clearances are the checks that were made of the present round.
func Clearances(tx *db.Tx, r Report) ([]Clearance, error) {
	return db.All(tx, readClearances, func(row db.Row) (Clearance, error) {
		var c Clearance
		var at int64
		err := row.Scan(&c.Check, &c.Words, &c.Hash, &c.Name, &at)
		c.At = db.Moment(at)
		return c, err
	}, tx.Street, string(r.ID), r.Round)
}

// Lacking are the checks that nobody has made of the text with the hash.
func Lacking(made []Clearance, hash string) []Check {
	return slices.DeleteFunc(slices.Clone(Checks), func(c Check) bool {
		return slices.ContainsFunc(made, func(m Clearance) bool { return m.Check == c && m.Hash == hash })
	})
}

// Clear records one check of the text that has passed the final review. Who
// wrote the report does not check it; what is found is no clearance but a
// reason to return the report.
func Clear(tx *db.Tx, by actor.Actor, id ID, check Check, hash, words string) error {
	if err := identity.ReviewReport.Check(by); err != nil {
		return err
	}
	r, err := Load(tx, id)
	if err != nil {
		return err
	}
	if !slices.Contains(Checks, check) {
		return fault.New(fault.NotFound, "没有这种审查")
	}
	if r.State != FinalReviewed {
		return fault.New(fault.Conflict, "%s在终审以后、发布以前做，报告现在是“%s”", check.Label(), r.State.Label())
	}
	authors, err := authorsOf(tx, r)
	if err != nil {
		return err
	}
	if slices.Contains(authors, by.Officer) {
		return fault.New(fault.Denied, "写这份报告的人不能做%s", check.Label())
	}
	if words, err = reasonOf(words); err != nil {
		return err
	}
	f, err := FreezeOf(tx, r.ID, r.Round)
	if err != nil {
		return err
	}
	if err := sameHash(tx, f, hash); err != nil {
		return err
	}
	return putClearance(tx, by, r, f, check, words)
}

// clear records the checks that the final reviewer made with the review.
func (j Judgement) clear(tx *db.Tx, by actor.Actor, r Report, f Freeze) error {
	const words = "终审时一并审查"
	if j.Secrecy {
		if err := putClearance(tx, by, r, f, Secrecy, words); err != nil {
			return err
		}
	}
	if j.Privacy {
		return putClearance(tx, by, r, f, Privacy, words)
	}
	return nil
}

func putClearance(tx *db.Tx, by actor.Actor, r Report, f Freeze, check Check, words string) error {
	made, err := Clearances(tx, r)
	if err != nil {
		return err
	}
	if !slices.Contains(Lacking(made, f.Hash), check) {
		return fault.New(fault.Conflict, "%s已经做过了", check.Label())
	}
	_, err = tx.Exec(insertClearance, tx.Street, string(r.ID), r.Round, string(check), words, f.Hash, by.Officer, by.Name, tx.Millis())
	if err != nil {
		return err
	}
	return record(tx, by, r, "clear."+string(check), reviewers, map[string]string{"round": strconv.Itoa(r.Round), "hash": f.Hash})
}

// cleared refuses a publication before both checks are made.
func cleared(tx *db.Tx, r Report, hash string) error {
	made, err := Clearances(tx, r)
	if err != nil {
		return err
	}
	var wrong fault.Fields
	for _, c := range Lacking(made, hash) {
		wrong.Add(string(c), "%s还没有做，不能发布", c.Label())
	}
	return wrong.Err()
}

// Trace is something in the text that whoever checks it should look at.
type Trace struct{ What, Text, Where string }

// traces are what the program can see by itself; it never says that a text is clean.
var traces = []struct {
	check Check
	what  string
	p     *regexp.Regexp
}{
	{Secrecy, "像密级标志", regexp.MustCompile(`绝密|机密|秘密★|内部资料`)},
	{Privacy, "像手机号码", regexp.MustCompile(`1[3-9][0-9]{9}`)},
	{Privacy, "像证件号码", regexp.MustCompile(`[0-9]{17}[0-9Xx]`)},
	{Privacy, "像门牌号", regexp.MustCompile(`[0-9]+(?:栋|号楼|单元|室)`)},
}

// Traces are the places in the content that a check should look at.
func Traces(c Content, check Check) []Trace {
	var all []Trace
	for _, p := range c.Pieces {
		for _, l := range p.Paragraphs {
			for _, t := range traces {
				for _, found := range t.p.FindAllString(l.Text(), -1) {
					if t.check == check {
						all = append(all, Trace{t.what, found, p.Number + p.Heading})
					}
				}
			}
		}
	}
	return all
}

// fewest is the number below which a count of matters or persons could point
// at somebody.
const fewest = 5

// Small reports whether a figure counts so few matters or persons that it
// could point at somebody.
func (f Figure) Small() bool {
	if f.Manual() || f.Denominator != 0 {
		return false
	}
	d, err := indicator.Find(f.Code)
	if err != nil || d.Section != "F" && d.Section != "G" {
		return false
	}
	return (f.Unit == "件" || f.Unit == "人") && f.Numerator > 0 && f.Numerator < fewest
}

// SmallParts reports whether the parts of a rate leave so few that they could
// point at somebody: 798 of 799 leaves one.
func (f Figure) SmallParts() bool {
	rest := f.Denominator - f.Numerator
	return f.Denominator != 0 && (f.Numerator > 0 && f.Numerator < fewest || rest > 0 && rest < fewest)
}
