package reports

import (
	"net/http"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// confirmView is the page before an act that others rely on: what is signed,
// its hash, and its figures.
type confirmView struct {
	View     ui.View
	Report   report.Report
	Title    string
	Confirm  ui.ConfirmView
	Entries  ui.Entries
	Checks   bool // the two checks of the final review
	Reason   string
	Public   bool // the reason is read by everybody
	Hash     string
	Figures  []figureRow
	Compiled report.Compiled
	Links    map[string]string
	Findings []report.Finding
	Since    report.Comparison // what changed since the last round
	Again    bool              // there was one
	Lacking  []ui.Task         // the checks before a publication
	Same     int               // sentences that stood in last year's report
}

func (p Pages) confirm(w http.ResponseWriter, r *http.Request, status int, v confirmView) error {
	v.View = frame.Again(r, v.Title, v.Entries.Any())
	return web.Render(w, r, status, confirmPage(v))
}

// act does what a confirm page asked for, once, and shows the page again with
// what is wrong.
func (p Pages) act(w http.ResponseWriter, r *http.Request, done, to string, change func(*db.Tx, *web.Form) error, form func(*web.Form, error) error) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	submission := f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	to, err = frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) { return to, change(tx, f) })
	if form != nil && again(err) {
		return form(f, err)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, done)
}

// asking is one of the steps: how its page is called and what it warns of.
type asking struct {
	title, act, warning, more string
	reason                    string // the label of the reason, when one is asked
	public                    bool   // the reason is read by everybody
	do                        report.Command
}

var (
	sending    = asking{title: "送审", act: "冻结并送审", more: "/submission", do: report.DoSend, warning: "送审后文字、数字和每个数字的明细一起冻结，退回以前不能再改。"}
	passing    = asking{act: "同意并签署", more: "/pass", warning: "签署的就是上面这一稿，以校验码为准；签署后不能撤销，只能退回。"}
	returning  = asking{title: "退回修改", act: "退回给撰写人", more: "/return", do: report.DoReturn, reason: "退回的理由", warning: "退回后，这一轮已经通过的审核作废，改好后重新三审。"}
	publishing = asking{title: "发布", act: "发布这份报告", more: "/publication", do: report.DoPublish, warning: "发布的就是三审通过的这一稿，不用登录就能看。发布后只能撤回或者更正。"}
	taking     = asking{title: "撤回报告", act: "撤回这份报告", more: "/withdrawal", do: report.DoWithdraw, reason: "撤回的理由", public: true, warning: "撤回后公开的地址上只剩撤回日期和理由，要重新编制。"}
)

// ask shows the page of a step.
func (p Pages) ask(w http.ResponseWriter, r *http.Request, status int, a asking, f *web.Form, wrong error) error {
	v := confirmView{Links: map[string]string{}, Reason: a.reason, Public: a.public}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Compiled, err = read(tx, idOf(r)); err != nil {
			return err
		}
		v.Report, v.Hash, v.Findings = v.Compiled.Report, v.Compiled.Hash, v.Compiled.Errors()
		s, err := v.Report.Find(a.do, web.Actor(r))
		if err != nil {
			return err
		}
		if a.title == "" {
			a.title, v.Checks = s.Stage.Label(), s.Stage == report.Final
		}
		if v.Figures, err = figureRows(tx, web.Actor(r), v.Compiled); err != nil {
			return err
		}
		for _, f := range v.Figures {
			v.Links[f.Code] = f.Link
		}
		return v.around(tx, web.Actor(r), a)
	})
	if err != nil {
		return err
	}
	v.Title = a.title
	v.Confirm = ui.ConfirmView{
		Facts: signed(v), Warning: a.warning, Act: a.act, Danger: a.reason != "", Back: address(v.Report.ID, ""),
		Form: ui.FormView{Action: address(v.Report.ID, a.more), Version: words(v.Report.Version)},
	}
	if f != nil {
		v.Entries = f.Again(wrong)
	}
	return p.confirm(w, r, status, v)
}

// signed is what the step is about.
func signed(v confirmView) []ui.Fact {
	all := []ui.Fact{
		{Label: "报告", Value: v.Report.Title}, {Label: "统计截止", Value: v.Report.Cutoff.Plain()}, {Label: "数字", Value: words(len(v.Figures)) + "个"},
	}
	if v.Hash != "" {
		all = append(all, ui.Fact{Label: "校验码", Value: v.Hash})
	}
	return all
}

// SendForm is GET /reports/{id}/submission.
func (p Pages) SendForm(w http.ResponseWriter, r *http.Request) error {
	return p.ask(w, r, http.StatusOK, sending, nil, nil)
}

// Send is POST /reports/{id}/submission.
func (p Pages) Send(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, "已冻结并送审", address(idOf(r), ""), func(tx *db.Tx, f *web.Form) error {
		_, err := report.Send(tx, web.Actor(r), idOf(r), int(f.Version()))
		return err
	}, func(f *web.Form, wrong error) error { return p.ask(w, r, web.StatusOf(wrong), sending, f, wrong) })
}

// PassForm is GET /reports/{id}/pass: 初审, 复审 or 终审, whichever it waits for.
func (p Pages) PassForm(w http.ResponseWriter, r *http.Request) error {
	return p.ask(w, r, http.StatusOK, passing, nil, nil)
}

// Pass is POST /reports/{id}/pass.
func (p Pages) Pass(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, "已签署", address(idOf(r), ""), func(tx *db.Tx, f *web.Form) error {
		return report.Pass(tx, web.Actor(r), idOf(r), report.Judgement{Hash: f.Raw("hash"), Secrecy: f.Bool("secrecy"), Privacy: f.Bool("privacy")})
	}, func(f *web.Form, wrong error) error { return p.ask(w, r, web.StatusOf(wrong), passing, f, wrong) })
}

// ReturnForm is GET /reports/{id}/return.
func (p Pages) ReturnForm(w http.ResponseWriter, r *http.Request) error {
	return p.ask(w, r, http.StatusOK, returning, nil, nil)
}

// Return is POST /reports/{id}/return.
func (p Pages) Return(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, "已退回", address(idOf(r), ""), func(tx *db.Tx, f *web.Form) error {
		return report.Return(tx, web.Actor(r), idOf(r), f.Raw("reason"))
	}, func(f *web.Form, wrong error) error { return p.ask(w, r, web.StatusOf(wrong), returning, f, wrong) })
}

// PublishForm is GET /reports/{id}/publication.
func (p Pages) PublishForm(w http.ResponseWriter, r *http.Request) error {
	return p.ask(w, r, http.StatusOK, publishing, nil, nil)
}

// Publish is POST /reports/{id}/publication.
func (p Pages) Publish(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, "已发布", address(idOf(r), "/text"), func(tx *db.Tx, f *web.Form) error {
		return report.PublishWith(tx, web.Actor(r), idOf(r), report.Publishing{Hash: f.Raw("hash"), Reason: f.Raw("reason")})
	}, func(f *web.Form, wrong error) error { return p.ask(w, r, web.StatusOf(wrong), publishing, f, wrong) })
}

// WithdrawForm is GET /reports/{id}/withdrawal.
func (p Pages) WithdrawForm(w http.ResponseWriter, r *http.Request) error {
	return p.ask(w, r, http.StatusOK, taking, nil, nil)
}

// Withdraw is POST /reports/{id}/withdrawal.
func (p Pages) Withdraw(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, "已撤回", address(idOf(r), ""), func(tx *db.Tx, f *web.Form) error {
		return report.Withdraw(tx, web.Actor(r), idOf(r), f.Raw("reason"))
	}, func(f *web.Form, wrong error) error { return p.ask(w, r, web.StatusOf(wrong), taking, f, wrong) })
}

// around gathers what stands around the step: what changed since the last
// round, what was carried over from last year, and the checks of a publication.
func (v *confirmView) around(tx *db.Tx, by actor.Actor, a asking) error {
	var err error
	if v.Since, v.Again, err = report.SinceLastRound(tx, v.Report); err != nil {
		return err
	}
	same, err := report.Unchanged(tx, v.Report)
	v.Same = len(same)
	if err != nil || a.do != report.DoPublish {
		return err
	}
	if v.Lacking, err = checkTasks(tx, by, v.Report, v.Hash); err != nil {
		return err
	}
	_, replaces, err := report.Standing(tx, v.Report.Year)
	if replaces {
		v.Reason, v.Public = "更正的理由", true
	}
	return err
}
