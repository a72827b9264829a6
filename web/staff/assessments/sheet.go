package assessments

import (
	"net/http"
	"strings"

	"fengsheng/actor"
	"fengsheng/assessment"
	"fengsheng/identity"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// fewest is the smallest denominator that is scored.
const fewest = assessment.Fewest

// sheetView is what was computed for one unit.
type sheetView struct {
	View       ui.View
	Print      ui.PrintView
	Href, Back string
	Scheme     string
	Title      string
	State      string
	Tone       ui.Tone
	Facts      []ui.Fact
	Lines      []lineRow
	Sharing    string
	Points     string // "" = no score
	Running    string // why there is no score yet
	Entries    ui.Entries
	Objections []objectionRow
	Object     bool
	ObjectBy   string
	Choices    []ui.Option
	Judge      []judgeRow
	Broken     string
}

type lineRow struct {
	Name, Aspect, Words, Target string
	Judged                      bool
	Numerator, Denominator      string
	NumeratorHref               string
	DenominatorHref             string
	Value, Weight, Share        string
	Attainment, Points, Steps   string
	Now                         string // the records say something else by now
	Evidence                    string // of what was judged
}

// kind is 完整，手填.
func (l lineRow) kind() string {
	if l.Judged {
		return l.Aspect + "，手填"
	}
	return l.Aspect
}

// judgeRow is a line that the reader judges.
type judgeRow struct{ Item, Name, Words string }

// Sheet is GET /assessments/{id}/units/{unit}.
func (p Pages) Sheet(w http.ResponseWriter, r *http.Request) error {
	return p.showSheet(w, r, http.StatusOK, ui.Entries{})
}

func (p Pages) showSheet(w http.ResponseWriter, r *http.Request, status int, e ui.Entries) error {
	v := sheetView{Entries: e}
	err := p.view(r, func(tx *db.Tx) error {
		s, u, err := unitOf(tx, r)
		if err != nil {
			return err
		}
		return v.read(tx, web.Actor(r), s, u)
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, v.Title, e.Any())
	v.View.Wide = true
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Filter: v.Scheme, Variant: "内部", Moment: "截至" + v.View.Moment, Address: v.Href}
	return web.Render(w, r, status, sheetPage(v))
}

// unitOf is the unit of the address, when the reader may see it.
func unitOf(tx *db.Tx, r *http.Request) (assessment.Scheme, assessment.Subject, error) {
	s, err := assessment.Load(tx, web.Actor(r), idOf(r))
	if err != nil {
		return s, assessment.Subject{}, err
	}
	u, there := s.Subject(r.PathValue("unit"))
	if !there {
		return s, u, fault.New(fault.NotFound, "找不到这个单位的考核，可能地址有误，或不在您的职责范围内")
	}
	return s, u, nil
}

func (v *sheetView) read(tx *db.Tx, by actor.Actor, s assessment.Scheme, u assessment.Subject) error {
	v.Href, v.Back, v.Scheme, v.Title = sheetAddress(s.ID, u.ID), address(s.ID), s.Name, u.Name
	v.State, v.Tone, v.ObjectBy = s.State.Label(), tone(s.State), dayWords(s.ObjectBy)
	v.Facts = []ui.Fact{{Label: "方案", Value: s.Name}, {Label: "考核期", Value: s.PeriodWords()}}
	if s.Round > 0 {
		v.Facts = append(v.Facts, ui.Fact{Label: "计算", Value: computedWords(s)})
	}
	if s.State == assessment.Frozen {
		v.Facts = append(v.Facts, ui.Fact{Label: "冻结", Value: frozenWords(s) + "，分数不再改变"})
	}
	sheet, err := assessment.SheetOf(tx, s, u)
	if err != nil {
		return err
	}
	if wrong := assessment.Verify(tx, s); wrong != nil {
		v.Broken = wrong.Error()
	}
	if s.Round == 0 {
		v.Running = "考核期还没有过完，这里是到" + min(s.Cutoff, tx.Today()).Plain() + "的数，不打分。"
		if tx.Today() > s.Cutoff {
			v.Running = "考核期过完了，还没有计算，不打分。"
		}
	} else if v.Points, v.Sharing = sheet.Points(), sheet.Sharing(); v.Points == "" {
		v.Points = "未计"
	}
	if err := v.lines(tx, by, s, u, sheet); err != nil {
		return err
	}
	all, err := assessment.Objections(tx, s)
	if err != nil {
		return err
	}
	var show showView
	for _, o := range all {
		if o.Subject == u.ID {
			show.objections(s, []assessment.Objection{o})
		}
	}
	v.Objections = show.Objections
	v.Object = s.State == assessment.Computed && tx.Today() <= s.ObjectBy && identity.ObjectAssessments.At(by, u.Unit)
	may := assessment.Keeps(by) && (s.State == assessment.Published || s.State == assessment.Computed)
	for _, i := range s.Items {
		v.Choices = append(v.Choices, ui.Option{Value: i.ID, Label: i.Name})
		if i.Judged() && may {
			v.Judge = append(v.Judge, judgeRow{Item: i.ID, Name: i.Name, Words: i.Definition})
		}
	}
	return nil
}

func (v *sheetView) lines(tx *db.Tx, by actor.Actor, s assessment.Scheme, u assessment.Subject, sheet assessment.Sheet) error {
	rates, err := assessment.Rates(tx, s, u)
	if err != nil {
		return err
	}
	judged, err := assessment.Judgements(tx, s)
	if err != nil {
		return err
	}
	names, err := frame.LoadNames(tx)
	if err != nil {
		return err
	}
	for _, l := range sheet.Lines {
		row := lineRow{
			Name: l.Name, Aspect: l.Aspect.Label(), Words: l.Definition, Target: l.TargetWords(), Judged: l.Judged(), Value: l.Value(), Weight: number(l.Weight),
			Numerator: count(l.Numerator), Denominator: count(l.Denominator),
		}
		if s.Round > 0 {
			row.Share, row.Attainment, row.Points, row.Steps = l.Share(), l.Attainment(), l.Points(), l.Steps()
		}
		switch {
		case l.Judged():
			for _, j := range judged {
				if j.Subject == u.ID && j.Item == l.ID {
					if err := names.KnowOfficers(tx, j.By); err != nil {
						return err
					}
					row.Evidence = "手填：" + strings.TrimRight(j.Reason, "。") + "。依据：" + strings.TrimRight(j.Evidence, "。") + "。" + names.Officer(j.By) + "评定，" + j.On.Plain() + "。"
				}
			}
		case s.Round > 0:
			row.DenominatorHref = v.Href + "/rows/" + l.ID
			row.NumeratorHref = row.DenominatorHref + "?part=numerator"
			if now := rates[l.ID]; now.Numerator != l.Numerator || now.Denominator != l.Denominator {
				row.Now = "现在是" + count(now.Numerator) + "/" + count(now.Denominator)
			}
		default:
			row.NumeratorHref, row.DenominatorHref = v.live(tx, by, u, rates[l.ID])
		}
		v.Lines = append(v.Lines, row)
	}
	return nil
}

// live are the lists of the rows as they stand now, for who may see them all.
func (v *sheetView) live(tx *db.Tx, by actor.Actor, u assessment.Subject, now indicator.Value) (string, string) {
	to := func(rows string) string { return frame.Evidence(by, tx.Today(), rows, "", u.Community) }
	return to(now.NumeratorEvidence), to(now.DenominatorEvidence)
}

// Object is POST /assessments/{id}/units/{unit}/objections.
func (p Pages) Object(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, unit := idOf(r), r.PathValue("unit")
	o := assessment.Objection{Subject: unit, Item: f.Raw("item"), Reason: f.Long("objection", "哪里不对", 500, true)}
	if o.Item == "" {
		f.Wrong("item", "请选择是哪一项")
	}
	return p.press(w, r, f, "", "异议已提出", func(tx *db.Tx, by actor.Actor) (string, error) {
		return sheetAddress(id, unit), only(assessment.Object(tx, by, id, o))
	}, func(status int, e ui.Entries) error { return p.showSheet(w, r, status, e) })
}

// Judge is POST /assessments/{id}/units/{unit}/judgements.
func (p Pages) Judge(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, unit := idOf(r), r.PathValue("unit")
	j := assessment.Judgement{
		Subject: unit, Item: f.Raw("item"), Denominator: int64(f.Int("denominator", "抽查了几件", 1, 10_000, true)),
		Numerator: int64(f.Int("numerator", "合格几件", 0, 10_000, true)), Evidence: f.Text("evidence", "依据的材料", 100, true), Reason: f.Long("judgeReason", "理由", 500, true),
	}
	return p.press(w, r, f, "", "手填项已评定", func(tx *db.Tx, by actor.Actor) (string, error) {
		return sheetAddress(id, unit), assessment.Judge(tx, by, id, j)
	}, func(status int, e ui.Entries) error { return p.showSheet(w, r, status, e) })
}

// Export is POST /assessments/{id}/units/{unit}/export: the sheet as a file.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	taking := frame.Take{Right: identity.SeeAssessments, Action: "assessment.export", Subject: "assessments"}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, by actor.Actor, _ *web.Form) (frame.Listing, error) {
		s, u, err := unitOf(tx, r)
		if err != nil {
			return frame.Listing{}, err
		}
		var v sheetView
		if err := v.read(tx, by, s, u); err != nil {
			return frame.Listing{}, err
		}
		return frame.Listing{
			Name: "考核表", Condition: u.Name + "；" + s.Name + "；" + s.PeriodWords(), Meaning: "一行是一项，最后一行是得分。" + v.Sharing + v.Running + "按" + calendar.Of(tx.Now).Plain() + "的情况导出。",
			Columns: []string{"指标", "哪一方面", "分子", "分母", "数", "目标", "权重", "折算权重", "达成", "得分", "怎么算的", "口径"},
			Rows: func(add func(...any) error) error {
				for _, l := range v.Lines {
					if err := add(l.Name, l.Aspect, l.Numerator, l.Denominator, l.Value, l.Target, l.Weight, l.Share, l.Attainment, l.Points, l.Steps+l.Evidence, l.Words); err != nil {
						return err
					}
				}
				return add("得分", "", "", "", "", "", "", "", "", v.Points, "", "")
			},
		}, nil
	})
}
