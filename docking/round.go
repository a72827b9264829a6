package docking

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/org"
)

// State is where a round stands (workflow.md section 9).
type State string

// The states.
const (
	Drafted    State = "drafted"
	Agreed     State = "agreed"
	FollowedUp State = "followedUp"
)

// States with their names.
var States = matter.Enumeration{{Code: string(Drafted), Label: "议程已拟"}, {Code: string(Agreed), Label: "双方已商定"}, {Code: string(FollowedUp), Label: "已落实"}}

// Label is the Chinese name.
func (s State) Label() string { return States.Label(string(s)) }

// Round is one docking: a meeting of both sides about the differences of a period.
type Round struct {
	ID         ID
	Kind       Kind
	State      State
	On         calendar.Date // of the meeting
	From, To   calendar.Date // the period compared
	AgreedOn   calendar.Date
	OurWord    string
	TheirWord  string
	FollowedOn calendar.Date
	Activity   activity.ID // by which the figures count it
}

// Line is one difference on the agenda, as both sides had it when it was drafted.
type Line struct {
	Order   int
	What    string // onlyOurs, onlyTheirs, or day and kind
	Ours    *Handover
	Theirs  *Entry
	Officer string // who looks into it
	Answer  string
	DoneOn  calendar.Date
}

// WhatWords says what differs.
func (l Line) WhatWords() string {
	switch l.What {
	case "day":
		return "日期不一样"
	case "kind":
		return "种类不一样"
	case "day,kind":
		return "日期和种类都不一样"
	}
	return Verdict(l.What).Label()
}

// Bounds of what is written in a round, in characters.
const (
	wordMax   = 500
	answerMax = 300
)

// longNumber is a telephone or identity number, which has no place in a round.
var longNumber = regexp.MustCompile(`[0-9０-９](?:[ -]?[0-9０-９]){6,}[Xx]?`)

const plainly = "不写电话和证件号码；说到哪一件就写它的编号"

// written checks a text of a round: long enough, not too long, and without what
// belongs inside a matter (workflow.md section 9).
func written(bad *fault.Fields, name, label, text string, most int, known []string) {
	if n := len([]rune(text)); n > most {
		bad.Add(name, "%s最多%d字，现在多了%d字", label, most, n-most)
	}
	if longNumber.MatchString(text) {
		bad.Add(name, "%s", plainly)
	}
	for _, n := range known {
		if strings.Contains(text, n) {
			bad.Add(name, "%s里不写当事人的姓名，写事项编号", label)
			break
		}
	}
}

// names are the parties of the matters on an agenda that the actor may read. Of
// the others nothing is asked: a refusal would tell whose name it is.
func names(tx *db.Tx, by actor.Actor, lines []Line) ([]string, error) {
	var all []string
	for _, l := range lines {
		if l.Ours == nil || l.Ours.Matter == "" {
			continue
		}
		readable, err := matter.Readable(tx, by, l.Ours.Matter)
		if err != nil {
			return nil, err
		}
		if !readable {
			continue
		}
		parties, err := matter.Parties(tx, l.Ours.Matter)
		if err != nil {
			return nil, err
		}
		for _, p := range parties {
			if len([]rune(p.Name)) > 1 {
				all = append(all, p.Name)
			}
		}
	}
	return all, nil
}

// Rounds are the newest rounds.
func Rounds(tx *db.Tx, by actor.Actor, most int) ([]Round, error) {
	if err := identity.SeeDocking.Check(by); err != nil {
		return nil, err
	}
	return db.All(tx, readRounds, scanRound, tx.Street, most)
}

// LoadRound reads a round with its agenda.
func LoadRound(tx *db.Tx, by actor.Actor, id ID) (Round, []Line, error) {
	if err := identity.SeeDocking.Check(by); err != nil {
		return Round{}, nil, err
	}
	m, err := db.One(tx, readRound, scanRound, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return m, nil, missing("这次对接")
	}
	if err != nil {
		return m, nil, err
	}
	var ids [][2]ID
	lines, err := db.All(tx, readLines, func(r db.Row) (Line, error) {
		var l Line
		var pair [2]ID
		err := r.Scan(&l.Order, &l.What, &pair[0], &pair[1], &l.Officer, &l.Answer, &l.DoneOn)
		ids = append(ids, pair)
		return l, err
	}, tx.Street, string(id))
	for i := range lines {
		if err == nil && ids[i][0] != "" {
			var h Handover
			h, err = db.One(tx, readHandover, scanHandover, tx.Street, string(ids[i][0]))
			lines[i].Ours = &h
		}
		if err == nil && ids[i][1] != "" {
			var e Entry
			e, err = db.One(tx, readEntry, scanEntry, tx.Street, string(ids[i][1]))
			lines[i].Theirs = &e
		}
	}
	return m, lines, err
}

// DraftRound makes the agenda of the next meeting out of the differences of a
// period. A difference that is on an agenda already is not put on another.
func DraftRound(tx *db.Tx, by actor.Actor, kind Kind, on, from, to calendar.Date) (Round, error) {
	m := Round{Kind: kind, State: Drafted, On: on, From: from, To: to}
	if err := identity.KeepDocking.Check(by); err != nil {
		return m, err
	}
	var bad fault.Fields
	bad.Must("kind", Kinds.Has(string(kind)), "请选择是三种对接里的哪一种")
	bad.Must("on", !on.Zero(), "请填写哪一天开会")
	bad.Must("to", to.Zero() || to <= tx.Today(), "核对的时间只能到今天")
	if err := bad.Err(); err != nil {
		return m, err
	}
	n, err := db.Value[int](tx, sameRound, tx.Street, string(kind), on)
	if err != nil {
		return m, err
	}
	if n > 0 {
		return m, fault.New(fault.Conflict, "%s的%s对接已经拟过议程了", on.Plain(), kind.Label())
	}
	c, err := Compare(tx, by, from, to)
	if err != nil {
		return m, err
	}
	m.ID = ID(tx.NewID())
	if _, err := tx.Exec(insertRound, tx.Street, string(m.ID), string(kind), on, from, to); err != nil {
		return m, err
	}
	order := 0
	for _, p := range c.Differences() {
		if !p.Is(kind) || p.Round != "" {
			continue
		}
		order++
		h, e := p.ids()
		if _, err := tx.Exec(insertLine, tx.Street, string(m.ID), order, p.What(), string(h), string(e)); err != nil {
			return m, err
		}
	}
	return m, told(tx, by, "docking.draft", string(m.ID), "", map[string]any{"kind": kind, "on": on.String(), "from": from.String(), "to": to.String(), "lines": order})
}

// Answering is what becomes of one line of the agenda.
type Answering struct {
	Officer string
	Answer  string
	Done    bool
}

// Answer writes who looks into a line, what came out, and whether it is done.
func Answer(tx *db.Tx, by actor.Actor, id ID, order int, a Answering) error {
	if err := identity.KeepDocking.Check(by); err != nil {
		return err
	}
	m, lines, err := LoadRound(tx, by, id)
	if err != nil {
		return err
	}
	if order < 1 || order > len(lines) {
		return missing("议程的这一行")
	}
	if m.State == FollowedUp {
		return fault.New(fault.Conflict, "这次对接已经落实，答复不能再改")
	}
	known, err := names(tx, by, lines)
	if err != nil {
		return err
	}
	answer := strings.TrimSpace(a.Answer)
	var bad fault.Fields
	bad.Need("officer", a.Officer, "请选择由谁去查")
	if a.Done {
		bad.Need("answer", answer, "查完的要写明查下来是怎么回事")
	}
	written(&bad, "answer", "答复", answer, answerMax, known)
	if err := bad.Err(); err != nil {
		return err
	}
	if err := officer(tx, a.Officer); err != nil {
		return err
	}
	done := calendar.Date(0)
	if a.Done {
		done = tx.Today()
	}
	if err := tx.ExecOne(answerLine, tx.Street, string(id), order, a.Officer, answer, done); err != nil {
		return err
	}
	return told(tx, by, "docking.answer", string(id), "", map[string]any{"line": order, "officer": a.Officer, "done": a.Done})
}

// Agreement is the word of both sides.
type Agreement struct {
	On        calendar.Date
	OurWord   string
	TheirWord string
}

// Agree notes that both sides agreed on the agenda and how to go on. There may
// be nothing on it: then they agreed that their lists are the same.
func Agree(tx *db.Tx, by actor.Actor, id ID, a Agreement) (Round, error) {
	if err := identity.KeepDocking.Check(by); err != nil {
		return Round{}, err
	}
	m, lines, err := LoadRound(tx, by, id)
	if err != nil {
		return m, err
	}
	if m.State != Drafted {
		return m, fault.New(fault.Conflict, "这次对接双方已经商定了")
	}
	known, err := names(tx, by, lines)
	if err != nil {
		return m, err
	}
	m.State, m.AgreedOn, m.OurWord, m.TheirWord = Agreed, a.On, strings.TrimSpace(a.OurWord), strings.TrimSpace(a.TheirWord)
	var bad fault.Fields
	switch {
	case a.On.Zero():
		bad.Add("on", "请填写哪一天商定的")
	case a.On > tx.Today():
		bad.Add("on", "%s还没有到，商定以后再登记", a.On.Plain())
	case a.On < m.On:
		bad.Add("on", "会议在%s，商定不会早于这一天", m.On.Plain())
	}
	bad.Need("ourWord", m.OurWord, "请填写街道的意见：双方都说了才算商定")
	bad.Need("theirWord", m.TheirWord, "请填写派出所的意见：双方都说了才算商定")
	written(&bad, "ourWord", "街道的意见", m.OurWord, wordMax, known)
	written(&bad, "theirWord", "派出所的意见", m.TheirWord, wordMax, known)
	if err := bad.Err(); err != nil {
		return m, err
	}
	if err := tx.ExecOne(agreeRound, tx.Street, string(id), m.AgreedOn, m.OurWord, m.TheirWord); err != nil {
		return m, err
	}
	return m, told(tx, by, "docking.agree", string(id), "", map[string]any{"on": a.On.String()})
}

// Closing says by which activity the figures count a round: one that is
// recorded already, or one that is recorded now.
type Closing struct {
	Activity activity.ID // "" = record one
	Start    string
	Place    string
	Partners string
	People   int // of our own who took part
}

// FollowUp closes a round when every line has its answer. It counts once, by one
// activity of the kind docking.
func FollowUp(tx *db.Tx, by actor.Actor, id ID, c Closing) (Round, error) {
	if err := identity.KeepDocking.Check(by); err != nil {
		return Round{}, err
	}
	m, lines, err := LoadRound(tx, by, id)
	if err != nil {
		return m, err
	}
	switch m.State {
	case Drafted:
		return m, fault.New(fault.Conflict, "双方还没有商定，不能落实")
	case FollowedUp:
		return m, fault.New(fault.Conflict, "这次对接已经落实了")
	}
	var open []string
	for _, l := range lines {
		if l.DoneOn.Zero() {
			open = append(open, strconv.Itoa(l.Order))
		}
	}
	if len(open) > 0 {
		return m, fault.New(fault.Conflict, "议程第%s行还没有查完，每一行都有了答复才算落实", strings.Join(open, "、"))
	}
	if m.Activity, err = held(tx, by, m, c, len(lines)); err != nil {
		return m, err
	}
	m.State, m.FollowedOn = FollowedUp, tx.Today()
	if err := tx.ExecOne(followRound, tx.Street, string(id), m.FollowedOn, string(m.Activity)); err != nil {
		return m, err
	}
	return m, told(tx, by, "docking.followUp", string(id), "", map[string]any{"activity": m.Activity})
}

// Held are the activities that may stand for a round: docking of its kind on its
// day, and not taken by another round.
func Held(tx *db.Tx, m Round) ([]activity.Activity, error) {
	found, err := activity.List(tx, activity.Filter{
		Kinds: []string{string(activity.Docking)}, Varieties: []string{string(m.Kind)}, On: matter.Period{From: m.On, To: m.On},
	}, activity.Page{Size: 20})
	if err != nil {
		return nil, err
	}
	var free []activity.Activity
	for _, a := range found {
		n, err := db.Value[int](tx, activityHas, tx.Street, string(a.ID))
		if err != nil {
			return nil, err
		}
		if n == 0 {
			free = append(free, a)
		}
	}
	return free, nil
}

// held is the activity of a round: the one that was chosen, or a new one where
// none has been recorded, so that nothing is counted twice.
func held(tx *db.Tx, by actor.Actor, m Round, c Closing, lines int) (activity.ID, error) {
	free, err := Held(tx, m)
	if err != nil {
		return "", err
	}
	for _, a := range free {
		if a.ID == c.Activity {
			return a.ID, nil
		}
	}
	if c.Activity != "" {
		return "", fault.Wrong("activity", "请选择"+m.On.Plain()+"的"+m.Kind.Label()+"对接活动，每个活动只对应一次对接")
	}
	if len(free) > 0 {
		return "", fault.Wrong("activity", m.On.Plain()+"的这种对接已经登记过活动，请选择它，免得统计成两次")
	}
	topics := "核对双方移交清单，没有差异"
	if lines > 0 {
		topics = "核对双方移交清单，查清差异" + strconv.Itoa(lines) + "条"
	}
	a, err := activity.Record(tx, by, activity.Draft{
		Kind: activity.Docking, Variety: activity.Variety(m.Kind), On: m.On, Start: c.Start, Place: c.Place, Partners: c.Partners, Topics: topics, Attendance: c.People,
	})
	return a.ID, err
}

// officer looks before it points.
func officer(tx *db.Tx, id string) error {
	_, err := org.OfficerByID(tx, id)
	if errors.Is(err, db.ErrNone) || fault.Is(err, fault.NotFound) {
		return fault.Wrong("officer", "找不到这个人，请重新选择")
	}
	return err
}
