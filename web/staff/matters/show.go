package matters

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/catalogue"
	"fengsheng/deadline"
	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/meeting"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/staff/steps"
	"fengsheng/web/ui"
)

// showView is what the page of one matter shows.
type showView struct {
	View       ui.View
	ID         matter.ID
	Version    string
	Row        row
	Facts      []ui.Fact
	Next       []stepView
	Endings    []stepView // the lawful ways to end it without an agreement
	Later      []laterView
	Ended      bool
	Clocks     []clockView
	Tasks      []ui.Task
	TaskLine   string
	Readable   bool
	Story      []ui.Fact
	Parties    []partyView
	Parts      []steps.Section // what only its kind has
	Owner      ownerView
	Amendable  bool // the parties may still be put right
	Around     around
	Closed     string // why the content is not shown
	Acts       []actsView
	Activities []activityView
	Meetings   []meetingView
	Record     string // the address of the entry of an activity about it
	Agreements []agreementView
	Supervised supervisedView
	Files      ui.FilesView
	Timeline   []ui.Entry
	Reveals    []ui.Entry
	Error      string // why a value was not shown
	Print      ui.PrintView
}

// stepView is a lawful next step: a page that asks for what it needs, or a press.
type stepView struct {
	Do          matter.Command
	Label, Href string
	Press       bool
}

// laterView is a step somebody else must take.
type laterView struct{ Label, Who string }

type clockView struct {
	Title string
	Due   ui.DateView
	Ended string // how and on which day, when it no longer runs
}

type agreementView struct {
	Title   string
	Facts   []ui.Fact
	Open    string      // where its duties stand
	Confirm ui.DateView // the last day of applying for confirmation, while that is possible
	Apply   ui.FormView // makes the application
	Paper   string      // the form of the application
	Lapsed  string      // why it is not possible any more, and what is
}

// timelineMost is how many entries of the ledger one page shows.
const timelineMost = 200

// Show is GET /matters/{id}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	return p.show(w, r, http.StatusOK, revealed{})
}

// show draws the page, with at most one value in plain words.
func (p Pages) show(w http.ResponseWriter, r *http.Request, status int, plain revealed) error {
	v := showView{ID: idOf(r), Error: plain.wrong}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		m, err := matter.Visible(tx, by, v.ID)
		if err != nil {
			return err
		}
		scene := steps.Scene{Matter: m, By: by}
		if err := scene.Fill(tx); err != nil {
			return err
		}
		names := scene.Names
		if err := names.Know(tx, m); err != nil {
			return err
		}
		v.outline(m, names, by, tx.Today())
		if err := v.clocks(tx, m); err != nil {
			return err
		}
		if err := v.activities(tx, by, m); err != nil {
			return err
		}
		if err := v.meetings(tx, by, m); err != nil {
			return err
		}
		if err := v.supervised(tx, by, m); err != nil {
			return err
		}
		v.Readable = scene.Readable
		if err := v.around(tx, scene); err != nil {
			return err
		}
		v.acts(scene, p.Acts)
		if err := v.parts(tx, by, m, p.Kinds); err != nil {
			return err
		}
		if v.Owner, err = ownerOf(tx, by, m, names); err != nil {
			return err
		}
		if err := v.history(tx, m, names); err != nil || !v.Readable {
			return err
		}
		if v.Amendable, err = matter.Amendable(tx, by, m); err != nil {
			return err
		}
		if v.Amendable {
			v.Facts = changeable(v.Facts, m)
		}
		return v.content(tx, scene, plain)
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Row.Number, v.Error != "")
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Row.Number, Variant: "内部卷宗", Moment: "截至" + v.View.Moment, Address: address(v.ID)}
	return web.Render(w, r, status, showPage(v))
}

// outline is what everybody sees who may see the matter at all.
func (v *showView) outline(m matter.Matter, n frame.Names, by actor.Actor, today calendar.Date) {
	v.Version, v.Row = strconv.Itoa(m.Version), newRow(m, n, today)
	v.Row.Due = frame.Due(m.DueOn, today)
	v.Facts = outlineFacts(m, n)
	table := catalogue.Workflow(m.Kind)
	for _, s := range table.Next(m, by) {
		step := stepView{Do: s.Do, Label: s.Label, Href: address(m.ID) + "/" + string(s.Do)}
		step.Press = s.Do == "register"
		if catalogue.Handled(m.Kind) || s.Do == "unmerge" {
			step.Href = address(m.ID) + "/steps/" + string(s.Do)
		}
		if table.Early(s) {
			v.Endings = append(v.Endings, step)
			continue
		}
		v.Next = append(v.Next, step)
	}
	if len(v.Next) == 0 {
		v.Next, v.Endings = v.Endings, nil
	}
	for _, s := range table.Later(m, by) {
		v.Later = append(v.Later, laterView{Label: s.Label, Who: laterWho(s, m, n)})
	}
	v.Ended = len(v.Next)+len(v.Later) == 0
}

// laterWho says who takes a step that the reader may not take.
func laterWho(s matter.Step, m matter.Matter, n frame.Names) string {
	who := "由" + identity.Names(s.Who) + "来做"
	if owner := n.Officer(m.Mediator); owner != "" && s.Owned() {
		return who + "，承办人：" + owner
	}
	return who
}

func outlineFacts(m matter.Matter, n frame.Names) []ui.Fact {
	facts := []ui.Fact{
		{Label: "办理方式", Value: m.Kind.Label()},
		{Label: "事项大类", Value: m.Class.Label()},
		{Label: "纠纷类型", Value: m.DisputeType.Label()},
		{Label: "地点", Value: n.Place(m)},
		{Label: "来源", Value: m.Channel.Label()},
		{Label: "规模", Value: m.Scale.Label()},
		{Label: "当事人", Value: strconv.Itoa(m.Parties) + "方"},
		{Label: "收到", Value: m.ReceivedOn.Chinese()},
		{Label: "登记", Value: registeredWords(m, n)},
		{Label: "承办", Value: ownerWords(m, n)},
	}
	for _, f := range []struct {
		label, value string
	}{
		{"调解起因", m.Source.Label()},
		{"受理", m.AcceptedOn.Chinese()},
		{"化解", m.ResolvedOn.Chinese()},
		{"办结", m.ConcludedOn.Chinese()},
		{"结果", m.Outcome.Label()},
		{"归档", archivedWords(m)},
	} {
		if f.value != "" {
			facts = append(facts, ui.Fact{Label: f.label, Value: f.value})
		}
	}
	return facts
}

// correctable names the field of the correction that each fact is changed in.
var correctable = map[string]string{"事项大类": "class", "纠纷类型": "disputeType", "地点": "unit", "来源": "channel", "规模": "scale"}

// changeable gives the facts their 改 links; a needed one that is missing says 补填.
func changeable(facts []ui.Fact, m matter.Matter) []ui.Fact {
	for i, f := range facts {
		field := correctable[f.Label]
		if field == "" || field == "class" && m.Kind != "" {
			continue
		}
		facts[i].Change = address(m.ID) + "/correction#" + ui.Field{Name: field}.ID()
		facts[i].Missing = f.Value == ""
	}
	return facts
}

func registeredWords(m matter.Matter, n frame.Names) string {
	if m.RegisteredOn.Zero() {
		return "还没有登记"
	}
	return m.RegisteredOn.Chinese() + "，" + n.Officer(m.Registrar)
}

func ownerWords(m matter.Matter, n frame.Names) string {
	switch {
	case m.Committee == "" && m.Mediator == "":
		return "还没有指定"
	case m.Committee == "":
		return n.Officer(m.Mediator)
	case m.Mediator == "":
		return n.Committee(m.Committee) + "，还没有指定调解员"
	}
	return n.Committee(m.Committee) + "，" + n.Officer(m.Mediator)
}

func archivedWords(m matter.Matter) string {
	if m.ArchivedOn.Zero() {
		return ""
	}
	words := m.ArchivedOn.Chinese() + "，" + m.Dossier.Label()
	if m.DossierNo != "" {
		words += "，" + m.DossierNo
	}
	return words
}

// clocks are the deadlines with how each was counted, and what the dossier has.
func (v *showView) clocks(tx *db.Tx, m matter.Matter) error {
	all, err := matter.Clocks(tx, m.ID)
	if err != nil {
		return err
	}
	for _, c := range all {
		rule, err := deadline.Find(c.Rule)
		if err != nil {
			return err
		}
		cv := clockView{Title: rule.Title, Due: frame.Due(c.Show, tx.Today(), c.Steps...)}
		if !c.Running() {
			cv.Ended, cv.Due.Left, cv.Due.Tone = endedWords(c), "", ui.Plain
		}
		v.Clocks = append(v.Clocks, cv)
	}
	if m.Kind != matter.Mediation {
		return v.pieces(tx, m)
	}
	if m.AcceptedOn.Zero() {
		return nil
	}
	tasks, err := mediation.Tasks(tx, m)
	missing := 0
	for _, t := range tasks {
		line := ui.Task{Label: t.Form.Title(), State: ui.Lacking}
		if t.Have {
			line.State, line.Hint = ui.Have, t.On.Plain()
		} else {
			missing++
		}
		v.Tasks = append(v.Tasks, line)
	}
	v.TaskLine = "必备材料已有" + strconv.Itoa(len(tasks)-missing) + "项，缺" + strconv.Itoa(missing) + "项。"
	return err
}

// endedWords tells what became of a clock; that it was met is said only where it was.
func endedWords(c matter.Clock) string {
	on := c.EndedOn.Plain()
	switch c.EndedBy {
	case matter.Recomputed:
		return "这一项" + on + "重新计算"
	case matter.Waived:
		return "这一项不适用，" + on + "起不再计算"
	case matter.MatterOver:
		return "这件事" + on + "办完，这一项不再计算"
	}
	return "这一项" + on + "已了结"
}

// activityView is a meeting, visit or other activity that touched the matter.
type activityView struct{ Day, Label, Title, Href string }

// meetingView is a meeting that has the matter on its agenda.
type meetingView struct{ Day, Title, Href, State string }

// meetings are those the reader may read.
func (v *showView) meetings(tx *db.Tx, by actor.Actor, m matter.Matter) error {
	all, err := meeting.OfMatter(tx, by, m.ID)
	for _, t := range all {
		v.Meetings = append(v.Meetings, meetingView{Day: t.On.Plain(), Title: t.Title, Href: "/meetings/" + string(t.ID), State: t.State.Label()})
	}
	return err
}

// activities are those that name the matter, and the way to record another.
func (v *showView) activities(tx *db.Tx, by actor.Actor, m matter.Matter) error {
	all, err := activity.OfMatter(tx, by, m.ID)
	for _, a := range all {
		v.Activities = append(v.Activities, activityView{Day: a.On.Plain(), Label: a.Label(), Title: a.Title, Href: "/activities/" + string(a.ID)})
	}
	if identity.RecordActivity.Allows(by) && m.Open {
		v.Record = "/activities/new?matter=" + url.QueryEscape(m.Number)
	}
	return err
}

// pieces lists the papers that are there, for a kind without a mandatory set.
func (v *showView) pieces(tx *db.Tx, m matter.Matter) error {
	all, err := document.Of(tx, string(m.ID))
	for _, p := range all {
		v.Tasks = append(v.Tasks, ui.Task{Label: p.Form.Title(), State: ui.Have, Hint: p.On.Plain()})
	}
	v.TaskLine = "已有" + strconv.Itoa(len(all)) + "项。"
	return err
}

// parts adds what only the matter's kind has.
func (v *showView) parts(tx *db.Tx, by actor.Actor, m matter.Matter, kinds []steps.Kind) error {
	for _, k := range kinds {
		if k.Kind == m.Kind && k.Parts != nil {
			var err error
			v.Parts, err = k.Parts(tx, by, m, v.Readable)
			return err
		}
	}
	return nil
}

// content is the story, the parties and the agreements, for those who handle
// the matter (PR22).
func (v *showView) content(tx *db.Tx, c steps.Scene, plain revealed) error {
	m := c.Matter
	story, err := matter.LoadStory(tx, m.ID)
	if err != nil {
		return err
	}
	v.Story = []ui.Fact{{Label: "具体地点", Value: story.Place}, {Label: "说法和诉求", Value: story.Request}}
	if story.Slip != "" {
		v.Story = append(v.Story, ui.Fact{Label: "分流意见", Value: story.Slip})
	}
	if story.Gates.Raised() {
		v.Story = append(v.Story, ui.Fact{Label: "安全情况", Value: "已向" + story.Gates.ReportedTo + "报告，" + story.Gates.ReportedWhen})
	}
	parties, err := matter.Parties(tx, m.ID)
	if err != nil {
		return err
	}
	for _, p := range parties {
		party := newPartyView(p, plain)
		if namesake(c, p) {
			party.Notes = append(party.Notes, "与一位在任工作人员同名，是本人的请登记回避")
		}
		v.Parties = append(v.Parties, party)
	}
	if v.Files, err = frame.Files(tx, c.By, m, c.Names); err != nil {
		return err
	}
	if m.Kind != matter.Mediation {
		return nil
	}
	agreements, err := mediation.Agreements(tx, m.ID)
	for i, a := range agreements {
		shown := newAgreement(a)
		if i == 0 {
			shown.ways(c, a)
		}
		v.Agreements = append(v.Agreements, shown)
	}
	if len(agreements) > 0 {
		v.prefer(usualAfter[agreements[0].State])
	}
	return err
}

// namesake reports whether a party bears the name of somebody in service who is
// not yet kept out: it may be the same person (W5).
func namesake(c steps.Scene, p matter.Party) bool {
	return !p.Body && slices.ContainsFunc(c.Names.Officers, func(o org.Officer) bool {
		return o.Name == p.Name && !slices.ContainsFunc(c.Ties, func(t matter.Tie) bool { return t.Officer == o.ID })
	})
}

// usualAfter is the usual step once an agreement has got so far.
var usualAfter = map[mediation.AgreementState]matter.Command{
	mediation.AgreementDraft: "agreeWritten", mediation.AgreementPerformed: "close",
}

// prefer puts a step first, when it is one of the lawful ones.
func (v *showView) prefer(do matter.Command) {
	for i, s := range v.Next {
		if s.Do == do {
			v.Next = slices.Insert(slices.Delete(slices.Clone(v.Next), i, i+1), 0, s)
			return
		}
	}
}

func newAgreement(a mediation.Agreement) agreementView {
	form := "口头协议"
	if a.Form == "written" {
		form = "书面协议"
	}
	v := agreementView{Title: form + "（" + a.State.Label() + "）"}
	for _, f := range []ui.Fact{
		{Label: "编号", Value: a.Number},
		{Label: "事实和责任", Value: a.Facts},
		{Label: "协议内容", Value: a.Terms},
		{Label: "金额", Value: frame.MoneyWords(a.Amount)},
		{Label: "履行方式", Value: a.How},
		{Label: "履行期限", Value: a.PerformOn.Chinese()},
		{Label: "生效", Value: a.EffectiveOn.Chinese()},
		{Label: "履行", Value: a.PerformedOn.Chinese()},
		{Label: "司法确认", Value: confirmationWords(a)},
	} {
		if f.Value != "" {
			v.Facts = append(v.Facts, f)
		}
	}
	return v
}

// ways are what can be done with the agreement that counts.
func (v *agreementView) ways(c steps.Scene, a mediation.Agreement) {
	v.Open = "/matters/" + string(c.Matter.ID) + "/agreement"
	switch {
	case a.Confirmation == mediation.ConfirmLapsed, a.Confirmation == mediation.ConfirmEligible && a.ConfirmBy < c.Today:
		v.Lapsed = "共同申请司法确认的三十日到" + a.ConfirmBy.Plain() + "为止，已经过了。有一方不履行的，另一方可以向人民法院起诉（《人民调解法》第三十二条）。"
	case a.Confirmation == mediation.ConfirmEligible:
		v.Confirm = frame.Due(a.ConfirmBy, c.Today)
		if identity.MakePapers.Reaches(c.By, c.Matter.At()) {
			v.Apply, v.Paper = ui.FormView{Action: "/matters/" + string(c.Matter.ID) + "/papers"}, string(document.Confirmation)
		}
	}
}

func confirmationWords(a mediation.Agreement) string {
	if a.Form != "written" || a.EffectiveOn.Zero() {
		return ""
	}
	if a.Confirmation == mediation.ConfirmEligible {
		return a.Confirmation.Label() + "，最晚" + a.ConfirmBy.Chinese()
	}
	return a.Confirmation.Label()
}

// history is the timeline; what people wrote down stands with its event, for
// those who may read it.
func (v *showView) history(tx *db.Tx, m matter.Matter, n frame.Names) error {
	events, err := event.Of(tx, event.Matter, string(m.ID), timelineMost)
	if err != nil {
		return err
	}
	notes := map[int64]string{}
	if v.Readable {
		all, err := matter.Notes(tx, m.ID)
		if err != nil {
			return err
		}
		for _, note := range all {
			notes[note.Seq] = note.Text
		}
	}
	for _, e := range events {
		entry := newEntry(e, notes[e.Seq])
		if e.Action == revealAction {
			v.Reveals = append(v.Reveals, entry)
			continue
		}
		v.Timeline = append(v.Timeline, entry)
	}
	return nil
}
