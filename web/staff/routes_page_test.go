package staff_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fengsheng/actor"
	"fengsheng/web"
)

var update = flag.Bool("update", false, "write the golden file")

const page = "../../docs/routes.md"

// The page of all routes is generated, so it cannot lie. Rewrite it with
// go test ./web/staff -run RoutesPage -update
func TestTheRoutesPageIsTheTable(t *testing.T) {
	t.Parallel()
	want := routesPage(routes(t))
	if *update {
		if err := os.WriteFile(page, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("docs/routes.md has %d bytes, the tables of routes make another page of %d; write it anew with -update", len(got), len(want))
	}
}

const routesHead = `# Routes

Every address of the signed-in site. Generated from the tables of routes under ` + "`web/staff`" + ` by ` + "`go test ./web/staff -run RoutesPage -update`" + `; a test fails when
this page is not what the program serves. Registering refuses a route without a permission, a scope, a data class and an action.

- **Permission** is who may open the page at all; 公开 is before the sign-in, 登录即可 any officer. Somebody without it reads 403, and 404 where the address names one record.
- **Scope** is what the statement of the page lets through of it: another street's record, and one out of scope, is not found.
- **Class** is the most sensitive class of what the page can show. **Action** says what the page is.
- Not in the tables: ` + "`GET /assets/…`" + `, the style, script and icons, which hold no record and are open to anybody.
`

func routesPage(all []web.Route) []byte {
	var b bytes.Buffer
	b.WriteString(routesHead)
	folder := ""
	for _, r := range sorted(all) {
		method, path, _ := strings.Cut(r.Pattern, " ")
		if in := first(path); in != folder {
			folder = in
			fmt.Fprintf(&b, "\n## %s\n\n| method | path | permission | scope | class | action |\n|---|---|---|---|---|---|\n", folder)
		}
		upload := ""
		if r.Upload {
			upload = " (takes a file)"
		}
		fmt.Fprintf(&b, "| %s | `%s`%s | %s | %s | %s | `%s` |\n", method, path, upload, r.Permission.Name, r.Scope, r.Class, r.Audit)
	}
	b.WriteString("\n## Who holds which permission\n\n| permission | roles |\n|---|---|\n")
	b.WriteString(permissionRows(all))
	return b.Bytes()
}

// sorted orders by path, and what reads before what changes.
func sorted(all []web.Route) []web.Route {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b web.Route) int {
		am, ap, _ := strings.Cut(a.Pattern, " ")
		bm, bp, _ := strings.Cut(b.Pattern, " ")
		return strings.Compare(first(ap)+" "+ap+" "+am, first(bp)+" "+bp+" "+bm)
	})
	return all
}

func first(path string) string {
	part, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if part == "" || strings.HasPrefix(part, "{") {
		return "/"
	}
	return "/" + part
}

func permissionRows(all []web.Route) string {
	roles := map[string]string{}
	for _, r := range all {
		switch {
		case r.Permission.Public:
			roles[r.Permission.Name] = "anybody, without signing in"
		case r.Permission.Any:
			roles[r.Permission.Name] = "every officer who has signed in"
		default:
			roles[r.Permission.Name] = labels(r.Permission.Roles)
		}
	}
	var rows []string
	for name, who := range roles {
		rows = append(rows, fmt.Sprintf("| %s | %s |\n", name, who))
	}
	slices.Sort(rows)
	return strings.Join(rows, "")
}

func labels(roles []actor.Role) string {
	var all []string
	for _, r := range roles {
		all = append(all, r.Label())
	}
	return strings.Join(all, "、")
}

// One name means one set of roles wherever it stands, and a name that stands in
// the page is never empty.
func TestSEC_AUTHZ_01_OneNameOnePermission(t *testing.T) {
	t.Parallel()
	known := map[string]web.Permission{}
	for _, r := range routes(t) {
		p := r.Permission
		if strings.TrimSpace(p.Name) == "" {
			t.Errorf("%s: a permission without a name", r.Pattern)
		}
		if before, found := known[p.Name]; found && (before.Public != p.Public || before.Any != p.Any || !slices.Equal(before.Roles, p.Roles)) {
			t.Errorf("%s: the permission %s is another one elsewhere", r.Pattern, p.Name)
		}
		known[p.Name] = p
	}
}
