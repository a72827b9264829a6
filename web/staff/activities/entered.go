package activities

import (
	"errors"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
	"fengsheng/web"
)

// entered is what was typed, with the matters still as numbers.
type entered struct {
	activity.Draft
	numbers []string
}

// readEntered reads the form of a kind. What is missing is said by the
// operation; here only what is no date and no number.
func readEntered(f *web.Form, k activity.Kind) entered {
	d := activity.Draft{
		Kind: k, Variety: activity.Variety(f.Raw("variety")), Title: f.Text("title", "名称", 60, false),
		On: f.Date("on", "活动日期", true), Start: f.Text("start", "开始时间", 10, false), Place: f.Text("place", "地点", 100, false),
		Venue: f.Raw("venue"), Leader: f.Raw("leader"), Partners: f.Text("partners", "参加单位", 200, false),
		Topics: f.Long("topics", wordings[k].topics, 2000, false), AboutCase: meets(k) && f.Bool("aboutCase"),
	}
	switch at := f.Raw("community"); at {
	case "":
		f.Wrong("community", "请选择是哪个社区的活动，或全街道")
	case wholeStreet:
	default:
		d.Community = at
	}
	for _, q := range k.Quantities() {
		n := f.Int(q.Name, q.Label, 0, q.Most, false)
		for _, c := range []struct {
			name string
			to   *int
		}{{"attendance", &d.Attendance}, {"audience", &d.Audience}, {"batches", &d.Batches}, {"leaflets", &d.Leaflets}, {"giveaways", &d.Giveaways}} {
			if c.name == q.Name {
				*c.to = n
			}
		}
	}
	return entered{Draft: d, numbers: numbersIn(f.Raw("matters"))}
}

// draft is the entries with the matters found by their numbers, and with the
// name of the venue where no other place was typed.
func (in entered) draft(tx *db.Tx, by actor.Actor) (activity.Draft, error) {
	d := in.Draft
	if d.Place == "" && d.Venue != "" {
		v, err := org.VenueByID(tx, d.Venue)
		if err != nil && !fault.Is(err, fault.NotFound) && !errors.Is(err, db.ErrNone) {
			return d, err
		}
		d.Place = v.Name // an unknown venue is refused by the operation
	}
	var unknown fault.Fields
	for _, number := range in.numbers {
		id, err := matter.ByNumber(tx, by, number)
		switch {
		case errors.Is(err, db.ErrNone):
			unknown.Add("matters", "找不到编号为“%s”的事项，可能编号有误，或不在您的职责范围内", number)
		case err != nil:
			return d, err
		default:
			d.Matters = append(d.Matters, id)
		}
	}
	return d, unknown.Err()
}

// both joins what is wrong with the numbers to what the operation refused. A
// number that was not found stands for all that can be said of the matters.
func both(unknown, refused error) error {
	first, second := fault.Of(unknown), fault.Of(refused)
	switch {
	case unknown == nil:
		return refused
	case first == nil || second == nil || second.Kind != fault.Invalid:
		return unknown
	}
	all := fault.Fields(first.Fields)
	for _, w := range second.Fields {
		if w.Name != "matters" {
			all = append(all, w)
		}
	}
	return all.Err()
}

var brackets = strings.NewReplacer("[", "〔", "]", "〕", "［", "〔", "］", "〕", "【", "〔", "】", "〕", "(", "〔", ")", "〕", "（", "〔", "）", "〕")

// numbersIn are the numbers of matters typed one per line, or between commas,
// with any kind of brackets around the year.
func numbersIn(text string) []string {
	apart := func(r rune) bool { return strings.ContainsRune("\n\r\t ，,；;、　", r) }
	var all []string
	for _, n := range strings.FieldsFunc(text, apart) {
		all = append(all, brackets.Replace(n))
	}
	return all
}
