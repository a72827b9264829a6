package official

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"fengsheng/internal/calendar"
)

// invented is a document with every element, of a street that does not exist.
func invented() Document {
	return Document{
		Title:     "枫林街道关于2031年度矛盾纠纷多元化解和法治政府建设工作情况的报告",
		Addressee: "松江新区司法局",
		Blocks: []Block{
			Prose("2031年，枫林街道依法履职。现将有关情况报告如下："),
			Heading{Level: 1, Text: "一、主要举措和成效"},
			Paragraph{
				Lead: "（一）抓学习，依法办事能力不断提高。", Level: 2,
				Runs: []Run{{Text: "一是带头学法。全年集中学习"}, {Text: "6次", Bold: true}, {Text: "，发放“明白纸”700余份。二是按规定报告。"}},
			},
			Heading{Level: 2, Text: "（二）抓化解"},
			Heading{Level: 3, Text: "1.调解"},
			Prose("受理纠纷120件，办结118件，办结率98.33%。"),
			Heading{Level: 4, Text: "（1）回访"},
			Prose("回访40户。"),
			Table{Caption: "表1 各社区办结情况", Head: []string{"社区", "受理（件）", "说明"}, Rows: [][]string{
				{"甲社区", "70", "含上年结转"}, {"乙社区", "50"}, {"合计", "120", "—"},
			}},
			Heading{Level: 1, Text: "二、不足和原因"},
			Prose("一是经费 < 需求 & 人手不足。"),
		},
		Attachments: []Attachment{
			{Title: "2031年度工作台账", Blocks: []Block{Table{Head: []string{"序号", "事项"}, Rows: [][]string{{"1", "普法"}}}}},
			{Title: "2032年计划", Blocks: []Block{Prose("继续做好工作。")}},
		},
		Organ:   "枫林街道办事处",
		Date:    calendar.On(2032, 2, 8),
		Note:    "此件公开发布",
		Review:  []Signature{{"初审", "赵甲"}, {"复审", "钱乙"}, {"终审", ""}},
		Mark:    "演示",
		Creator: "枫林街道办事处",
		Created: time.Date(2032, 2, 8, 9, 30, 0, 0, calendar.Shanghai),
	}
}

func docx(t *testing.T, d Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.WriteDOCX(&b); err != nil {
		t.Fatalf("WriteDOCX: got %v, want no error", err)
	}
	return b.Bytes()
}

func readBack(t *testing.T, file []byte) string {
	t.Helper()
	text, err := ReadText(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("ReadText: got %v, want no error", err)
	}
	return text
}

// unpacked is every part of the file in its order.
func unpacked(t *testing.T, file []byte) ([]string, map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
		parts[f.Name] = string(data)
	}
	return names, parts
}

func words(s string) string { return strings.Join(strings.Fields(s), "") }
