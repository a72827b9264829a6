package outside_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/outside"
	"fengsheng/sample/stage"
	"fengsheng/vault"
)

func try(s *stage.Stage, fn func(tx *db.Tx) error) error {
	return s.DB.Update(context.Background(), stage.Home, fn)
}

// refused wants a fault of the kind whose sentence has the words.
func refused(s *stage.Stage, what string, kind fault.Kind, words string, err error) {
	s.T.Helper()
	if !fault.Is(err, kind) || !strings.Contains(err.Error(), words) {
		s.T.Errorf("%s: got %v, want a refusal that says %q", what, err, words)
	}
}

var wages = &outside.Question{Name: "是否涉及农民工工资", Kind: outside.YesNo}

// register is a form without anything of a person.
func register(edit ...func(*outside.Form)) outside.Form {
	f := outside.Form{Name: "区级矛盾纠纷登记表", Body: "区矛盾纠纷调处中心", Definition: outside.Definition{Row: outside.Matters, By: "registered", Columns: []outside.Column{
		{Heading: "序号", Field: "index"},
		{Heading: "编号", Field: "number"},
		{Heading: "类别", Field: "type", Format: "choiceMap", Map: map[string]string{"02": "0204 邻里"}},
		{Heading: "登记时间", Field: "registeredOn", Format: "dayChinese"},
		{Heading: "欠薪", Ask: wages, Format: "yesNumber"},
		{Heading: "备注", Text: "=演示"},
	}}}
	for _, e := range edit {
		e(&f)
	}
	return f
}

// people is a form with a row for each party.
func people() outside.Form {
	return outside.Form{Name: "市级信访台账", Body: "市信访联席办", Definition: outside.Definition{
		Row: outside.Parties, By: "registered", Ground: "duty", Demand: "市信联办〔2024〕3号",
		Columns: []outside.Column{
			{Heading: "姓名", Field: "party.name", Format: "nameSomeSome"},
			{Heading: "证件号码", Field: "party.idNumber", Format: "idEnds", Required: true},
			{Heading: "电话", Field: "party.phone", Format: "phoneMask"},
			{Heading: "欠薪", Ask: &outside.Question{Name: wages.Name, Kind: outside.YesNo, Matter: true}},
			{Heading: "困难", Ask: &outside.Question{Name: "家庭困难情况", Kind: outside.Text, Personal: true}},
		},
	}}
}

func define(s *stage.Stage, f outside.Form) outside.Form {
	s.T.Helper()
	s.Must(func(tx *db.Tx) error {
		id, err := outside.Define(tx, s.As("clerk"), f)
		if err == nil {
			f, err = outside.Load(tx, id, 0)
		}
		return err
	})
	return f
}

func fill(s *stage.Stage, login string, f outside.Form, w outside.Wanted) outside.Filling {
	s.T.Helper()
	var filling outside.Filling
	s.Must(func(tx *db.Tx) error {
		var err error
		filling, err = outside.Fill(tx, s.As(login), f, w)
		return err
	})
	return filling
}

func remember(s *stage.Stage, login string, f outside.Form, answers ...outside.Answer) (outside.Answered, error) {
	var done outside.Answered
	err := try(s, func(tx *db.Tx) error {
		var err error
		done, err = outside.Remember(tx, s.As(login), f.ID, f.Version, outside.Wanted{}, answers)
		return err
	})
	return done, err
}

// row is what goes out of a line, as text.
func row(l outside.Line) string {
	parts := make([]string, len(l.Cells))
	for i, c := range l.Cells {
		parts[i] = fmt.Sprint(c.Value)
	}
	return strings.Join(parts, "|")
}

func shown(l outside.Line) string {
	parts := make([]string, len(l.Cells))
	for i, c := range l.Cells {
		parts[i] = c.Shown
	}
	return strings.Join(parts, "|")
}

// A form is filled from the records, asks once for what no record holds, and the
// answer serves every other form that asks the same.
func TestOneEntryManyForms(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		first, second := s.Sorted(matter.Mediation), s.Sorted(matter.Mediation)
		f := define(s, register())
		filling := fill(s, "clerk", f, outside.Wanted{})
		if len(filling.Lines) != 2 || filling.Open() != 2 || len(filling.Asked) != 1 || filling.Asked[0].Question.Name != wages.Name {
			t.Fatalf("%d rows, asked %+v", len(filling.Lines), filling.Asked)
		}
		if got, want := row(filling.Lines[1]), "1|"+first.Number+"|0204 邻里|2024年5月8日|<nil>|=演示"; got != strings.Replace(want, "1|", "2|", 1) {
			t.Errorf("row %s", got)
		}
		if done, err := remember(s, "clerk", f, outside.Answer{Column: 4, About: outside.Key{Kind: outside.Matters, ID: string(first.ID)}, Text: "是"}); err != nil || done.Kept != 1 {
			t.Fatal(done, err)
		}
		if done, err := remember(s, "clerk", f, outside.Answer{Column: 4, Text: "否"}); err != nil || done.Kept != 1 {
			t.Fatal("for all that are left:", done, err)
		}
		filling = fill(s, "clerk", f, outside.Wanted{})
		if filling.Open() != 0 || filling.Known != 2 || !strings.Contains(row(filling.Lines[1]), "|1|") || !strings.Contains(row(filling.Lines[0]), second.Number+"|0204 邻里|2024年5月8日|0|") {
			t.Errorf("after the answers: %d open, %d known, %s", filling.Open(), filling.Known, row(filling.Lines[0]))
		}
		if done, err := remember(s, "clerk", f, outside.Answer{Column: 4, About: outside.Key{Kind: outside.Matters, ID: string(first.ID)}, Text: "否"}); err != nil || done.Kept != 0 || done.Left != 1 {
			t.Error("an answer took the place of another without a word:", done, err)
		}
		other := define(s, people())
		if filling = fill(s, "clerk", other, outside.Wanted{}); len(filling.Lines) != 4 || !strings.Contains(row(filling.Lines[2]), "|是|") {
			t.Errorf("the other form asks again: %d rows, %s", len(filling.Lines), row(filling.Lines[2]))
		}
		if got := len(filling.Asked); got != 2 { // the identity numbers that are missing, and the hardship
			t.Errorf("%d questions: %+v", got, filling.Asked)
		}
		told(s, "outside.define", 2)
		told(s, "outside.answer", 2)
	})
}

// told counts the events of an action.
func told(s *stage.Stage, action string, want int) {
	s.T.Helper()
	s.Must(func(tx *db.Tx) error {
		all, err := event.List(tx, event.Filter{Action: action, Limit: 100})
		if len(all) != want {
			s.T.Errorf("%d events %s, want %d", len(all), action, want)
		}
		for _, e := range all {
			if e.Kind != event.Outside || e.Subject == "" || strings.Contains(e.Details, "某") {
				s.T.Errorf("the event says %+v", e)
			}
		}
		return err
	})
}

// What is about a person is masked on pages, sealed in the files, and goes out
// only in the way that the form says.
func TestPersonalColumns(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation, func(in *matter.Intake) {
			in.Parties = append(in.Parties, matter.Party{Side: matter.Applicant, Name: "小孩", Phone: "13800001111", Minor: true, Guardian: "甲某"})
		})
		f := define(s, people())
		filling := fill(s, "clerk", f, outside.Wanted{})
		if got := row(filling.Lines[0]); got != "甲某|<nil>|138****5678|<nil>|<nil>" {
			t.Errorf("goes out: %s", got)
		}
		if got := row(filling.Lines[2]); got != "未成年人|<nil>|<nil>|<nil>|<nil>" {
			t.Errorf("a child: %s", got)
		}
		if got := len(filling.Asked[0].Cells); filling.Asked[0].Question.Name != "身份证号" || got != 2 {
			t.Errorf("nothing is asked of a child; asked %s of %d", filling.Asked[0].Question.Name, got)
		}
		about := filling.Asked[0].Cells[0].About
		_, err := remember(s, "clerk", f, outside.Answer{Column: 1, About: about, Text: "110101199003078031"})
		refused(s, "a wrong identity number", fault.Invalid, "身份证号不对", err)
		if _, err := remember(s, "clerk", f, outside.Answer{Column: 1, About: about, Text: "11010119900307803x"}); err != nil {
			t.Fatal(err)
		}
		if _, err := remember(s, "clerk", f, outside.Answer{Column: 4, About: about, Text: "独居"}); err != nil {
			t.Fatal(err)
		}
		if done, err := remember(s, "clerk", f, outside.Answer{Column: 1, Text: "11010119900307803x"}); err != nil || done.Kept != 0 {
			t.Error("one identity number for all:", done, err)
		}
		filling = fill(s, "clerk", f, outside.Wanted{})
		if got := row(filling.Lines[0]); got != "甲某|110101********803X|138****5678|<nil>|独居" {
			t.Errorf("goes out: %s", got)
		}
		if got := shown(filling.Lines[0]); got != "甲**|1101**********803X|138****5678||****" {
			t.Errorf("a page shows: %s", got)
		}
		sealed(s, m.ID, 2)
		if filling = fill(s, "statistician", f, outside.Wanted{}); len(filling.Lines) != 0 || filling.Unseen != 1 {
			t.Errorf("who may not read: %d rows, %d unseen", len(filling.Lines), filling.Unseen)
		}
		refused(s, "a statistician takes personal columns", fault.Denied, "", f.MayTake(s.As("statistician")))
		if err := f.MayTake(s.As("clerk")); err != nil {
			t.Error(err)
		}
		refused(s, "a mediator fills", fault.Denied, "", try(s, func(tx *db.Tx) error {
			_, err := outside.Fill(tx, s.As("mediator"), f, outside.Wanted{})
			return err
		}))
		refused(s, "a statistician defines", fault.Denied, "", try(s, func(tx *db.Tx) error {
			_, err := outside.Define(tx, s.As("statistician"), register())
			return err
		}))
	})
}

var values = db.SQL("test.facts", `SELECT value FROM outside_fact WHERE street_id = $1 AND matter_id = $2`)

// sealed wants the matter to have facts, none of them in the clear.
func sealed(s *stage.Stage, id matter.ID, want int) {
	s.T.Helper()
	s.Must(func(tx *db.Tx) error {
		all, err := db.Values[string](tx, values, tx.Street, string(id))
		for _, v := range all {
			if strings.Contains(v, "独居") || strings.Contains(v, "803X") || len(v) < 20 {
				s.T.Errorf("in the clear: %s", v)
			}
		}
		if len(all) != want {
			s.T.Errorf("%d facts, want %d", len(all), want)
		}
		return err
	})
}

// What is remembered is seen by readers of its matter, corrected and forgotten.
func TestFactsAreCorrectedAndForgotten(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		f := define(s, people())
		about := fill(s, "clerk", f, outside.Wanted{}).Asked[0].Cells[0].About
		if _, err := remember(s, "clerk", f, outside.Answer{Column: 1, About: about, Text: "11010119900307803X"}, outside.Answer{Column: 3, Text: "是"}); err != nil {
			t.Fatal(err)
		}
		facts := func(login, number string) []outside.Fact {
			var all []outside.Fact
			s.Must(func(tx *db.Tx) error {
				var err error
				all, err = outside.Facts(tx, s.As(login), number, "")
				return err
			})
			return all
		}
		all := facts("clerk", m.Number)
		if len(all) != 2 || all[0].Question.Name != wages.Name || all[0].Shown != "是" || all[1].Shown != "1101**********803X" || all[1].Officer != s.As("clerk").Officer {
			t.Fatalf("facts: %+v", all)
		}
		if strings.Contains(all[1].Label, "甲某") || !strings.Contains(all[1].Label, "，申请人甲**（第1位）") {
			t.Errorf("a fact is about %q", all[1].Label)
		}
		if len(facts("statistician", "")) != 1 || len(facts("station1", "")) != 2 || len(facts("clerk", "没有")) != 0 {
			t.Error("facts of matters that are not to be read")
		}
		refused(s, "a stranger to the matter forgets", fault.NotFound, "没有这条", try(s, func(tx *db.Tx) error { return outside.Forget(tx, s.As("statistician"), all[1].ID) }))
		correct := func(id, answer string) error {
			return try(s, func(tx *db.Tx) error { return outside.Correct(tx, s.As("chair"), id, answer) })
		}
		refused(s, "no answer", fault.Invalid, "请填写", correct(all[0].ID, " "))
		refused(s, "a wrong answer", fault.Invalid, "请写", correct(all[0].ID, "也许"))
		if err := correct(all[0].ID, "否"); err != nil {
			t.Fatal(err)
		}
		refused(s, "what was corrected meanwhile", fault.NotFound, "更正", correct(all[0].ID, "是"))
		if all = facts("clerk", ""); len(all) != 2 || all[0].Shown != "否" || all[0].Officer != s.As("chair").Officer {
			t.Errorf("after the correction: %+v", all)
		}
		if err := try(s, func(tx *db.Tx) error { return outside.Forget(tx, s.As("clerk"), all[0].ID) }); err != nil {
			t.Fatal(err)
		}
		if filling := fill(s, "clerk", f, outside.Wanted{}); len(facts("clerk", "")) != 1 || filling.Known != 1 {
			t.Error("what was forgotten is known")
		}
		told(s, "outside.correct", 1)
		told(s, "outside.forget", 1)
	})
}

// Facts go with their matter: erased with its content, and out of the street
// when it turns out to be an accusation.
func TestSEC_PRIV_FactsGoWithTheirMatter(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		f := define(s, register())
		m := s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.TakeIn(tx, s.As("clerk"), matter.Intake{Channel: "centre", Title: "反映情况", Request: "请处理", Unit: s.Estate.ID, Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}}})
		})
		if _, err := remember(s, "clerk", f, outside.Answer{Column: 4, Text: "是"}); err != nil {
			t.Fatal(err)
		}
		sealed(s, m.ID, 1)
		s.Must(func(tx *db.Tx) error {
			_, err := vault.Seal(tx, s.As("triage"), m.ID, vault.Sealing{Words: "某人"})
			return err
		})
		sealed(s, m.ID, 0)

		m = s.Sorted(matter.Mediation)
		if _, err := remember(s, "clerk", f, outside.Answer{Column: 4, Text: "是"}); err != nil {
			t.Fatal(err)
		}
		s.Must(func(tx *db.Tx) error {
			_, err := tx.Exec(end, tx.Street, string(m.ID))
			return err
		})
		s.Must(func(tx *db.Tx) error {
			_, err := matter.Lock(tx, s.As("chair"), m.ID, matter.Locking{Until: tx.Today().AddDays(1), Reason: "本人要求"})
			return err
		})
		sealed(s, m.ID, 1)
		s.Later(2)
		for _, login := range []string{"chair", "archive"} {
			s.Must(func(tx *db.Tx) error {
				_, err := matter.Erase(tx, s.As(login), mediation.Table(), m.ID, 0)
				return err
			})
		}
		sealed(s, m.ID, 0)
		if filling := fill(s, "clerk", f, outside.Wanted{}); len(filling.Lines) != 0 {
			t.Errorf("an erased matter is a row of %d", len(filling.Lines))
		}
	})
}

var end = db.SQL("test.end", `UPDATE matter SET state = 'closed', open = FALSE, closed_on = 20240508 WHERE street_id = $1 AND id = $2`)

// A form is kept in versions; what it must not be is refused with a sentence.
func TestDefining(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		f := define(s, register(func(f *outside.Form) { f.Filter = "/matters?kind=mediation&registeredFrom=2024-01-01" }))
		if f.Filter != "kind=mediation" || f.Version != 1 || f.Columns[0].Format != "number" || f.Columns[5].Format != "text" {
			t.Errorf("defined as %+v", f)
		}
		revise := func(version int, edit func(*outside.Form)) error {
			g := f
			edit(&g)
			return try(s, func(tx *db.Tx) error { return outside.Revise(tx, s.As("clerk"), version, g) })
		}
		if err := revise(1, func(f *outside.Form) { f.Name = "登记表（新）" }); err != nil {
			t.Fatal(err)
		}
		refused(s, "an old page", fault.Conflict, "刚刚被别人改过", revise(1, func(*outside.Form) {}))
		refused(s, "other rows", fault.Invalid, "一行是什么不能改", revise(2, func(f *outside.Form) { f.Row = outside.Parties }))
		s.Must(func(tx *db.Tx) error {
			all, err := outside.Versions(tx, f.ID)
			if len(all) != 2 || all[0].Version != 2 || all[0].Name != "登记表（新）" || all[1].Ended.IsZero() {
				t.Errorf("versions: %+v", all)
			}
			return err
		})
		for _, c := range []struct {
			what, words string
			edit        func(*outside.Form)
		}{
			{"no name", "叫什么", func(f *outside.Form) { f.Name = " " }},
			{"no rows", "一行是什么", func(f *outside.Form) { f.Row = "person" }},
			{"no date", "哪个日期", func(f *outside.Form) { f.By = "" }},
			{"no columns", "至少填一列", func(f *outside.Form) { f.Columns = nil }},
			{"one person's matters", "某一位工作人员", func(f *outside.Form) { f.Filter = "mediator=x" }},
			{"a judgement", "事项有风险，人没有", func(f *outside.Form) { f.Columns = []outside.Column{{Heading: "重点人员", Text: "x"}} }},
			{"a judging question", "事项有风险，人没有", func(f *outside.Form) {
				f.Columns = []outside.Column{{Heading: "甲", Ask: &outside.Question{Name: "信用分", Kind: outside.Number}}}
			}},
			{"the same heading", "用了两次", func(f *outside.Form) { f.Columns = append(f.Columns, f.Columns[0]) }},
			{"another kind's format", "请选择日期的写法", func(f *outside.Form) {
				f.Columns = []outside.Column{{Heading: "日期", Field: "registeredOn", Format: "id"}}
			}},
			{"a field of other rows", "没有这一项", func(f *outside.Form) { f.Columns = []outside.Column{{Heading: "姓名", Field: "party.name"}} }},
			{"no crosswalk", "对照表", func(f *outside.Form) {
				f.Columns = []outside.Column{{Heading: "类别", Field: "type", Format: "choiceMap"}}
			}},
			{"nothing in a column", "空着不填", func(f *outside.Form) { f.Columns = []outside.Column{{Heading: "备注"}} }},
			{"persons without a ground", "法律依据", func(f *outside.Form) { f.Columns = []outside.Column{{Heading: "姓名", Field: "applicant.name"}} }},
			{"a question of another kind", "换个问法", func(f *outside.Form) {
				f.Columns = []outside.Column{{Heading: "欠薪", Ask: &outside.Question{Name: wages.Name, Kind: outside.Text}}}
			}},
			{"a choice of nothing", "可以选的答案", func(f *outside.Form) {
				f.Columns = []outside.Column{{Heading: "甲", Ask: &outside.Question{Name: "乙", Kind: outside.Choice}}}
			}},
		} {
			refused(s, c.what, fault.Invalid, c.words, try(s, func(tx *db.Tx) error {
				_, err := outside.Define(tx, s.As("clerk"), register(c.edit))
				return err
			}))
		}
		s.Must(func(tx *db.Tx) error { return outside.Retire(tx, s.As("clerk"), f.ID, 2) })
		s.Must(func(tx *db.Tx) error {
			used, err := outside.Forms(tx)
			if err != nil {
				return err
			}
			gone, err := outside.Retired(tx)
			if len(used) != 0 || len(gone) != 1 || gone[0].Version != 2 {
				t.Errorf("in use %d, retired %+v", len(used), gone)
			}
			return err
		})
		_, err := remember(s, "clerk", f, outside.Answer{Column: 4, Text: "是"})
		refused(s, "answering a retired form", fault.NotFound, "停用", err)
	})
}

// The rows are those of the form, of the period and of the list, together.
func TestRows(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		first := s.Sorted(matter.Mediation)
		s.Sorted(matter.Petition)
		s.Later(10)
		s.Sorted(matter.Mediation)
		f := define(s, register(func(f *outside.Form) { f.Filter = "kind=mediation" }))
		until := outside.Period{To: s.Today().AddDays(-5)}
		for _, c := range []struct {
			wanted outside.Wanted
			rows   int
		}{
			{outside.Wanted{}, 2},
			{outside.Wanted{Period: until}, 1},
			{outside.Wanted{Filter: "kind=petition&kind=mediation&type=02"}, 2},
			{outside.Wanted{Period: until, Filter: "community=" + s.Community.ID}, 1},
			{outside.Wanted{Filter: "community=other"}, 0},
			{outside.Wanted{Filter: "type=01"}, 0},
		} {
			if got := len(fill(s, "clerk", f, c.wanted).Lines); got != c.rows {
				t.Errorf("%+v: %d rows, want %d", c.wanted, got, c.rows)
			}
		}
		if got := fill(s, "clerk", f, outside.Wanted{Period: until}).Lines[0].Href; got != "/matters/"+string(first.ID) {
			t.Errorf("the row opens %s", got)
		}
		for _, w := range []outside.Wanted{{Filter: "kind=petition"}, {Period: outside.Period{From: s.Today(), To: s.Today().AddDays(-1)}}, {Filter: "registeredFrom=x"}} {
			err := try(s, func(tx *db.Tx) error {
				_, err := outside.Fill(tx, s.As("clerk"), f, w)
				return err
			})
			refused(s, "what cannot be", fault.Invalid, "", err)
		}
		if got := f.Rows(outside.Wanted{Period: until}); !strings.HasPrefix(got, "/matters?") || !strings.Contains(got, "registeredTo=2024-05-13") {
			t.Errorf("the list of the rows is %s", got)
		}
	})
}
