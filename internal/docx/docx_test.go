package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"fengsheng/internal/fault"
)

// document is a .docx around the body, as Word would pack it.
func document(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	s := &setter{}
	parts := s.parts()
	for i, p := range parts {
		if p.name == documentPart {
			parts[i].body = []byte(xmlHead + `<w:document ` + namespaces + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`)
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		replaced := false
		for k, p := range parts {
			if p.name == more[i] {
				parts[k].body, replaced = []byte(more[i+1]), true
			}
		}
		if !replaced {
			parts = append(parts, part{more[i], []byte(more[i+1])})
		}
	}
	file, err := pack(parts)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func p(runs ...string) string {
	var b strings.Builder
	b.WriteString(`<w:p>`)
	for i, r := range runs {
		fmt.Fprintf(&b, `<w:r w:rsidR="00%d"><w:rPr><w:sz w:val="%d"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, i, 20+i, r)
		if i+1 < len(runs) {
			b.WriteString(`<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="b"/>`)
		}
	}
	return b.String() + `</w:p>`
}

func table(rows ...[]string) string {
	s := `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>`
	for _, r := range rows {
		s += `<w:tr>`
		for _, c := range r {
			s += `<w:tc><w:tcPr/>` + p(c) + `</w:tc>`
		}
		s += `</w:tr>`
	}
	return s + `</w:tbl>`
}

func people(names ...string) []Data {
	var all []Data
	for i, n := range names {
		all = append(all, Data{Text: map[string]string{"姓名": n, "序号": fmt.Sprint(i + 1)}})
	}
	return all
}

var data = Data{
	Text:  map[string]string{"事由": "楼上漏水", "空": "", "注入": `<w:p/>&{{事由}}`, "两行": "第一行\n第二行", "姓名": "外面的"},
	Lists: map[string][]Data{"当事人": people("甲", "乙"), "没有": nil},
}

func TestFill(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"a value", p("关于{{事由}}的协议"), "关于楼上漏水的协议"},
		{"spaces in the braces", p("{{ 事由 }}"), "楼上漏水"},
		{"split over runs as Word does it", p("关于{", "{事", "由}", "}的"), "关于楼上漏水的"},
		{"an unknown name leaves nothing", p("a{{没这个}}b"), "ab"},
		{"a value cannot bring marks or elements", p("{{注入}}"), "<w:p/>&{{事由}}"},
		{"lines of a name alone are paragraphs", p("{{两行}}"), "第一行\n第二行"},
		{"lines within words are breaks", p("说：{{两行}}。"), "说：第一行\n第二行。"},
		{"a block of paragraphs", p("{{#当事人}}") + p("{{序号}}.{{姓名}}") + p("{{/当事人}}") + p("完"), "1.甲\n2.乙\n完"},
		{"a block within a line", p("有{{#当事人}}{{姓名}}，{{/当事人}}等"), "有甲，乙，等"},
		{"a block within a line, split", p("有{{#当", "事人}}{{姓", "名}}，{{/当事人}}等"), "有甲，乙，等"},
		{"the inner name hides the outer", p("{{姓名}}") + p("{{#当事人}}") + p("{{姓名}}{{事由}}") + p("{{/当事人}}"), "外面的\n甲楼上漏水\n乙楼上漏水"},
		{"if there is one", p("{{#事由}}有{{/事由}}{{#空}}没{{/空}}{{^空}}空{{/空}}{{^没有}}无{{/没有}}"), "有空无"},
		{"a row", table([]string{"序号", "姓名"}, []string{"{{#当事人}}{{序号}}", "{{姓名}}{{/当事人}}"}), "| 序号 | 姓名 |\n| 1 | 甲 |\n| 2 | 乙 |"},
		{"rows between rows of marks", table([]string{"头"}, []string{"{{#当事人}}"}, []string{"{{姓名}}"}, []string{"{{序号}}"}, []string{"{{/当事人}}"}), "| 头 |\n| 甲 |\n| 1 |\n| 乙 |\n| 2 |"},
		{"an empty list takes the row along", table([]string{"a"}, []string{"{{#没有}}x", "y{{/没有}}"}, []string{"b"}), "| a |\n| b |"},
		{"a block within a cell", table([]string{"{{#当事人}}{{姓名}}、{{/当事人}}", "x"}), "| 甲、乙、 | x |"},
		{"nested", p("{{#当事人}}") + p("{{#当事人}}") + p("{{姓名}}") + p("{{/当事人}}") + p("-") + p("{{/当事人}}"), "甲\n乙\n-\n甲\n乙\n-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			template, err := Open(document(t, c.body))
			if err != nil {
				t.Fatal(err)
			}
			file, err := template.Fill(data)
			if err != nil {
				t.Fatal(err)
			}
			paper, err := Read(file)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(paper.Text()); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			again, err := template.Fill(data)
			if err != nil || !bytes.Equal(file, again) {
				t.Errorf("filled again it is another file, %v", err)
			}
		})
	}
}

// A value is set as its name was.
func TestFillKeepsTheLooksOfTheNamesFirstRun(t *testing.T) {
	template, err := Open(document(t, p("大", "{{事", "由}}", "小")))
	if err != nil {
		t.Fatal(err)
	}
	c := template.copy()
	f := &filler{left: mostFilled}
	f.container(c.docs[documentPart].Root(), scope{data})
	var looks []string
	for _, r := range c.docs[documentPart].Root().FindElements(".//r") {
		looks = append(looks, r.SelectElement("t").Text()+" "+value(r.SelectElement("rPr"), "sz"))
	}
	if got := strings.Join(looks, "|"); got != "大 20|楼上漏水 21|小 23" {
		t.Errorf("got %s", got)
	}
}

var names = Names{Text: []string{"事由", "受理日期"}, Lists: map[string]Names{"当事人": {Text: []string{"姓名"}}}}

func TestCheckSaysWhereAndWhy(t *testing.T) {
	for _, c := range []struct {
		body      string
		name      string
		paragraph int
		why       string
	}{
		{p("一") + p("关于{{事又}}的协议"), "事又", 2, "是不是“事由”"},
		{p("{{姓名}}"), "姓名", 1, "不是可以用的名称"},
		{p("{{当事人}}"), "当事人", 1, "是列表"},
		{p("{{#当事人}}") + p("{{姓名}}"), "当事人", 1, "没有结束"},
		{p("{{/当事人}}"), "当事人", 1, "前面没有"},
		{p("{{#当事人}}{{#事由}}{{/当事人}}{{/事由}}"), "当事人", 1, "交叉"},
		{p("前{{#当事人}}") + p("{{姓名}}") + p("{{/当事人}}"), "当事人", 1, "不在一处"},
		{p("{{#当事人}}") + table([]string{"{{姓名}}{{/当事人}}"}), "当事人", 1, "不在一处"},
		{p("{{事由"), "事由", 1, "不成对"},
		{p("事由}}"), "", 1, "不成对"},
		{p("{{#当事人}}") + p("{{姓明}}") + p("{{/当事人}}"), "姓明", 2, "姓名"},
	} {
		template, err := Open(document(t, c.body))
		if err != nil {
			t.Fatal(err)
		}
		found := template.Check(names)
		if len(found) == 0 || found[0].Name != c.name || found[0].Paragraph != c.paragraph || !strings.Contains(found[0].Why, c.why) {
			t.Errorf("%s: got %+v, want %q in paragraph %d: %s", c.body, found, c.name, c.paragraph, c.why)
		}
	}
	good, err := Open(document(t, p("{{事由}}")+p("{{#当事人}}")+p("{{姓名}}{{事由}}")+p("{{/当事人}}")+table([]string{"{{#当事人}}a", "{{姓名}}{{/当事人}}"}, []string{"{{#当事人}}"}, []string{"{{姓名}}"}, []string{"{{/当事人}}"})))
	if err != nil {
		t.Fatal(err)
	}
	if found := good.Check(names); len(found) != 0 {
		t.Errorf("a good template has problems: %+v", found)
	}
	if got := len(good.Uses()); got != 11 {
		t.Errorf("%d uses, want 11", got)
	}
}

func TestSEC_UP_HostileTemplatesAreRefused(t *testing.T) {
	entry := func(name, body string, flags uint16) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Flags: flags})
		if err == nil {
			_, err = w.Write([]byte(body))
		}
		if err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	many := func() []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := range mostEntries + 1 {
			if _, err := z.Create(fmt.Sprint("x", i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	rels := func(inner string) string {
		return xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + inner + `</Relationships>`
	}
	for name, file := range map[string][]byte{
		"nothing":             {},
		"text":                []byte("这是一段文字"),
		"an empty zip":        entry("a.txt", "a", 0),
		"a way out":           entry("../../etc/x", "a", 0),
		"a password":          entry("word/document.xml", "a", 1),
		"many entries":        many(),
		"a bomb":              document(t, p("x"), "word/big.bin", strings.Repeat("0", mostPart+1)),
		"a bomb of parts":     document(t, p("x"), "word/a.bin", strings.Repeat("0", mostPart), "word/b.bin", strings.Repeat("0", mostPart), "word/c.bin", strings.Repeat("0", mostPart)),
		"entities":            document(t, p("x"), documentPart, xmlHead+`<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><w:document `+namespaces+`><w:body>&d;</w:body></w:document>`),
		"depth":               document(t, strings.Repeat(`<w:sdt>`, 300)+strings.Repeat(`</w:sdt>`, 300)),
		"a million columns":   document(t, `<w:tbl><w:tr>`+strings.Repeat(`<w:tc><w:p/></w:tc>`, 100_000)+`</w:tr></w:tbl>`),
		"many elements":       document(t, strings.Repeat(`<w:p/>`, mostElement+1)),
		"macros":              document(t, p("x"), "word/vbaProject.bin", "x"),
		"a macro type":        document(t, p("x"), "[Content_Types].xml", xmlHead+`<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`),
		"an embedded file":    document(t, p("x"), "word/embeddings/a.xlsx", "x"),
		"an external picture": document(t, p("x"), "word/_rels/document.xml.rels", rels(`<Relationship Id="a" Type="`+office+`image" Target="http://example.invalid/a.png" TargetMode="External"/>`)),
		"a remote template":   document(t, p("x"), "word/_rels/settings.xml.rels", rels(`<Relationship Id="a" Type="`+office+`attachedTemplate" Target="file://x/a.dotm" TargetMode="External"/>`)),
		"another document":    document(t, `<w:altChunk/>`),
		"broken xml":          document(t, p("x"), documentPart, "<w:document><w:body>"),
		"no body":             document(t, p("x"), documentPart, xmlHead+`<w:document `+namespaces+`></w:document>`),
		"an object":           document(t, `<w:p><w:r><w:object/></w:r></w:p>`),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(file)
			if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooLarge) {
				t.Errorf("got %v, want a refusal with a sentence", err)
			}
		})
	}
}

func TestTooMuchIsRefused(t *testing.T) {
	var many []Data
	for range 3000 {
		many = append(many, Data{Text: map[string]string{"姓名": strings.Repeat("长", 1000)}})
	}
	template, err := Open(document(t, p("{{#当事人}}")+p("{{姓名}}")+p("{{/当事人}}")))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := template.Fill(Data{Lists: map[string][]Data{"当事人": many}}); !fault.Is(err, fault.TooLarge) {
		t.Errorf("got %v, want a refusal", err)
	}
}

func TestMarkStandsOnEveryPage(t *testing.T) {
	layout := Layout{Title: "协议", Blocks: []Block{Para{Text: "正文"}}}
	plain, err := layout.Template()
	if err != nil {
		t.Fatal(err)
	}
	once, err := Mark(plain, "内部卷宗")
	if err != nil {
		t.Fatal(err)
	}
	twice, err := Mark(once, "另一行")
	if err != nil {
		t.Fatal(err)
	}
	for want, file := range map[string][]byte{"": plain, "内部卷宗": once, "另一行内部卷宗": twice} {
		paper, err := Read(file)
		if err != nil || paper.Head != want {
			t.Errorf("the head is %q, %v; want %q", paper.Head, err, want)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(document(f, p("{{事由}}")))
	f.Add(document(f, table([]string{"{{#当事人}}a", "{{/当事人}}"})))
	f.Fuzz(func(t *testing.T, file []byte) {
		template, err := Open(file)
		if err != nil {
			return
		}
		template.Check(names)
		if _, err := template.Fill(data); err != nil && fault.Of(err) == nil {
			t.Fatal(err)
		}
	})
}

// FuzzFill fills any words in any runs: whatever is filled can be read again.
func FuzzFill(f *testing.F) {
	f.Add("关于{{事由}}的", "{{#当事人}}{{姓名}}", "{{/当事人}}")
	f.Add("{{", "事由", "}}")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		file := document(t, p(escape(a), escape(b), escape(c))+p(escape(b))+table([]string{escape(a), escape(c)}))
		template, err := Open(file)
		if err != nil {
			t.Fatal(err)
		}
		wrong := template.Check(names)
		filled, err := template.Fill(data)
		if err != nil {
			t.Fatal(err)
		}
		paper, err := Read(filled)
		if err != nil {
			t.Fatal(err)
		}
		if len(wrong) == 0 && strings.Contains(strings.ReplaceAll(paper.Text(), "{{事由}}", ""), "{{#") {
			t.Errorf("a mark stands in %q", paper.Text())
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>x</w:t></w:r></w:p>`)
	f.Add(`<w:tbl><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		paper, err := Read(document(t, body))
		if err == nil {
			_ = paper.Text()
		}
	})
}

// A signature stands on its line with the day, wherever the file splits its words;
// one that has no line stands under the paper.
func TestSignaturesStandOnTheirLines(t *testing.T) {
	var ink bytes.Buffer
	if err := png.Encode(&ink, image.NewGray(image.Rect(0, 0, 90, 30))); err != nil {
		t.Fatal(err)
	}
	paper := document(t, `<w:p><w:r><w:t>申请人李</w:t></w:r><w:r><w:t>桂芬（签名）：</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>年　　月　　日</w:t></w:r></w:p>`+
		`<w:p><w:pPr><w:spacing w:lineRule="exact"/></w:pPr><w:r><w:t>当事人（签名、盖章或者按指印）：　　　　</w:t></w:r></w:p><w:p><w:r><w:t>记录人（签名）：已签</w:t></w:r></w:p>`)
	s := func(words string, lines ...string) Signature {
		return Signature{PNG: ink.Bytes(), Lines: lines, On: "2024年5月8日", Words: words}
	}
	signed, err := Sign(paper, []Signature{s("甲", "申请人李桂芬", "当事人"), s("乙", "被申请人张三", "当事人"), s("丙", "被申请人张三", "当事人"), s("丁", "记录人"), s("", "无")})
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read(signed)
	if err != nil {
		t.Fatal(err)
	}
	const drawn = "（已在屏幕上签）"
	want := "申请人李桂芬（签名）：" + drawn + "　2024年5月8日\n当事人（签名、盖章或者按指印）：" + drawn + drawn + "\n记录人（签名）：已签\n甲\n乙\n丙\n" + drawn + "\n丁\n"
	if got := p.Text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if same, err := Sign(paper, nil); err != nil || !bytes.Equal(same, paper) {
		t.Errorf("unsigned it is another file: %v", err)
	}
}
