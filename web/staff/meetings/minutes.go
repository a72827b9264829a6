package meetings

import (
	"bytes"
	"cmp"
	"net/http"
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/official"
	"fengsheng/meeting"
	"fengsheng/org"
	"fengsheng/task"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// minutesView is the minutes as they are printed.
type minutesView struct {
	View  ui.View
	Href  string
	Title string
	Lines []minutesLine
	Foot  []string
	Print ui.PrintView
}

// minutesLine is a line of the minutes; a heading stands alone.
type minutesLine struct {
	Heading bool
	Text    string
}

// paper is what the minutes say, on the page and in the file alike.
type paper struct {
	title string
	doc   official.Document
}

// Minutes is GET /meetings/{id}/minutes: the minutes on A4.
func (p Pages) Minutes(w http.ResponseWriter, r *http.Request) error {
	made, err := p.paper(r)
	if err != nil {
		return err
	}
	v := minutesView{Title: made.title, Href: address(idOf(r))}
	for _, b := range made.doc.Blocks {
		switch b := b.(type) {
		case official.Heading:
			v.Lines = append(v.Lines, minutesLine{Heading: true, Text: b.Text})
		case official.Paragraph:
			for _, run := range b.Runs {
				v.Lines = append(v.Lines, minutesLine{Text: b.Lead + run.Text})
			}
		}
	}
	v.Foot = []string{made.doc.Organ, made.doc.Date.Plain()}
	v.View = web.View(r, made.title)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: made.title, Variant: "内部", Moment: "截至" + v.View.Moment, Address: r.URL.Path}
	return web.Render(w, r, http.StatusOK, minutesPage(v))
}

// Document is POST /meetings/{id}/document: the minutes as .docx, and the ledger is told.
func (p Pages) Document(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.ReadForm(r); err != nil {
		return err
	}
	made, err := p.paper(r)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := made.doc.WriteDOCX(&file); err != nil {
		return err
	}
	by := web.Actor(r)
	err = p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		if err := identity.Still(tx, by); err != nil {
			return err
		}
		_, err := event.Append(tx, by, event.Entry{Action: "meeting.take", Kind: event.Meeting, Subject: string(idOf(r)), Role: by.First(identity.SeeMeetings.Roles...)})
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, r, made.title+".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", file.Bytes())
}

// paper makes the minutes for somebody who may read them, once they are written.
func (p Pages) paper(r *http.Request) (paper, error) {
	var made paper
	err := p.view(r, func(tx *db.Tx) error {
		by := web.Actor(r)
		m, err := meeting.Load(tx, by, idOf(r))
		if err != nil {
			return err
		}
		if !m.Reads(by) || m.State != meeting.Minuted && m.State != meeting.TasksClosed {
			return fault.New(fault.NotFound, "这次会议没有您可以看的纪要")
		}
		made, err = write(tx, by, m)
		return err
	})
	return made, err
}

// write sets the minutes: when, where and who, then point by point, then the tasks.
func write(tx *db.Tx, by actor.Actor, m meeting.Meeting) (paper, error) {
	n, err := frame.LoadNames(tx)
	if err != nil {
		return paper{}, err
	}
	street, err := org.Load(tx)
	if err != nil {
		return paper{}, err
	}
	if err := n.KnowOfficers(tx, append([]string{m.Chair}, m.Present...)...); err != nil {
		return paper{}, err
	}
	title := m.Title + "纪要"
	doc := official.Document{Title: title, Organ: street.Office, Date: m.On, Creator: street.Office}
	if street.Demo {
		doc.Mark = "演示"
	}
	say := func(text string) { doc.Blocks = append(doc.Blocks, official.Prose(text)) }
	when := m.On.Plain()
	if m.Start != "" {
		when += m.Start
	}
	opening := when + "，" + street.Name + "在" + m.Place + "召开" + m.Variety.Label(activity.Meeting) + "。"
	if m.Chair != "" {
		opening = when + "，" + n.Officer(m.Chair) + "在" + m.Place + "主持召开" + m.Variety.Label(activity.Meeting) + "。"
	}
	say(opening)
	var present []string
	for _, o := range m.Present {
		present = append(present, n.Officer(o))
	}
	if len(present) > 0 {
		say("签到：" + strings.Join(present, "、") + "。")
	}
	if m.Partners != "" {
		say("参加单位：" + m.Partners + "。")
	}
	say("参加：" + number(m.Attendance) + "人次。")
	if err := decided(tx, by, m, n, &doc); err != nil {
		return paper{}, err
	}
	return paper{title: title, doc: doc}, nil
}

// decided are the points and the tasks.
func decided(tx *db.Tx, by actor.Actor, m meeting.Meeting, n frame.Names, doc *official.Document) error {
	part := 0
	heading := func(text string) {
		part++
		doc.Blocks = append(doc.Blocks, official.Heading{Level: 1, Text: numerals[part] + "、" + text})
	}
	say := func(text string) { doc.Blocks = append(doc.Blocks, official.Prose(text)) }
	brought, err := meeting.Brought(tx, m)
	if err != nil {
		return err
	}
	if len(brought) > 0 {
		heading("上次会议任务的落实")
		if err := tell(tx, by, n, brought, m.On, say); err != nil {
			return err
		}
	}
	rows, err := itemRows(tx, by, m)
	if err != nil {
		return err
	}
	if len(rows) > 0 {
		heading("议题和议定事项")
	}
	for i, item := range rows {
		text := "（" + numerals[i+1] + "）" + strings.TrimRight(item.Title, "。") + "。"
		if item.Reporter != "" {
			text += item.Reporter + "汇报。"
		}
		say(text + strings.TrimRight(cmp.Or(item.Result, "会议听取了情况"), "。") + "。")
	}
	if m.Minutes != "" {
		heading("其他事项")
		for line := range strings.Lines(m.Minutes) {
			if line = strings.TrimSpace(line); line != "" {
				say(line)
			}
		}
	}
	tasks, err := task.Of(tx, string(m.ID))
	if err != nil || len(tasks) == 0 {
		return err
	}
	heading("议定的任务")
	return tell(tx, by, n, tasks, 0, say)
}

// tell writes tasks, a line each: what, who, by when, and what became of them.
func tell(tx *db.Tx, by actor.Actor, n frame.Names, all []task.Task, on calendar.Date, say func(string)) error {
	rows, err := frame.TaskRows(tx, by, n, all)
	for i, t := range rows {
		say(number(i+1) + "．" + strings.TrimRight(t.Words, "。") + "。由" + t.Who + "负责，限" + t.Task.Due.Plain() + "以前完成。" + fate(t.Task, on))
	}
	return err
}

// fate is what became of a task, and how it stood on the day of the meeting that took
// it up again: the paper of that meeting says so for good. What the meeting itself
// decided was open on that day, so there is no such day.
func fate(t task.Task, on calendar.Date) string {
	ended := ""
	if t.State != task.Open {
		ended = t.EndedOn.Plain() + strings.TrimPrefix(t.State.Label(), "已") + "：" + strings.TrimRight(t.Outcome, "。") + "。"
	}
	if on.Zero() || ended != "" && t.EndedOn <= on {
		return ended
	}
	open := "到开会时还没有完成"
	if t.Due < on {
		open += "，已超期" + number(on.DaysSince(t.Due)) + "天"
	}
	return open + "。" + ended
}

// numerals count the parts and the points of a paper; an agenda has twenty at most.
var numerals = [...]string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十"}
