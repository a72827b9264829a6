package activities

import (
	"net/http"
	"net/url"
	"slices"
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

// entryView is what the form of an activity shows.
type entryView struct {
	View       ui.View
	Title      string
	Act        string // the words of the button
	Back       string
	Crumbs     []ui.Crumb
	Kind       activity.Kind
	Words      wording
	Varieties  []ui.Option
	Places     []ui.Option
	Venues     []ui.Option
	Leaders    []ui.Option
	NeedLeader bool   // every variety of the kind needs one
	Hidden     int    // matters the version before names and the reader may not see
	Correcting bool   // a reason is asked
	Latest     string // address of the version somebody else wrote meanwhile
	Changed    []difference
	Entries    ui.Entries
	Form       ui.FormView
}

// kindsView is the choice of a kind, before the form.
type kindsView struct {
	View  ui.View
	Kinds []ui.Task
	Empty *ui.EmptyView
	Wrong ui.Entries
}

// newPath is the page of the form of a kind, under which its drafts are kept.
func newPath(k activity.Kind) string { return "/activities/new?kind=" + url.QueryEscape(string(k)) }

// New is GET /activities/new: first which kind, then its form.
func (p Pages) New(w http.ResponseWriter, r *http.Request) error {
	k := activity.Kind(r.URL.Query().Get("kind"))
	if k.Label() == "" {
		return p.showKinds(w, r, http.StatusOK, ui.Entries{})
	}
	by := web.Actor(r)
	v := newEntry(k)
	err := p.view(r, func(tx *db.Tx) error {
		names, err := v.offer(tx, by)
		if err != nil {
			return err
		}
		v.Entries, v.Form.Saved, err = frame.Recall(tx, by, newPath(k), v.begin(tx, by, names))
		return err
	})
	if err != nil {
		return err
	}
	if len(v.Places) == 0 {
		return p.showKinds(w, r, http.StatusOK, ui.Entries{})
	}
	v.name(r.URL.Query().Get("matter"))
	return p.draw(w, r, http.StatusOK, v)
}

// Record is POST /activities.
func (p Pages) Record(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	k := activity.Kind(f.Raw("kind"))
	if k.Label() == "" {
		f.Wrong("kind", "请选择是哪一种活动")
		return p.showKinds(w, r, http.StatusUnprocessableEntity, f.Again(nil))
	}
	in, submission := readEntered(f, k), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.showAgain(w, r, http.StatusUnprocessableEntity, k, f.Again(err))
	}
	by := web.Actor(r)
	to, err := frame.Once(r, p.DB, by, submission, newPath(k), func(tx *db.Tx) (string, error) {
		d, unknown := in.draft(tx, by)
		a, err := activity.Record(tx, by, d)
		return address(a.ID), both(unknown, err)
	})
	switch {
	case sentBack(err):
		return p.showAgain(w, r, web.StatusOf(err), k, f.Again(err))
	case err != nil:
		return err
	}
	return web.RedirectUndo(w, r, to, "已登记", ui.Undo{Action: to + "/withdraw", Fields: []ui.UndoField{
		{Name: "reason", Value: "登记以后马上撤销"}, {Name: "_version", Value: "1"},
	}})
}

// sentBack reports whether a refusal is answered with the form and everything
// typed in it.
func sentBack(err error) bool {
	return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) || fault.Is(err, fault.Denied)
}

// showAgain shows the form of a kind with what was typed and what is wrong.
func (p Pages) showAgain(w http.ResponseWriter, r *http.Request, status int, k activity.Kind, e ui.Entries) error {
	v := newEntry(k)
	err := p.view(r, func(tx *db.Tx) error {
		_, err := v.offer(tx, web.Actor(r))
		return err
	})
	if err != nil {
		return err
	}
	v.Entries = e
	return p.draw(w, r, status, v)
}

func (p Pages) draw(w http.ResponseWriter, r *http.Request, status int, v entryView) error {
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, entryPage(v))
}

// newEntry is the untouched form of a kind.
func newEntry(k activity.Kind) entryView {
	return entryView{
		Title: "登记" + k.Label(), Act: "登记", Back: "/activities", Kind: k,
		Crumbs: []ui.Crumb{{Label: "活动", Href: "/activities"}, {Label: "登记活动", Href: "/activities/new"}, {Label: k.Label()}},
		Form:   ui.FormView{Action: "/activities", Draft: frame.DraftAddress(newPath(k))},
	}
}

// offer reads what the form lets choose from.
func (v *entryView) offer(tx *db.Tx, by actor.Actor) (frame.Names, error) {
	n, err := frame.LoadNames(tx)
	if err != nil {
		return n, err
	}
	v.Words = wordings[v.Kind]
	v.Varieties = frame.Options(v.Kind.Varieties())
	v.Places = placeOptions(n, func(at identity.Location) bool { return identity.RecordActivity.Reaches(by, at) })
	v.Venues = venueOptions(n, v.Places)
	v.Leaders = leaderOptions(n)
	i := slices.IndexFunc(activity.Shapes(), func(s activity.Shape) bool { return s.Kind == v.Kind })
	v.NeedLeader = !slices.ContainsFunc(activity.Shapes()[i].Sorts, func(s activity.Sort) bool { return !s.Leader })
	return n, nil
}

// begin is what an untouched form knows already: today, the reader's own
// community, and the reader where a leader records their own reception.
func (v *entryView) begin(tx *db.Tx, by actor.Actor, n frame.Names) ui.Entries {
	e := ui.EntriesOf("on", tx.Today().String())
	if len(v.Places) > 0 {
		e.Values.Set("community", v.Places[0].Value)
	}
	if len(v.Varieties) == 1 {
		e.Values.Set("variety", v.Varieties[0].Value)
	}
	for _, o := range n.Officers {
		if o.ID == by.Officer && o.Rank != "" && o.Rank != "staff" && meets(v.Kind) {
			e.Values.Set("leader", o.ID)
		}
	}
	return e
}

// name adds a matter that the address asks for to those in the form.
func (v *entryView) name(number string) {
	number = strings.TrimSpace(number)
	if number == "" || slices.Contains(numbersIn(v.Entries.Value("matters")), number) {
		return
	}
	v.Entries.Values.Set("matters", strings.TrimSpace(v.Entries.Value("matters")+"\n"+number))
}

// showKinds lists the kinds, each a link to its form; or says why nothing can
// be recorded from here.
func (p Pages) showKinds(w http.ResponseWriter, r *http.Request, status int, wrong ui.Entries) error {
	v := kindsView{View: frame.Again(r, "登记活动", wrong.Any()), Wrong: wrong}
	var places []ui.Option
	err := p.view(r, func(tx *db.Tx) error {
		n, err := frame.LoadNames(tx)
		places = placeOptions(n, func(at identity.Location) bool { return identity.RecordActivity.Reaches(web.Actor(r), at) })
		return err
	})
	if err != nil {
		return err
	}
	if len(places) == 0 {
		v.Empty = &ui.EmptyView{Kind: ui.NotAllowed, Text: "活动按社区登记，您的岗位不到整个社区，不能在这里登记。需要时请联系社区的站长或街道登记人员。"}
	}
	matter := r.URL.Query().Get("matter")
	for _, s := range activity.Shapes() {
		href := newPath(s.Kind)
		if matter != "" {
			href += "&matter=" + url.QueryEscape(matter)
		}
		var sorts []string
		for _, c := range s.Kind.Varieties() {
			sorts = append(sorts, c.Label)
		}
		v.Kinds = append(v.Kinds, ui.Task{Label: s.Label, Href: href, Hint: strings.Join(sorts, "、")})
	}
	return web.Render(w, r, status, kindsPage(v))
}
