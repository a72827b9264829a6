package calendar

import (
	"maps"
	"slices"
	"time"

	"fengsheng/internal/fault"
)

// Holiday is one span of days off in the State Council's notice, first and last
// day included: 春节 from 2026-02-15 to 2026-02-23.
type Holiday struct {
	Name     string // 春节, without 假期
	From, To Date
}

// Year is the arrangement of one year: the days off it names and the weekend
// days it turns into working days. Weekends outside the holidays are off as
// usual and are not listed. A notice may reach back into December of the year
// before, as that of 2019 did.
type Year struct {
	Year     int
	Notice   string // where it stands, for the person who checks it
	Holidays []Holiday
	MakeUp   []Date // 调休上班
}

// Calendar knows the working days of the years loaded into it. It does not
// change once made, so it may be shared; the nil Calendar has no year loaded.
type Calendar struct {
	version string
	years   map[int]Year
	off     map[Date]string // day off to the holiday's name
	makeUp  map[Date]bool
}

// Day is what the calendar says of one date.
type Day struct {
	Date    Date
	Working bool
	Reason  string // 春节假期, 调休上班, 星期日, or 工作日
	Listed  bool   // the notice names the day: it is not as its weekday would be
}

// New makes a calendar of years as a person entered them; version names this
// state of the data and is stored with every date counted on it. The error is a
// fault that names the year and the entry.
func New(version string, years []Year) (*Calendar, error) {
	if version == "" {
		return nil, fault.New(fault.Invalid, "请填写工作日历的版本号")
	}
	seen := map[int]bool{}
	for _, y := range years {
		if seen[y.Year] {
			return nil, fault.New(fault.Invalid, "工作日历里%d年录入了两次，请只保留一份", y.Year)
		}
		seen[y.Year] = true
		if err := y.check(); err != nil {
			return nil, err
		}
	}
	return assemble(version, years), nil
}

// assemble lays checked years out for looking up.
func assemble(version string, years []Year) *Calendar {
	c := &Calendar{version: version, years: map[int]Year{}, off: map[Date]string{}, makeUp: map[Date]bool{}}
	for _, y := range years {
		c.years[y.Year] = y.clone()
		for _, h := range y.Holidays {
			for d := h.From; d <= h.To; d = d.AddDays(1) {
				c.off[d] = h.Name
			}
		}
		for _, d := range y.MakeUp {
			c.makeUp[d] = true
		}
	}
	return c
}

// clone keeps the caller's slices out of the calendar.
func (y Year) clone() Year {
	y.Holidays, y.MakeUp = slices.Clone(y.Holidays), slices.Clone(y.MakeUp)
	return y
}

// check finds the slips a person makes when typing a notice in.
func (y Year) check() error {
	if y.Year < 1950 || y.Year > 2200 {
		return fault.New(fault.Invalid, "年份%d不对，请核对", y.Year)
	}
	if len(y.Holidays) == 0 {
		return fault.New(fault.Invalid, "%d年还没有录入放假日期，请按国务院的放假安排录入", y.Year)
	}
	off := map[Date]bool{}
	for _, h := range y.Holidays {
		if h.Name == "" {
			return fault.New(fault.Invalid, "%d年有一个假期没有写名称", y.Year)
		}
		if err := y.holds(h.From, h.Name); err != nil {
			return err
		}
		if err := y.holds(h.To, h.Name); err != nil {
			return err
		}
		if h.To < h.From {
			return fault.New(fault.Invalid, "%d年%s的结束日期早于开始日期，请核对", y.Year, h.Name)
		}
		for d := h.From; d <= h.To; d = d.AddDays(1) {
			if off[d] {
				return fault.New(fault.Invalid, "%s在%d年的两个假期里都有，请核对", d.Plain(), y.Year)
			}
			off[d] = true
		}
	}
	return y.checkMakeUp(off)
}

// checkMakeUp refuses a make-up day that is off, or that needs no making up.
func (y Year) checkMakeUp(off map[Date]bool) error {
	made := map[Date]bool{}
	for _, d := range y.MakeUp {
		if err := y.holds(d, "调休上班"); err != nil {
			return err
		}
		switch {
		case off[d]:
			return fault.New(fault.Invalid, "%s既放假又调休上班，请核对", d.Plain())
		case !weekend(d):
			return fault.New(fault.Invalid, "%s不是周末，不需要调休上班，请核对", d.Chinese())
		case made[d]:
			return fault.New(fault.Invalid, "调休上班的%s录入了两次", d.Plain())
		}
		made[d] = true
	}
	return nil
}

// holds reports whether a notice of the year may name d.
func (y Year) holds(d Date, what string) error {
	switch {
	case d.Zero():
		return fault.New(fault.Invalid, "%d年的%s缺少日期", y.Year, what)
	case d.Year() == y.Year, d.Year() == y.Year-1 && d.Month() == 12:
		return nil
	}
	return fault.New(fault.Invalid, "%s不在%d年的放假安排之内，请核对", d.Plain(), y.Year)
}

// Version names the state of the data, as cn-2026.1.
func (c *Calendar) Version() string {
	if c == nil {
		return ""
	}
	return c.version
}

// Has reports whether the arrangement of a year is loaded.
func (c *Calendar) Has(year int) bool {
	if c == nil {
		return false
	}
	_, ok := c.years[year]
	return ok
}

// Years lists the years loaded, in order, for the page that edits them.
func (c *Calendar) Years() []Year {
	if c == nil {
		return nil
	}
	var list []Year
	for _, y := range slices.Sorted(maps.Keys(c.years)) {
		list = append(list, c.years[y].clone())
	}
	return list
}

// Day says whether d is worked, and why. It is a fault when the year of d is
// not loaded: the arrangement cannot be worked out, only read (国务院令第795号).
func (c *Calendar) Day(d Date) (Day, error) {
	if d.Zero() {
		return Day{}, fault.New(fault.Invalid, "请先填写日期")
	}
	if !c.Has(d.Year()) {
		return Day{}, fault.New(fault.Conflict, "工作日历还没有%d年，请先录入国务院的放假安排", d.Year())
	}
	switch name, off := c.off[d]; {
	case off:
		return Day{Date: d, Reason: name + "假期", Listed: true}, nil
	case c.makeUp[d]:
		return Day{Date: d, Working: true, Reason: "调休上班", Listed: true}, nil
	case weekend(d):
		return Day{Date: d, Reason: weekdays[d.Weekday()]}, nil
	}
	return Day{Date: d, Working: true, Reason: "工作日"}, nil
}

// IsWorkingDay reports whether d is worked: Monday to Friday not in a holiday,
// and the make-up days. A year not loaded is a fault.
func (c *Calendar) IsWorkingDay(d Date) (bool, error) {
	day, err := c.Day(d)
	return day.Working, err
}

// IsStatutoryRestDay reports whether a period of law ending on d runs on to the
// next working day (民法典 art. 203, 民事诉讼法 art. 85): every day that is not
// worked, the weekends included. A year not loaded is a fault.
func (c *Calendar) IsStatutoryRestDay(d Date) (bool, error) {
	day, err := c.Day(d)
	return err == nil && !day.Working, err
}

// AddWorkingDays is the nth working day after d, d itself not counted; before d
// when n is negative, and d when n is 0. It is a fault when the count leaves the
// years loaded.
func (c *Calendar) AddWorkingDays(d Date, n int) (Date, error) {
	if d.Zero() {
		return 0, fault.New(fault.Invalid, "请先填写日期")
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		working, err := c.IsWorkingDay(d)
		if err != nil {
			return 0, err
		}
		if working {
			n--
		}
	}
	return d, nil
}

// NextWorkingDay is the first working day on or after d.
func (c *Calendar) NextWorkingDay(d Date) (Date, error) { return c.nearest(d, 1) }

// LastWorkingDay is the last working day on or before d.
func (c *Calendar) LastWorkingDay(d Date) (Date, error) { return c.nearest(d, -1) }

func (c *Calendar) nearest(d Date, step int) (Date, error) {
	for {
		working, err := c.IsWorkingDay(d)
		if err != nil {
			return 0, err
		}
		if working {
			return d, nil
		}
		d = d.AddDays(step)
	}
}

func weekend(d Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}
