// Package fengsheng has no code: the program is in the folders below, and this
// test holds the arrows between them (docs/adr/0002-layout.md).
package fengsheng

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// shelves are the folders from the bottom up. A folder may import what stands
// on a lower shelf, never what stands beside or above it.
var shelves = [][]string{
	{"internal/fault", "internal/id", "internal/seal", "internal/money"},
	{"internal/calendar", "internal/file"},
	{"reconcile"},
	{"internal/db", "internal/official", "internal/notify", "internal/docx", "internal/sheet", "internal/office", "internal/pdf"},
	{"internal/search", "internal/db/dbtest", "internal/prose"},
	{"actor"},
	{"event"},
	{"org"},
	{"identity"},
	{"document", "deadline"},
	{"matter"},
	{"activity", "task"},
	{"mediation", "administrative", "petition", "litigation", "hazard", "consultation", "vault", "docking", "ownership", "reception", "meeting", "publicity", "study", "committee", "drill"},
	{"responsibility"},
	{"catalogue", "supervision"},
	{"dossier", "ledger", "outside"},
	{"indicator"},
	{"assessment"},
	{"report", "returns"},
	{"sample"},
	{"sample/stage"}, // for tests
	{"web/ui"},
	{"web"},
	{"web/webtest"},
	{"web/staff/frame"},
	{"web/staff/steps"},
	{"web/staff/*"},
	{"web/staff/frame/frametest"}, // a stage for the tests of pages
	{"web/staff"},
	{"cmd/*"},
	{"e2e"},
	{"."},
}

// only says who may use what, and why nobody else.
var only = []struct {
	path   string
	who    []string
	reason string
}{
	{"database/sql", []string{"internal/db", "cmd/bench"}, "one package knows that there are two engines"},
	{"modernc.org/sqlite", []string{"internal/db", "cmd/bench"}, "one package knows that there are two engines"},
	{"github.com/jackc/pgx/v5", []string{"internal/db", "cmd/bench"}, "one package knows that there are two engines"},
	{"github.com/a-h/templ", []string{"web", "web/ui", "web/staff", "web/staff/*"}, "pages are drawn in web"},
	{"net/http", []string{"web", "web/ui", "web/staff", "web/staff/*", "web/staff/frame/frametest", "web/webtest", "cmd/*", "internal/notify"}, "only the web answers requests, and only one package asks"},
	{"github.com/skip2/go-qrcode", []string{"web/staff/studies"}, "one page shows a code"},
	{"github.com/alecthomas/kong", []string{"cmd/*"}, "only main reads arguments"},
	{"os/signal", []string{"cmd/*"}, "only main hears signals"},
}

// clocks may read the wall clock (TIME-01): main hands it on, the web measures.
var clocks = []string{"cmd/*", "web"}

func TestTheArrowsPointDown(t *testing.T) {
	eachFile(t, func(folder, file string, imports map[string]bool, source string) {
		if strings.HasSuffix(file, "_test.go") {
			return
		}
		from := shelf(folder)
		if from < 0 {
			t.Errorf("%s: folder %s stands on no shelf; say where it belongs", file, folder)
			return
		}
		for path := range imports {
			to, ours := strings.CutPrefix(path, "fengsheng/")
			if !ours {
				continue
			}
			if at := shelf(to); at < 0 || at >= from {
				t.Errorf("%s: %s may not import %s", file, folder, to)
			}
		}
	})
}

func TestCapabilities(t *testing.T) {
	eachFile(t, func(folder, file string, imports map[string]bool, source string) {
		if strings.HasSuffix(file, "_test.go") || folder == "internal/db/dbtest" {
			return
		}
		for _, rule := range only {
			for path := range imports {
				if (path == rule.path || strings.HasPrefix(path, rule.path+"/")) && !matches(folder, rule.who) {
					t.Errorf("%s: %s may not use %s: %s", file, folder, path, rule.reason)
				}
			}
		}
	})
}

func TestSEC_TIME_01_OneClock(t *testing.T) {
	eachFile(t, func(folder, file string, imports map[string]bool, source string) {
		if strings.HasSuffix(file, "_test.go") || matches(folder, clocks) || folder == "internal/db/dbtest" {
			return
		}
		for _, call := range []string{"time.Now(", "time.Since(", "time.Until("} {
			if strings.Contains(source, call) {
				t.Errorf("%s: %s reads the wall clock with %s); the moment is handed in", file, folder, call)
			}
		}
	})
}

// Roles are turned into decisions in identity and in workflow tables only.
func TestSEC_AUTHZ_02_NoRoleComparisonInPages(t *testing.T) {
	eachFile(t, func(folder, file string, imports map[string]bool, source string) {
		if strings.HasSuffix(file, "_test.go") || !strings.HasPrefix(folder, "web/staff") {
			return
		}
		for _, text := range []string{".Has(actor.", ".First(actor.", "Role == actor.", "Role != actor."} {
			if strings.Contains(source, text) {
				t.Errorf("%s: a page compares roles (%s); name a permission of identity instead", file, text)
			}
		}
	})
}

// SQL is made of constants: what is handed to db.SQL, db.SQLOn or Build is
// never the result of a call that could carry an entry into it.
func TestSEC_IN_03_SQLIsConstant(t *testing.T) {
	eachFile(t, func(folder, file string, imports map[string]bool, source string) {
		if strings.HasSuffix(file, "_test.go") || !strings.Contains(source, "fengsheng/internal/db") {
			return
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"SQL", "SQLOn", "Build"}, name.Sel.Name) {
				return true
			}
			for _, arg := range call.Args[:min(3, len(call.Args))] {
				if !constant(arg) {
					t.Errorf("%s: the text of a statement is not constant: %s", file, source[arg.Pos()-1:arg.End()-1])
				}
			}
			return true
		})
	})
}

// constant reports whether an expression is made of literals, names and +. A
// conversion to string is allowed for closed enumerations of columns.
func constant(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit, *ast.Ident:
		return true
	case *ast.BinaryExpr:
		return constant(e.X) && constant(e.Y)
	case *ast.CallExpr:
		name, ok := e.Fun.(*ast.Ident)
		return ok && name.Name == "string" && len(e.Args) == 1 && constant(e.Args[0])
	}
	return false
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	said := map[string]bool{}
	eachFile(t, func(folder, file string, imports map[string]bool, source string) {
		said[folder] = said[folder] || strings.Contains(source, "// Package ") || strings.Contains(source, "// Command ")
	})
	for folder, yes := range said {
		if !yes {
			t.Errorf("%s has no sentence that says what it is for", folder)
		}
	}
}

func shelf(folder string) int {
	for i, s := range shelves {
		if slices.Contains(s, folder) {
			return i
		}
	}
	for i, s := range shelves {
		if matches(folder, s) {
			return i
		}
	}
	return -1
}

func matches(folder string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		parent, wild := strings.CutSuffix(p, "/*")
		return p == folder || wild && filepath.Dir(folder) == parent
	})
}

func eachFile(t *testing.T, visit func(folder, file string, imports map[string]bool, source string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		imports := map[string]bool{}
		for _, i := range parsed.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			imports[name] = true
		}
		visit(filepath.ToSlash(filepath.Dir(path)), path, imports, string(source))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
