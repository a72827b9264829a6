// Package outside is one entry for many forms 一表通: a street defines once which
// columns a department asks for, as a projection of the records; filling the form
// asks only for what no record holds, and remembers the answer as a fact of that
// record, for every form that asks the same.
//
// A row is a matter or a party inside its matter. No row is a person across
// matters, and nothing is counted by person.
package outside

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
)

// ID identifies a form through its versions.
type ID string

// RowKind is what one row of a form is.
type RowKind string

// The kinds of rows.
const (
	Matters RowKind = "matter"
	Parties RowKind = "party" // inside their matters, never across them
)

// RowKinds with their names.
var RowKinds = matter.Enumeration{
	{Code: string(Matters), Label: "一件事项"},
	{Code: string(Parties), Label: "一件事项里的一位当事人"},
}

// Label is the Chinese name.
func (k RowKind) Label() string { return RowKinds.Label(string(k)) }

// Days are the dates by which a matter falls into a period.
var Days = matter.Enumeration{
	{Code: "registered", Label: "登记日期"},
	{Code: "accepted", Label: "受理日期"},
	{Code: "resolved", Label: "化解日期"},
	{Code: "concluded", Label: "办结日期"},
	{Code: "closed", Label: "结案日期"},
	{Code: "archived", Label: "归档日期"},
}

// Grounds are the legal grounds of giving personal data to another body (PR30).
var Grounds = matter.Enumeration{
	{Code: "duty", Label: "《个人信息保护法》第十三条第三项、第三十四条：履行法定职责所必需"},
	{Code: "petition", Label: "《信访工作条例》第四十一条：定期报告信访情况"},
	{Code: "consent", Label: "《个人信息保护法》第二十三条：本人单独同意"},
}

// Form is one version of a form of another body.
type Form struct {
	ID      ID
	Version int
	Name    string // 区矛盾纠纷排查化解月报台账
	Body    string // who asks for it
	Officer string
	At      time.Time
	Ended   time.Time // replaced or retired; zero = in use
	Definition
}

// Definition is what a form shows: which rows, and of each which columns.
type Definition struct {
	Row     RowKind
	Filter  string // the conditions as the address of the list holds them
	By      string // the date that decides the period, of Days
	Ground  string // of Grounds, when a column is personal
	Demand  string // the paper that asks for it: 区矛调办〔2024〕3号
	Columns []Column
}

// Column is one column: its heading as the body wrote it, what stands in it and
// how it is written.
type Column struct {
	Heading  string
	Field    string            `json:",omitempty"` // code of a Field; "" = Ask or Text
	Ask      *Question         `json:",omitempty"` // what no record holds
	Text     string            `json:",omitempty"` // the same in every row
	Format   string            `json:",omitempty"` // code of a Format
	Map      map[string]string `json:",omitempty"` // our code to their word
	Unit     string            `json:",omitempty"` // behind a number: 人次
	Default  string            `json:",omitempty"` // when there is nothing
	Required bool              `json:",omitempty"` // an empty field is asked for
}

// Question is what a form asks because no record holds it. Forms that ask by the
// same name ask the same thing.
type Question struct {
	Name     string
	Kind     Kind
	Help     string   `json:",omitempty"`
	Options  []string `json:",omitempty"`
	Personal bool     `json:",omitempty"` // the answer is about a person
	Matter   bool     `json:",omitempty"` // of a party's row: about the matter, asked once for it
}

// personal reports whether the column shows something of a person.
func (c Column) personal() bool {
	if c.Ask != nil {
		return c.Ask.Personal || c.Ask.Kind.personal()
	}
	f, _ := FieldOf(c.Field)
	return f.Personal
}

// content reports whether the column shows what only readers of the matter may
// see; words that somebody wrote as an answer are content.
func (c Column) content() bool {
	f, _ := FieldOf(c.Field)
	return c.personal() || f.Content || c.Ask != nil && c.Ask.Kind == Text
}

// kind is what stands in the column.
func (c Column) kind() Kind {
	if c.Ask != nil {
		return c.Ask.Kind
	}
	if f, ok := FieldOf(c.Field); ok {
		return f.Kind
	}
	return Text
}

// Personal are the headings of the columns about persons.
func (d Definition) Personal() []string {
	var all []string
	for _, c := range d.Columns {
		if c.personal() {
			all = append(all, c.Heading)
		}
	}
	return all
}

// content reports whether the rows can be filled by readers of the matters only:
// who the parties are is content.
func (d Definition) content() bool {
	return d.Row == Parties || slices.ContainsFunc(d.Columns, Column.content)
}

// Headings are the heads of the columns in order.
func (d Definition) Headings() []string {
	all := make([]string, len(d.Columns))
	for i, c := range d.Columns {
		all[i] = c.Heading
	}
	return all
}

// What a definition may hold.
const (
	mostColumns = 60
	mostHeading = 40
	mostText    = 200
)

// judging are words that would make a form a judgement of people: no column and
// no question carries them.
var judging = []string{"积分", "打分", "评分", "得分", "排名", "黑名单", "重点人", "稳控", "信用分", "风险人员", "危险等级"}

// judges is the word by which a heading judges people, or "".
func judges(text string) string {
	for _, w := range judging {
		if strings.Contains(text, w) {
			return w
		}
	}
	return ""
}

// Check says what is wrong with a definition and puts its filter into its one
// form. The entries of column 0 are called c0.heading, c0.source and so on.
func (f *Form) Check() error {
	var bad fault.Fields
	f.Name, f.Body = strings.TrimSpace(f.Name), strings.TrimSpace(f.Body)
	bad.Need("name", f.Name, "请填写这张表叫什么，照要表的单位写")
	bad.Must("name", utf8.RuneCountInString(f.Name) <= mostHeading, "表名最多40字")
	bad.Need("body", f.Body, "请填写是哪个单位要的")
	bad.Must("body", utf8.RuneCountInString(f.Body) <= mostHeading, "单位最多40字")
	if word := judges(f.Name); word != "" {
		bad.Add("name", "本系统不做给人“%s”的表：事项有风险，人没有", word)
	}
	if !RowKinds.Has(string(f.Row)) {
		bad.Add("row", "请选择一行是什么")
		return bad.Err()
	}
	bad.Must("by", Days.Has(f.By), "请选择按哪个日期算进一个时期")
	f.checkFilter(&bad)
	bad.Must("columns", len(f.Columns) > 0, "请至少填一列")
	bad.Must("columns", len(f.Columns) <= mostColumns, "一张表最多60列")
	heads := map[string]bool{}
	for i := range f.Columns {
		c := &f.Columns[i]
		at := func(entry string) string { return "c" + number(i) + "." + entry }
		c.Heading = strings.TrimSpace(c.Heading)
		bad.Need(at("heading"), c.Heading, "请填写这一列的表头")
		bad.Must(at("heading"), utf8.RuneCountInString(c.Heading) <= mostHeading, "表头最多40字")
		if heads[c.Heading] {
			bad.Add(at("heading"), "表头“%s”用了两次，请改一个", c.Heading)
		}
		heads[c.Heading] = c.Heading != ""
		if word := judges(c.Heading); word != "" {
			bad.Add(at("heading"), "本系统不做给人“%s”的列：事项有风险，人没有", word)
		}
		c.check(f.Row, at, &bad)
	}
	if len(f.Personal()) > 0 {
		bad.Must("ground", Grounds.Has(f.Ground), "有个人信息的表要写明法律依据（个人信息保护法第二十三条）")
		bad.Need("demand", f.Demand, "有个人信息的表要写明是哪份文件要求的，填文号或者文件名")
	}
	return bad.Err()
}

func (f *Form) checkFilter(bad *fault.Fields) {
	f.Filter = strings.TrimSpace(f.Filter)
	if _, query, found := strings.Cut(f.Filter, "?"); found {
		f.Filter = query
	} else if strings.Contains(f.Filter, "/") {
		f.Filter = ""
	}
	q, err := url.ParseQuery(f.Filter)
	if err != nil {
		bad.Add("filter", "条件看不明白，请从清单页面的地址里复制")
		return
	}
	m, err := matter.ParseFilter(q)
	if err != nil {
		bad.Add("filter", "%s", err.Error())
	}
	bad.Must("filter", m.Mediator == "", "表不能只挑某一位工作人员办的事项，请去掉承办人")
	q = m.Query()
	q.Del(f.By + "From")
	q.Del(f.By + "To")
	f.Filter = q.Encode()
}

func (c *Column) check(row RowKind, at func(string) string, bad *fault.Fields) {
	switch {
	case c.Ask != nil:
		c.Field, c.Text = "", ""
		c.Ask.check(row, at, bad)
	case c.Field != "":
		c.Text = ""
		f, ok := FieldOf(c.Field)
		if !ok || !f.of(row) {
			bad.Add(at("source"), "请从列出的内容里选择，“%s”这样的行没有这一项", row.Label())
			return
		}
	default:
		bad.Need(at("source"), c.Text, "请选择“"+c.Heading+"”填什么；不用填的选“空着不填”，每行都一样的写在旁边")
	}
	if c.Format == "" || c.Text != "" {
		c.Format = Formats(c.kind())[0].Code
	}
	if f, ok := FormatOf(c.Format); !ok || f.Kind != c.kind() {
		bad.Add(at("format"), "“%s”的内容是%s，请选择%s的写法", c.Heading, c.kind().Label(), c.kind().Label())
	} else if f.Code == mapped {
		bad.Must(at("map"), len(c.Map) > 0, "请填写对照表：一行一个，左边是我们的词，右边是他们的词")
	} else {
		c.Map = nil
	}
	bad.Must(at("text"), utf8.RuneCountInString(c.Text) <= mostText, "每行都写的话最多200字")
	bad.Must(at("default"), utf8.RuneCountInString(c.Default) <= mostText, "没有时写的话最多200字")
}

func (q *Question) check(row RowKind, at func(string) string, bad *fault.Fields) {
	q.Name, q.Help = strings.TrimSpace(q.Name), strings.TrimSpace(q.Help)
	bad.Need(at("question"), q.Name, "请填写问题，例如：是否涉及农民工工资")
	bad.Must(at("question"), utf8.RuneCountInString(q.Name) <= mostHeading, "问题最多40字")
	bad.Must(at("kind"), slices.Contains(Answerable, q.Kind), "请选择答案是什么")
	if word := judges(q.Name); word != "" {
		bad.Add(at("question"), "本系统不问给人“%s”的话：事项有风险，人没有", word)
	}
	if q.Kind == Choice {
		bad.Must(at("options"), len(q.Options) > 1, "请填写可以选的答案，一行一个")
	} else {
		q.Options = nil
	}
	q.Matter = q.Matter && row == Parties
	q.Personal = q.Personal || q.Kind.personal()
}

// about is the kind of record a question of a row is about.
func (q Question) about(row RowKind) RowKind {
	if q.Matter {
		return Matters
	}
	return row
}

// Period is a span of days; the zero Period is all time.
type Period = matter.Period

// Wanted is which rows of a form a filling is of: a period by the form's date,
// and conditions of a list of matters beside those of the form.
type Wanted struct {
	Period
	Filter string
}

// Among is the filter of a filling: what the form is about and what is wanted,
// together. Where the two exclude each other it is a fault.
func (d Definition) Among(w Wanted) (matter.Filter, error) {
	if !w.From.Zero() && !w.To.Zero() && w.To < w.From {
		return matter.Filter{}, fault.Wrong("to", "后一天不能早于前一天")
	}
	q, err := url.ParseQuery(d.Filter)
	if err != nil {
		return matter.Filter{}, err
	}
	wanted, err := url.ParseQuery(w.Filter)
	if err != nil {
		return matter.Filter{}, fault.Wrong("filter", "条件看不明白，请从事项清单再来一次")
	}
	chosen, err := matter.ParseFilter(wanted)
	if err != nil {
		return chosen, err
	}
	for name, values := range chosen.Query() {
		mine := q[name]
		both := slices.DeleteFunc(slices.Clone(values), func(v string) bool { return len(mine) > 0 && !slices.Contains(mine, v) })
		if len(both) == 0 {
			return chosen, fault.Wrong("filter", "清单里选的和这张表要的没有相同的：这张表不要这样的事项，请换一张表，或者去掉清单的条件")
		}
		q[name] = both
	}
	if !w.From.Zero() {
		q.Set(d.By+"From", w.From.String())
	}
	if !w.To.Zero() {
		q.Set(d.By+"To", w.To.String())
	}
	return matter.ParseFilter(q)
}

// Rows is the list that holds the matters of a filling, as an address; "" for a
// filling without rows.
func (d Definition) Rows(w Wanted) string {
	f, err := d.Among(w)
	if err != nil {
		return ""
	}
	q := f.Query()
	if len(q) == 0 {
		q = url.Values{"all": {"1"}}
	}
	return "/matters?" + q.Encode()
}

// scope is what of the matters the actor may put into the form, as part of the
// SQL: what shows content takes the right to read it.
func (d Definition) scope(by actor.Actor, today calendar.Date) identity.Scope {
	if d.content() {
		return identity.ReadMatter.Reach(by, today)
	}
	return identity.FillOutside.Reach(by, today)
}

// MayTake refuses whoever may not take the form away: columns about persons take
// a right of their own (个人信息保护法 art. 23).
func (d Definition) MayTake(by actor.Actor) error {
	if len(d.Personal()) > 0 {
		return identity.SendPersonal.Check(by)
	}
	return identity.FillOutside.Check(by)
}

// Define enters a form.
func Define(tx *db.Tx, by actor.Actor, f Form) (ID, error) {
	if err := identity.DefineOutside.Check(by); err != nil {
		return "", err
	}
	if err := f.ready(tx); err != nil {
		return "", err
	}
	f.ID, f.Version = ID(tx.NewID()), 1
	return f.ID, f.enter(tx, by, "outside.define")
}

// Revise changes a form: from now on it is filled by the new version; what was
// sent remembers the one it was made by.
func Revise(tx *db.Tx, by actor.Actor, version int, f Form) error {
	if err := identity.DefineOutside.Check(by); err != nil {
		return err
	}
	now, err := used(tx, f.ID, version)
	if err != nil {
		return err
	}
	if f.Row != now.Row {
		return fault.Wrong("row", "一行是什么不能改，要改请另做一张表")
	}
	if err := f.ready(tx); err != nil {
		return err
	}
	return f.replace(tx, by, now, "outside.revise")
}

// Retire takes a form out of use. What was sent stays.
func Retire(tx *db.Tx, by actor.Actor, id ID, version int) error {
	if err := identity.DefineOutside.Check(by); err != nil {
		return err
	}
	f, err := used(tx, id, version)
	if err != nil {
		return err
	}
	if err := tx.ExecOne(endForm, tx.Street, string(id), f.Version, tx.Millis()); err != nil {
		return err
	}
	return tell(tx, by, f, "outside.retire")
}

// ready is Check, and that a question means the same in every form.
func (f *Form) ready(tx *db.Tx) error {
	if err := f.Check(); err != nil {
		return err
	}
	known, err := Questions(tx, f.ID)
	if err != nil {
		return err
	}
	var bad fault.Fields
	for i, c := range f.Columns {
		if c.Ask == nil {
			continue
		}
		if k, ok := known[Asking{c.Ask.about(f.Row), c.Ask.Name}]; ok && k.Kind != c.Ask.Kind {
			bad.Add("c"+number(i)+".kind", "别的表也问“%s”，答案是%s；问的是同一件事就选%s，不是就换个问法", k.Name, k.Kind.Label(), k.Kind.Label())
		}
	}
	return bad.Err()
}

// Asking names a question: of what kind of record, and in which words.
type Asking struct {
	About RowKind
	Name  string
}

// Questions are what the other forms in use ask.
func Questions(tx *db.Tx, but ID) (map[Asking]Question, error) {
	all, err := Forms(tx)
	known := map[Asking]Question{}
	for _, f := range all {
		for _, c := range f.Columns {
			if c.Ask != nil && f.ID != but {
				known[Asking{c.Ask.about(f.Row), c.Ask.Name}] = *c.Ask
			}
		}
	}
	return known, err
}

// used is the form in use, at the version somebody was looking at.
func used(tx *db.Tx, id ID, version int) (Form, error) {
	f, err := Load(tx, id, 0)
	if err == nil && version != 0 && f.Version != version {
		err = fault.New(fault.Conflict, "这张表刚刚被别人改过，请看过最新的再改，您填的内容还在")
	}
	return f, err
}
