package official

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"fengsheng/internal/fault"
)

func zipped(t *testing.T, parts ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadTextRefuses(t *testing.T) {
	many := make([][2]string, mostEntries+1)
	for i := range many {
		many[i] = [2]string{fmt.Sprintf("part%d", i), ""}
	}
	whole := docx(t, invented())
	for name, row := range map[string]struct {
		file []byte
		kind fault.Kind
	}{
		"no zip":           {[]byte("公文"), fault.Invalid},
		"cut short":        {whole[:len(whole)/2], fault.Invalid},
		"no body":          {zipped(t, [2]string{"a.txt", "甲"}), fault.Invalid},
		"broken XML":       {zipped(t, [2]string{"word/document.xml", "<w:p>"}), fault.Invalid},
		"too many entries": {zipped(t, many...), fault.TooLarge},
		"bomb":             {zipped(t, [2]string{"word/document.xml", strings.Repeat(" ", mostPart+1)}), fault.TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := ReadText(bytes.NewReader(row.file), int64(len(row.file)))
			if !fault.Is(err, row.kind) || text != "" {
				t.Errorf("got %q, %v, want a fault of kind %d", text, err, row.kind)
			}
		})
	}
}
