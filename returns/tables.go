package returns

import (
	"slices"
	"strings"

	"fengsheng/committee"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/petition"
)

// Kind is one of the returns.
type Kind string

// The returns of forms.md section 5.
const (
	Cases      Kind = "cases"      // R1
	Prevention Kind = "prevention" // R2
	Bodies     Kind = "bodies"     // R3
	Petitions  Kind = "petitions"  // 信访工作条例 art. 41
)

// Kinds with their names.
var Kinds = matter.Enumeration{
	{Code: "cases", Label: "人民调解案件情况统计表"},
	{Code: "prevention", Label: "矛盾纠纷排查预防情况统计表"},
	{Code: "bodies", Label: "人民调解组织队伍经费保障情况统计表"},
	{Code: "petitions", Label: "信访事项情况统计表"},
}

// Label is the title of the table.
func (k Kind) Label() string { return Kinds.Label(string(k)) }

// Cell is one number of a return.
type Cell struct {
	Code  string
	Group string // the heading it stands under
	Label string
	Unit  string
	Note  string // what is counted, or why a person writes it
	Typed bool   // no record holds it
	Fen   bool   // kept in 分, shown in 万元

	total  matter.Total
	filter func(s scene) matter.Filter
	count  func(tx *db.Tx, s scene) (int64, error)
	named  bool                                     // by a record: it is in the table because something was counted
	each   func(tx *db.Tx, s scene) ([]Cell, error) // stands for cells that the records name
	page   string                                   // where what count counts is listed
	rows   func(s scene) string                     // the address of exactly what count counts, where there is one
}

// scene is the question a cell answers.
type scene struct {
	Ask
	scope      identity.Scope        // of the matters that are counted
	last       calendar.Date         // of the period, or today
	committees []committee.Committee // of the street, on the last day
}

// Check is a relation that must hold within a return.
type Check struct {
	Left  string
	Right []string
	Most  bool // the left is at most the right; else they are equal
	Words string
}

type table struct {
	cells  []Cell
	checks []Check
}

var tables = map[Kind]table{
	Cases: {cells: caseCells(), checks: []Check{
		{"total", codesOf("body."), false, "调解案件总数＝按调委会类型各项之和"},
		{"total", []string{"proactive", "applied", "referred"}, false, "调解案件总数＝主动、依申请、接受委托移送之和"},
		{"total", codesOf("type."), false, "调解案件总数＝按纠纷类型各项之和"},
		{"succeeded", []string{"oral", "written"}, false, "调解成功＝口头协议与书面协议之和"},
		{"performed", []string{"succeeded"}, true, "履行不多于调解成功"},
		{"referred", codesOf("referred."), false, "接受委托移送＝其中五项之和"},
		{"confirmedValid", []string{"confirmedApplied"}, true, "确认有效不多于申请司法确认"},
		{"confirmedApplied", []string{"written"}, true, "申请司法确认不多于书面协议"},
	}},
	Prevention: {cells: preventionCells()},
	Bodies: {cells: bodyCells(), checks: []Check{
		{"committees", codesOf("committees."), false, "调委会总数＝各类调委会之和"},
		{"fullTime", []string{"mediators"}, true, "专职不多于总数"},
		{"women", []string{"mediators"}, true, "女调解员不多于总数"},
		{"party", []string{"mediators"}, true, "党员不多于总数"},
	}},
	Petitions: {cells: petitionCells(), checks: []Check{
		{"matters", codesOf("channel."), false, "信访事项＝按来源各项之和"},
		{"matters", codesOf("field."), false, "信访事项＝按领域各项之和"},
		{"matters", codesOf("organ."), false, "信访事项＝按被投诉的机关、单位各项之和"},
		{"matters", []string{"persons"}, true, "件数不多于人数"},
		{"suggestions", codesOf("suggestions."), false, "提出的建议＝改进工作、完善政策、追究责任之和"},
		{"adopted", []string{"suggestions"}, true, "采纳的建议不多于提出的建议"},
	}},
}

// bodies are the bodies that have a committee, and the kinds of the register that are
// counted under each.
var bodies = []struct {
	code, label string
	kinds       []committee.Kind
}{
	{"village", "村", []committee.Kind{committee.Village}},
	{"residents", "居", []committee.Kind{committee.Residents}},
	{"town", "乡镇", []committee.Kind{committee.Town}},
	{"street", "街道", []committee.Kind{committee.Street}},
	{"enterprise", "企事业单位", []committee.Kind{committee.Enterprise}},
	{"social", "社会团体和其他组织", []committee.Kind{committee.Specialist, committee.Social}},
}

// mediated are the mediations of the committee that were concluded in the period.
func mediated(s scene) matter.Filter {
	return matter.Filter{Kinds: []string{string(matter.Mediation)}, Concluded: s.Period.Span(), Committee: s.Committee}
}

func agreed(s scene) matter.Filter {
	f := mediated(s)
	f.Agreements = []string{"oral", "written"}
	return f
}

// of are the committees of some kinds that the return is about.
func (s scene) of(kinds ...committee.Kind) []committee.Committee {
	var all []committee.Committee
	for _, x := range s.committees {
		if slices.Contains(kinds, x.Kind) && (s.Committee == "" || s.Committee == x.ID) {
			all = append(all, x)
		}
	}
	return all
}

// under are the mediations of each committee of some kinds.
func (s scene) under(kinds ...committee.Kind) []matter.Filter {
	var all []matter.Filter
	for _, x := range s.of(kinds...) {
		f := mediated(s)
		f.Committee = x.ID
		all = append(all, f)
	}
	return all
}

// with narrows a filter.
func with(of func(scene) matter.Filter, narrow func(*matter.Filter)) func(scene) matter.Filter {
	return func(s scene) matter.Filter {
		f := of(s)
		narrow(&f)
		return f
	}
}

func caseCells() []Cell {
	matters := func(code, group, label, note string, filter func(scene) matter.Filter) Cell {
		return Cell{Code: code, Group: group, Label: label, Unit: "件", Note: note, total: matter.TotalMatters, filter: filter}
	}
	all := []Cell{
		matters("total", "", "调解案件总数", "办结日期在这一期的人民调解", mediated),
		{Code: "parties", Label: "涉及当事人数", Unit: "人", Note: "这些案件登记的当事人", total: matter.TotalParties, filter: mediated},
		matters("succeeded", "", "调解成功", "其中达成口头或者书面协议的", agreed),
		matters("difficult", "", "疑难复杂", "分流时标明疑难复杂的", with(mediated, func(f *matter.Filter) { f.Difficult = true })),
		{Code: "amount", Label: "涉及金额", Unit: "万元", Note: "协议写明的金额", Fen: true, total: matter.TotalAmount, filter: agreed},
	}
	for _, b := range bodies {
		c := Cell{Code: "body." + b.code, Group: "按调委会类型", Label: b.label, Unit: "件", Note: "调委会设在" + b.label + "的；没有写明调委会的案件哪一项都不算", page: "/committees"}
		c.rows = func(s scene) string {
			if all := s.under(b.kinds...); len(all) == 1 {
				return address(all[0].Query())
			}
			return "" // the rows of several stand behind no one address
		}
		c.count = func(tx *db.Tx, s scene) (int64, error) {
			n := int64(0)
			for _, f := range s.under(b.kinds...) {
				found, err := s.sum(tx, f, matter.TotalMatters)
				if err != nil {
					return 0, err
				}
				n += found
			}
			return n, nil
		}
		all = append(all, c)
	}
	by := func(source matter.Source, channels ...string) func(scene) matter.Filter {
		return with(mediated, func(f *matter.Filter) { f.Sources, f.Channels = []string{string(source)}, channels })
	}
	all = append(all,
		matters("proactive", "按启动方式", "主动调解", "调委会主动提出的", by("proactive")),
		matters("applied", "按启动方式", "依申请调解", "当事人申请的", by("applied")),
		matters("referred", "按启动方式", "接受委托移送", "别的机关委托或者移送的", by("referred")),
		matters("referred.court", "接受委托移送，其中", "法院", "来源是法院委派", by("referred", "court")),
		matters("referred.procuratorate", "接受委托移送，其中", "检察院", "来源是检察院移送", by("referred", "procuratorate")),
		matters("referred.police", "接受委托移送，其中", "公安机关", "来源是派出所移送", by("referred", "police")),
		matters("referred.petition", "接受委托移送，其中", "信访部门", "来源是信访部门移送", by("referred", "petitionOffice")),
		matters("referred.otherDept", "接受委托移送，其中", "其他部门", "其余来源", by("referred", otherChannels()...)),
	)
	for _, t := range matter.DisputeTypes {
		all = append(all, matters("type."+t.Code, "按纠纷类型", t.Label, "纠纷类型是"+t.Label, with(mediated, func(f *matter.Filter) { f.Types = []string{t.Code} })))
	}
	form := func(code string) func(scene) matter.Filter {
		return with(mediated, func(f *matter.Filter) { f.Agreements = []string{code} })
	}
	return append(all,
		matters("oral", "协议形式", "口头", "达成口头协议的", form("oral")),
		matters("written", "协议形式", "书面", "达成书面协议的", form("written")),
		matters("performed", "协议以后", "履行", "协议已经全部履行的", with(agreed, func(f *matter.Filter) { f.Performed = true })),
		matters("confirmedApplied", "协议以后", "申请司法确认", "双方共同申请过的", with(agreed, func(f *matter.Filter) { f.ConfirmApplied = true })),
		matters("confirmedValid", "协议以后", "确认有效", "法院确认有效的", with(agreed, func(f *matter.Filter) { f.ConfirmValid = true })),
		written("changedByCourt", "协议以后", "被判决变更、撤销或确认无效", "件", "法院的判决系统里没有"),
		written("paymentOrder", "协议以后", "申请支付令", "件", "当事人直接向法院申请，系统里没有"),
	)
}

// written is a cell whose fact no record holds.
func written(code, group, label, unit, why string) Cell {
	return Cell{Code: code, Group: group, Label: label, Unit: unit, Note: why, Typed: true}
}

// otherChannels are the channels that are none of the four bodies above.
func otherChannels() []string {
	var all []string
	for _, c := range matter.Channels {
		switch c.Code {
		case "court", "procuratorate", "police", "petitionOffice":
		default:
			all = append(all, c.Code)
		}
	}
	return all
}

func preventionCells() []Cell {
	all := []Cell{
		{Code: "swept", Label: "排查纠纷", Unit: "件", Note: "来源是排查发现，登记日期在这一期", total: matter.TotalMatters, filter: func(s scene) matter.Filter {
			return matter.Filter{Channels: []string{"sweep"}, Registered: s.Period.Span(), Committee: s.Committee}
		}},
		{Code: "prevented", Label: "预防纠纷", Unit: "件", Note: "结案时写明防止了激化，办结日期在这一期", total: matter.TotalMatters, filter: func(s scene) matter.Filter {
			return matter.Filter{Kinds: []string{string(matter.Mediation)}, Prevented: true, Concluded: s.Period.Span(), Committee: s.Committee}
		}},
	}
	const why = "记录里不写防止了哪一种后果，由人写"
	for _, x := range []struct{ code, label string }{
		{"suicide", "防止民间纠纷引起自杀"}, {"crime", "防止民间纠纷转化为刑事案件"}, {"groupPetition", "防止群体性上访"}, {"groupFight", "防止群体性械斗"},
	} {
		all = append(all, written(x.code+"Matters", x.label, "件数", "件", why), written(x.code+"Persons", x.label, "人数", "人", why))
	}
	return all
}

// bodyCells are counted from the register of committees and mediators.
func bodyCells() []Cell {
	committees := func(code, label, note string, kinds ...committee.Kind) Cell {
		return Cell{
			Code: code, Group: "调委会", Label: label, Unit: "个", Note: note,
			count: func(_ *db.Tx, s scene) (int64, error) { return int64(len(s.of(kinds...))), nil },
			rows: func(s scene) string {
				if s.Committee != "" {
					return "/committees/" + s.Committee
				}
				f := committee.Filter{On: s.last}
				if len(kinds) < len(committee.Kinds) {
					for _, k := range kinds {
						f.Kinds = append(f.Kinds, string(k))
					}
				}
				return "/committees?" + f.Query().Encode()
			},
		}
	}
	var every []committee.Kind
	for _, k := range committee.Kinds {
		every = append(every, committee.Kind(k.Code))
	}
	all := []Cell{committees("committees", "总数", "这一期最后一天设着的", every...)}
	for _, b := range bodies {
		all = append(all, committees("committees."+b.code, b.label, "设在"+b.label+"的", b.kinds...))
	}
	const why = "经费不在系统里，由人写"
	return append(append(all, mediatorCells()...),
		Cell{Code: "guidance", Group: "经费", Label: "指导经费", Unit: "万元", Note: why, Typed: true, Fen: true},
		Cell{Code: "subsidy", Group: "经费", Label: "补贴经费", Unit: "万元", Note: why, Typed: true, Fen: true},
	)
}

// mediatorCells are the entries of the register, and the studios.
func mediatorCells() []Cell {
	mediators := func(code, label, note string, narrow func(*committee.MediatorFilter)) Cell {
		of := func(s scene) committee.MediatorFilter {
			f := committee.MediatorFilter{On: s.last, Committee: s.Committee}
			narrow(&f)
			return f
		}
		return Cell{
			Code: code, Group: "调解员", Label: label, Unit: "人", Note: note,
			count: func(tx *db.Tx, s scene) (int64, error) { return committee.CountMediators(tx, of(s)) },
			rows:  func(s scene) string { return "/mediators?" + of(s).Query().Encode() },
		}
	}
	return []Cell{
		mediators("mediators", "总数", "这一期最后一天在册的", func(*committee.MediatorFilter) {}),
		mediators("fullTime", "专职", "其中专职的", func(f *committee.MediatorFilter) { f.Employments = []string{string(committee.FullTime)} }),
		mediators("women", "女", "其中女的", func(f *committee.MediatorFilter) { f.Women = true }),
		mediators("education", "大专以上", "其中名册写明大专以上学历的", func(f *committee.MediatorFilter) { f.Educated = true }),
		mediators("party", "党员", "其中名册写明是党员的", func(f *committee.MediatorFilter) { f.Party = true }),
		{
			Code: "studios", Group: "调解员", Label: "个人调解工作室", Unit: "个", Note: "这一期最后一天设着的",
			count: func(tx *db.Tx, s scene) (int64, error) {
				return committee.CountStudios(tx, committee.StudioFilter{On: s.last, Committee: s.Committee})
			},
			rows: func(s scene) string {
				return "/studios?" + committee.StudioFilter{On: s.last, Committee: s.Committee}.Query().Encode()
			},
		},
	}
}

// petitionCells are what art. 41 of the regulation asks of a year: the petitions, what
// they are about and which organs they complain of; what was forwarded, assigned and
// supervised; what was suggested and adopted.
func petitionCells() []Cell {
	received := func(s scene) matter.Filter {
		return matter.Filter{Kinds: []string{string(matter.Petition)}, Registered: s.Period.Span()}
	}
	matters := func(code, group, label, note string, filter func(scene) matter.Filter) Cell {
		return Cell{Code: code, Group: group, Label: label, Unit: "件", Note: note, total: matter.TotalMatters, filter: filter}
	}
	all := []Cell{
		{Code: "batches", Label: "来访批次", Unit: "批", Note: "登记日期在这一期，本人到场反映的；登记一次算一批，后来并入信访事项的也算", total: matter.TotalMatters, filter: func(s scene) matter.Filter {
			return matter.Filter{Petitioned: true, Channels: matter.Visits, Registered: s.Period.Span()}
		}},
		{Code: "persons", Label: "人数", Unit: "人", Note: "甄别时数过来访或者联名人数的按那个数，没有数过的按登记的信访人", total: matter.TotalPetitioners, filter: received},
		matters("matters", "", "件数", "登记日期在这一期的信访事项", received),
		matters("accepted", "", "受理", "受理日期在这一期的", func(s scene) matter.Filter {
			return matter.Filter{Kinds: []string{string(matter.Petition)}, Accepted: s.Period.Span()}
		}),
		matters("concluded", "", "办结", "办结日期在这一期的", func(s scene) matter.Filter {
			return matter.Filter{Kinds: []string{string(matter.Petition)}, Concluded: s.Period.Span()}
		}),
	}
	for _, c := range matter.Channels {
		all = append(all, matters("channel."+c.Code, "按来源", c.Label, "来源是"+c.Label, with(received, func(f *matter.Filter) { f.Channels = []string{c.Code} })))
	}
	for _, t := range matter.DisputeTypes {
		label := strings.TrimSuffix(t.Label, "纠纷")
		all = append(all, matters("field."+t.Code, "按领域", label, "登记或者分流时归为"+t.Label, with(received, func(f *matter.Filter) { f.Types = []string{t.Code} })))
	}
	sent := func(way string) func(scene) matter.Filter {
		return with(received, func(f *matter.Filter) { f.Sent = []string{way} })
	}
	adopted := advices("adopted", "被采纳的建议", "这一期提出、有关机关书面反馈采纳的，部分采纳的也算", "")
	adopted.count, adopted.rows = adviceCount("", "taken"), adviceRows("", "taken")
	return append(all,
		matters("field.none", "按领域", "没有写明", "登记和分流时都没有写明类型的", with(received, func(f *matter.Filter) { f.Untyped = true })),
		Cell{each: func(tx *db.Tx, s scene) ([]Cell, error) {
			found, err := matter.ComplainedOf(tx, s.scope, received(s))
			var each []Cell
			for _, x := range found {
				each = append(each, matters("organ."+x.Organ, complained, x.Organ, "甄别时写明投诉它的", with(received, func(f *matter.Filter) { f.Organ = x.Organ })))
			}
			return each, err
		}},
		matters("organ.none", complained, "没有写明", "没有投诉哪个机关、单位，或者还没有甄别的", with(received, func(f *matter.Filter) { f.Unnamed = true })),
		matters("forwarded", "转送、交办、督办", "转送", "登记在这一期、转送给有权处理的机关的", sent("forward")),
		matters("assigned", "转送、交办、督办", "交办", "登记在这一期、交办过的", sent("assign")),
		matters("chased", "转送、交办、督办", "督办", "这一期督办过的信访事项，督办几次都算一件", func(s scene) matter.Filter {
			return matter.Filter{Kinds: []string{string(matter.Petition)}, Supervised: s.Period.Span()}
		}),
		advices("suggestions", "提出的建议", "提出日期在这一期的", ""),
		advices("suggestions.work", "改进工作的建议", "其中建议改进工作的", "work"),
		advices("suggestions.policy", "完善政策的建议", "其中建议完善政策的", "policy"),
		advices("suggestions.accountability", "追究责任的建议", "其中建议追究责任的", "accountability"),
		adopted,
	)
}

// advices are what the petition office advised (art. 40).
func advices(code, label, note, sort string) Cell {
	return Cell{Code: code, Group: "建议", Label: label, Unit: "条", Note: note, count: adviceCount(sort, ""), rows: adviceRows(sort, "")}
}

func adviceCount(sort, state string) func(*db.Tx, scene) (int64, error) {
	return func(tx *db.Tx, s scene) (int64, error) {
		return petition.CountAdvices(tx, s.scope, petition.AdviceFilter{Made: s.Period.Span(), Sort: sort, State: state})
	}
}

func adviceRows(sort, state string) func(scene) string {
	return func(s scene) string {
		return "/advice?" + petition.AdviceFilter{Made: s.Period.Span(), Sort: sort, State: state}.Query().Encode()
	}
}

// complained is the heading of the organs and units that petitions complain of, the most
// complained of first.
const complained = "按被投诉的机关、单位"

// codesOf stands for the codes that begin so; they are found when a table is checked.
func codesOf(prefix string) []string { return []string{prefix + "*"} }
