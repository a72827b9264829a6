package reports

import (
	"net/http"
	"slices"
	"strconv"

	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/report"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// sectionView is the editor of one section.
type sectionView struct {
	View       ui.View
	Report     report.Report
	Section    report.Section
	Entries    ui.Entries
	Saved      string
	Version    string
	Now        string // what somebody else saved meanwhile (ux.md R8)
	Up, Down   bool
	Before     string // addresses of the neighbours
	After      string
	Indicators []citableRow
	Shown      report.SectionPreview // as it would be printed, with what is typed now
	Same       []report.Same         // its sentences that stood in last year's report
	Reading    []report.Finding      // of the whole text, with what is typed now
}

// citableRow is an indicator as the picker shows it.
type citableRow struct {
	indicator.Value
	Cited bool // this section cites it
	Last  bool // last year's report states it
}

// SectionForm is GET /reports/{id}/sections/{section}.
func (p Pages) SectionForm(w http.ResponseWriter, r *http.Request) error {
	return p.showSection(w, r, http.StatusOK, nil, nil)
}

func (p Pages) showSection(w http.ResponseWriter, r *http.Request, status int, f *web.Form, wrong error) error {
	var v sectionView
	err := p.view(r, func(tx *db.Tx) error {
		found, err := report.Load(tx, idOf(r))
		if err != nil {
			return err
		}
		if err := found.Editable(); err != nil {
			return err
		}
		v.Report = found
		sections, err := report.Sections(tx, found.ID)
		if err != nil {
			return err
		}
		if err := v.place(sections, sectionOf(r)); err != nil {
			return err
		}
		v.Entries, v.Saved, err = frame.Recall(tx, web.Actor(r), r.URL.Path, ui.EntriesOf("heading", v.Section.Heading, "body", v.Section.Body))
		if err != nil {
			return err
		}
		if f != nil {
			v.Entries = f.Again(wrong)
		}
		if err := v.preview(tx); err != nil {
			return err
		}
		v.Reading, err = readText(tx, found, v.asTyped(sections), v.Shown.Values)
		return err
	})
	if err != nil {
		return err
	}
	v.Version = words(v.Section.Version)
	if f != nil && fault.Is(wrong, fault.Conflict) {
		v.Now = v.Section.Body
	} else if f != nil && f.Version() > 0 {
		v.Version = words(int(f.Version())) // what was typed was typed over that version
	}
	v.View = frame.Again(r, v.Section.Name(), v.Entries.Any())
	return web.Render(w, r, status, sectionPage(v))
}

// asTyped are the sections with this one as it is in the form now.
func (v *sectionView) asTyped(sections []report.Section) []report.Section {
	sections = slices.Clone(sections)
	for i := range sections {
		if sections[i].ID == v.Section.ID {
			sections[i].Heading, sections[i].Body = v.Entries.Value("heading"), v.Entries.Value("body")
		}
	}
	return sections
}

// preview prints what is in the form now, and gathers what can be cited.
func (v *sectionView) preview(tx *db.Tx) error {
	var err error
	v.Shown, err = report.PreviewSection(tx, v.Report, v.Section.ID, report.Prose{Heading: v.Entries.Value("heading"), Body: v.Entries.Value("body")})
	if err != nil {
		return err
	}
	cited := map[string]bool{}
	for _, f := range v.Shown.Figures {
		cited[f.Code] = true
	}
	last, err := report.StatedLastYear(tx, v.Report)
	if err != nil {
		return err
	}
	for _, d := range v.Shown.Values {
		v.Indicators = append(v.Indicators, citableRow{d, cited[d.Code], last[d.Code]})
	}
	same, err := report.Unchanged(tx, v.Report)
	for _, s := range same {
		if s.Section == v.Section.ID {
			v.Same = append(v.Same, s)
		}
	}
	return err
}

// place finds the section and its neighbours.
func (v *sectionView) place(sections []report.Section, id report.SectionID) error {
	for i, s := range sections {
		if s.ID != id {
			continue
		}
		v.Section = s
		if i > 0 {
			v.Before = address(v.Report.ID, "/sections/"+string(sections[i-1].ID))
			v.Up = !s.Fixed() && sections[i-1].Part == s.Part && !sections[i-1].Fixed()
		}
		if i+1 < len(sections) {
			v.After = address(v.Report.ID, "/sections/"+string(sections[i+1].ID))
			v.Down = !s.Fixed() && sections[i+1].Part == s.Part
		}
		return nil
	}
	return fault.New(fault.NotFound, "找不到这一节，可能刚刚被删除")
}

// Section is POST /reports/{id}/sections/{section}.
func (p Pages) Section(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	prose := report.Prose{Heading: f.Text("heading", "小标题", 200, false), Body: f.Raw("body"), Version: int(f.Version())}
	submission, then := f.SubmissionID(), f.Raw("then")
	if err := f.Err(); err != nil {
		return p.showSection(w, r, http.StatusUnprocessableEntity, f, err)
	}
	if then == "preview" { // shown, not kept
		return p.showSection(w, r, http.StatusOK, f, nil)
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, r.URL.Path, func(tx *db.Tx) (string, error) {
		return r.URL.Path, report.Write(tx, web.Actor(r), idOf(r), sectionOf(r), prose)
	})
	if again(err) {
		return p.showSection(w, r, web.StatusOf(err), f, err)
	}
	if err != nil {
		return err
	}
	if then == "overview" {
		to = address(idOf(r), "")
	}
	return web.Redirect(w, r, to, "已保存")
}

// Add is POST /reports/{id}/sections.
func (p Pages) Add(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	part := f.Choice("part", "放在哪一部分", []string{"1", "2", "3", "4", "5"}, true)
	heading, submission := f.Text("heading", "小标题", 200, true), f.SubmissionID()
	if err := f.Err(); err != nil {
		return p.show(w, r, http.StatusUnprocessableEntity, f.Again(err))
	}
	n, err := strconv.Atoi(part)
	if err != nil {
		return err
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		id, err := report.Add(tx, web.Actor(r), idOf(r), n, heading)
		return address(idOf(r), "/sections/"+string(id)), err
	})
	if again(err) {
		return p.show(w, r, web.StatusOf(err), f.Again(err))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已添加，请写正文")
}

// Move is POST /reports/{id}/sections/{section}/place.
func (p Pages) Move(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	way, submission := f.Choice("way", "往哪边移", []string{"up", "down"}, true), f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	to, err := frame.Once(r, p.DB, web.Actor(r), submission, "", func(tx *db.Tx) (string, error) {
		return address(idOf(r), "/sections/"+string(sectionOf(r))), report.Move(tx, web.Actor(r), idOf(r), sectionOf(r), way == "up")
	})
	if err != nil {
		return err
	}
	back := map[string]string{"up": "down", "down": "up"}[way]
	return web.RedirectUndo(w, r, to, "已调整次序", ui.Undo{Action: r.URL.Path, Fields: []ui.UndoField{{Name: "way", Value: back}}})
}

// RemovalForm is GET /reports/{id}/sections/{section}/removal.
func (p Pages) RemovalForm(w http.ResponseWriter, r *http.Request) error {
	v := confirmView{Title: "删除这一节"}
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		if v.Report, err = report.Load(tx, idOf(r)); err != nil {
			return err
		}
		if err := v.Report.Editable(); err != nil {
			return err
		}
		sections, err := report.Sections(tx, idOf(r))
		if err != nil {
			return err
		}
		var s sectionView
		if err := s.place(sections, sectionOf(r)); err != nil {
			return err
		}
		v.Confirm = ui.ConfirmView{
			Facts: []ui.Fact{{Label: "删除", Value: s.Section.Where()}, {Label: "正文", Value: s.Section.Body}}, Warning: "删除后不能恢复。",
			Form: ui.FormView{Action: r.URL.Path, Version: words(s.Section.Version)}, Act: "删除这一节", Danger: true,
			Back: address(idOf(r), "/sections/"+string(s.Section.ID)),
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.confirm(w, r, http.StatusOK, v)
}

// Remove is POST /reports/{id}/sections/{section}/removal.
func (p Pages) Remove(w http.ResponseWriter, r *http.Request) error {
	return p.act(w, r, "已删除", address(idOf(r), ""), func(tx *db.Tx, f *web.Form) error {
		return report.Remove(tx, web.Actor(r), idOf(r), sectionOf(r), int(f.Version()))
	}, nil)
}
