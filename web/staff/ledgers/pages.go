// Package ledgers are the pages on which whole ledgers are entered from files:
// the templates, the upload, the columns, the dry run, the entering and the
// withdrawing.
package ledgers

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/ledger"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
)

// Pages are the pages under /ledgers.
type Pages struct {
	DB   *db.DB
	work *works
}

// Routes is their table of contents.
func (p Pages) Routes() []web.Route {
	p.work = &works{running: map[string]bool{}}
	may := frame.For(identity.ImportLedgers)
	page := func(pattern, audit string, page web.Page) web.Route {
		return web.Route{Pattern: pattern, Permission: may, Scope: web.ScopeOwnSelf, Class: web.ClassSensitive, Audit: audit, Page: page}
	}
	all := []web.Route{
		page("GET /ledgers", "import.list", p.List),
		page("GET /imports/{id}", "import.read", p.Show),
		page("GET /imports/{id}/columns", "import.columns", p.Columns),
		page("POST /imports/{id}/columns", "import.match", p.Match),
		page("POST /imports/{id}/enter", "import.enter", p.Enter),
		page("POST /imports/{id}/drop", "import.drop", p.Drop),
		page("POST /imports/{id}/go", "import.go", p.Go),
		page("GET /imports/{id}/problems", "import.problems", p.Problems),
		page("GET /imports/{id}/withdraw", "import.withdraw.open", p.AskWithdraw),
		page("POST /imports/{id}/withdraw", "import.withdraw", p.Withdraw),
	}
	for _, k := range ledger.Kinds {
		upload := page("POST /ledgers/"+string(k), "import.bring", of(k, p.Upload))
		upload.Upload = true
		all = append(all, upload, page("GET /ledgers/"+string(k), "import.open", of(k, p.New)), page("GET /ledgers/"+string(k)+"/template", "import.template", of(k, p.Template)))
	}
	return all
}

// of is the page of one ledger.
func of(k ledger.Kind, page func(w http.ResponseWriter, r *http.Request, k ledger.Kind) error) web.Page {
	return func(w http.ResponseWriter, r *http.Request) error { return page(w, r, k) }
}

// works are the imports that this process works on.
type works struct {
	mu      sync.Mutex
	running map[string]bool
}

func (w *works) on(id string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.running[id]
}

// start works on an import beside the request. After a restart nobody does, and
// its page offers to go on.
func (p Pages) start(by actor.Actor, id string) {
	p.work.mu.Lock()
	defer p.work.mu.Unlock()
	if p.work.running[id] {
		return
	}
	p.work.running[id] = true
	go func() {
		defer func() {
			if found := recover(); found != nil {
				slog.Error("import", "id", id, "panic", fmt.Sprint(found))
			}
			p.work.mu.Lock()
			defer p.work.mu.Unlock()
			delete(p.work.running, id)
		}()
		if err := ledger.Work(context.Background(), p.DB, by, id); err != nil && fault.Of(err) == nil {
			slog.Error("import", "id", id, "error", err)
		}
	}()
}

func (p Pages) view(r *http.Request, fn func(*db.Tx) error) error {
	return p.DB.View(r.Context(), web.Actor(r).Street, fn)
}

func address(id string) string { return "/imports/" + id }

func (p Pages) load(r *http.Request) (im ledger.Import, err error) {
	err = p.view(r, func(tx *db.Tx) error {
		im, err = ledger.Load(tx, web.Actor(r), r.PathValue("id"))
		return err
	})
	return im, err
}
