package matter

import (
	"strings"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// About is what papers say of a person beside the name, and who stands for a
// unit. None of it is asked at intake: a paper without it is complete.
type About struct {
	Sex            string // male, female; "" = as the identity number says, or not known
	Ethnicity      string // 民族
	Born           string // 1981-03-05; "" = as the identity number says, or not known
	Occupation     string // or post, of a person
	Representative string // 法定代表人 of a unit, or who is in charge
	Post           string // of the representative
}

// Sexes with their names.
var Sexes = Enumeration{{"male", "男"}, {"female", "女"}}

// personal are the values by the names they are sealed under.
func (a *About) personal() map[string]*string {
	return map[string]*string{
		"sex": &a.Sex, "ethnicity": &a.Ethnicity, "born": &a.Born, "occupation": &a.Occupation, "representative": &a.Representative, "post": &a.Post,
	}
}

func (a *About) tidy(today calendar.Date, wrong *fault.Fields, field string) {
	for _, value := range a.personal() {
		*value = strings.TrimSpace(*value)
	}
	wrong.Must(field+".sex", a.Sex == "" || Sexes.Has(a.Sex), "请选择性别，不知道可以不选")
	if a.Born != "" {
		born, err := calendar.Parse(a.Born)
		wrong.Must(field+".born", err == nil && born <= today, "出生日期应是已经过去的一天，例如1981-03-05")
	}
}

// SexLabel is 男 or 女: as the identity number says, else as it was written
// down; "" when it is not known.
func (p Party) SexLabel() string {
	if p.identified() {
		if (p.IDNumber[16]-'0')%2 == 1 {
			return Sexes.Label("male")
		}
		return Sexes.Label("female")
	}
	return Sexes.Label(p.Sex)
}

// BornOn is the day of birth: as the identity number says, else as it was
// written down; zero when it is not known.
func (p Party) BornOn() calendar.Date {
	said := p.Born
	if p.identified() {
		said = p.IDNumber[6:10] + "-" + p.IDNumber[10:12] + "-" + p.IDNumber[12:14]
	}
	born, err := calendar.Parse(said)
	if err != nil {
		return 0
	}
	return born
}

// Age is how old somebody born that day is on a day, in full years (民法典 counts
// from the day of birth); -1 when the day of birth is not known or later.
func Age(born, on calendar.Date) int {
	if born.Zero() || born > on {
		return -1
	}
	return (int(on) - int(born)) / 10000 // years of dates written as 20040229
}

// identified reports whether an identity number (GB 11643) says sex and birth.
func (p Party) identified() bool { return !p.Body && ValidIDNumber(p.IDNumber) }
