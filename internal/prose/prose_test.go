package prose

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
)

func TestText(t *testing.T) {
	const said = "受理矛盾纠纷500件，办结498件。"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(said)
	if err != nil {
		t.Fatal(err)
	}
	paper, err := docx.Layout{Title: "报告", Blocks: []docx.Block{docx.Para{Text: said}}}.Template()
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"UTF-8": said, "with a mark": "\ufeff" + said, "GBK": gbk, "UTF-16": "\xff\xfe" + utf16(said),
		"docx": string(paper),
		"html": "<!DOCTYPE html><html><head><title>题 9件</title></head><body><script>var a='9件'</script><p>受理矛盾<b>纠纷</b>500件，\n办结498&#20214;。</p><style>p{}</style></body></html>",
	} {
		got, err := Text([]byte(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got = strings.ReplaceAll(got, " ", ""); !strings.Contains(got, said) || strings.Contains(got, "9件'") {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, file := range map[string]string{
		"pdf": "%PDF-1.4\n\x00\x01", "broken docx": "PK\x03\x04abc", "noise": "\xff\x80\x81\xff\xff\x80\xff", "too large": strings.Repeat("a", MostBytes+1), "too long": strings.Repeat("a", MostSigns+1),
	} {
		if _, err := Text([]byte(file)); fault.Of(err) == nil {
			t.Errorf("%s: %v, should be refused with a sentence", name, err)
		}
	}
}

func utf16(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func FuzzText(f *testing.F) {
	f.Add([]byte("<p>受理500件</p><table><td>3"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := Text(file); err != nil && fault.Of(err) == nil {
			t.Error(err)
		}
	})
}
