// Package study is law study (学法): the year's list of laws to know, common and of
// each leader; its sessions, each of which records one activity; what an officer
// studies alone; examinations; and the yearly report on party rules.
//
// The list is of laws, never a score of persons. Who was at a session is written for
// the record of that session; nothing here adds up or ranks anybody, lists who was
// absent, or gives an officer's own study or paper to anybody else. Of an examination
// only counts leave it.
package study

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// Bounds of what is written, in characters.
const (
	titleMax   = 60
	lineMax    = 100
	wordsMax   = 500
	summaryMax = 2000
	lawsMost   = 20
)

// Sort is whether a text is a law of the state or a rule of the party.
type Sort string

// The two sorts.
const (
	State Sort = "law"
	Party Sort = "party"
)

// Sorts with their names.
var Sorts = matter.Enumeration{{Code: "law", Label: "国家法律"}, {Code: "party", Label: "党内法规"}}

// Label is the Chinese name.
func (s Sort) Label() string { return Sorts.Label(string(s)) }

// Reference is a law, as a whole or by articles.
type Reference struct {
	Title    string // 人民调解法
	Articles string // 第十七条; "" = 全文
}

// Words are the reference as it is read: 《人民调解法》第十七条.
func (r Reference) Words() string {
	if r.Articles == "" {
		return "《" + r.Title + "》"
	}
	return "《" + r.Title + "》" + r.Articles
}

// tidy puts a reference as it is typed into its one form.
func (r *Reference) tidy() {
	r.Title, r.Articles = strings.Trim(strings.TrimSpace(r.Title), "《》"), strings.TrimSpace(r.Articles)
	if r.Articles == "全文" {
		r.Articles = ""
	}
}

// key is the title under which two references mean the same law.
func (r Reference) key() string { return strings.TrimPrefix(r.Title, "中华人民共和国") }

// list are its articles one by one: 第七条、第九条.
func (r Reference) list() []string {
	return strings.FieldsFunc(r.Articles, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("、，,；;和及", c) })
}

// Touches reports whether some of the references are of the law of r.
func (r Reference) Touches(all []Reference) bool {
	return slices.ContainsFunc(all, func(o Reference) bool { return o.key() == r.key() })
}

// Covers reports whether the references have all that r has: the law as a whole, or
// each of its articles. Articles never make the whole.
func (r Reference) Covers(all []Reference) bool {
	left := r.list()
	for _, o := range all {
		switch {
		case o.key() != r.key():
		case o.Articles == "":
			return true
		default:
			left = slices.DeleteFunc(left, func(article string) bool { return slices.Contains(o.list(), article) })
		}
	}
	return r.Articles != "" && len(left) == 0
}

// Lesson is what was studied on a day.
type Lesson struct {
	On   calendar.Date
	Laws []Reference
}

// Learned is the day on which lessons had covered the law, zero when they have not, and
// whether some of them touched it.
func (r Reference) Learned(lessons []Lesson) (done calendar.Date, begun bool) {
	var had []Reference
	for _, l := range slices.SortedStableFunc(slices.Values(lessons), func(a, b Lesson) int { return cmp.Compare(a.On, b.On) }) {
		if had = append(had, l.Laws...); r.Covers(had) {
			return l.On, true
		}
	}
	return 0, r.Touches(had)
}

var written = regexp.MustCompile(`^(?:《([^》]+)》|(\S+))\s*(.*)$`)

// ParseLaws reads laws as they are typed, a line each: 民法典 第一千零四十三条.
func ParseLaws(text string) []Reference {
	var all []Reference
	for _, line := range strings.Split(text, "\n") {
		m := written.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		r := Reference{Title: m[1] + m[2], Articles: m[3]}
		r.tidy()
		all = append(all, r)
	}
	return all
}

// WriteLaws writes references as ParseLaws reads them.
func WriteLaws(all []Reference) string {
	lines := make([]string, len(all))
	for i, r := range all {
		lines[i] = strings.TrimSpace(r.Title + " " + r.Articles)
		if strings.Contains(r.Title, " ") {
			lines[i] = strings.TrimSpace("《" + r.Title + "》 " + r.Articles)
		}
	}
	return strings.Join(lines, "\n")
}

// WordsOf are references in one line.
func WordsOf(all []Reference) string {
	words := make([]string, len(all))
	for i, r := range all {
		words[i] = r.Words()
	}
	return strings.Join(words, "、")
}

func (r Reference) check(bad *fault.Fields, name string) {
	bad.Short(name, "法律名称", r.Title, titleMax)
	bad.Short(name, "条款", r.Articles, lineMax)
}

// Varieties are the kinds of session with their names: those of the activity, but for
// the training of mediators, which is planned and held beside their register.
func Varieties() matter.Enumeration {
	return slices.DeleteFunc(slices.Clone(activity.Study.Varieties()), func(c matter.Choice) bool { return c.Code == string(activity.MediatorTraining) })
}

// Commands are the steps with their names, as the ledger has them.
var Commands = matter.Enumeration{
	{Code: "list", Label: "列入学法清单"},
	{Code: "change", Label: "改学法清单"},
	{Code: "unlist", Label: "从学法清单去掉"},
	{Code: "derive", Label: "按岗位拟订领导学法清单"},
	{Code: "carry", Label: "学法计划转入下一年"},
	{Code: "plan", Label: "安排学法"},
	{Code: "move", Label: "改学法安排"},
	{Code: "cancel", Label: "取消学法"},
	{Code: "signIn", Label: "扫码签到"},
	{Code: "hold", Label: "记学法办完"},
	{Code: "record", Label: "记学法纪要"},
	{Code: "attach", Label: "上传学法材料"},
	{Code: "remove", Label: "移除学法材料"},
	{Code: "export", Label: "导出学法清单"},
	{Code: "question", Label: "编题"},
	{Code: "retire", Label: "停用试题"},
	{Code: "import", Label: "导入试题"},
	{Code: "exam", Label: "组卷"},
	{Code: "open", Label: "开始学法考试"},
	{Code: "close", Label: "结束学法考试"},
	{Code: "callOff", Label: "取消学法考试"},
	{Code: "file", Label: "报送党内法规制度建设情况"},
}

// period is a year.
func period(year int) (from, to calendar.Date) {
	return calendar.On(year, 1, 1), calendar.On(year, 12, 31)
}

// firstYear and lastYear bound the years that have a plan.
const firstYear, lastYear = 2000, 2100

func checkYear(year int) error {
	if year < firstYear || year > lastYear {
		return fault.New(fault.Invalid, "年份请填写%d到%d之间", firstYear, lastYear)
	}
	return nil
}

func notFound() error {
	return fault.New(fault.NotFound, "找不到这一页，可能地址有误，或不在您的职责范围内")
}
