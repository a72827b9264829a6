package staff_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A share is printed with both of its numbers, by indicator.Rate, a figure card or
// the formula beside a value: no template writes a sign of per cent, and no page
// makes a share of its own.
func TestNoTemplatePrintsAShareAlone(t *testing.T) {
	t.Parallel()
	verb := regexp.MustCompile(`"[^"\n]*%[-+# 0-9.]*[vdsqtfxT][^"\n]*"`)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		page := strings.HasSuffix(path, ".templ")
		code := strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, "_templ.go")
		if !page && !code {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(source), "\n") {
			text, _, _ := strings.Cut(line, "//")
			switch {
			case page && strings.ContainsAny(verb.ReplaceAllString(line, ""), "%％"):
				t.Errorf("%s:%d: a template prints a share: %s", path, i+1, strings.TrimSpace(line))
			case code && (strings.Contains(text, "indicator.Percent(") || strings.Contains(text, `%%`) || strings.Contains(text, `+ "%"`)):
				t.Errorf("%s:%d: a page makes a share of its own: %s", path, i+1, strings.TrimSpace(line))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
