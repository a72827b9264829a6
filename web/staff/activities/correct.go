package activities

import (
	"net/http"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// elsewhere says why somebody who records activities may not change this one.
const elsewhere = "这次活动不在您的社区，请登记它的社区或街道来更正、撤回。"

// old says that a version cannot be changed because another one counts.
const old = "这份记录已经被更正或撤回，请看最新的记录"

func correctPath(id activity.ID) string { return address(id) + "/correct" }

// CorrectForm is GET /activities/{id}/correct: the form with everything in it.
func (p Pages) CorrectForm(w http.ResponseWriter, r *http.Request) error {
	by := web.Actor(r)
	var v entryView
	valid := true
	err := p.view(r, func(tx *db.Tx) error {
		a, err := changeable(tx, by, idOf(r))
		if valid = a.Valid; err != nil || !valid {
			return err
		}
		var begin ui.Entries
		if v, begin, err = correction(tx, by, a); err != nil {
			return err
		}
		v.Entries, v.Form.Saved, err = frame.Recall(tx, by, correctPath(a.ID), begin)
		return err
	})
	switch {
	case err != nil:
		return err
	case !valid:
		return web.Redirect(w, r, address(idOf(r)), old)
	}
	return p.draw(w, r, http.StatusOK, v)
}

// changeable loads a version the reader may change as long as it counts.
func changeable(tx *db.Tx, by actor.Actor, id activity.ID) (activity.Activity, error) {
	a, err := activity.Visible(tx, by, id)
	if err == nil && !identity.RecordActivity.Reaches(by, a.At()) {
		err = fault.New(fault.Denied, elsewhere)
	}
	return a, err
}

// correction is the form of a version, and what the version holds.
func correction(tx *db.Tx, by actor.Actor, a activity.Activity) (entryView, ui.Entries, error) {
	v := entryView{
		Title: "更正：" + a.Title, Act: "更正", Back: address(a.ID), Kind: a.Kind, Correcting: true,
		Crumbs: []ui.Crumb{{Label: "活动", Href: "/activities"}, {Label: a.Title, Href: address(a.ID)}, {Label: "更正"}},
		Form:   ui.FormView{Action: correctPath(a.ID), Draft: frame.DraftAddress(correctPath(a.ID)), Version: strconv.Itoa(a.Version)},
	}
	n, err := v.offer(tx, by)
	if err != nil {
		return v, ui.Entries{}, err
	}
	if err := know(tx, n, a); err != nil {
		return v, ui.Entries{}, err
	}
	v.Places = kept(v.Places, a.Community, n.Unit(a.Community))
	v.Venues = kept(v.Venues, a.Venue, n.Venue(a.Venue))
	v.Leaders = kept(v.Leaders, a.Leader, n.Officer(a.Leader))
	seen, others, err := activity.MattersOf(tx, by, a.ID)
	if err != nil {
		return v, ui.Entries{}, err
	}
	v.Hidden = others
	numbers := make([]string, len(seen))
	for i, m := range seen {
		numbers[i] = m.Number
	}
	return v, entries(a, numbers), nil
}

// entries are a version as the form holds it.
func entries(a activity.Activity, numbers []string) ui.Entries {
	community := a.Community
	if community == "" {
		community = wholeStreet
	}
	title := a.Title
	if title == a.Label() {
		title = "" // it follows the variety
	}
	e := ui.EntriesOf(
		"variety", string(a.Variety), "title", title, "on", a.On.String(), "start", a.Start, "community", community, "venue", a.Venue,
		"place", a.Place, "leader", a.Leader, "partners", a.Partners, "topics", a.Topics, "matters", strings.Join(numbers, "\n"),
	)
	if a.AboutCase {
		e.Values.Set("aboutCase", "1")
	}
	for _, c := range a.Quantities() {
		e.Values.Set(c.Name, strconv.Itoa(c.Number))
	}
	return e
}

// Correct is POST /activities/{id}/correct.
func (p Pages) Correct(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, id := web.Actor(r), idOf(r)
	var k activity.Kind
	err = p.view(r, func(tx *db.Tx) error {
		a, err := changeable(tx, by, id)
		k = a.Kind
		return err
	})
	if err != nil {
		return err
	}
	in, reason, submission := readEntered(f, k), f.Text("reason", "更正的原因", 200, true), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.correctAgain(w, r, http.StatusUnprocessableEntity, f, err)
	}
	to, err := frame.Once(r, p.DB, by, submission, correctPath(id), func(tx *db.Tx) (string, error) {
		d, unknown := in.draft(tx, by)
		a, err := activity.Correct(tx, by, id, int(f.Version()), d, reason)
		return address(a.ID), both(unknown, err)
	})
	switch {
	case sentBack(err):
		return p.correctAgain(w, r, web.StatusOf(err), f, err)
	case err != nil:
		return err
	}
	return web.Redirect(w, r, to, "已更正，旧记录留着，不再计入")
}

// correctAgain shows the form with what was typed. When somebody was faster, it
// goes on from the version that counts now, with the differences (ux.md R8).
func (p Pages) correctAgain(w http.ResponseWriter, r *http.Request, status int, f *web.Form, refused error) error {
	by := web.Actor(r)
	var v entryView
	err := p.view(r, func(tx *db.Tx) error {
		a, err := changeable(tx, by, idOf(r))
		if err != nil {
			return err
		}
		all, err := versions(tx, a)
		if err != nil {
			return err
		}
		newest := all[0]
		var holds ui.Entries
		if v, holds, err = correction(tx, by, newest); err != nil {
			return err
		}
		if newest.ID != a.ID && newest.Valid {
			v.Latest, v.Changed = address(newest.ID), differences(v, holds, f.Values())
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.Entries = f.Again(refused)
	return p.draw(w, r, status, v)
}
