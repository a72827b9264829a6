package publicity

import (
	"slices"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Holding says how a campaign went.
type Holding struct {
	Version    int
	Audience   int // 人次 of residents, an estimate
	Attendance int // 人次 of our own people
	Lines      []Line
	Choice     string // an activity recorded by hand that this is, or activity.New
	Anyway     bool   // hand out more than the store has: it was looked at
}

// Short says of which materials more was handed out than the store has: nothing has been
// written, and somebody has to confirm it.
type Short struct{ Materials []Lack }

// Lack is what one material lacks.
type Lack struct {
	Material Material
	Number   int // asked for
}

func (s *Short) Error() string {
	var words []string
	for _, l := range s.Materials {
		words = append(words, l.Words())
	}
	return strings.Join(words, "；") + "。数量没有错的，请勾选“仍然这样登记”，以后补登记入库"
}

// Words say what one material lacks.
func (l Lack) Words() string {
	return "“" + l.Material.Name + "”登记发" + number(l.Number) + Unit + "，库里只有" + number(max(l.Material.Left(), 0)) + Unit
}

func (h Holding) check(all []Material) error {
	var bad fault.Fields
	bad.Must("audience", h.Audience >= 0 && h.Audience <= peopleMax, "群众人次请填0到200000")
	bad.Must("attendance", h.Attendance >= 0 && h.Attendance <= 5000, "工作人员人次请填0到5000")
	for i, l := range h.Lines {
		known := slices.ContainsFunc(all, func(m Material) bool { return m.ID == l.Material })
		twice := slices.ContainsFunc(h.Lines[:i], func(o Line) bool { return o.Material == l.Material })
		name := "number." + l.Material
		bad.Must(name, known && !twice, "请从列出的宣传品种里选，每种填一次")
		bad.Must(name, l.Number >= 0 && l.Number <= numberMax, "数量请填0到200000")
	}
	return bad.Err()
}

// Hold writes down that a campaign took place, and what was handed out. One campaign is
// one activity, and that is what every figure counts: one that was recorded by hand is
// linked, else it is recorded here. Leaflets and giveaways are two counts.
func Hold(tx *db.Tx, by actor.Actor, id ID, h Holding) (Campaign, error) {
	c, err := take(tx, by, id, h.Version, Planned)
	if err != nil {
		return c, err
	}
	if tx.Today() < c.On {
		return c, fault.New(fault.Conflict, "这次普法活动定在%s，还没有到；提前办了的，先改日期", c.On.Plain())
	}
	all, err := Materials(tx)
	if err != nil {
		return c, err
	}
	if err := h.check(all); err != nil {
		return c, err
	}
	known, err := activity.Pick(tx, c.same(), h.Choice, "这一天这个地方已经登记过普法活动，请看看是不是同一次：是同一次的关联起来，不重复计数")
	if err != nil {
		return c, err
	}
	lines := positive(h.Lines)
	if lacking := lacks(all, lines, nil); len(lacking) > 0 && !h.Anyway {
		return c, &Short{Materials: lacking}
	}
	leaflets, giveaways := Add(all, lines)
	c.Activity, err = activity.RecordUnless(tx, by, known, activity.Draft{
		Kind: c.Kind, Variety: c.Variety, Title: c.Title, On: c.On, Start: c.Start, Place: c.Place, Community: c.Community, Venue: c.Venue, Partners: c.Partners,
		Topics: c.Topics, Attendance: h.Attendance, Audience: h.Audience, Leaflets: leaflets, Giveaways: giveaways,
	})
	if err != nil {
		return c, err
	}
	if err := handOut(tx, c.ID, lines); err != nil {
		return c, err
	}
	return step(tx, by, c, Held, "hold", map[string]any{"activity": c.Activity, "audience": h.Audience, "leaflets": leaflets, "giveaways": giveaways, "linked": known != "", "short": h.Anyway})
}

// same are the activities of the day and place that a campaign may be.
func (c Campaign) same() activity.Filter {
	return activity.Filter{
		Kinds: []string{string(activity.Publicity), string(activity.Lecture)}, On: matter.Period{From: c.On, To: c.On},
		Community: c.Community, StreetLevel: c.Community == "",
	}
}

// Recount puts right how many people and things it were. The activity is corrected with
// it, so that the figures and the store say the same.
func Recount(tx *db.Tx, by actor.Actor, id ID, h Holding, reason string) (Campaign, error) {
	c, err := take(tx, by, id, h.Version, Held, Recorded)
	if err != nil {
		return c, err
	}
	all, err := Materials(tx)
	if err != nil {
		return c, err
	}
	if err := h.check(all); err != nil {
		return c, err
	}
	before, err := Handouts(tx, id)
	if err != nil {
		return c, err
	}
	lines := positive(h.Lines)
	if lacking := lacks(all, lines, before); len(lacking) > 0 && !h.Anyway {
		return c, &Short{Materials: lacking}
	}
	a, err := activity.Latest(tx, c.Activity)
	if err != nil {
		return c, err
	}
	leaflets, giveaways := Add(all, lines)
	_, err = activity.Correct(tx, by, a.ID, 0, activity.Draft{
		Kind: a.Kind, Variety: a.Variety, Title: a.Title, On: a.On, Start: a.Start, Place: a.Place, Community: a.Community, Venue: a.Venue, Leader: a.Leader,
		Partners: a.Partners, Topics: a.Topics, Attendance: h.Attendance, Audience: h.Audience, Leaflets: leaflets, Giveaways: giveaways,
	}, reason)
	if err != nil {
		return c, err
	}
	if _, err := tx.Exec(dropHandouts, tx.Street, string(id)); err != nil {
		return c, err
	}
	if err := handOut(tx, id, lines); err != nil {
		return c, err
	}
	return step(tx, by, c, c.State, "recount", map[string]any{"audience": h.Audience, "leaflets": leaflets, "giveaways": giveaways, "short": h.Anyway})
}

func handOut(tx *db.Tx, id ID, lines []Line) error {
	for _, l := range lines {
		if _, err := tx.Exec(insertHandout, tx.Street, string(id), l.Material, l.Number); err != nil {
			return err
		}
	}
	return nil
}

func positive(lines []Line) []Line {
	return slices.DeleteFunc(slices.Clone(lines), func(l Line) bool { return l.Number == 0 })
}

// lacks are the materials of which more is handed out than there is; what the campaign
// had handed out before is still there for it.
func lacks(all []Material, lines, before []Line) []Lack {
	var lacking []Lack
	for _, l := range lines {
		for _, m := range all {
			if m.ID != l.Material {
				continue
			}
			for _, b := range before {
				if b.Material == m.ID {
					m.Out -= b.Number
				}
			}
			if l.Number > m.Left() {
				lacking = append(lacking, Lack{Material: m, Number: l.Number})
			}
		}
	}
	return lacking
}

// Add is how many leaflets and how many giveaways the lines are: two counts.
func Add(all []Material, lines []Line) (leaflets, giveaways int) {
	for _, l := range lines {
		for _, m := range all {
			switch {
			case m.ID != l.Material:
			case m.Sort.Giveaway:
				giveaways += l.Number
			default:
				leaflets += l.Number
			}
		}
	}
	return leaflets, giveaways
}
