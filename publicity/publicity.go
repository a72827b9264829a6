// Package publicity is what is planned and kept around telling people the law (普法):
// the five-year plan and its measures, the themed days of the year, campaigns with
// their photos and what was handed out, the store of materials, brands, and who has to
// tell which law (法治宣传教育法).
//
// A campaign counts nothing: holding it records one activity, or links one that was
// recorded by hand, and that is what every figure counts. What is left in the store is
// what came in without what went out. Nothing here is counted by person, nobody has a
// quota, and no photo is taken for the faces in it.
package publicity

import (
	"fengsheng/activity"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// ID identifies a campaign.
type ID string

// State is where a campaign stands.
type State string

// The states (workflow.md section 9).
const (
	Planned   State = "planned"
	Held      State = "held"
	Recorded  State = "recorded"
	Cancelled State = "cancelled"
)

// States with their names.
var States = matter.Enumeration{
	{Code: "planned", Label: "已安排"},
	{Code: "held", Label: "已举办"},
	{Code: "recorded", Label: "已归集"},
	{Code: "cancelled", Label: "已取消"},
}

// Label is the Chinese name.
func (s State) Label() string { return States.Label(string(s)) }

// Commands are the acts with their names, as the ledger has them.
var Commands = matter.Enumeration{
	{Code: "plan", Label: "安排普法活动"},
	{Code: "change", Label: "改普法活动的安排"},
	{Code: "cancel", Label: "取消普法活动"},
	{Code: "hold", Label: "记普法活动办完"},
	{Code: "recount", Label: "更正普法活动的数量"},
	{Code: "close", Label: "归集普法活动"},
	{Code: "addPhoto", Label: "添加普法照片"},
	{Code: "removePhoto", Label: "移除普法照片"},
	{Code: "addMaterial", Label: "登记宣传品种"},
	{Code: "supply", Label: "宣传品入库"},
	{Code: "withdrawSupply", Label: "撤回入库"},
	{Code: "addBrand", Label: "登记普法品牌"},
	{Code: "changeBrand", Label: "改普法品牌"},
	{Code: "addTheme", Label: "增加普法节点"},
	{Code: "switchTheme", Label: "启用或停用普法节点"},
	{Code: "setAhead", Label: "设定节点提醒"},
	{Code: "addPlan", Label: "登记普法规划"},
	{Code: "addMeasure", Label: "登记规划任务"},
	{Code: "changeMeasure", Label: "改规划任务"},
	{Code: "addDuty", Label: "登记普法责任"},
	{Code: "changeDuty", Label: "改普法责任"},
}

// Kinds are the kinds of activity a campaign can be.
var Kinds = matter.Enumeration{
	{Code: string(activity.Publicity), Label: activity.Publicity.Label()},
	{Code: string(activity.Lecture), Label: activity.Lecture.Label()},
}

// Campaign is one thing done for publicity, from its plan on.
type Campaign struct {
	ID        ID
	State     State
	Kind      activity.Kind
	Variety   activity.Variety
	Title     string
	On        calendar.Date
	Start     string // 09:30, or ""
	Place     string
	Community string // "" = of the whole street
	Venue     string
	Partners  string // who else takes part
	Topics    string // which law is told
	Theme     string // code of a themed day; "" = none
	Brand     string
	Expected  int // people; 0 = not said
	Words     string
	Ending    string
	Activity  activity.ID // what is counted; "" until it is held
	Version   int
}

// At is where the campaign stands in the tree of the street.
func (c Campaign) At() identity.Location { return identity.Location{Community: c.Community} }

// Sort is a kind of material with the count it goes into.
type Sort struct {
	Code, Label string
	Giveaway    bool // 宣传品; otherwise 宣传资料, counted apart
}

// Sorts of material. Leaflets and giveaways are two figures and never added.
var Sorts = []Sort{
	{"handbook", "手册", false},
	{"fold", "折页", false},
	{"poster", "海报", false},
	{"letter", "公开信、一封信", false},
	{"text", "法律文本", false},
	{"leaflet", "其他宣传资料", false},
	{"bag", "环保袋", true},
	{"fan", "扇子", true},
	{"towel", "毛巾、围裙", true},
	{"pen", "笔、本", true},
	{"cup", "杯子", true},
	{"giveaway", "其他宣传品", true},
}

func sortOf(code string) (Sort, bool) {
	for _, s := range Sorts {
		if s.Code == code {
			return s, true
		}
	}
	return Sort{}, false
}

// Material is something that is handed out.
type Material struct {
	ID, Name string
	Sort     Sort
	In, Out  int // all that came in and went out, up to today
}

// Left is what should be in the store. It is less than nothing when more was handed
// out than was ever written down as come in.
func (m Material) Left() int { return m.In - m.Out }

// Unit is what every material is counted in, leaflet or giveaway.
const Unit = "份"

// Line is how many of a material were handed out.
type Line struct {
	Material string
	Number   int
}
