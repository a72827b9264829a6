package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Begin starts the report of a year: with last year's frame and prose as a
// proposal, or with the outline of the 2019 rule and no prose when there is no
// report of last year. Beside a published report it starts the correction that
// will supersede it, with the text that was published.
func Begin(tx *db.Tx, by actor.Actor, year int) (ID, error) {
	if err := identity.WriteReport.Check(by); err != nil {
		return "", err
	}
	if year < firstReportYear || year > tx.Today().Year() {
		return "", fault.New(fault.Invalid, "年度应在%d到%d之间", firstReportYear, tx.Today().Year())
	}
	street, err := org.Load(tx)
	if err != nil {
		return "", err
	}
	all, err := db.All(tx, readYear, scanReport, tx.Street, year)
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(all, func(r Report) bool { return r.State != Published }) {
		return "", fault.New(fault.Conflict, "%d年度的报告已经在编制，请打开它继续写", year)
	}
	r := Report{
		ID: ID(tx.NewID()), Year: year, State: Draft, Author: by.Officer, Version: 1, Demo: street.Demo,
		Title: title(street, year), Cutoff: min(calendar.On(year, 12, 31), tx.Today()),
	}
	_, err = tx.Exec(insertReport, tx.Street, string(r.ID), r.Year, r.Title, string(r.State), r.Cutoff, r.Dated, r.Author, r.Round,
		r.Published, r.Reason, r.Version, r.Demo, r.Ended)
	if err != nil {
		return "", err
	}
	sections, from, err := proposal(tx, year, all)
	if err != nil {
		return "", err
	}
	for _, s := range sections {
		s.Report = r.ID
		if err := addSection(tx, &s); err != nil {
			return "", err
		}
	}
	return r.ID, record(tx, by, r, "begin", writers, map[string]string{"from": string(from.ID)})
}

// title is the customary title: <unit><year>年度法治政府建设报告.
func title(s org.Street, year int) string {
	return s.Name + yearWord(year) + "度法治政府建设报告"
}

// record writes what was done to the report into the ledger.
func record(tx *db.Tx, by actor.Actor, r Report, action string, who []actor.Role, details map[string]string) error {
	details["state"] = string(r.State)
	_, err := event.Append(tx, by, event.Entry{
		Action: "report." + action, Kind: event.Report, Subject: string(r.ID), Role: by.First(who...), Details: details,
	})
	return err
}

// open loads a report for a change of its draft by the actor.
func open(tx *db.Tx, by actor.Actor, id ID) (Report, error) {
	if err := identity.WriteReport.Check(by); err != nil {
		return Report{}, err
	}
	r, err := Load(tx, id)
	if err != nil {
		return r, err
	}
	return r, r.Editable()
}

// Cover is what stands around the prose.
type Cover struct {
	Title   string
	Cutoff  calendar.Date
	Dated   calendar.Date // zero = the day it is sent to review
	Version int           // of the report, as it was seen
}

// SetCover changes title, cut-off day and date.
func SetCover(tx *db.Tx, by actor.Actor, id ID, c Cover) error {
	r, err := open(tx, by, id)
	if err != nil {
		return err
	}
	if c.Version != 0 && c.Version != r.Version {
		return conflictOnVersion("报告")
	}
	var wrong fault.Fields
	c.Title = strings.TrimSpace(c.Title)
	switch n := utf8.RuneCountInString(c.Title); {
	case n == 0:
		wrong.Add("title", "请填写标题")
	case n > mostTitle:
		wrong.Add("title", "标题最多%d字，现在多了%d字", mostTitle, n-mostTitle)
	}
	if c.Cutoff.Year() != r.Year {
		wrong.Add("cutoff", "截止日期应在%d年内", r.Year)
	}
	if c.Cutoff > tx.Today() {
		wrong.Add("cutoff", "截止日期%s还没有到", c.Cutoff)
	}
	if !c.Dated.Zero() && c.Dated < c.Cutoff {
		wrong.Add("dated", "成文日期不能早于统计截止日期（%s）", c.Cutoff)
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	r.Title, r.Cutoff, r.Dated = c.Title, c.Cutoff, c.Dated
	if err := advance(tx, &r); err != nil {
		return err
	}
	return record(tx, by, r, "cover", writers, map[string]string{"cutoff": c.Cutoff.String()})
}

// Prose is what somebody wrote in a section.
type Prose struct {
	Heading string
	Body    string
	Version int // of the section, as it was seen
}

// Write changes heading and prose of a section.
func Write(tx *db.Tx, by actor.Actor, id ID, section SectionID, p Prose) error {
	r, err := open(tx, by, id)
	if err != nil {
		return err
	}
	s, _, err := find(tx, id, section)
	if err != nil {
		return err
	}
	if p.Version != 0 && p.Version != s.Version {
		return conflictOnVersion("这一节")
	}
	p, err = p.clean(s.Level)
	if err != nil {
		return err
	}
	n, err := tx.Exec(updateSection, tx.Street, string(s.ID), p.Heading, p.Body, by.Officer, s.Version)
	if err != nil {
		return err
	}
	if n != 1 {
		return conflictOnVersion("这一节")
	}
	return record(tx, by, r, "write", writers, map[string]string{"section": string(s.ID)})
}

// clean takes off what is only layout and refuses what cannot be set.
func (p Prose) clean(level int) (Prose, error) {
	var wrong fault.Fields
	p.Heading, p.Body = strings.TrimSpace(p.Heading), strings.Join(paragraphs(p.Body), "\n")
	switch n := utf8.RuneCountInString(p.Heading); {
	case level == 0:
		p.Heading = ""
	case n == 0:
		wrong.Add("heading", "请填写小标题")
	case n > mostHeading:
		wrong.Add("heading", "小标题最多%d字，现在多了%d字", mostHeading, n-mostHeading)
	case strings.Contains(p.Heading, opening):
		wrong.Add("heading", "小标题里不能引用指标，请写进正文")
	}
	if n := utf8.RuneCountInString(p.Body); n > mostBody {
		wrong.Add("body", "一节最多%d字，现在多了%d字，请分成几节", mostBody, n-mostBody)
	}
	return p, wrong.Err()
}

// Fill writes headings and prose into the sections of the outline, one after
// the other: for a report that was written elsewhere.
func Fill(tx *db.Tx, by actor.Actor, id ID, written []Section) error {
	sections, err := Sections(tx, id)
	if err != nil {
		return err
	}
	if len(written) != len(sections) {
		return fault.New(fault.Invalid, "报告有%d节，写好的有%d节，对不上", len(sections), len(written))
	}
	for i, s := range written {
		if err := Write(tx, by, id, sections[i].ID, Prose{Heading: s.Heading, Body: s.Body}); err != nil {
			return err
		}
	}
	return nil
}

// find is a section of the report among its sections.
func find(tx *db.Tx, id ID, section SectionID) (Section, []Section, error) {
	all, err := Sections(tx, id)
	if err != nil {
		return Section{}, nil, err
	}
	i := slices.IndexFunc(all, func(s Section) bool { return s.ID == section })
	if i < 0 {
		return Section{}, nil, fault.New(fault.NotFound, "找不到这一节，可能刚刚被删除")
	}
	return all[i], all, nil
}

// Add puts a new section with a heading at the end of a part.
func Add(tx *db.Tx, by actor.Actor, id ID, part int, heading string) (SectionID, error) {
	r, err := open(tx, by, id)
	if err != nil {
		return "", err
	}
	if part < PartResults || part > PartOther {
		return "", fault.New(fault.Invalid, "请选择新的一节放在哪一部分")
	}
	p, err := Prose{Heading: heading}.clean(levelSection)
	if err != nil {
		return "", err
	}
	all, err := Sections(tx, id)
	if err != nil {
		return "", err
	}
	if len(all) >= mostSections {
		return "", fault.New(fault.Invalid, "一份报告最多%d节", mostSections)
	}
	s := Section{Report: id, Part: part, Level: levelSection, Heading: p.Heading, Writer: by.Officer}
	for _, o := range all {
		if o.Part == part {
			s.Order = max(s.Order, o.Order+1)
		}
	}
	if err := addSection(tx, &s); err != nil {
		return "", err
	}
	return s.ID, record(tx, by, r, "add", writers, map[string]string{"section": string(s.ID)})
}

// Move puts a section before the one above it, or after the one below it,
// within its part.
func Move(tx *db.Tx, by actor.Actor, id ID, section SectionID, up bool) error {
	r, err := open(tx, by, id)
	if err != nil {
		return err
	}
	s, all, err := find(tx, id, section)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(o Section) bool { return o.ID == section })
	other := i + 1
	if up {
		other = i - 1
	}
	if s.Fixed() || other < 0 || other >= len(all) || all[other].Part != s.Part || all[other].Fixed() {
		return fault.New(fault.Invalid, "“%s”不能再移动了", s.Name())
	}
	for _, place := range []struct {
		id    SectionID
		order int
	}{{s.ID, all[other].Order}, {all[other].ID, s.Order}} {
		if err := tx.ExecOne(placeSection, tx.Street, string(place.id), place.order); err != nil {
			return err
		}
	}
	return record(tx, by, r, "move", writers, map[string]string{"section": string(s.ID)})
}

// Remove takes a section out. Chapters belong to the outline and stay.
func Remove(tx *db.Tx, by actor.Actor, id ID, section SectionID, version int) error {
	r, err := open(tx, by, id)
	if err != nil {
		return err
	}
	s, _, err := find(tx, id, section)
	if err != nil {
		return err
	}
	if s.Fixed() {
		return fault.New(fault.Invalid, "“%s”是规定的内容，不能删除", s.Name())
	}
	n, err := tx.Exec(dropSection, tx.Street, string(s.ID), version)
	if err != nil {
		return err
	}
	if n != 1 {
		return conflictOnVersion("这一节")
	}
	return record(tx, by, r, "remove", writers, map[string]string{"section": string(s.ID)})
}
