package committee

import (
	"fmt"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

const law = "人民调解法"

// Flaw is what a committee lacks, in a sentence with its article.
type Flaw struct {
	Words   string
	Article string
	Hint    bool // the law leaves it open, or asks it of a place that may not be such a one
}

// Sentence is the flaw with its source.
func (f Flaw) Sentence() string { return f.Words + "（《" + law + "》" + f.Article + "）" }

// Flaws says what the law asks of a committee and it does not have on a day. term is
// the present one, nil when none was recorded.
func (c Committee) Flaws(term *Term, on calendar.Date) []Flaw {
	var all []Flaw
	add := func(article, words string, args ...any) {
		all = append(all, Flaw{Words: fmt.Sprintf(words, args...), Article: article})
	}
	if term == nil {
		add("第九条", "还没有登记委员是谁推选的、任期到哪一天")
	} else {
		all = append(all, term.flaws(on, c.Mixed)...)
	}
	if c.Seal == "" {
		add("第二十九条", "还没有登记印章，书面协议要加盖调委会印章才生效")
	}
	if c.Place == "" {
		add("第十二条", "还没有登记办公地点")
	}
	if term != nil && c.Changed > c.Reported {
		add("第十条", "%s人员有变动，还没有报区司法行政部门", c.Changed.Plain())
	}
	return all
}

// flaws are those of who sits.
func (t Term) flaws(on calendar.Date, mixed bool) []Flaw {
	var all []Flaw
	add := func(article, words string, args ...any) {
		all = append(all, Flaw{Words: fmt.Sprintf(words, args...), Article: article})
	}
	if on > t.Until {
		add("第九条", "任期%s已满三年，要改选", t.Until.Plain())
	}
	for _, w := range wrongMembers(t.Sitting(on)) {
		add(w.article, "%s", w.words)
	}
	minority := false
	for _, s := range t.Sitting(on) {
		minority = minority || s.Minority
	}
	if mixed && !minority {
		all = append(all, Flaw{Words: "多民族居住的地区，要有人数较少民族的成员", Article: "第八条", Hint: true})
	}
	return all
}

type wrongMember struct{ article, words string }

// wrongMembers is what is wrong with the members of a committee.
func wrongMembers(seats []Seat) []wrongMember {
	var all []wrongMember
	add := func(article, words string, args ...any) {
		all = append(all, wrongMember{article, fmt.Sprintf(words, args...)})
	}
	directors, women := 0, 0
	for _, s := range seats {
		if s.Office == Director {
			directors++
		}
		if s.Woman {
			women++
		}
	}
	switch n := len(seats); {
	case n < membersLeast:
		add("第八条", "委员要三人以上，现在%d人", n)
	case n > membersMost:
		add("第八条", "委员最多九人，现在%d人", n)
	}
	switch {
	case directors == 0:
		add("第八条", "要有主任一人，从委员里选")
	case directors > 1:
		add("第八条", "主任是一人，现在%d人", directors)
	}
	if women == 0 && len(seats) > 0 {
		add("第八条", "要有妇女成员")
	}
	return all
}

// Ending says in words that a term is about to end; "" while there is time.
func (t Term) Ending(on calendar.Date) string {
	left := t.Until.DaysSince(on)
	switch {
	case left < 0 || left > ahead:
		return ""
	case left == 0:
		return "任期今天届满，要改选"
	}
	return fmt.Sprintf("任期%s届满，还有%d天，要准备改选", t.Until.Plain(), left)
}

// lawful refuses an election that makes no committee.
func lawful(name string, seats []Seat) error {
	var bad fault.Fields
	for _, w := range wrongMembers(seats) {
		bad.Add(name, "%s（《%s》%s）", w.words, law, w.article)
	}
	return bad.Err()
}
