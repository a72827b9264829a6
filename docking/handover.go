package docking

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Draft is what is typed about a hand-over.
type Draft struct {
	Direction Direction
	Kind      Kind
	Number    string // of our matter
	PoliceNo  string
	On        calendar.Date // handed over when out, received when in
	ToldOn    calendar.Date // the station's day, when it told us
	Fields    []string
	Agreed    bool // the person agreed that the contact is passed on
	Ground    string
	Receiver  string
	Emergency bool
	CalledAt  string
}

const receiverMax = 40

var (
	policeNo = regexp.MustCompile(`^[0-9A-Z-]{4,40}$`)
	mobile   = regexp.MustCompile(`^1[3-9]\d{9}$`)
	ourNo    = regexp.MustCompile(`^\p{Han}{1,10}〔\d{4}〕\d{1,6}号$`)
)

var brackets = strings.NewReplacer("[", "〔", "]", "〕", "［", "〔", "］", "〕", "【", "〔", "】", "〕", "(", "〔", ")", "〕", "（", "〔", "）", "〕", " ", "")

// narrow is a code as it is kept: common signs, capitals, no spaces.
func narrow(s string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == ' ' || r == '　' || r == '\t':
			return -1
		}
		return r
	}, s))
}

// wrongPoliceNo says what is wrong with a number of the station, "" for nothing.
func wrongPoliceNo(no string) string {
	switch {
	case no == "":
		return ""
	case mobile.MatchString(no):
		return "这像是电话号码；警情编号里不写电话"
	case !policeNo.MatchString(no):
		return "警情编号由4到40个字母、数字和短横组成"
	}
	return ""
}

// Record writes down a hand-over: what we handed to the station, or received from it.
func Record(tx *db.Tx, by actor.Actor, d Draft) (Handover, error) {
	h := Handover{
		Direction: d.Direction, Kind: d.Kind, PoliceNo: narrow(d.PoliceNo), On: d.On, ToldOn: d.ToldOn, Fields: ordered(d.Fields), Ground: d.Ground,
		Receiver: strings.TrimSpace(d.Receiver), Emergency: d.Emergency, RecordedBy: by.Officer, RecordedAt: db.Moment(tx.Millis()), Valid: true,
	}
	if h.Emergency {
		h.CalledAt = calendar.Hour(d.CalledAt)
	}
	if err := identity.KeepDocking.Check(by); err != nil {
		return h, err
	}
	if err := h.check(d, tx.Today()); err != nil {
		return h, err
	}
	var err error
	if h.Matter, err = named(tx, by, d.Number); err != nil {
		return h, err
	}
	if err := once(tx, h); err != nil {
		return h, err
	}
	h.ID = ID(tx.NewID())
	_, err = tx.Exec(insertHandover, tx.Street, string(h.ID), string(h.Direction), string(h.Kind), string(h.Matter), h.PoliceNo, h.On, h.ToldOn,
		strings.Join(h.Fields, ","), h.Ground, h.Receiver, h.Emergency, h.CalledAt, h.RecordedBy, tx.Millis())
	if err != nil {
		return h, err
	}
	return h, told(tx, by, "docking.record", string(h.ID), "", map[string]any{
		"direction": h.Direction, "kind": h.Kind, "matter": h.Matter, "on": h.On.String(), "fields": h.Fields, "ground": h.Ground, "emergency": h.Emergency, "agreed": d.Agreed,
	})
}

// ordered are the codes in the order of the agreed list, each once; unknown ones last.
func ordered(codes []string) []string {
	var all []string
	for _, f := range Fields {
		if slices.Contains(codes, f.Code) {
			all = append(all, f.Code)
		}
	}
	for _, c := range codes {
		if !Fields.Has(c) {
			all = append(all, c)
		}
	}
	return all
}

// check holds what can be said of the entries alone.
func (h Handover) check(d Draft, today calendar.Date) error {
	var bad fault.Fields
	bad.Must("direction", Directions.Has(string(h.Direction)), "请选择谁移交给谁")
	bad.Must("kind", Kinds.Has(string(h.Kind)), "请选择是三种对接里的哪一种")
	if h.Direction == Out && !h.Emergency {
		bad.Need("number", d.Number, "请填写移交的是哪一件事项：只有登记过的事项才能移交")
	}
	if h.Direction == In && !h.Emergency {
		bad.Need("policeNo", h.PoliceNo, "请填写派出所的警情编号，两边的清单靠它核对")
	}
	if wrong := wrongPoliceNo(h.PoliceNo); wrong != "" {
		bad.Add("policeNo", "%s", wrong)
	}
	h.checkDays(&bad, today)
	bad.Must("fields", len(h.Fields) > 0, "请勾选移交了哪些内容")
	for _, code := range h.Fields {
		if !Fields.Has(code) {
			bad.Add("fields", "清单以外的内容不能移交：双方只约定了%s", labels(Fields))
			break
		}
	}
	bad.Must("agreed", !slices.Contains(h.Fields, fieldContact) || d.Agreed, "移交联系方式要先取得本人的单独同意（《个人信息保护法》第二十三条）")
	bad.Must("ground", Grounds.Has(h.Ground), "请选择移交的法律依据")
	bad.Must("ground", h.Ground != groundUrgent || h.Emergency, "这一条依据只用于紧急情况；不紧急的请选择别的依据")
	bad.Must("ground", h.Ground != groundConsent || d.Agreed, "以本人同意为依据的，请先取得本人的单独同意")
	bad.Need("receiver", h.Receiver, "请填写接收的单位")
	if n := len([]rune(h.Receiver)); n > receiverMax {
		bad.Add("receiver", "接收的单位最多%d字，现在多了%d字", receiverMax, n-receiverMax)
	}
	if longNumber.MatchString(h.Receiver) {
		bad.Add("receiver", "接收的单位里不写电话号码")
	}
	if h.Emergency && !calendar.IsHour(h.CalledAt) {
		bad.Add("calledAt", "紧急情况先打110，再登记几点打的，写成14:30这样")
	}
	return bad.Err()
}

func (h Handover) checkDays(bad *fault.Fields, today calendar.Date) {
	switch {
	case h.On.Zero():
		bad.Add("on", "请填写是哪一天%s的", map[Direction]string{Out: "移交", In: "收到"}[h.Direction])
	case h.On > today:
		bad.Add("on", "%s还没有到，移交以后再登记", h.On.Plain())
	}
	switch {
	case h.ToldOn.Zero():
	case h.ToldOn > today:
		bad.Add("toldOn", "%s还没有到", h.ToldOn.Plain())
	case h.ReceivedOn() < h.HandedOn():
		bad.Add("toldOn", "收到的日期不会早于移交的日期")
	}
}

func labels(e matter.Enumeration) string {
	var all []string
	for _, c := range e {
		all = append(all, c.Label)
	}
	return strings.Join(all, "、")
}

// named finds the matter of a number among those the actor may see: what one may
// not see one cannot hand over.
func named(tx *db.Tx, by actor.Actor, number string) (matter.ID, error) {
	number = brackets.Replace(strings.TrimSpace(number))
	if number == "" {
		return "", nil
	}
	id, err := matter.ByNumber(tx, by, number)
	if errors.Is(err, db.ErrNone) {
		return "", fault.Wrong("number", "找不到编号为“"+number+"”的事项，可能编号有误，或不在您的职责范围内")
	}
	return id, err
}

// once refuses what has been recorded already.
func once(tx *db.Tx, h Handover) error {
	if h.PoliceNo != "" {
		n, err := db.Value[int](tx, samePoliceNo, tx.Street, string(h.Direction), h.PoliceNo, string(h.ID))
		if err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "警情编号%s的移交已经登记过了，请在清单里找到它补充", h.PoliceNo)
		}
	}
	if h.Matter == "" {
		return nil
	}
	n, err := db.Value[int](tx, sameMatter, tx.Street, string(h.Direction), string(h.Matter), string(h.Kind), h.On, string(h.ID))
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.New(fault.Conflict, "这件事项%s的移交已经登记过了", h.On.Plain())
	}
	return nil
}

// Later is what becomes known of a hand-over after it was recorded.
type Later struct {
	Number   string // of the matter it became
	PoliceNo string
	ToldOn   calendar.Date
}

// Fill adds what became known. What was recorded stays as it is.
func Fill(tx *db.Tx, by actor.Actor, id ID, l Later) (Handover, error) {
	if err := identity.KeepDocking.Check(by); err != nil {
		return Handover{}, err
	}
	h, err := Load(tx, by, id)
	if err != nil {
		return h, err
	}
	if !h.Valid {
		return h, fault.New(fault.Conflict, "这次移交已经撤回，不能再补充")
	}
	var bad fault.Fields
	var filled []string
	number, no := strings.TrimSpace(l.Number), narrow(l.PoliceNo)
	if number != "" {
		bad.Must("number", h.Matter == "", "已经对应一件事项，不能再改；登记错了请撤回重新登记")
		filled = append(filled, "matter")
	}
	if no != "" {
		bad.Must("policeNo", h.PoliceNo == "", "已经有警情编号，不能再改；登记错了请撤回重新登记")
		if wrong := wrongPoliceNo(no); wrong != "" {
			bad.Add("policeNo", "%s", wrong)
		}
		h.PoliceNo = no
		filled = append(filled, "policeNo")
	}
	if !l.ToldOn.Zero() {
		bad.Must("toldOn", h.ToldOn.Zero(), "已经有对方的日期，不能再改；登记错了请撤回重新登记")
		h.ToldOn = l.ToldOn
		h.checkDays(&bad, tx.Today())
		filled = append(filled, "toldOn")
	}
	bad.Must("policeNo", len(filled) > 0, "请填写要补充的内容")
	if err := bad.Err(); err != nil {
		return h, err
	}
	if number != "" {
		if h.Matter, err = named(tx, by, number); err != nil {
			return h, err
		}
	}
	if err := once(tx, h); err != nil {
		return h, err
	}
	if err := tx.ExecOne(fillHandover, tx.Street, string(h.ID), string(h.Matter), h.PoliceNo, h.ToldOn); err != nil {
		return h, err
	}
	return h, told(tx, by, "docking.fill", string(h.ID), "", map[string]any{"fields": filled, "matter": h.Matter})
}

// Withdraw takes back what was recorded wrongly. The row stays.
func Withdraw(tx *db.Tx, by actor.Actor, id ID, reason string) error {
	if err := identity.KeepDocking.Check(by); err != nil {
		return err
	}
	if _, err := Load(tx, by, id); err != nil {
		return err
	}
	var bad fault.Fields
	bad.Need("reason", reason, "请填写为什么撤回")
	if longNumber.MatchString(reason) {
		bad.Add("reason", "%s", plainly)
	}
	if err := bad.Err(); err != nil {
		return err
	}
	err := tx.ExecOne(endHandover, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return fault.New(fault.Conflict, "这次移交已经撤回了")
	}
	if err != nil {
		return err
	}
	return told(tx, by, "docking.withdraw", string(id), strings.TrimSpace(reason), nil)
}

func told(tx *db.Tx, by actor.Actor, action, subject, reason string, details map[string]any) error {
	e := event.Entry{Action: action, Kind: event.Docking, Subject: subject, Role: by.First(identity.KeepDocking.Roles...), Reason: reason}
	if details != nil {
		e.Details = details
	}
	_, err := event.Append(tx, by, e)
	return err
}
