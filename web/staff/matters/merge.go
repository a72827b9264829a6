package matters

import (
	"net/http"

	"github.com/a-h/templ"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// mergeMost is how many matters a search for the other one shows.
const mergeMost = 20

// MergeForm is GET /matters/{id}/merge: look for the other matter, then put
// this one into it.
func (p Pages) MergeForm(w http.ResponseWriter, r *http.Request) error {
	return p.openSorting(w, r, merging)
}

var merging = sorting{
	title: "并入已有事项", do: "merge", page: func(v sortView) templ.Component { return mergePage(v) },
	begin: func(_ matter.Matter, r *http.Request) ui.Entries {
		return ui.EntriesOf("into", r.URL.Query().Get("into"))
	},
}

// Merge is POST /matters/{id}/merge.
func (p Pages) Merge(w http.ResponseWriter, r *http.Request) error {
	return p.sort(w, r, merging, "已合并", func(f *web.Form) func(*db.Tx, actor.Actor) error {
		into := matter.Merging{
			Version: int(f.Version()), Into: matter.ID(f.Raw("into")), SameFacts: f.Bool("sameFacts"), Note: f.Long("note", "说明", 500, false),
		}
		if into.Into == "" {
			f.Wrong("into", "请选择并入哪一件")
		}
		if !into.SameFacts {
			f.Wrong("sameFacts", "同一件事、同一个人才能合并，请核对后勾选")
		}
		return func(tx *db.Tx, by actor.Actor) error {
			_, err := matter.Merge(tx, by, idOf(r), into)
			return err
		}
	})
}

// search finds the matters this one may repeat: by the words typed, else those
// of the same place and person.
func (v *sortView) search(tx *db.Tx, by actor.Actor, m matter.Matter, r *http.Request) error {
	v.Query = r.URL.Query().Get("q")
	if v.Query == "" && r.Method == http.MethodPost {
		v.Query = v.Entries.Value("q")
	}
	var others []matter.Matter
	var err error
	if v.Query == "" {
		others, err = matter.Alike(tx, by, m)
	} else {
		var found matter.Found
		found, err = matter.Find(tx, by, v.Query, 0, mergeMost)
		others = found.Matters
	}
	if err != nil {
		return err
	}
	if into := v.Entries.Value("into"); into != "" {
		chosen, err := matter.Visible(tx, by, matter.ID(into))
		if err != nil {
			return err
		}
		others = append([]matter.Matter{chosen}, others...)
	}
	seen := map[matter.ID]bool{m.ID: true}
	for _, other := range others {
		if !seen[other.ID] && other.State != matter.Merged {
			seen[other.ID] = true
			v.Found = append(v.Found, newRow(other, v.Names, tx.Today()))
		}
	}
	return nil
}

// others are the found matters as choices.
func (v sortView) others() []ui.Option {
	var all []ui.Option
	for _, r := range v.Found {
		all = append(all, ui.Option{Value: idIn(r.Href), Label: r.Number + "　" + r.Title, Hint: r.Place + "，" + r.State})
	}
	return all
}
