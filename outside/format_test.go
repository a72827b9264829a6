package outside

import (
	"strings"
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// Every way to write every kind, each seen once.
func TestFormats(t *testing.T) {
	const id = "11010119900307803X"
	may := calendar.On(2024, 5, 1)
	for _, c := range []struct {
		format string
		value  Value
		want   string
	}{
		{"text", Value{Text: "楼上漏水\n要求赔偿"}, "楼上漏水\n要求赔偿"},
		{"textLine", Value{Text: "楼上漏水\n 要求赔偿"}, "楼上漏水 要求赔偿"},
		{"number", Value{Number: 12}, "12"},
		{"number", Value{Told: true}, "0"},
		{"numberUnit", Value{Number: 12}, "12人次"},
		{"numberPlain", Value{Number: 12}, "12"},
		{"dayISO", Value{Day: may}, "2024-05-01"},
		{"daySlash", Value{Day: may}, "2024/5/1"},
		{"dayChinese", Value{Day: may}, "2024年5月1日"},
		{"dayCompact", Value{Day: may}, "20240501"},
		{"dayDot", Value{Day: may}, "2024.5.1"},
		{"dayShort", Value{Day: may}, "5月1日"},
		{"dayMonth", Value{Day: may}, "2024.05"},
		{"dayCell", Value{Day: may}, "2024-05-01"},
		{"yuan", Value{Number: 1_230_050}, "12300.5"},
		{"yuanComma", Value{Number: 1_230_050}, "12,300.50元"},
		{"wan", Value{Number: 1_230_050}, "1.23"},
		{"wan", Value{Number: 1_235_000}, "1.24"},
		{"wan4", Value{Number: 1_230_050}, "1.2301"},
		{"capital", Value{Number: 1_230_050}, "壹万贰仟叁佰元零伍角整"},
		{"yesWord", Value{Text: "1"}, "是"},
		{"yesNumber", Value{Text: "0"}, "0"},
		{"yesTick", Value{Text: "1"}, "√"},
		{"yesTick", Value{Text: "0"}, ""},
		{"yesHave", Value{Text: "0"}, "无"},
		{"choice", Value{Text: "02", Label: "邻里纠纷"}, "邻里纠纷"},
		{"choiceCode", Value{Text: "02", Label: "邻里纠纷"}, "02"},
		{"choiceMap", Value{Text: "02", Label: "邻里纠纷"}, "0204"},
		{"choiceMap", Value{Text: "03", Label: "房屋"}, ""},
		{"name", Value{Text: "欧阳小明"}, "欧阳小明"},
		{"nameSome", Value{Text: "欧阳小明"}, "欧阳某"},
		{"nameSome", Value{Text: "张三"}, "张某"},
		{"nameSomeSome", Value{Text: "欧阳小明"}, "欧阳某某"},
		{"nameStars", Value{Text: "张三"}, "张**"},
		{"nameStars", Value{Text: "某某物业公司", Body: true}, "某某物业公司"},
		{"phone", Value{Text: "13812345678"}, "13812345678"},
		{"phoneMask", Value{Text: "13812345678"}, "138****5678"},
		{"phoneMask", Value{Text: "12345"}, "*****"},
		{"phoneArea", Value{Text: "043181234567"}, "0431-81234567"},
		{"phoneArea", Value{Text: "01081234567"}, "010-81234567"},
		{"phoneSpaced", Value{Text: "13812345678"}, "138 1234 5678"},
		{"phoneSpaced", Value{Text: "043181234567"}, "0431 81234567"},
		{"id", Value{Text: id}, id},
		{"idEnds", Value{Text: id}, "110101********803X"},
		{"idMask", Value{Text: id}, "110***********803X"},
		{"idTips", Value{Text: id}, "1****************X"},
		{"idLast", Value{Text: id}, "803X"},
		{"idBirth", Value{Text: id}, "1990-03-07"},
		{"idBirth", Value{Text: "123"}, ""},
		{"idSex", Value{Text: id}, "男"},
		{"idSpaced", Value{Text: id}, "1101 0119 9003 0780 3X"},
		{"idParts", Value{Text: id}, "110101 19900307 803X"},
	} {
		column := Column{Format: c.format, Unit: "人次", Map: map[string]string{"02": "0204"}}
		if got := plain(column.written([]Value{c.value})); got != c.want {
			t.Errorf("%s of %+v: %q, want %q", c.format, c.value, got, c.want)
		}
	}
	seen := map[string]bool{}
	for _, k := range Kinds {
		for _, f := range Formats(Kind(k.Code)) {
			if seen[f.Code] || f.Label == "" || f.Example == "" {
				t.Errorf("format %q is there twice or says nothing", f.Code)
			}
			seen[f.Code] = true
		}
	}
	if n := len(Formats(IDNumber)); n < 6 {
		t.Errorf("%d ways to write an identity number, want at least six", n)
	}
	two := Column{Format: "nameSome"}.written([]Value{{Text: "张三"}, {Text: "李四"}})
	if two != "张某、李某" {
		t.Errorf("two names: %v", two)
	}
	if (Column{Format: "yuan"}).written([]Value{{}}) != nil {
		t.Error("no amount is not an empty cell")
	}
	if (Column{Format: "number"}).written([]Value{{Number: 3}}) != int64(3) || (Column{Format: "dayCell"}).written([]Value{{Day: may}}) != may {
		t.Error("numbers and days are no longer such in the cell")
	}
}

// Answers are read as people write them and kept in one form.
func TestAnswersAreRead(t *testing.T) {
	for _, c := range []struct {
		kind         Kind
		answer, want string
	}{
		{Text, " 无 ", "无"},
		{Number, "1,200人", "1200"},
		{Number, "三五个", "!"},
		{Day, "2024年5月1日", "2024-05-01"},
		{Day, "24/5/1", "!"},
		{Money, "1.2万元", "1200000"},
		{Money, "-3", "!"},
		{YesNo, "有", "1"},
		{YesNo, "否", "0"},
		{YesNo, "也许", "!"},
		{Choice, "甲", "甲"},
		{Choice, "丙", "!"},
		{Phone, "138 1234-5678", "13812345678"},
		{Phone, "12", "!"},
		{IDNumber, "11010119900307803x", "11010119900307803X"},
		{IDNumber, "110101199003078031", "!"},
	} {
		q := Question{Name: "问题", Kind: c.kind}
		if c.kind == Choice {
			q.Options = []string{"甲", "乙"}
		}
		got, err := q.read(c.answer)
		if err != nil {
			got = "!"
		}
		if got != c.want {
			t.Errorf("%s %q: %q (%v), want %q", c.kind, c.answer, got, err, c.want)
		}
	}
}

// Each field and crosswalk is whole: its kind has a way to be written, and a
// crosswalk knows every code of its field.
func TestTheCatalogueIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range fields {
		if seen[f.Code] || f.Label == "" || f.Group == "" || f.take == nil || len(Formats(f.Kind)) == 0 || f.Kind == Choice && len(f.Choices) == 0 {
			t.Errorf("field %s is there twice or not whole", f.Code)
		}
		seen[f.Code] = true
	}
	for _, c := range Crosswalks {
		f, ok := FieldOf(c.Field)
		if !ok {
			t.Fatalf("crosswalk %s is for no field", c.Code)
		}
		for _, code := range f.Choices {
			if c.Map[code.Code] == "" {
				t.Errorf("crosswalk %s has no word for %s", c.Code, code.Label)
			}
		}
	}
}

// Headings of other bodies are understood; every synonym is of a field there is.
func TestHeadings(t *testing.T) {
	for _, s := range synonyms {
		if _, ok := FieldOf(s.field); !ok {
			t.Errorf("%s means a field %s that is not there", s.in, s.field)
		}
	}
	for _, c := range []struct {
		row           RowKind
		heading, want string
	}{
		{Matters, "序号", "index"},
		{Matters, "受理时间（年月日）", "acceptedOn"},
		{Matters, "信访人姓名", "applicant.name"},
		{Parties, "姓名", "party.name"},
		{Parties, "身份证号码", "party.idNumber"},
		{Matters, "身份证号码", "applicant.idNumber"},
		{Matters, "是否涉军", ""},
		{Matters, "登记人", "registrar"},
		{Matters, "承办人姓名", "handler"},
		{Matters, "被申请人联系电话", "respondent.phone"},
		{Matters, "所属社区", "community"},
	} {
		if got := Guess(c.row, c.heading); got != c.want {
			t.Errorf("%s of a %s: %q, want %q", c.heading, c.row, got, c.want)
		}
	}
	csv := "\ufeff区级矛盾纠纷登记表\r\n2024年,,\r\n*序号,纠纷类别,是否涉军,是否涉军\r\n1,邻里,否,\r\n"
	got, err := ReadHead(strings.NewReader(csv), int64(len(csv)), Matters)
	if err != nil || len(got) != 3 || got[0].Field != "index" || got[0].Heading != "序号" || got[1].Field != "type" || got[2].Heading != "是否涉军" {
		t.Errorf("the head is %+v (%v)", got, err)
	}
	for _, bad := range []string{"", "PK\x03\x04不是表格", "只有一格\r\n"} {
		if _, err := ReadHead(strings.NewReader(bad), int64(len(bad)), Matters); fault.Of(err) == nil {
			t.Errorf("%q: %v, want a sentence", bad, err)
		}
	}
}
