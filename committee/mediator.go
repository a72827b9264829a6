package committee

import (
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// MediatorID identifies an entry of the register.
type MediatorID string

// Employment is how a mediator serves.
type Employment string

// The employments.
const (
	FullTime Employment = "fullTime"
	PartTime Employment = "partTime"
	Invited  Employment = "invited"
)

// Employments with their names.
var Employments = matter.Enumeration{
	{Code: "fullTime", Label: "专职"},
	{Code: "partTime", Label: "兼职"},
	{Code: "invited", Label: "特邀"},
}

// Label is the Chinese name.
func (e Employment) Label() string { return Employments.Label(string(e)) }

// Way is how somebody became a mediator (art. 13).
type Way string

// The ways: a member of the committee, or engaged by it.
const (
	Elected Way = "elected"
	Engaged Way = "engaged"
)

// Ways with their names.
var Ways = matter.Enumeration{
	{Code: "elected", Label: "推选的委员"},
	{Code: "engaged", Label: "聘任"},
}

// Label is the Chinese name.
func (w Way) Label() string { return Ways.Label(string(w)) }

// Backgrounds are what a mediator brings along; elder is 五老.
var Backgrounds = matter.Enumeration{
	{Code: "community", Label: "居（村）委会成员"},
	{Code: "elder", Label: "五老人员"},
	{Code: "counsellor", Label: "心理咨询师"},
	{Code: "law", Label: "律师、法律服务工作者"},
	{Code: "justice", Label: "退休政法干警"},
	{Code: "social", Label: "社工、志愿者"},
	{Code: "trade", Label: "行业专家"},
	{Code: "other", Label: "其他"},
}

// Educations are the levels of education; those from college up are 大专以上.
var Educations = matter.Enumeration{
	{Code: "school", Label: "高中（中专）以下"},
	{Code: "college", Label: "大专"},
	{Code: "bachelor", Label: "本科"},
	{Code: "master", Label: "研究生"},
}

// educated are the codes of 大专以上.
var educated = []string{"college", "bachelor", "master"}

// Endings are why an entry ends.
var Endings = matter.Enumeration{
	{Code: "expired", Label: "任期届满，没有连任"},
	{Code: "resigned", Label: "本人辞任"},
	{Code: "moved", Label: "调离、迁出"},
	{Code: "health", Label: "身体原因"},
	{Code: "died", Label: "去世"},
	{Code: "recalled", Label: "推选单位罢免"},
	{Code: "dismissed", Label: "聘任单位解聘"},
}

// Grounds are the four of art. 15, on which a mediator is recalled or dismissed.
var Grounds = matter.Enumeration{
	{Code: "partial", Label: "偏袒一方当事人，情节严重"},
	{Code: "insult", Label: "侮辱当事人，情节严重"},
	{Code: "gain", Label: "索取、收受财物或者牟取其他不正当利益，情节严重"},
	{Code: "leak", Label: "泄露当事人的个人隐私、商业秘密，情节严重"},
}

// Mediator is an entry of the register.
type Mediator struct {
	ID        MediatorID
	Committee string
	Community string // of its committee
	Officer   string // who works here besides; "" = nobody who does
	Person
	Way    Way
	Since  calendar.Date
	Term   calendar.Date // the last day of the term
	Ended  calendar.Date // the last day on the register; 0 = on it
	Ending string
	Ground string
	Note   string

	Version int
}

// Person is what the register says of somebody: no birthday, no address, no number of
// an identity card, because nothing here needs them.
type Person struct {
	Name        string
	Woman       bool
	Minority    bool
	Employment  Employment
	Background  string
	Education   string
	LawTrained  bool
	Party       bool
	Certificate string
}

// In reports whether the entry stands on a day.
func (m Mediator) In(on calendar.Date) bool {
	return m.Since <= on && (m.Ended.Zero() || m.Ended >= on)
}

// Expired reports whether the term of an entry that stands is over.
func (m Mediator) Expired(on calendar.Date) bool { return m.In(on) && on > m.Term }

// MediatorCommands are the changes of an entry with their names.
var MediatorCommands = matter.Enumeration{
	{Code: "engage", Label: "聘任调解员"},
	{Code: "elected", Label: "推选为委员"},
	{Code: "amend", Label: "更正调解员登记"},
	{Code: "renew", Label: "续聘"},
	{Code: "end", Label: "不再担任调解员"},
	{Code: "export", Label: "导出调解员名册"},
}

// StudioCommands are those of studios.
var StudioCommands = matter.Enumeration{
	{Code: "open", Label: "设立个人调解工作室"},
	{Code: "close", Label: "撤销个人调解工作室"},
}

// Studio is a mediator's own under a committee. It has no seal: the agreement bears the
// committee's.
type Studio struct {
	ID        string
	Committee string
	Mediator  MediatorID
	Name      string
	Place     string
	Since     calendar.Date
	Until     calendar.Date
}
