package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/id"
	"fengsheng/matter"
)

// pageGoal is the most a page may take on the server, p99, in milliseconds.
const pageGoal = 50

// scene is one page as one person asks for it, and what the bare engine reads
// for it.
type scene struct {
	name, login, route string
	page               func(i int) string
	needs              func(i int) []asked
	goal               float64
}

// pages measures every page at one client, in server time.
func pages(ctx context.Context, o options, server *server, b *bare, s street, r *results) error {
	r.Engine = b.version(ctx)
	all, err := scenes(ctx, o, b)
	if err != nil {
		return err
	}
	browsers := map[string]*browser{}
	for _, sc := range all {
		who := browsers[sc.login]
		if who == nil {
			if who, err = signIn(server.url, sc.login); err != nil {
				return err
			}
			browsers[sc.login] = who
		}
		took, err := sc.watch(server, who, o.Requests)
		if err != nil {
			return err
		}
		var beside []float64
		if sc.needs != nil {
			if beside, err = b.times(ctx, o.Requests, sc.needs); err != nil {
				return err
			}
		}
		r.time(sc.name, took, beside, sc.goal)
	}
	return nil
}

// watch opens the page n times and returns what the program logged. The first
// few are not counted: they prepare the statements.
func (sc scene) watch(server *server, who *browser, n int) ([]float64, error) {
	const first = 5
	from := server.lines()
	for i := range first + n {
		if _, err := who.get(sc.page(i)); err != nil {
			return nil, fmt.Errorf("%s: %w", sc.name, err)
		}
	}
	lines, err := server.logged(from, first+n)
	if err != nil {
		return nil, err
	}
	var took []float64
	for _, l := range lines[first:] {
		if l.Route != sc.route {
			return nil, fmt.Errorf("%s: the program logged %s, not %s", sc.name, l.Route, sc.route)
		}
		took = append(took, l.Millis)
	}
	return took, nil
}

// rows and count are the statements of a list without the program around them:
// the last rows in its order, and the count as far as a list counts.
func rows(where, order string) string {
	return "SELECT * FROM matter WHERE street_id = $1 AND id IN (SELECT id FROM matter WHERE " + where + " ORDER BY " + order + " LIMIT 26)"
}

func count(where string) string {
	return fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM matter WHERE %s LIMIT %d) AS counted", where, matter.Most+1)
}

func scenes(ctx context.Context, o options, b *bare) ([]scene, error) {
	mediator, err := b.text(ctx, "SELECT officer_id FROM account WHERE street_id = $1 AND login = 'mediator'")
	if err != nil {
		return nil, err
	}
	community, err := b.text(ctx, `SELECT post.unit_id FROM account JOIN post ON post.street_id = account.street_id AND post.officer_id = account.officer_id
WHERE account.street_id = $1 AND account.login = 'station1'`)
	if err != nil {
		return nil, err
	}
	ids, err := b.sampleIDs(ctx, o.Requests)
	if err != nil {
		return nil, err
	}
	today := calendar.Of(time.Now())
	open, in := "open = TRUE AND closed_on = 0", "street_id = $1 AND "
	mine := `street_id || '' = $1 AND ((street_id = $1 AND mediator_id = $2 AND closed_on = 0) OR (street_id = $1 AND mediator_id = $2 AND closed_on >= $3)
OR (street_id = $1 AND mediator_id = '' AND closed_on = 0 AND kind = 'mediation') OR (street_id = $1 AND registrar_id = $2))`
	keep := int(today.AddDays(-30))
	list := func(name, login, query, where, order string, args ...any) scene {
		args = append([]any{b.street}, args...)
		return scene{
			name: name, login: login, route: "GET /matters", page: same("/matters?" + query), goal: pageGoal,
			needs: func(int) []asked { return []asked{ask(count(where), args...), ask(rows(where, order), args...)} },
		}
	}
	all := []scene{
		list("list of open matters, registrar", "clerk", "open=1", in+open, "id DESC"),
		list("list of open matters, mediator", "mediator", "open=1", mine+" AND "+open, "id || '' DESC", mediator, keep),
		list("list of open matters, station lead", "station1", "open=1", in+open+" AND community_id = $2", "id || '' DESC", community),
		list("list of all matters, registrar", "clerk", "all=1", "street_id = $1", "id DESC"),
		list("list of all matters, mediator", "mediator", "all=1", mine, "id || '' DESC", mediator, keep),
		list("list of all matters, station lead", "station1", "all=1", in+"community_id = $2", "id DESC", community),
		list("evidence: accepted in 2024", "statistician", "acceptedFrom=2024-01-01&acceptedTo=2024-12-31", in+"accepted_on >= 20240101 AND accepted_on <= 20241231", "accepted_on DESC, id DESC"),
		list("evidence: accepted in 2024, one community", "statistician", "acceptedFrom=2024-01-01&acceptedTo=2024-12-31&community="+community,
			in+"accepted_on >= 20240101 AND accepted_on <= 20241231 AND community_id = $2", "accepted_on DESC, id DESC", community),
		list("evidence: resolved in 2024", "statistician", "resolvedFrom=2024-01-01&resolvedTo=2024-12-31", in+"resolved_on >= 20240101 AND resolved_on <= 20241231", "resolved_on DESC, id DESC"),
		{
			name: "one matter", login: "clerk", route: "GET /matters/{id}", goal: pageGoal,
			page: func(i int) string { return "/matters/" + ids[i%len(ids)] }, needs: func(i int) []asked { return b.matter(ids[i%len(ids)]) },
		},
		{
			name: "one matter with its content", login: "archive", route: "GET /matters/{id}", goal: pageGoal,
			page: func(i int) string { return "/matters/" + ids[i%len(ids)] }, needs: func(i int) []asked { return b.matter(ids[i%len(ids)]) },
		},
		b.search("search 漏水, registrar", "clerk", "漏水", ""),
		b.search("search 漏水, mediator", "mediator", "漏水", "zm"+mediator),
		b.search("search 漏水, station lead", "station1", "漏水", "zc"+community),
		{name: "desk, registrar", login: "clerk", route: "GET /{$}", page: same("/")},
		{name: "desk, mediator", login: "mediator", route: "GET /{$}", page: same("/")},
		{name: "page of one indicator with months and places", login: "statistician", route: "GET /indicators/{code}", page: same("/indicators/accepted?year=2024")},
	}
	return slices.Concat(all, otherScenes(list), countingScenes()), nil
}

func same(page string) func(int) string { return func(int) string { return page } }

// matter is everything that is kept of one matter.
func (b *bare) matter(of string) []asked {
	return []asked{
		ask("SELECT * FROM matter WHERE street_id = $1 AND id = $2", b.street, of),
		ask("SELECT * FROM story WHERE street_id = $1 AND id = $2", b.street, of),
		ask("SELECT * FROM party WHERE street_id = $1 AND matter_id = $2 ORDER BY ord, id", b.street, of),
		ask("SELECT * FROM clock WHERE street_id = $1 AND matter_id = $2 ORDER BY id", b.street, of),
		ask("SELECT * FROM document WHERE street_id = $1 AND matter_id = $2 ORDER BY id", b.street, of),
		ask("SELECT * FROM agreement WHERE street_id = $1 AND matter_id = $2 ORDER BY id", b.street, of),
		ask("SELECT * FROM note WHERE street_id = $1 AND matter_id = $2 ORDER BY seq DESC", b.street, of),
		ask("SELECT * FROM event WHERE street_id = $1 AND subject_kind = 'matter' AND subject_id = $2 ORDER BY seq DESC LIMIT 200", b.street, of),
	}
}

// search asks for the newest 26 matters with the word.
func (b *bare) search(name, login, word, within string) scene {
	match, and := `"`+word+`"`, `" AND "`
	text := `SELECT matter.* FROM search_text JOIN search_subject s ON s.rowid_ = search_text.rowid
JOIN matter ON matter.street_id = s.street_id AND matter.id = s.id
WHERE search_text MATCH $1 AND s.street_id = $2 AND s.kind = 'matter' AND s.body LIKE $3 ORDER BY search_text.rowid DESC LIMIT 26`
	if !b.lite {
		match, and = "'"+word+"'", "' & '"
		text = strings.Replace(text, "search_text MATCH $1", "search_text.tok @@ CAST($1 AS tsquery)", 1)
	}
	if within != "" {
		quote := match[:1]
		match = quote + word + and + within + quote
	}
	return scene{
		name: name, login: login, route: "GET /search", page: same("/search?q=" + url.QueryEscape(word)), goal: pageGoal,
		needs: func(int) []asked { return []asked{ask(text, match, b.street, "%"+word+"%")} },
	}
}

// sampleIDs are matters from all over the years.
func (b *bare) sampleIDs(ctx context.Context, n int) ([]string, error) {
	from, to := calendar.On(2024, 1, 2).Time(), calendar.On(2026, 10, 10).Time()
	rng := rand.New(rand.NewPCG(1, 2))
	var ids []string
	for range n {
		near := id.New(from.Add(time.Duration(rng.Int64N(int64(to.Sub(from))))))
		one, err := b.text(ctx, "SELECT id FROM matter WHERE street_id = $1 AND id >= $2 ORDER BY id LIMIT 1", near)
		if err != nil {
			return nil, err
		}
		ids = append(ids, one)
	}
	return ids, nil
}

// text is the one value of a statement about the street.
func (b *bare) text(ctx context.Context, text string, args ...any) (string, error) {
	_, rows, err := b.query(ctx, text, append([]any{b.street}, args...)...)
	if err != nil {
		return "", err
	}
	if len(rows) == 0 {
		return "", fmt.Errorf("no row: %s", text)
	}
	return fmt.Sprint(rows[0][0]), nil
}

func (b *bare) version(ctx context.Context) string {
	name, text := "PostgreSQL", "SHOW server_version"
	if b.lite {
		name, text = "SQLite", "SELECT sqlite_version()"
	}
	_, rows, err := b.query(ctx, text)
	if err != nil || len(rows) == 0 {
		return name
	}
	return name + " " + fmt.Sprint(rows[0][0])
}
