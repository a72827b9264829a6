package fengsheng

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// requirements are those that hold from the first issue on.
var requirements = strings.Fields(`AUTHN-01 AUTHN-02 AUTHN-03 AUTHN-06 AUTHN-07 SESS-01 SESS-02 SESS-03 SESS-06 AUTHZ-01 AUTHZ-02 AUTHZ-03 AUTHZ-04 AUTHZ-05 AUTHZ-08 AUTHZ-11 AUTHZ-12
AUTHZ-13 AUTHZ-14 AUTHZ-16 AUTHZ-17 WEB-01 WEB-02 WEB-03 WEB-04 WEB-05 WEB-06 WEB-07 IN-01 IN-02 IN-03 IN-04 IN-08 IN-09 CRASH-01 CRASH-03 CRASH-05 CRASH-06 CRASH-08 TIME-01 TIME-02 TIME-03
ERR-01 ERR-02 ERR-03 ERR-04 LOG-01 LOG-02 AUD-01 AUD-02 AUD-03 PRIV-02 PRIV-03 PRIV-04 PRIV-05 PRIV-07 PRIV-08 PRIV-13`)

var (
	testFunction = regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)
	namedTest    = regexp.MustCompile("`(Test\\w+)`")
)

// What docs/security.md says is held or partly held is tested by functions that
// exist and carry the number; what is only partly held says what is missing.
func TestEveryRequirementNamesItsTests(t *testing.T) {
	tests := map[string]bool{}
	eachFile(t, func(folder, file string, imports map[string]bool, source string) {
		for _, m := range testFunction.FindAllStringSubmatch(source, -1) {
			tests[m[1]] = tests[m[1]] || strings.HasSuffix(file, "_test.go")
		}
	})
	page, err := os.ReadFile("docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range namedTest.FindAllStringSubmatch(string(page), -1) {
		if !tests[m[1]] {
			t.Errorf("docs/security.md names %s, which does not exist", m[1])
		}
	}
	var listed []string
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		id := strings.TrimPrefix(cells[0], "| ")
		if len(cells) < 4 || !slices.Contains(requirements, id) {
			continue
		}
		listed = append(listed, id)
		if cells[1] != "held" && cells[1] != "partly" {
			t.Errorf("%s is %q, want held or partly", id, cells[1])
		}
		carries := "_" + strings.ReplaceAll(id, "-", "_") + "_"
		for _, m := range namedTest.FindAllStringSubmatch(cells[3], -1) {
			if !strings.Contains(m[1], carries) {
				t.Errorf("%s: %s does not carry its number", id, m[1])
			}
		}
		if !strings.Contains(cells[3], carries) {
			t.Errorf("%s names no test", id)
		}
		if cells[1] == "partly" && (len(cells) < 5 || len(cells[4]) < 5) {
			t.Errorf("%s is partly held and does not say what is missing", id)
		}
	}
	slices.Sort(listed)
	want := slices.Sorted(slices.Values(requirements))
	if !slices.Equal(listed, want) {
		t.Errorf("docs/security.md lists\n%v\nwant\n%v", listed, want)
	}
}
