package report

import (
	"strings"
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
)

// paper is the report of 2030, from before the records began: one figure of an
// indicator typed by hand, one of none, and plans for the next year.
func (w world) paper() ID {
	w.t.Helper()
	bodies := map[int]string{
		PartOpening: "2030年，街道认真落实各项部署，现将2030年度情况报告如下：", PartShortfalls: "专业力量还不够强，工作人员多为兼职。",
		PartResults:    "全年受理矛盾纠纷{{手填:712件|2030年登记簿}}，发放法律宣传资料{{手填:460余份|2030年登记簿}}。接听来电{{手填:59次|2030年来电记录}}。",
		PartPrincipals: "主要负责人亲自部署法治建设工作。", PartPlans: "推动社区矛调站全覆盖，形成站站联动的格局。邀请法律顾问审查重大合同。",
	}
	var id ID
	w.update(func(tx *db.Tx) error {
		var err error
		if id, err = Begin(tx, writer, 2030); err != nil {
			return err
		}
		sections, err := Sections(tx, id)
		for _, s := range sections {
			if err != nil || s.Part == PartOther || s.Level == levelChapter && s.Part != PartShortfalls {
				continue
			}
			if s.Level == levelSection && s.Order > 1 {
				err = Remove(tx, writer, id, s.ID, s.Version)
				continue
			}
			err = Write(tx, writer, id, s.ID, Prose{Heading: s.Heading, Body: bodies[s.Part]})
		}
		return err
	})
	return id
}

func (w world) start(year int) ID {
	w.t.Helper()
	var id ID
	w.update(func(tx *db.Tx) error {
		var err error
		id, err = Begin(tx, writer, year)
		return err
	})
	return id
}

func (w world) bodies(id ID) string {
	w.t.Helper()
	var all []string
	w.view(func(tx *db.Tx) error {
		sections, err := Sections(tx, id)
		for _, s := range sections {
			all = append(all, s.Heading+"｜"+s.Body)
		}
		return err
	})
	return strings.Join(all, "\n")
}

// A report begins with last year's frame and prose: years moved on, figures
// given back to their indicators, a figure of no indicator without its number.
func TestBeginCarriesLastYear(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		before := w.paper()
		id := w.start(2031)
		got := w.bodies(id)
		for _, want := range []string{
			"2031年，街道认真落实各项部署，现将2031年度情况报告如下：", "全年受理矛盾纠纷{{accepted}}，发放法律宣传资料{{leaflets|余}}。",
			"接听来电{{手填:|去年写59次，来源：2030年来电记录}}", "2032年推进法治政府建设的主要安排｜", "2031年法治政府建设的不足和原因｜专业力量",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("got\n%s\nwant %s", got, want)
			}
		}
		if strings.Contains(got, "712") || strings.Count(w.bodies(before), "\n") != strings.Count(got, "\n") {
			t.Errorf("got\n%s\nwant last year's sections without its figures", got)
		}
		refused(t, w.do(id, DoSend, writer), fault.Invalid, "不能送审") // the figure that has to be asked for again
	})
}

// A correction begins with what was published.
func TestACorrectionBeginsWithWhatWasPublished(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	old := w.begin()
	w.must(old, path...)
	if got, want := w.bodies(w.start(2031)), w.bodies(old); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The records of the year before are not here: what was typed for it is a hint
// and no contradiction. Of a year with records it stays one.
func TestTypedFiguresOfAYearWithoutRecords(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 10, 8, 6)
	id := w.paper()
	for _, f := range w.compile(id).Findings {
		if f.Rule == "twoValues" && (f.Level != Warning || !strings.Contains(f.Message, "这一年的记录不在系统里")) {
			t.Errorf("got %+v, want a hint", f)
		}
	}
	w.update(func(tx *db.Tx) error {
		_, err := tx.Exec(touchMatter, tx.Street, "m0001", calendar.On(2030, 5, 1))
		return err
	})
	if len(w.compile(id).Errors()) == 0 {
		t.Error("with a record of the year: got no error, want the two values of one figure")
	}
}

func TestSentencesAreTheSameWithoutTheirFigures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"全年受理矛盾纠纷{{accepted}}，办结率99.02%。", "全年受理矛盾纠纷{{手填:712件|登记簿}}，办结率{{concludedRate|式}}。", true},
		{"二是2023年召开警地工作例会10次；", "三是2024年召开警地工作例会{{policeMeetings}}。", true},
		{"落实领导包案制度。", "落实领导接访制度。", false},
		{"会同社区开展矛盾纠纷摸排", "会同派出所开展矛盾纠纷摸排", false},
	} {
		if got := essence(c.a) == essence(c.b); got != c.same {
			t.Errorf("%q and %q: got %v (%q, %q), want %v", c.a, c.b, got, essence(c.a), essence(c.b), c.same)
		}
	}
	got := sentences("一是甲{{手填:1次|乙。丙}}。二是丁；\n戊")
	if want := "一是甲{{手填:1次|乙。丙}}。|二是丁；|戊"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

// What was carried over is pointed at until somebody says why it still holds.
func TestUnchangedSentences(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		w.paper()
		id := w.start(2031)
		same := w.unchanged(id)
		if len(same) < 6 || same[0].Said() {
			t.Fatalf("got %+v, want every sentence of last year", same)
		}
		weak := same[0]
		for _, s := range same {
			if strings.Contains(s.Text, "专业力量") {
				weak = s
			}
		}
		still := func(key, words string) error {
			return w.try(func(tx *db.Tx) error { return Still(tx, writer, id, key, words) })
		}
		refused(t, still(weak.Key, " "), fault.Invalid, "请写明理由")
		refused(t, still("nothing", "仍是兼职"), fault.NotFound, "已经改过")
		refused(t, w.try(func(tx *db.Tx) error { return Still(tx, first, id, weak.Key, "仍是兼职") }), fault.Denied, "报告撰写人")
		for _, words := range []string{"编制没有增加", "编制没有增加，仍是兼职"} {
			if err := still(weak.Key, words); err != nil {
				t.Fatal(err)
			}
		}
		for _, s := range w.unchanged(id) {
			if s.Key == weak.Key && (s.Words != "编制没有增加，仍是兼职" || s.Name != writer.Name) {
				t.Errorf("got %+v, want the last reason and who gave it", s)
			}
		}
		hints := func() int {
			for _, f := range w.compile(id).Findings {
				if f.Rule == "unchanged" {
					return len(f.Places)
				}
			}
			return 0
		}
		if got := hints(); got != len(same)-1 {
			t.Errorf("got %d sentences to look at, want %d", got, len(same)-1)
		}
		w.write(id, "全年受理矛盾纠纷{{accepted}}，比上年减少，办理更快。")
		if got := len(w.unchanged(id)); got != len(same)-1 {
			t.Errorf("after writing: got %d unchanged, want %d", got, len(same)-1)
		}
	})
}

func (w world) unchanged(id ID) []Same {
	w.t.Helper()
	var all []Same
	w.view(func(tx *db.Tx) error {
		r, err := Load(tx, id)
		if err == nil {
			all, err = Unchanged(tx, r)
		}
		return err
	})
	return all
}

// Last year's plans are answered by a sentence of this year, or with a reason by none.
func TestPlansAreAnswered(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 10, 8, 6)
		w.paper()
		id := w.start(2031)
		w.write(id, "社区矛调站实现全覆盖，站站联动就近调解。全年受理矛盾纠纷{{accepted}}。")
		plans, results := w.plans(id)
		if len(plans) != 2 || plans[0].State != PlanOpen || plans[0].Likely != results[0].Key || plans[1].Likely != "" {
			t.Fatalf("got %+v, want two open plans, the first with a likely answer", plans)
		}
		answer := func(a Answering) error {
			return w.try(func(tx *db.Tx) error { return Answer(tx, writer, id, a) })
		}
		refused(t, answer(Answering{Plan: plans[1].Key}), fault.Invalid, "请写明理由")
		refused(t, answer(Answering{Plan: "x", Sentence: results[0].Key}), fault.NotFound, "没有这一条安排")
		refused(t, answer(Answering{Plan: plans[0].Key, Sentence: "x"}), fault.Conflict, "没有这句话")
		refused(t, w.try(func(tx *db.Tx) error {
			return Answer(tx, final, id, Answering{Plan: plans[0].Key, Sentence: results[0].Key})
		}), fault.Denied, "报告撰写人")
		for _, a := range []Answering{{Plan: plans[0].Key, Sentence: results[0].Key}, {Plan: plans[1].Key, Words: "今年没有重大合同"}} {
			if err := answer(a); err != nil {
				t.Fatal(err)
			}
		}
		plans, _ = w.plans(id)
		if plans[0].State != PlanSaid || !strings.Contains(plans[0].Answer.Text, "全覆盖") || plans[1].State != PlanNot || plans[1].Words != "今年没有重大合同" {
			t.Errorf("got %+v, want one said and one not", plans)
		}
		w.write(id, "全年受理矛盾纠纷{{accepted}}。")
		if plans, _ = w.plans(id); plans[0].State != PlanChanged {
			t.Errorf("got %s, want that the sentence is gone", plans[0].State)
		}
	})
}

func (w world) plans(id ID) ([]Plan, []Phrase) {
	w.t.Helper()
	var all []Plan
	var results []Phrase
	w.view(func(tx *db.Tx) error {
		r, err := Load(tx, id)
		if err == nil {
			all, results, err = Plans(tx, r)
		}
		return err
	})
	return all, results
}
