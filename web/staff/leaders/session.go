package leaders

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/ownership"
	"fengsheng/reception"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// eventsMost is how many events of a session its page tells; promisesMost how many
// promises the form of the minutes takes down.
const (
	eventsMost   = 60
	promisesMost = 8
)

// sessionView is one session: what was announced, who was received, what came of it.
type sessionView struct {
	View     ui.View
	Href     string
	Version  string
	Title    string
	Number   string
	State    string
	Tone     ui.Tone
	Facts    []ui.Fact
	Leaders  []leaderRow
	Groups   string // 2批5人次
	Batches  []batchRow
	Hidden   int // groups about matters out of the reader's sight
	Counted  []countedRow
	Differs  string // the activities count other groups than those written down here
	Minutes  string
	Closed   bool // there are minutes, and the reader does not keep sessions
	Promises []promiseRow
	Timeline []ui.Entry
	Print    ui.PrintView
	Entries  ui.Entries
	Known    []knownChoice

	// What the reader may do now.
	Announce, Cancel, Receive, Hold, Minute, Answer, FollowUp bool

	Wait    string // what has to come first, in words
	TakeIn  string // the address of the intake with this session in it
	Own     []ui.Option
	Matters []ui.Option
	People  []ui.Option
	Open    []ui.Option // promises without an answer
	Slots   []string
}

type batchRow struct{ ID, Href, Number, Title, Persons string }

type countedRow struct{ Leader, Href, Title, Words string }

type promiseRow struct {
	Href, Number, Words, Who, Answer string
	Due                              ui.DateView
	Done                             bool
}

// knownChoice is a leader whose activity of the day somebody recorded by hand.
type knownChoice struct {
	Name    string // of the entry
	Leader  string
	Options []ui.Option
}

// Session is GET /receptions/{id}.
func (p Pages) Session(w http.ResponseWriter, r *http.Request) error {
	return p.showSession(w, r, http.StatusOK, ui.Entries{}, nil)
}

func (p Pages) showSession(w http.ResponseWriter, r *http.Request, status int, e ui.Entries, known *reception.Recorded) error {
	v := sessionView{Entries: e, Href: sessionAddress(sessionOf(r))}
	err := p.view(r, func(tx *db.Tx) error { return v.read(tx, web.Actor(r), sessionOf(r), known) })
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, e.Any())
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Variant: "内部", Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, sessionPage(v))
}

func (v *sessionView) read(tx *db.Tx, by actor.Actor, id reception.ID, known *reception.Recorded) error {
	s, err := reception.Load(tx, by, id)
	if err != nil {
		return err
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	rows, err := sessionRows(tx, names, []reception.Session{s})
	if err != nil {
		return err
	}
	v.outline(s, rows[0], names)
	keep := identity.KeepReceptions.Reaches(by, s.At())
	batches, err := reception.Batches(tx, id)
	if err != nil {
		return err
	}
	if err := v.batches(tx, by, batches); err != nil {
		return err
	}
	if err := v.counted(tx, names, s); err != nil {
		return err
	}
	if keep {
		v.Minutes = s.Minutes
	} else {
		v.Closed = s.Minutes != ""
	}
	if err := v.promises(tx, by, names, s, keep); err != nil {
		return err
	}
	if keep {
		if err := v.may(tx, by, names, s, batches, known); err != nil {
			return err
		}
	}
	return v.history(tx, s)
}

func (v *sessionView) outline(s reception.Session, row sessionRow, n frame.Names) {
	v.Version, v.Title, v.Number = strconv.Itoa(s.Version), row.Day+" "+row.Hours, s.Form.Label()
	v.State, v.Tone, v.Leaders = row.State, row.Tone, row.Leaders
	community := "全街道"
	if s.Community != "" {
		community = n.Unit(s.Community)
	}
	for _, f := range []ui.Fact{
		{Label: "日期", Value: row.Day},
		{Label: "时间", Value: row.Hours},
		{Label: "地点", Value: s.Place},
		{Label: "社区", Value: community},
		{Label: "形式", Value: s.Form.Label()},
		{Label: "参加单位", Value: s.Partners},
		{Label: "公布", Value: announcedWords(s)},
		{Label: "取消的原因", Value: s.Ending},
	} {
		if f.Value != "" {
			v.Facts = append(v.Facts, f)
		}
	}
}

func announcedWords(s reception.Session) string {
	if s.Announced.Zero() {
		return "还没有公布"
	}
	return s.Announced.Chinese() + "，" + s.Where
}

// batches are the groups about matters the reader may see, and how many there are besides.
func (v *sessionView) batches(tx *db.Tx, by actor.Actor, all []reception.Batch) error {
	v.Groups = groupWords(len(all), reception.Persons(all))
	for _, b := range all {
		m, err := matter.Visible(tx, by, b.Matter)
		switch {
		case fault.Is(err, fault.NotFound):
			v.Hidden++
			continue
		case err != nil:
			return err
		}
		v.Batches = append(v.Batches, batchRow{ID: b.ID, Href: matterAddress(m.ID), Number: m.Number, Title: m.Title, Persons: strconv.Itoa(b.Persons)})
		if o := (ui.Option{Value: string(m.ID), Label: m.Number + "　" + m.Title}); !slices.Contains(v.Matters, o) {
			v.Matters = append(v.Matters, o)
		}
	}
	return nil
}

// counted are the activities that the figures count, one for each leader.
func (v *sessionView) counted(tx *db.Tx, n frame.Names, s reception.Session) error {
	groups, persons := 0, 0
	for _, l := range s.Leaders {
		if l.Activity == "" {
			continue
		}
		a, err := activity.Latest(tx, l.Activity)
		if err != nil {
			return err
		}
		v.Counted = append(v.Counted, countedRow{Leader: n.Officer(l.Officer), Href: "/activities/" + string(a.ID), Title: a.Title, Words: countedWords(a)})
		if a.Valid {
			groups, persons = groups+a.Batches, persons+a.Audience
		}
	}
	if words := groupWords(groups, persons); len(v.Counted) > 0 && words != v.Groups {
		v.Differs = "活动里登记的是" + words + "，和这里的来访（" + v.Groups + "）不一样。指标按活动计，请更正其中记错的。"
	}
	return nil
}

func groupWords(groups, persons int) string {
	return strconv.Itoa(groups) + "批" + strconv.Itoa(persons) + "人次"
}

func countedWords(a activity.Activity) string {
	if !a.Valid {
		return "活动已撤回，不再计入"
	}
	words := "计1次，" + groupWords(a.Batches, a.Audience)
	if a.AboutCase {
		words += "，包案化解"
	}
	return words
}

// promises are shown in words to whoever keeps the session or reads the matter.
func (v *sessionView) promises(tx *db.Tx, by actor.Actor, n frame.Names, s reception.Session, keep bool) error {
	all, err := reception.Promises(tx, s.ID)
	for _, p := range all {
		if err != nil {
			return err
		}
		if err := n.KnowOfficers(tx, p.Officer); err != nil {
			return err
		}
		row := promiseRow{Who: n.Officer(p.Officer), Done: !p.AnsweredOn.Zero(), Due: frame.Row(p.Due, tx.Today()), Number: "不在您的职责范围内的事项", Words: "内容由接访和办理的人看"}
		if row.Done {
			row.Due.Left, row.Due.Tone, row.Answer = "", ui.Plain, "已答复，"+p.AnsweredOn.String()
		}
		m, seeErr := matter.Visible(tx, by, p.Matter)
		if seeErr != nil && !fault.Is(seeErr, fault.NotFound) {
			return seeErr
		}
		if seeErr == nil {
			row.Href, row.Number = matterAddress(m.ID), m.Number
			readable := keep
			if !readable {
				if readable, err = matter.Readable(tx, by, m.ID); err != nil {
					return err
				}
			}
			if readable {
				row.Words = p.Words
				if row.Done {
					row.Answer = p.Answer + "（" + p.AnsweredOn.String() + "）"
				} else {
					v.Open = append(v.Open, ui.Option{Value: p.ID, Label: m.Number + "：" + p.Words})
				}
			}
		}
		v.Promises = append(v.Promises, row)
	}
	return err
}

// may says what the reader may do with the session now, and what a form begins with.
func (v *sessionView) may(tx *db.Tx, by actor.Actor, n frame.Names, s reception.Session, batches []reception.Batch, known *reception.Recorded) error {
	today := tx.Today()
	switch s.State {
	case reception.Planned:
		v.Cancel = true
		if v.Announce = today < s.On; !v.Announce {
			v.Wait = "已经到了接访的日期，没有公布过。请取消，另外安排一场；接待过的在“活动”里登记。"
		}
	case reception.Announced:
		v.Cancel = len(batches) == 0
		if v.Hold = today >= s.On; !v.Hold {
			v.Wait = "已经公布。" + s.On.Plain() + "接访以后，在这里登记来访的事项。"
			return nil
		}
		v.Receive = true
		if identity.TakeIn.Allows(by) {
			v.TakeIn = "/matters/new?" + url.Values{"channel": {"reception"}, "session": {string(s.ID)}}.Encode()
		}
		return v.holding(tx, n, s, batches, known)
	case reception.Held:
		v.Minute = true
		for i := range min(len(v.Matters)+1, promisesMost) {
			v.Slots = append(v.Slots, "promise"+strconv.Itoa(i+1))
		}
		if len(v.Matters) == 0 {
			v.Slots = nil
		}
		for _, o := range n.Officers {
			v.People = append(v.People, ui.Option{Value: o.ID, Label: o.Name + "，" + o.Title})
		}
	case reception.Minuted:
		v.Answer = len(v.Open) > 0
		unanswered := slices.ContainsFunc(v.Promises, func(p promiseRow) bool { return !p.Done })
		if v.FollowUp = !unanswered; unanswered && !v.Answer {
			v.Wait = "还有承诺没有答复，由看得到那件事项的人来记。"
		}
	}
	return nil
}

// holding offers who met people about a case of theirs, and what was recorded by hand.
func (v *sessionView) holding(tx *db.Tx, n frame.Names, s reception.Session, batches []reception.Batch, known *reception.Recorded) error {
	begin := v.Entries.Values == nil
	if begin {
		v.Entries.Values = url.Values{}
	}
	for _, l := range s.Leaders {
		if len(batches) == 0 {
			break
		}
		v.Own = append(v.Own, ui.Option{Value: l.Officer, Label: n.Officer(l.Officer)})
		owned, err := ownership.OwnedBy(tx, l.Officer)
		if err != nil {
			return err
		}
		if begin && slices.ContainsFunc(batches, func(b reception.Batch) bool { return slices.Contains(owned, b.Matter) }) {
			v.Entries.Values.Add("aboutCase", l.Officer)
		}
	}
	if known == nil {
		return nil
	}
	for _, l := range s.Leaders {
		c := knownChoice{Name: choiceName(l.Officer), Leader: n.Officer(l.Officer), Options: frame.ByHand(known.Leaders[l.Officer], "场", countedWords)}
		if len(c.Options) > 0 {
			v.Known = append(v.Known, c)
		}
	}
	return nil
}

func choiceName(officer string) string { return "choice." + officer }

func (v *sessionView) history(tx *db.Tx, s reception.Session) error {
	events, err := event.Of(tx, event.Reception, string(s.ID), eventsMost)
	v.Timeline = frame.Timeline(events, "接访")
	return err
}

// SessionStep is POST /receptions/{id}/{command}.
func (p Pages) SessionStep(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	command, id := r.PathValue("command"), sessionOf(r)
	var s reception.Session
	err = p.view(r, func(tx *db.Tx) error { s, err = reception.Load(tx, web.Actor(r), id); return err })
	if err != nil {
		return err
	}
	take := readStep(f, s, command)
	if take == nil {
		return frame.NoStep()
	}
	var known *reception.Recorded
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		err := take(tx, by)
		if errors.As(err, &known) {
			err = fault.New(fault.Conflict, "%s", known.Error())
		}
		return sessionAddress(id), err
	}
	return p.press(w, r, f, "", reception.Commands.Label(command), do, func(status int, e ui.Entries) error {
		return p.showSession(w, r, status, e, known)
	})
}

// readStep reads the answers of a step; nil when there is no such step.
func readStep(f *web.Form, s reception.Session, command string) func(*db.Tx, actor.Actor) error {
	version := int(f.Version())
	switch command {
	case "announce":
		where := f.Text("where", "公布在哪里", 100, true)
		return func(tx *db.Tx, by actor.Actor) error { return only(reception.Announce(tx, by, s.ID, version, where)) }
	case "cancel":
		why := f.Long("reason", "为什么取消", 500, true)
		return func(tx *db.Tx, by actor.Actor) error { return only(reception.Cancel(tx, by, s.ID, version, why)) }
	case "receive":
		number, persons := f.Text("number", "事项编号", 40, true), f.Int("persons", "人数", 1, 500, true)
		return func(tx *db.Tx, by actor.Actor) error {
			m, err := matter.ByNumber(tx, by, number)
			if errors.Is(err, db.ErrNone) {
				return fault.Wrong("number", "找不到这个编号的事项，可能编号有误，或不在您的职责范围内；还没有登记的请先登记")
			}
			if err != nil {
				return err
			}
			return only(reception.Receive(tx, by, s.ID, m, persons))
		}
	case "drop":
		batch := f.Raw("batch")
		return func(tx *db.Tx, by actor.Actor) error { return only(reception.Drop(tx, by, s.ID, batch)) }
	case "hold":
		h := reception.Holding{Version: version, AboutCase: f.List("aboutCase"), Choices: map[string]string{}}
		for _, l := range s.Leaders {
			h.Choices[l.Officer] = f.Raw(choiceName(l.Officer))
		}
		return func(tx *db.Tx, by actor.Actor) error { return only(reception.Hold(tx, by, s.ID, h)) }
	case "minute":
		m := reception.Minutes{Version: version, Words: f.Long("minutes", "纪要", 2000, true)}
		for i := range promisesMost {
			name := "promise" + strconv.Itoa(i+1)
			p := reception.Promise{
				Matter: matter.ID(f.Raw(name + ".matter")), Officer: f.Raw(name + ".officer"), Words: f.Long(name+".words", "承诺", 500, false), Due: f.Date(name+".due", "期限", false),
			}
			m.Promises = append(m.Promises, p)
		}
		return func(tx *db.Tx, by actor.Actor) error { return only(reception.Minute(tx, by, s.ID, m)) }
	case "answer":
		promise, words := f.Raw("promise"), f.Long("answer", "落实和答复", 500, true)
		if promise == "" {
			f.Wrong("promise", "请选择答复的是哪一条")
		}
		return func(tx *db.Tx, by actor.Actor) error { return only(reception.Answer(tx, by, s.ID, promise, words)) }
	case "followUp":
		return func(tx *db.Tx, by actor.Actor) error { return only(reception.FollowUp(tx, by, s.ID, version)) }
	}
	return nil
}
