package staff_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/org"
	"fengsheng/sample/stage"
	"fengsheng/vault"
	"fengsheng/web"
	"fengsheng/web/staff"
	"fengsheng/web/staff/frame"
)

// relation is how a matter stands to somebody whose one post is in a community.
type relation string

// The relations of AUTHZ-16, in the order of the columns.
var relations = []relation{
	"own", "sameUnit", "child", "parent", "sibling", "otherStreet", "respondent", "formerHandler", "restricted", "sealed", "erased", "anonymous",
}

// never are the relations in which nobody finds a matter of the street, whatever
// the post.
var never = []relation{"otherStreet", "respondent", "sealed"}

// matrix is a street with one officer of every role, each with a matter in every
// relation to them.
type matrix struct {
	t       *testing.T
	s       *stage.Stage
	handler http.Handler
	who     map[actor.Role]actor.Actor
	matters map[actor.Role]map[relation]matter.Matter
	other   org.Officer
	grid    org.Unit
	tokens  map[string]string
	sibling org.Unit
}

// kindOf is a kind of matter that the role has to do with.
func kindOf(r actor.Role) matter.Kind {
	switch r {
	case actor.Handler, actor.UnitHead:
		return matter.Administrative
	case actor.LegalAdviser:
		return matter.Consultation
	case actor.PetitionClerk:
		return matter.Petition
	case actor.GridWorker:
		return matter.Hazard
	}
	return matter.Mediation
}

var place = db.SQL("test.place", `UPDATE matter SET community_id = $3, grid_id = $4, estate_id = '', mediator_id = $5, registrar_id = $6 WHERE street_id = $1 AND id = $2`)

var elseStreet = db.SQL("test.elseStreet", `UPDATE matter SET street_id = $3 WHERE street_id = $1 AND id = $2`)

func newMatrix(t *testing.T) *matrix {
	t.Helper()
	clock := dbtest.At(stage.Morning)
	d := dbtest.SQLite(t, clock)
	m := &matrix{t: t, s: stage.Over(t, d, clock), tokens: map[string]string{}, who: map[actor.Role]actor.Actor{}, matters: map[actor.Role]map[relation]matter.Matter{}}
	m.people()
	for _, r := range actor.Roles {
		m.matters[r] = map[relation]matter.Matter{}
		for _, rel := range relations {
			if rel != "anonymous" {
				m.matters[r][rel] = m.matter(r, rel)
			}
		}
	}
	m.s.Later(2)
	for _, r := range actor.Roles {
		m.erase(m.matters[r]["erased"])
	}
	site, err := web.New(web.Config{
		Unit: "东盛街道", Nav: frame.Nav(), Sessions: web.SessionsFunc(m.session), Clock: d.Now, Log: slog.New(slog.DiscardHandler), Budget: time.Minute,
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	if err := web.Register(mux, site, staff.Routes(staff.Parts{DB: d, Door: &identity.Door{DB: d, Hasher: identity.NewHasher()}})); err != nil {
		t.Fatal(err)
	}
	m.handler = site.Handler(mux)
	return m
}

func (m *matrix) session(_ context.Context, token string) (web.Session, error) {
	by, ok := m.who[actor.Role(token)]
	if !ok {
		return web.Session{}, fault.New(fault.NotFound, "没有登录")
	}
	return web.Session{ID: token, CSRF: "csrf-" + token, Since: m.s.DB.Now(), Until: m.s.DB.Now().Add(time.Hour), Actor: by}, nil
}

// people hires one officer of each role in the first community, and one who
// carries what belongs to somebody else.
func (m *matrix) people() {
	m.s.Must(func(tx *db.Tx) error {
		tree, err := org.Tree(tx, tx.Today())
		if err != nil {
			return err
		}
		for _, u := range tree {
			switch {
			case u.Level == actor.Grid && u.Community == m.s.Community.ID:
				m.grid = u
			case u.Level == actor.Community && u.ID != m.s.Community.ID:
				m.sibling = u
			}
		}
		admin := m.s.As("admin")
		if m.other, err = org.Hire(tx, admin, org.Officer{Code: "m00", Name: "别的人", Unit: m.sibling.ID}); err != nil {
			return err
		}
		for i, r := range actor.Roles {
			o, err := org.Hire(tx, admin, org.Officer{Code: fmt.Sprintf("m%02d", i+1), Name: "格子" + string(rune('甲'+i)), Unit: m.s.Community.ID})
			if err != nil {
				return err
			}
			if err := org.Assign(tx, admin, o.ID, r, m.s.Community.ID, tx.Today()); err != nil {
				return err
			}
			a, err := identity.CreateAccount(tx, admin, identity.NewAccount{Officer: o.ID, Login: "m" + strings.ToLower(string(r)), Stored: "argon2id$m=8,t=1,p=1$AAAA$AAAA"})
			if err != nil {
				return err
			}
			if m.who[r], err = identity.ActorOf(tx, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// matter makes one that stands in the relation to the officer of the role.
func (m *matrix) matter(r actor.Role, rel relation) matter.Matter {
	m.t.Helper()
	made := m.s.Sorted(kindOf(r))
	if rel == "erased" {
		made = m.ended()
	}
	own, other := m.who[r].Officer, m.other.ID
	community, grid, mediator := m.s.Community.ID, "", other
	switch rel {
	case "own", "respondent":
		mediator = own
	case "child":
		grid = m.grid.ID
	case "parent":
		community = ""
	case "sibling", "formerHandler":
		community = m.sibling.ID
	}
	m.s.Must(func(tx *db.Tx) error {
		if err := tx.ExecOne(place, tx.Street, string(made.ID), community, grid, mediator, other); err != nil {
			return err
		}
		chair := m.s.As("chair")
		switch rel {
		case "otherStreet":
			return tx.ExecOne(elseStreet, tx.Street, string(made.ID), elsewhere)
		case "respondent":
			_, err := matter.AddTie(tx, chair, made.ID, matter.Tying{Officer: own, Relation: "respondent"})
			return err
		case "restricted":
			_, err := matter.Restrict(tx, chair, made.ID, 0, "少数人知道")
			return err
		case "sealed":
			_, err := vault.Seal(tx, m.s.As("triage"), made.ID, vault.Sealing{Words: "某人"})
			return err
		}
		return nil
	})
	return made
}

func (m *matrix) ended() matter.Matter {
	made := m.s.Sorted(matter.Mediation)
	chair := m.s.As("chair")
	return m.s.Step(func(tx *db.Tx) (matter.Matter, error) {
		if _, err := mediation.Apply(tx, chair, made.ID, mediation.Application{Facts: "楼上漏水"}); err != nil {
			return made, err
		}
		if _, err := mediation.Decline(tx, chair, made.ID, mediation.Declining{Reason: "notCivil", Words: "不属于", Told: true}); err != nil {
			return made, err
		}
		return matter.Lock(tx, chair, made.ID, matter.Locking{Until: calendar.Of(tx.Now).AddDays(1), Reason: "要求删除"})
	})
}

func (m *matrix) erase(made matter.Matter) {
	m.s.Must(func(tx *db.Tx) error {
		for _, login := range []string{"chair", "archive"} {
			if _, err := matter.Erase(tx, m.s.As(login), mediation.Table(), made.ID, 0); err != nil {
				return err
			}
		}
		return nil
	})
}

// letters are the answers as the table writes them: opened, gone on, refused,
// not found, not now, not like this, sign in first.
var letters = map[int]byte{200: 'o', 303: 's', 403: 'x', 404: '.', 409: 'c', 422: 'v', 204: 'o', 401: 'a'}

// ask sends one request as the role and gives the letter of the answer.
func (m *matrix) ask(method, path, role string) byte {
	m.t.Helper()
	form := url.Values{}
	var q *http.Request
	if method == http.MethodPost {
		form.Set("_csrf", m.token(role))
		form.Set("_submission", id.New(m.s.DB.Now()))
		q = httptest.NewRequestWithContext(m.t.Context(), method, path, strings.NewReader(form.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Origin", "http://"+q.Host)
	} else {
		q = httptest.NewRequestWithContext(m.t.Context(), method, path, nil)
	}
	if role != "" {
		q.AddCookie(&http.Cookie{Name: "fs", Value: role})
	}
	answer := httptest.NewRecorder()
	m.handler.ServeHTTP(answer, q)
	l, ok := letters[answer.Code]
	if !ok {
		m.t.Errorf("%s %s as %s: status %d", method, path, role, answer.Code)
		return '?'
	}
	return l
}

// token is what the forms of the role carry.
func (m *matrix) token(role string) string {
	if role == "" || m.tokens[role] != "" {
		return m.tokens[role]
	}
	q := httptest.NewRequestWithContext(m.t.Context(), http.MethodGet, "/account/password", nil)
	q.AddCookie(&http.Cookie{Name: "fs", Value: role})
	answer := httptest.NewRecorder()
	m.handler.ServeHTTP(answer, q)
	found := formToken.FindStringSubmatch(answer.Body.String())
	if found == nil {
		m.t.Fatalf("no form for %s: status %d", role, answer.Code)
	}
	m.tokens[role] = found[1]
	return found[1]
}

var formToken = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

// The full matrix: every role asks every route for a matter in every relation.
// The expected answers are in testdata/matrix.txt; what may never be holds
// whatever that file says. Write it anew with
// go test ./web/staff -run SEC_AUTHZ_16 -update, and read what changed.
func TestSEC_AUTHZ_16_TheMatrix(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	all := sorted(routes(t))
	slices.SortStableFunc(all, func(a, b web.Route) int { // what reads before what changes
		return strings.Compare(method(a), method(b))
	})
	var b bytes.Buffer
	b.WriteString("# relations: " + fmt.Sprint(relations) + "\n# o opened, s gone on, x refused, . not found, c not now, v not like this, a sign in first\n")
	cells := 0
	for _, r := range all {
		if r.Permission.Public || r.Upload {
			continue
		}
		n, rows := m.rows(r)
		cells += n
		fmt.Fprintf(&b, "\n%s\n%s", r.Pattern, rows)
	}
	t.Logf("%d cells", cells)
	m.s.Must(func(tx *db.Tx) error { // every try at what is kept was told (workflow.md section 4.2)
		for _, street := range []string{tx.Street, matter.Vault(tx.Street)} {
			n, err := db.Value[int](tx, triesTold, street)
			if err != nil {
				return err
			}
			if n < 10 {
				t.Errorf("%d tries are told in %s, want those of many roles", n, street)
			}
		}
		return nil
	})
	golden(t, filepath.Join("testdata", "matrix.txt"), b.Bytes())
}

func method(r web.Route) string { verb, _, _ := strings.Cut(r.Pattern, " "); return verb }

// rows asks one route as every role; roles that are answered alike share a line.
func (m *matrix) rows(r web.Route) (int, string) {
	verb, path, _ := strings.Cut(r.Pattern, " ")
	about := strings.HasPrefix(path, "/matters/{id}") || strings.HasPrefix(path, "/vault/{id}")
	cells := 0
	alike := map[string][]string{}
	var order []string
	for _, role := range actor.Roles {
		var line []byte
		if about {
			for _, rel := range relations {
				line = append(line, m.cell(verb, path, role, rel))
			}
		} else {
			plain := strings.ReplaceAll(parameter.ReplaceAllString(path, "x"), "{$}", "")
			line = []byte{m.ask(verb, plain, string(role)), ' ', m.ask(verb, plain, "")}
			if line[2] == 'o' {
				m.t.Errorf("%s opens to somebody who has not signed in", r.Pattern)
			}
		}
		cells += len(line)
		if alike[string(line)] == nil {
			order = append(order, string(line))
		}
		alike[string(line)] = append(alike[string(line)], string(role))
	}
	var b strings.Builder
	for _, line := range order {
		fmt.Fprintf(&b, "  %s  %s\n", line, strings.Join(alike[line], " "))
	}
	return cells, b.String()
}

// cell asks one route about one matter, and holds what may never be.
func (m *matrix) cell(verb, path string, role actor.Role, rel relation) byte {
	m.t.Helper()
	as := string(role)
	if rel == "anonymous" {
		as, rel = "", "own"
	}
	made := m.matters[role][rel]
	to := strings.NewReplacer("{id}", string(made.ID), "{party}", m.party(made), "{command}", "tie").Replace(path)
	answer := m.ask(verb, to, as)
	switch {
	case as == "" && answer != 's' && answer != 'x' && answer != 'a':
		m.t.Errorf("%s %s: somebody who has not signed in is answered %c", verb, path, answer)
	case strings.HasPrefix(path, "/vault/") && role == actor.SealedCustodian && rel == "sealed":
		if answer == '.' || answer == 'x' {
			m.t.Errorf("%s %s: the custodian is answered %c", verb, path, answer)
		}
	case as != "" && (slices.Contains(never, rel) || strings.HasPrefix(path, "/vault/")) && answer != '.' && answer != 'x':
		m.t.Errorf("%s %s: %s is answered %c about a matter that is %s", verb, path, role, answer, rel)
	}
	return answer
}

// party is one of the matter's parties, wherever it stands.
func (m *matrix) party(made matter.Matter) string {
	first := "none"
	m.s.Must(func(tx *db.Tx) error {
		all, err := db.Values[string](tx, partiesAnywhere, string(made.ID))
		if len(all) > 0 {
			first = all[0]
		}
		return err
	})
	return first
}

var triesTold = db.SQL("test.triesTold", `SELECT count(DISTINCT role) FROM event WHERE street_id = $1 AND action = 'matter.barred' AND outcome = 'refused'`)

var partiesAnywhere = db.SQL("test.partiesAnywhere", `SELECT id FROM party WHERE matter_id = $1 ORDER BY ord`)

// golden compares with a file, or writes it.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	was, is := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range max(len(was), len(is)) {
		if i >= len(was) || i >= len(is) || was[i] != is[i] {
			t.Errorf("%s, line %d: got %q, want %q; write it anew with -update and read what changed", path, i+1, at(is, i), at(was, i))
			return
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "the end"
}
