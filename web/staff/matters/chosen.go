package matters

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// mostChosen is how many matters one act on several takes: a page of a list.
const mostChosen = 100

// chosenView asks whether several matters shall be registered: which can be, and
// which cannot and why.
type chosenView struct {
	View   ui.View
	Can    []row
	Cannot []refusedRow
	Back   string
	Error  ui.Entries
}

type refusedRow struct {
	row
	Why string
}

// Chosen is POST /matters/chosen: an act on the rows that were ticked. What can
// be done to many at once is what asks nothing of each: sorting answers the
// safety gates of one matter and is never done in bulk (W7-W9).
func (p Pages) Chosen(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ids := chosenIDs(f)
	switch {
	case len(ids) == 0:
		return p.showList(w, r, http.StatusUnprocessableEntity, "请先勾选事项")
	case len(ids) > mostChosen:
		return fault.New(fault.Invalid, "一次最多选%d件", mostChosen)
	}
	if f.Raw("act") == "register" {
		return p.askRegister(w, r, http.StatusOK, ids, backTo(r), ui.Entries{})
	}
	return p.exportChosen(w, r, ids)
}

func chosenIDs(f *web.Form) []matter.ID {
	var ids []matter.ID
	for _, id := range f.List("id") {
		if !slices.Contains(ids, matter.ID(id)) {
			ids = append(ids, matter.ID(id))
		}
	}
	return ids
}

// chosen reads the ticked matters; one that the reader may not see is not there.
func chosen(tx *db.Tx, by actor.Actor, ids []matter.ID) ([]matter.Matter, frame.Names, error) {
	names, err := frame.LoadNames(tx)
	if err != nil {
		return nil, names, err
	}
	var found []matter.Matter
	for _, id := range ids {
		m, err := matter.Visible(tx, by, id)
		if err != nil {
			return nil, names, err
		}
		found = append(found, m)
	}
	return found, names, names.Know(tx, found...)
}

// backTo is the list the rows were ticked on.
func backTo(r *http.Request) string { return "/matters?" + r.URL.RawQuery }

// askRegister shows what registering the ticked matters would do.
func (p Pages) askRegister(w http.ResponseWriter, r *http.Request, status int, ids []matter.ID, back string, e ui.Entries) error {
	v := chosenView{Back: back, Error: e}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		found, names, err := chosen(tx, by, ids)
		if err != nil {
			return err
		}
		for _, m := range found {
			line := newRow(m, names, tx.Today())
			_, refused := catalogue.Workflow(m.Kind).Step(m, "register", by)
			if why := fault.Of(refused); why != nil {
				v.Cannot = append(v.Cannot, refusedRow{line, why.Message})
				continue
			}
			if refused != nil {
				return refused
			}
			v.Can = append(v.Can, line)
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "登记勾选的事项", e.Any())
	return web.Render(w, r, status, chosenPage(v))
}

// RegisterChosen is POST /matters/chosen/registration: all of them or none.
func (p Pages) RegisterChosen(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ids, submission := chosenIDs(f), f.SubmissionID()
	if len(ids) == 0 || len(ids) > mostChosen {
		return fault.New(fault.Invalid, "一次选1到%d件", mostChosen)
	}
	if err := f.Err(); err != nil {
		return err
	}
	by, back := web.Actor(r), web.LocalPath(f.Raw("back"))
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		return back, registerAll(tx, by, ids)
	})
	if fault.Of(err) != nil {
		return p.askRegister(w, r, web.StatusOf(err), ids, back, f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已登记"+strconv.Itoa(len(ids))+"件")
}

func registerAll(tx *db.Tx, by actor.Actor, ids []matter.ID) error {
	for _, id := range ids {
		m, err := matter.Visible(tx, by, id)
		if err != nil {
			return err
		}
		if _, err := matter.Register(tx, by, id, m.Version); err != nil {
			if why := fault.Of(err); why != nil {
				return fault.New(why.Kind, "%s：%s。一件也没有登记，请去掉它再试", m.Number, why.Message)
			}
			return err
		}
	}
	return nil
}

// exportChosen is the export of exactly the ticked rows.
func (p Pages) exportChosen(w http.ResponseWriter, r *http.Request, ids []matter.ID) error {
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, _ *web.Form) (frame.Listing, error) {
		found, names, err := chosen(tx, by, ids)
		return frame.Listing{
			Name: "事项清单", Columns: exportHead, Condition: "勾选的事项（" + number(len(ids)) + "件）", Meaning: exportMeaning, Query: url.Values{"chosen": {number(len(ids))}},
			Rows: func(add func(...any) error) error { return addAll(tx, names, add, found) },
		}, err
	})
}
