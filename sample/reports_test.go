package sample_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/report"
)

// stated are the figures that the real report of 2024 states, as this report
// says them: eighteen, with 43 and 69 told apart.
var stated = []struct{ what, words string }{
	{"special party meetings", `召开专题党委会3次`},
	{"study sessions", `集中学法5次`},
	{"an account of party rules", `党内法规制度建设工作1次`},
	{"leaflets", `法律宣传资料500余?份`},
	{"giveaways", `宣传品1000余?份`},
	{"work meetings with the police", `警地工作例会13次`},
	{"talking points", `百姓说事点2个`},
	{"petition meetings", `信访工作会议12次`},
	{"receptions and visits", `领导干部接访下访69次`},
	{"of them about owned cases", `为化解包案事项接访下访43次`},
	{"sweeps", `摸排40次`},
	{"petition risks, as persons", `信访隐患24件，涉及当事人59人`},
	{"petitions settled", `息访2件`},
	{"classes", `民事、行政、涉法涉诉和信访4大类`},
	{"accepted", `受理矛盾纠纷799件`},
	{"concluded", `办结798件`},
	{"rate", `办结率99\.87%（798/799）`},
	{"work dossiers", `工作卷宗12件`},
	{"mediation dossiers", `调解卷宗30件`},
	{"one centre, seven stations", `“一中心七分站”`},
}

// reportsOfTheYear holds the compiled report against the figures of the real
// one, and looks at the report of the year before and what stands between them.
func reportsOfTheYear(t *testing.T, d *db.DB, street string) {
	t.Helper()
	err := d.View(context.Background(), street, func(tx *db.Tx) error {
		r, err := report.OfYear(tx, 2024)
		if err != nil {
			return err
		}
		c, err := report.Compile(tx, r)
		if err != nil {
			return err
		}
		text := strings.ReplaceAll(c.Text, "\n", "")
		for _, s := range stated {
			if !regexp.MustCompile(s.words).MatchString(text) {
				t.Errorf("%s: the report does not say %s", s.what, s.words)
			}
		}
		for _, part := range []string{"一、2024年", "二、2024年", "三、2024年", "四、2025年"} {
			if !strings.Contains(text, part) {
				t.Errorf("the report has no part %s", part)
			}
		}
		if wrong := c.Errors(); len(wrong) > 0 || strings.Contains(text, "五、") {
			t.Errorf("the report is not ready to be reviewed: %+v", wrong)
		}
		return lastYear(t, tx, r)
	})
	if err != nil {
		t.Error(err)
	}
}

// lastYear looks at the published report of 2023 and at the comparison.
func lastYear(t *testing.T, tx *db.Tx, r report.Report) error {
	t.Helper()
	p, err := report.PublicOf(tx, 2023)
	if err != nil {
		return err
	}
	dues, err := report.Dues(tx, p.Report)
	if err != nil {
		return err
	}
	for _, d := range dues {
		if d.Done.Zero() || d.Late(tx.Today()) > 0 {
			t.Errorf("the report of 2023: %s", d.Words(tx.Today()))
		}
	}
	if n := len(p.Compiled.Content.Manual); n < 15 || !p.Stands() {
		t.Errorf("the report of 2023 has %d typed figures with a source", n)
	}
	c, err := report.WithLastYear(tx, r)
	if err != nil {
		return err
	}
	both := 0
	for _, f := range c.Figures {
		if f.Before != "" && f.After != "" {
			both++
		}
		if f.Code == "concludedRate" && f.Words != "升0.85个百分点" {
			t.Errorf("the rate: got %+v", f)
		}
	}
	if both < 15 {
		t.Errorf("%d figures stand in both years, want most: %+v", both, c.Figures)
	}
	same, err := report.Unchanged(tx, r)
	if err != nil {
		return err
	}
	plans, _, err := report.Plans(tx, r)
	states := map[report.PlanState]int{}
	for _, p := range plans {
		states[p.State]++
		if p.State == report.PlanSaid {
			t.Logf("%s <- %s", p.Text, p.Answer.Text)
		}
	}
	if len(same) < 4 || states[report.PlanSaid] != 3 || states[report.PlanNot] != 1 || states[report.PlanOpen] == 0 {
		t.Errorf("got %d unchanged sentences and plans %v", len(same), states)
	}
	return err
}
