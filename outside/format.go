package outside

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/internal/money"
	"fengsheng/internal/sheet"
	"fengsheng/matter"
)

// Kind is what stands in a column.
type Kind string

// The kinds.
const (
	Text     Kind = "text"
	Number   Kind = "number"
	Day      Kind = "day"
	Money    Kind = "money"
	YesNo    Kind = "yesNo"
	Choice   Kind = "choice"
	Name     Kind = "name"
	Phone    Kind = "phone"
	IDNumber Kind = "idNumber"
)

// Kinds with their names.
var Kinds = matter.Enumeration{
	{Code: string(Text), Label: "文字"},
	{Code: string(Number), Label: "数"},
	{Code: string(Day), Label: "日期"},
	{Code: string(Money), Label: "金额"},
	{Code: string(YesNo), Label: "是或否"},
	{Code: string(Choice), Label: "选项"},
	{Code: string(Name), Label: "姓名"},
	{Code: string(Phone), Label: "电话"},
	{Code: string(IDNumber), Label: "身份证号"},
}

// Answerable are the kinds a question may have.
var Answerable = []Kind{Text, Number, Day, Money, YesNo, Choice, Name, Phone, IDNumber}

// Label is the Chinese name.
func (k Kind) Label() string { return Kinds.Label(string(k)) }

// personal reports whether such a value is about a person.
func (k Kind) personal() bool { return k == Name || k == Phone || k == IDNumber }

// Value is one value of a record, before it is written in somebody's way.
type Value struct {
	Text   string        // words or digits; the code of a choice; 1 or 0 of yes and no
	Label  string        // of a choice
	Day    calendar.Date // of a day
	Number int64         // a count, or 分
	Body   bool          // of a unit, not of a person
	Told   bool          // something is there, be it nothing to be written
}

// Format is one way to write values of a kind.
type Format struct {
	Code    string
	Kind    Kind
	Label   string
	Example string
	write   func(Value, Column) any // text, int64, float64 or calendar.Date
}

// mapped writes a choice in the words of the body.
const mapped = "choiceMap"

// formats are the ways, the usual one of each kind first.
var formats = []Format{
	{"text", Text, "原样", "楼上漏水\n要求赔偿", func(v Value, _ Column) any { return v.Text }},
	{"textLine", Text, "写成一行", "楼上漏水 要求赔偿", func(v Value, _ Column) any { return strings.Join(strings.Fields(v.Text), " ") }},

	{"number", Number, "数", "12", func(v Value, _ Column) any { return v.Number }},
	{"numberUnit", Number, "数和单位", "12人次", func(v Value, c Column) any { return strconv.FormatInt(v.Number, 10) + c.Unit }},
	{"numberPlain", Number, "数，写成文字", "12", func(v Value, _ Column) any { return strconv.FormatInt(v.Number, 10) }},

	{"dayISO", Day, "2024-05-01", "2024-05-01", func(v Value, _ Column) any { return v.Day.String() }},
	{"daySlash", Day, "2024/5/1", "2024/5/1", func(v Value, _ Column) any { return dated(v.Day, "/", "/", "") }},
	{"dayChinese", Day, "2024年5月1日", "2024年5月1日", func(v Value, _ Column) any { return dated(v.Day, "年", "月", "日") }},
	{"dayCompact", Day, "20240501", "20240501", func(v Value, _ Column) any { return strconv.Itoa(int(v.Day)) }},
	{"dayDot", Day, "2024.5.1", "2024.5.1", func(v Value, _ Column) any { return dated(v.Day, ".", ".", "") }},
	{"dayShort", Day, "5月1日", "5月1日", func(v Value, _ Column) any {
		return strconv.Itoa(v.Day.Month()) + "月" + strconv.Itoa(v.Day.Day()) + "日"
	}},
	{"dayMonth", Day, "2024.05", "2024.05", func(v Value, _ Column) any { return v.Day.String()[:4] + "." + v.Day.String()[5:7] }},
	{"dayCell", Day, "表格的日期格", "2024-05-01", func(v Value, _ Column) any { return v.Day }},

	{"yuan", Money, "元，数", "12300.5", func(v Value, _ Column) any { return float64(v.Number) / 100 }},
	{"yuanComma", Money, "元，分节", "12,300.50元", func(v Value, _ Column) any { return money.Digits(v.Number) + "元" }},
	{"wan", Money, "万元，两位小数", "1.23", func(v Value, _ Column) any { return tenThousands(v.Number, 2) }},
	{"wan4", Money, "万元，四位小数", "1.2301", func(v Value, _ Column) any { return tenThousands(v.Number, 4) }},
	{"capital", Money, "大写", "壹万贰仟叁佰元零伍角整", func(v Value, _ Column) any { return money.Capital(v.Number) }},

	{"yesWord", YesNo, "是、否", "是", func(v Value, _ Column) any { return either(v, "是", "否") }},
	{"yesNumber", YesNo, "1、0", "1", func(v Value, _ Column) any { return either(v, "1", "0") }},
	{"yesTick", YesNo, "√、空着", "√", func(v Value, _ Column) any { return either(v, "√", "") }},
	{"yesHave", YesNo, "有、无", "有", func(v Value, _ Column) any { return either(v, "有", "无") }},

	{"choice", Choice, "我们的词", "邻里纠纷", func(v Value, _ Column) any { return v.Label }},
	{"choiceCode", Choice, "我们的代码", "02", func(v Value, _ Column) any { return v.Text }},
	{mapped, Choice, "按对照表换成他们的词或代码", "02 邻里", func(v Value, c Column) any { return c.Map[v.Text] }},

	{"name", Name, "全名", "王小明", func(v Value, _ Column) any { return v.Text }},
	{"nameSome", Name, "王某", "王某", func(v Value, _ Column) any { return called(v, func(first, _ string) string { return first + "某" }) }},
	{"nameSomeSome", Name, "王某某", "王某某", func(v Value, _ Column) any {
		return called(v, func(first, rest string) string { return first + strings.Repeat("某", utf8.RuneCountInString(rest)) })
	}},
	{"nameStars", Name, "王**", "王**", func(v Value, _ Column) any { return called(v, func(first, _ string) string { return first + "**" }) }},

	{"phone", Phone, "原样", "13812345678", func(v Value, _ Column) any { return v.Text }},
	{"phoneMask", Phone, "中间打码", "138****5678", func(v Value, _ Column) any { return shown(v.Text, 3, 4) }},
	{"phoneArea", Phone, "带区号分隔", "0431-81234567", func(v Value, _ Column) any { return areaApart(v.Text) }},
	{"phoneSpaced", Phone, "分三段", "138 1234 5678", func(v Value, _ Column) any { return phoneApart(v.Text) }},

	{"id", IDNumber, "原样", "110101199003070000", func(v Value, _ Column) any { return v.Text }},
	{"idEnds", IDNumber, "只留前6位和后4位", "110101********0000", func(v Value, _ Column) any { return shown(v.Text, 6, 4) }},
	{"idMask", IDNumber, "中间打码（留前3后4）", "110***********0000", func(v Value, _ Column) any { return shown(v.Text, 3, 4) }},
	{"idTips", IDNumber, "只留头尾各1位", "1****************0", func(v Value, _ Column) any { return shown(v.Text, 1, 1) }},
	{"idLast", IDNumber, "只留末4位", "0000", func(v Value, _ Column) any { return v.Text[max(0, len(v.Text)-4):] }},
	{"idBirth", IDNumber, "只有出生日期", "1990-03-07", func(v Value, _ Column) any { return matter.Party{IDNumber: v.Text}.BornOn().String() }},
	{"idSex", IDNumber, "只有性别", "男", func(v Value, _ Column) any { return matter.Party{IDNumber: v.Text}.SexLabel() }},
	{"idSpaced", IDNumber, "每4位空一格", "1101 0119 9003 0700 00", func(v Value, _ Column) any { return apart(v.Text, 4, 4, 4, 4) }},
	{"idParts", IDNumber, "按地区、生日、顺序分三段", "110101 19900307 0000", func(v Value, _ Column) any { return apart(v.Text, 6, 8) }},
}

// Formats are the ways to write a kind, the usual one first.
func Formats(k Kind) []Format {
	return slices.DeleteFunc(slices.Clone(formats), func(f Format) bool { return f.Kind != k })
}

// FormatOf finds a way by its code.
func FormatOf(code string) (Format, bool) {
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Code == code })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

func either(v Value, yes, no string) string {
	if v.Text == "1" {
		return yes
	}
	return no
}

func dated(d calendar.Date, afterYear, afterMonth, afterDay string) string {
	return strconv.Itoa(d.Year()) + afterYear + strconv.Itoa(d.Month()) + afterMonth + strconv.Itoa(d.Day()) + afterDay
}

// tenThousands is a sum in 分 in 万元, rounded half up to the places.
func tenThousands(cents int64, places int) float64 {
	unit := int64(1_000_000)
	scale := int64(1)
	for range places {
		unit, scale = unit/10, scale*10
	}
	half := unit / 2
	if cents < 0 {
		half = -half
	}
	return float64((cents+half)/unit) / float64(scale)
}

// shown keeps the first and the last signs; what is too short to hide anything
// is hidden whole.
func shown(text string, first, last int) string {
	r := []rune(text)
	if len(r) == 0 {
		return ""
	}
	if len(r) <= first+last {
		return strings.Repeat("*", len(r))
	}
	return string(r[:first]) + strings.Repeat("*", len(r)-first-last) + string(r[len(r)-last:])
}

// apart puts spaces between parts of the given lengths and the rest.
func apart(text string, lengths ...int) string {
	var parts []string
	for _, n := range lengths {
		if len(text) <= n {
			break
		}
		parts, text = append(parts, text[:n]), text[n:]
	}
	return strings.Join(append(parts, text), " ")
}

// areaApart puts a dash behind the area code of a landline; a mobile number has none.
func areaApart(phone string) string {
	if !strings.HasPrefix(phone, "0") || len(phone) < 10 {
		return phone
	}
	if phone[1] == '1' || phone[1] == '2' { // 010, 02x
		return phone[:3] + "-" + phone[3:]
	}
	return phone[:4] + "-" + phone[4:]
}

func phoneApart(phone string) string {
	if len(phone) != 11 || phone[0] != '1' {
		return strings.Replace(areaApart(phone), "-", " ", 1)
	}
	return apart(phone, 3, 4)
}

// doubles are the usual family names of two signs.
var doubles = []string{"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "南宫", "长孙", "宇文", "轩辕", "呼延"}

// called writes the name of a person by the family name; a unit keeps its name.
func called(v Value, write func(family, given string) string) string {
	if v.Body || v.Text == "" {
		return v.Text
	}
	first, size := utf8.DecodeRuneInString(v.Text)
	family := string(first)
	if len(v.Text) > 6 {
		for _, d := range doubles {
			if strings.HasPrefix(v.Text, d) {
				family, size = d, len(d)
			}
		}
	}
	return write(family, v.Text[size:])
}

// nothing reports whether a record holds no value of the kind.
func (v Value) nothing(k Kind) bool {
	switch k {
	case Day:
		return v.Day.Zero()
	case Number, Money:
		return !v.Told && v.Number == 0
	}
	return v.Text == ""
}

// written is what stands in the cell of a column: the values of a record, one
// after the other. nil is an empty cell.
func (c Column) written(values []Value) any {
	format, ok := FormatOf(c.Format)
	if !ok {
		return nil
	}
	var all []any
	for _, v := range values {
		if v.nothing(format.Kind) {
			continue
		}
		if made := format.write(v, c); made != "" && made != calendar.Date(0).String() {
			all = append(all, made)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		if text, ok := all[0].(string); ok {
			return text
		}
		return all[0]
	}
	var words []string
	for _, one := range all {
		words = append(words, plain(one))
	}
	return strings.Join(words, "、")
}

// plain is a value in the usual way of its kind.
func (v Value) plain(k Kind) string {
	return plain(Column{Format: Formats(k)[0].Code}.written([]Value{v}))
}

// plain is a cell as text.
func plain(cell any) string {
	switch v := cell.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case calendar.Date:
		return v.String()
	}
	return ""
}

// read turns an answer into its one form to be kept; the error is a fault that
// says how to write it.
func (q Question) read(answer string) (string, error) {
	answer = strings.TrimSpace(answer)
	wrong := func(format string, args ...any) error { return fault.New(fault.Invalid, format, args...) }
	switch q.Kind {
	case Day:
		d, err := sheet.Day(answer, false)
		return d.String(), err
	case Number:
		n, err := sheet.Whole(answer, 1_000_000_000)
		return strconv.Itoa(n), err
	case Money:
		n, err := sheet.Fen(answer)
		return strconv.FormatInt(n, 10), err
	case YesNo:
		is, err := sheet.Yes(answer)
		return yes(is)[0].Text, err
	case Choice:
		if len(q.Options) > 0 && !slices.Contains(q.Options, answer) {
			return "", wrong("%s请从列出的答案里选", q.Name)
		}
	case Phone:
		answer = strings.NewReplacer(" ", "", "-", "").Replace(sheet.Code(answer))
		if len(answer) < 7 || len(answer) > 12 || strings.Trim(answer, "0123456789") != "" {
			return "", wrong("电话应为11位手机号，或带区号的座机号")
		}
	case IDNumber:
		if answer = strings.ToUpper(strings.ReplaceAll(sheet.Code(answer), " ", "")); !matter.ValidIDNumber(answer) {
			return "", wrong("身份证号不对：应为18位，最后一位是校验码，请对照证件再看一遍")
		}
	}
	if utf8.RuneCountInString(answer) > mostText {
		return "", wrong("%s最多%d字", q.Name, mostText)
	}
	return answer, nil
}

// value is a kept answer as a value.
func (q Question) value(kept string) Value {
	v := Value{Text: kept, Label: kept, Told: true}
	switch q.Kind {
	case Day:
		v.Day, _ = calendar.Parse(kept) // kept by read
	case Number, Money:
		v.Number, _ = strconv.ParseInt(kept, 10, 64) // kept by read
	}
	return v
}
