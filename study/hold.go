package study

import (
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Holding says how a session went: who was there beside those who signed in, as
// ticked off from the sheet, and how many more.
type Holding struct {
	Version int
	Present []string
	Others  int
	Choice  string // an activity recorded by hand that this is, or activity.New
}

// byHand asks whether what is held was recorded already.
const byHand = "这一天已经登记过同一种学习，请看看是不是同一场：是同一场的关联起来，不重复计数"

// othersMost is how many people beside officers one session may have.
const othersMost = 2000

// Hold writes down that a session took place. One session is one activity, and that
// is what every figure counts: one recorded by hand is linked, else it is recorded
// here with as many as were there.
func Hold(tx *db.Tx, by actor.Actor, id ID, h Holding) (Session, error) {
	s, err := take(tx, by, id, h.Version, Planned)
	if err != nil {
		return s, err
	}
	if tx.Today() < s.On {
		return s, fault.New(fault.Conflict, "这场学习定在%s，还没有到", s.On.Plain())
	}
	known, err := activity.Pick(tx, s.same(), h.Choice, byHand)
	if err != nil {
		return s, err
	}
	there, err := s.tick(tx, h.Present)
	if err != nil {
		return s, err
	}
	var bad fault.Fields
	bad.Must("others", h.Others >= 0 && h.Others <= othersMost, "其他人员请填写0到2000")
	bad.Must("present", there+h.Others > 0, "请勾选到场的人员，或者填写其他到场人数")
	if err := bad.Err(); err != nil {
		return s, err
	}
	s.Others = h.Others
	if s.Activity, err = activity.RecordUnless(tx, by, known, s.draft(there+h.Others)); err != nil {
		return s, err
	}
	return s, s.step(tx, by, Held, "hold", map[string]any{"attendance": there + h.Others, "activity": s.Activity})
}

// same are the activities recorded by hand that a session may be.
func (s *Session) same() activity.Filter {
	return activity.Filter{
		Kinds: []string{string(activity.Study)}, Varieties: []string{string(s.Variety)}, On: matter.Period{From: s.On, To: s.On},
		Community: s.Community, StreetLevel: s.Community == "",
	}
}

// draft is the session as an activity.
func (s *Session) draft(attendance int) activity.Draft {
	topics := s.Topic
	if len(s.Laws) > 0 {
		topics += "。学习内容：" + WordsOf(s.Laws)
	}
	return activity.Draft{
		Kind: activity.Study, Variety: s.Variety, On: s.On, Start: s.Start, Place: s.Place, Community: s.Community, Topics: topics, Attendance: attendance,
	}
}

// Record writes what a session came to. It has its evidence first: a sign-in sheet or
// photo, or those who signed in by the code.
func Record(tx *db.Tx, by actor.Actor, id ID, version int, summary string) (Session, error) {
	s, err := take(tx, by, id, version, Held)
	if err != nil {
		return s, err
	}
	files, err := Files(tx, by, id)
	if err != nil {
		return s, err
	}
	signed, err := db.Value[int](tx, countSigned, tx.Street, string(id))
	if err != nil {
		return s, err
	}
	if len(files) == 0 && signed == 0 {
		return s, fault.New(fault.Conflict, "还没有佐证材料：请先上传签到表或者照片")
	}
	var bad fault.Fields
	s.Summary = strings.TrimSpace(summary)
	bad.Need("summary", s.Summary, "请写明学了什么，有什么要落实")
	bad.Short("summary", "纪要", s.Summary, summaryMax)
	if err := bad.Err(); err != nil {
		return s, err
	}
	return s, s.step(tx, by, Recorded, "record", nil)
}
