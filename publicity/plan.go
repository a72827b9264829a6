package publicity

import (
	"errors"
	"slices"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Plan is a five-year plan (五年普法规划).
type Plan struct {
	ID       string
	Name     string // 八五普法
	From, To int    // years
	Words    string
}

// Measure is a goal of the plan as something to be done: what, by whom, for whom, by
// when, and which activities are it. What is done is a filter over activities, never
// written down a second time.
type Measure struct {
	ID      string
	Plan    string
	Year    int // 0 = every year of the plan
	Title   string
	Unit    string
	Whom    string
	Kind    activity.Kind
	Variety activity.Variety // "" = any of the kind
	Partner string           // part of the name of who takes part; "" = anybody
	Times   int              // how often in a year; 0 = not said
	Month   int              // by the end of which month
	Ended   bool             // struck out
	Version int
}

// Filter is what was done of the measure in a year.
func (m Measure) Filter(year int) activity.Filter {
	f := activity.Filter{Kinds: []string{string(m.Kind)}, Partner: m.Partner, On: matter.Period{From: calendar.On(year, 1, 1), To: calendar.On(year, 12, 31)}}
	if m.Variety != "" {
		f.Varieties = []string{string(m.Variety)}
	}
	return f
}

const measureColumns = `id, plan_id, year, title, unit, whom, kind, variety, partner, times, month, ended, version`

var (
	insertPlan = db.SQL("publicity.insertPlan", `INSERT INTO publicity_plan (street_id, id, name, from_year, to_year, words) VALUES ($1, $2, $3, $4, $5, $6)`)
	readPlans  = db.SQL("publicity.plans", `SELECT id, name, from_year, to_year, words FROM publicity_plan WHERE street_id = $1 ORDER BY from_year DESC, id`)

	insertMeasure = db.SQL("publicity.insertMeasure", `INSERT INTO publicity_measure (street_id, id, plan_id, year, title, unit, whom, kind, variety, partner, times, month, ended, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, FALSE, 1)`)
	changeMeasure = db.SQL("publicity.changeMeasure", `UPDATE publicity_measure SET year = $4, title = $5, unit = $6, whom = $7, kind = $8, variety = $9, partner = $10, times = $11,
month = $12, ended = $13, version = version + 1 WHERE street_id = $1 AND id = $2 AND version = $3`)
	readMeasures = db.SQL("publicity.measures", `SELECT `+measureColumns+` FROM publicity_measure WHERE street_id = $1 AND plan_id = $2 ORDER BY month, id`)
	readMeasure  = db.SQL("publicity.measure", `SELECT `+measureColumns+` FROM publicity_measure WHERE street_id = $1 AND id = $2`)
)

func scanMeasure(r db.Row) (Measure, error) {
	var m Measure
	return m, r.Scan(&m.ID, &m.Plan, &m.Year, &m.Title, &m.Unit, &m.Whom, &m.Kind, &m.Variety, &m.Partner, &m.Times, &m.Month, &m.Ended, &m.Version)
}

// Plans lists the plans, the latest first.
func Plans(tx *db.Tx) ([]Plan, error) {
	return db.All(tx, readPlans, func(r db.Row) (Plan, error) {
		var p Plan
		return p, r.Scan(&p.ID, &p.Name, &p.From, &p.To, &p.Words)
	}, tx.Street)
}

// PlanByID reads a plan.
func PlanByID(tx *db.Tx, id string) (Plan, error) {
	all, err := Plans(tx)
	if err != nil {
		return Plan{}, err
	}
	if i := slices.IndexFunc(all, func(p Plan) bool { return p.ID == id }); i >= 0 {
		return all[i], nil
	}
	return Plan{}, fault.New(fault.NotFound, "找不到这个普法规划")
}

// AddPlan begins a plan.
func AddPlan(tx *db.Tx, by actor.Actor, p Plan) (Plan, error) {
	if err := keeps(by); err != nil {
		return p, err
	}
	p.Name, p.Words = strings.TrimSpace(p.Name), strings.TrimSpace(p.Words)
	var bad fault.Fields
	bad.Need("name", p.Name, "请填写规划的名称，例如：“八五”普法规划")
	bad.Short("name", "名称", p.Name, titleMax)
	bad.Short("words", "总的要求", p.Words, wordsMax)
	bad.Must("from", p.From >= 2000 && p.From <= 2100, "请填写从哪一年起，例如：2021")
	bad.Must("to", p.To >= p.From && p.To < p.From+10, "请填写到哪一年，不早于第一年，最多十年")
	if err := bad.Err(); err != nil {
		return p, err
	}
	p.ID = tx.NewID()
	_, err := tx.Exec(insertPlan, tx.Street, p.ID, p.Name, p.From, p.To, p.Words)
	if db.Violated(err) == "publicity_plan_street_id_name_key" {
		return p, fault.Wrong("name", "已经有“"+p.Name+"”了")
	}
	if err != nil {
		return p, err
	}
	return p, told(tx, by, "addPlan", p.ID, map[string]any{"from": p.From, "to": p.To})
}

// Measures lists the measures of a plan; those of a year when one is given, without
// those that were struck out.
func Measures(tx *db.Tx, plan string, year int) ([]Measure, error) {
	all, err := db.All(tx, readMeasures, scanMeasure, tx.Street, plan)
	if year != 0 {
		all = slices.DeleteFunc(all, func(m Measure) bool { return m.Ended || m.Year != 0 && m.Year != year })
	}
	return all, err
}

// MeasureByID reads a measure.
func MeasureByID(tx *db.Tx, id string) (Measure, error) {
	m, err := db.One(tx, readMeasure, scanMeasure, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		return m, fault.New(fault.NotFound, "找不到这项任务")
	}
	return m, err
}

func (m *Measure) check(p Plan) error {
	for _, s := range []*string{&m.Title, &m.Unit, &m.Whom, &m.Partner} {
		*s = strings.TrimSpace(*s)
	}
	var bad fault.Fields
	bad.Need("title", m.Title, "请写明做什么，例如：国家宪法日集中宣传")
	bad.Need("unit", m.Unit, "请写明由谁做，写单位，不写个人")
	bad.Short("title", "做什么", m.Title, lineMax)
	bad.Short("unit", "由谁做", m.Unit, lineMax)
	bad.Short("whom", "对谁", m.Whom, lineMax)
	bad.Short("partner", "参加单位", m.Partner, 30)
	bad.Must("year", m.Year == 0 || m.Year >= p.From && m.Year <= p.To, "年份要在规划的年份里，或者选每年")
	bad.Must("variety", m.Kind.Label() != "" && (m.Variety == "" || m.Kind.Varieties().Has(string(m.Variety))), "请选择做的是哪一种活动")
	bad.Must("times", m.Times >= 0 && m.Times <= 366, "一年几次请填0到366，0是不定次数")
	bad.Must("month", m.Month >= 1 && m.Month <= 12, "请选择几月底以前做完")
	return bad.Err()
}

// AddMeasure adds something to be done to a plan.
func AddMeasure(tx *db.Tx, by actor.Actor, m Measure) (Measure, error) {
	if err := keeps(by); err != nil {
		return m, err
	}
	p, err := PlanByID(tx, m.Plan)
	if err != nil {
		return m, err
	}
	if err := m.check(p); err != nil {
		return m, err
	}
	m.ID, m.Version = tx.NewID(), 1
	_, err = tx.Exec(insertMeasure, tx.Street, m.ID, m.Plan, m.Year, m.Title, m.Unit, m.Whom, string(m.Kind), string(m.Variety), m.Partner, m.Times, m.Month)
	if err != nil {
		return m, err
	}
	return m, told(tx, by, "addMeasure", m.ID, map[string]any{"plan": m.Plan, "year": m.Year})
}

// ChangeMeasure puts a measure right, or strikes it out.
func ChangeMeasure(tx *db.Tx, by actor.Actor, m Measure) error {
	if err := keeps(by); err != nil {
		return err
	}
	old, err := MeasureByID(tx, m.ID)
	if err != nil {
		return err
	}
	p, err := PlanByID(tx, old.Plan)
	if err != nil {
		return err
	}
	if err := m.check(p); err != nil {
		return err
	}
	if m.Version == 0 {
		m.Version = old.Version
	}
	n, err := tx.Exec(changeMeasure, tx.Street, m.ID, m.Version, m.Year, m.Title, m.Unit, m.Whom, string(m.Kind), string(m.Variety), m.Partner, m.Times, m.Month, m.Ended)
	if err != nil {
		return err
	}
	if n == 0 {
		return changed()
	}
	return told(tx, by, "changeMeasure", m.ID, map[string]any{"ended": m.Ended})
}

// Standing is how far a measure has come in a year.
type Standing string

// The standings. A measure without a number of times is done with the first.
const (
	Done    Standing = "done"
	Ongoing Standing = "ongoing" // begun, and there is time
	Waiting Standing = "waiting" // nothing yet, and there is time
	Late    Standing = "late"    // its month is over
)

// Stands says how far a measure has come that was done so many times by today.
func (m Measure) Stands(done, year int, today calendar.Date) Standing {
	last := calendar.On(year, m.Month, 1).AddMonths(1).AddDays(-1)
	switch {
	case done >= max(m.Times, 1):
		return Done
	case today > last:
		return Late
	case done > 0:
		return Ongoing
	}
	return Waiting
}
