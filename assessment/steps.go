package assessment

import (
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/supervision"
)

func changed() error {
	return fault.New(fault.Conflict, "这份考核刚刚被别人改过，请看过最新情况再提交，您填的内容还在")
}

// take loads a scheme for a step of whoever keeps assessments.
func take(tx *db.Tx, by actor.Actor, id ID, version int, states ...State) (Scheme, error) {
	s, err := Load(tx, by, id)
	if err != nil {
		return s, err
	}
	if err := identity.KeepAssessments.Check(by); err != nil {
		return s, err
	}
	return s, s.stands(version, states...)
}

func (s Scheme) stands(version int, states ...State) error {
	switch {
	case s.State == Frozen:
		return fault.New(fault.Conflict, "这份考核已经冻结，不再改变；以后的更正在旁边标“现在是”")
	case !slices.Contains(states, s.State):
		return fault.New(fault.Conflict, "这份考核现在是“%s”，不能做这一步", s.State.Label())
	case version != 0 && version != s.Version:
		return changed()
	}
	return nil
}

func save(tx *db.Tx, s *Scheme) error {
	var computed, frozen int64
	if !s.ComputedAt.IsZero() {
		computed = s.ComputedAt.UnixMilli()
	}
	if !s.FrozenAt.IsZero() {
		frozen = s.FrozenAt.UnixMilli()
	}
	n, err := tx.Exec(saveRow, tx.Street, string(s.ID), s.Version, string(s.State), s.Name, s.Year, s.Cutoff, s.Days, s.PublishedOn, s.LateReason, s.Round,
		computed, s.ObjectBy, s.FinalOn, frozen, s.Hash)
	if err != nil {
		return err
	}
	if n == 0 {
		return changed()
	}
	s.Version++
	return nil
}

func told(tx *db.Tx, by actor.Actor, id ID, do, reason string, details map[string]any) error {
	_, err := event.Append(tx, by, event.Entry{
		Action: "assessment." + do, Kind: event.Assessment, Subject: string(id), Role: by.First(identity.SeeAssessments.Roles...), Reason: reason, Details: details,
	})
	return err
}

// Save drafts a scheme, or changes the draft with the id.
func Save(tx *db.Tx, by actor.Actor, id ID, version int, o Outline) (Scheme, error) {
	if err := identity.KeepAssessments.Check(by); err != nil {
		return Scheme{}, err
	}
	var s Scheme
	var err error
	if id != "" {
		if s, err = take(tx, by, id, version, Draft); err != nil {
			return s, err
		}
	}
	if err := o.check(tx); err != nil {
		return s, err
	}
	s.Name, s.Year, s.Cutoff, s.Days = o.Name, o.Year, o.Cutoff, o.Days
	if id == "" {
		s.ID, s.State, s.Version, s.CopiedFrom, s.MadeBy = ID(tx.NewID()), Draft, 1, o.CopiedFrom, by.Officer
		_, err = tx.Exec(insertRow, tx.Street, string(s.ID), s.Name, s.Year, s.Cutoff, s.Days, string(s.CopiedFrom), s.MadeBy)
	} else {
		err = save(tx, &s)
	}
	if err != nil {
		return s, err
	}
	if err := s.write(tx, o); err != nil {
		return s, err
	}
	return s, told(tx, by, s.ID, "save", "", map[string]any{"year": s.Year, "items": len(s.Items), "units": len(s.Subjects)})
}

// write puts the lines and the units of a draft in the place of those before.
func (s *Scheme) write(tx *db.Tx, o Outline) error {
	for _, drop := range []db.Stmt{dropItems, dropSubjects} {
		if _, err := tx.Exec(drop, tx.Street, string(s.ID)); err != nil {
			return err
		}
	}
	s.Items, s.Subjects = o.Items, o.Subjects
	for n := range s.Items {
		i := &s.Items[n]
		i.ID = tx.NewID()
		if _, err := tx.Exec(insertItem, tx.Street, string(s.ID), i.ID, n+1, i.Indicator, i.Name, string(i.Aspect), i.AtMost, i.Target, i.Weight, i.Definition); err != nil {
			return err
		}
	}
	for n := range s.Subjects {
		u := &s.Subjects[n]
		u.ID = tx.NewID()
		if _, err := tx.Exec(insertSubject, tx.Street, string(s.ID), u.ID, n+1, string(u.Kind), u.Ref, u.Unit, u.Community, string(u.Post), u.Name); err != nil {
			return err
		}
	}
	return nil
}

// Drop takes a draft away.
func Drop(tx *db.Tx, by actor.Actor, id ID, version int) error {
	s, err := take(tx, by, id, version, Draft)
	if err != nil {
		return err
	}
	for _, drop := range []db.Stmt{dropItems, dropSubjects, dropRow} {
		if _, err := tx.Exec(drop, tx.Street, string(s.ID)); err != nil {
			return err
		}
	}
	return told(tx, by, id, "drop", "", nil)
}

// Late reports that a scheme can no longer be published before its period begins.
func (s Scheme) Late(today calendar.Date) bool { return today > s.Period().From.AddDays(-1) }

// Timely refuses to publish a scheme whose period has gone by: nobody can act on it any more.
func (s Scheme) Timely(today calendar.Date) error {
	if today > s.Cutoff {
		return fault.New(fault.Conflict, "考核期到%s已经过完，事后公布的标准没有人能照着做，不能公布", s.Cutoff.Plain())
	}
	return nil
}

// Publish lets the units know what they will be assessed by: before the period begins,
// or with a reason.
func Publish(tx *db.Tx, by actor.Actor, id ID, version int, reason string) (Scheme, error) {
	s, err := take(tx, by, id, version, Draft)
	if err != nil {
		return s, err
	}
	again := Outline{Name: s.Name, Year: s.Year, Cutoff: s.Cutoff, Days: s.Days, Items: s.Items, Subjects: s.Subjects}
	if err := again.check(tx); err != nil { // an indicator may have changed since it was drafted
		return s, err
	}
	today := tx.Today()
	if err := s.Timely(today); err != nil {
		return s, err
	}
	if s.LateReason = strings.TrimSpace(reason); s.Late(today) {
		if err := words("reason", s.LateReason, "考核期从"+s.Period().From.Plain()+"开始，公布得晚了，请写明原因"); err != nil {
			return s, err
		}
	}
	s.State, s.PublishedOn = Published, today
	if err := save(tx, &s); err != nil {
		return s, err
	}
	if err := s.tell(tx, supervision.NoticeScheme); err != nil {
		return s, err
	}
	return s, told(tx, by, id, "publish", s.LateReason, map[string]any{"units": len(s.Subjects)})
}

// tell lets the heads of the units assessed know that it went a step on.
func (s Scheme) tell(tx *db.Tx, kind supervision.NoticeKind) error {
	units := make([]string, len(s.Subjects))
	for n, u := range s.Subjects {
		units[n] = u.Unit
	}
	return supervision.TellUnits(tx, kind, string(s.ID), strconv.Itoa(s.Version), units)
}

// words refuses a text that is empty or too long.
func words(name, text, sentence string) error {
	var bad fault.Fields
	bad.Need(name, text, sentence)
	if extra := len([]rune(text)) - wordsMax; extra > 0 {
		bad.Add(name, "最多%d字，现在多了%d字", wordsMax, extra)
	}
	return bad.Err()
}

// Judge enters what a named person found of a unit, with the evidence. It stands until
// the assessment is final, and another one takes its place.
func Judge(tx *db.Tx, by actor.Actor, id ID, j Judgement) error {
	s, err := take(tx, by, id, 0, Published, Computed)
	if err != nil {
		return err
	}
	item, ok := s.Item(j.Item)
	if _, there := s.Subject(j.Subject); !ok || !there {
		return missing()
	}
	if !item.Judged() {
		return fault.New(fault.Conflict, "“%s”是从记录里数出来的，不能手填；记录有错的，请更正记录，再算一次", item.Name)
	}
	j.Evidence, j.Reason = strings.TrimSpace(j.Evidence), strings.TrimSpace(j.Reason)
	var bad fault.Fields
	bad.Must("denominator", j.Denominator >= 1 && j.Denominator <= 10_000, "请填写抽查了几件")
	bad.Must("numerator", j.Numerator >= 0 && j.Numerator <= j.Denominator, "合格的件数应在0和抽查的件数之间")
	bad.Need("evidence", j.Evidence, "请写明依据哪份材料，例如：2024年6月卷宗评查记录")
	bad.Need("judgeReason", j.Reason, "请写明理由：哪里不合格，或者为什么合格")
	if extra := len([]rune(j.Evidence)) - lineMax; extra > 0 {
		bad.Add("evidence", "最多%d字，现在多了%d字", lineMax, extra)
	}
	if extra := len([]rune(j.Reason)) - wordsMax; extra > 0 {
		bad.Add("judgeReason", "最多%d字，现在多了%d字", wordsMax, extra)
	}
	if err := bad.Err(); err != nil {
		return err
	}
	if _, err := tx.Exec(dropJudgement, tx.Street, string(id), j.Subject, j.Item); err != nil {
		return err
	}
	if _, err := tx.Exec(insertJudged, tx.Street, string(id), j.Subject, j.Item, j.Numerator, j.Denominator, j.Evidence, j.Reason, by.Officer, tx.Today()); err != nil {
		return err
	}
	return told(tx, by, id, "judge", "", map[string]any{"unit": j.Subject, "item": j.Item, "good": j.Numerator, "of": j.Denominator})
}

// Compute counts every line of every unit after the period, and opens the days for
// objections the first time. Computed again it is another round; the first stays.
func Compute(tx *db.Tx, by actor.Actor, id ID, version int) (Scheme, error) {
	s, err := take(tx, by, id, version, Published, Computed)
	if err != nil {
		return s, err
	}
	if tx.Today() <= s.Cutoff {
		return s, fault.New(fault.Conflict, "考核期到%s才结束，%s起可以计算；现在可以看到目前的数，不打分", s.Cutoff.Plain(), s.Cutoff.AddDays(1).Plain())
	}
	return compute(tx, by, s)
}

func compute(tx *db.Tx, by actor.Actor, s Scheme) (Scheme, error) {
	s.Round++
	for _, u := range s.Subjects {
		for _, i := range s.Items {
			if i.Judged() {
				continue
			}
			v, err := indicator.Compute(tx, i.Indicator, s.Ask(u))
			if err != nil {
				return s, err
			}
			rows, err := indicator.Rows(tx, i.Indicator, s.Ask(u))
			if err != nil {
				return s, err
			}
			text := strings.Join(rows, "\n")
			_, err = tx.Exec(insertLine, tx.Street, string(s.ID), s.Round, u.ID, i.ID, v.Numerator, v.Denominator, text, hashOf(text))
			if err != nil {
				return s, err
			}
		}
	}
	s.State, s.ComputedAt = Computed, db.Moment(tx.Millis())
	if s.ObjectBy.Zero() {
		s.ObjectBy = tx.Today().AddDays(s.Days)
	}
	if err := save(tx, &s); err != nil {
		return s, err
	}
	if err := s.tell(tx, supervision.NoticeScores); err != nil {
		return s, err
	}
	return s, told(tx, by, s.ID, "compute", "", map[string]any{"round": s.Round, "objectBy": s.ObjectBy.String()})
}
