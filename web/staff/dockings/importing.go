package dockings

import (
	"bytes"
	"io"
	"net/http"

	"fengsheng/docking"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// importView is the station's list: to be chosen, then looked at before it is saved.
type importView struct {
	View    ui.View
	Entries ui.Entries
	Read    bool
	List    docking.List
	Rows    []importRow
	Fresh   int // that saving would write
}

type importRow struct {
	Row                                        int
	PoliceNo, OurNo, Direction, Kind, On, Word string
	Tone                                       ui.Tone
}

// ImportForm is GET /docking/import.
func (p Pages) ImportForm(w http.ResponseWriter, r *http.Request) error {
	return p.drawImport(w, r, http.StatusOK, importView{})
}

// ReadImport is POST /docking/import: the list is read and shown; nothing is changed.
func (p Pages) ReadImport(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	l, err := p.readList(f)
	if fault.Of(err) != nil {
		return p.drawImport(w, r, web.StatusOf(err), importView{Entries: f.Again(err)})
	}
	if err != nil {
		return err
	}
	return p.preview(w, r, http.StatusOK, l, nil)
}

// SaveImport is POST /docking/import/save.
func (p Pages) SaveImport(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by, submission := web.Actor(r), f.SubmissionID()
	if err := f.Err(); err != nil {
		return err
	}
	l, err := docking.ReadText([]byte(f.Raw("list")), calendar.Of(p.DB.Now()))
	if fault.Of(err) != nil {
		return p.drawImport(w, r, web.StatusOf(err), importView{Entries: f.Again(err)})
	}
	if err != nil {
		return err
	}
	to, err := frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		_, err := docking.Save(tx, by, l)
		return "/docking", err
	})
	if shown(err) {
		return p.preview(w, r, web.StatusOf(err), l, err)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to, "已保存：派出所的清单")
}

// mostBytes is how large a list may be, and mostLines how many rows of a sheet are read.
const (
	mostBytes = 2 << 20
	mostLines = 4000
)

// readList reads what was pasted, or the file where one was chosen.
func (p Pages) readList(f *web.Form) (docking.List, error) {
	today := calendar.Of(p.DB.Now())
	head := f.File("file")
	if head == nil {
		return docking.ReadText([]byte(f.Raw("list")), today)
	}
	file, err := head.Open()
	if err != nil {
		return docking.List{}, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, mostBytes+1))
	switch {
	case err != nil:
		return docking.List{}, err
	case len(data) > mostBytes:
		return docking.List{}, fault.Wrong("file", "文件超过2MB，请分成几份")
	case !bytes.HasPrefix(data, []byte("PK")): // an .xlsx is a zip file
		return docking.ReadText(data, today)
	}
	rows, err := org.ReadTable(bytes.NewReader(data), mostLines, "日期")
	if bad := fault.Of(err); bad != nil {
		return docking.List{}, fault.Wrong("file", bad.Message)
	}
	if err != nil {
		return docking.List{}, err
	}
	return docking.ReadRows(rows, today)
}

// preview shows what was read, line by line, and what saving it would do.
func (p Pages) preview(w http.ResponseWriter, r *http.Request, status int, l docking.List, wrong error) error {
	v := importView{Read: true, List: l, Entries: ui.EntriesOf("list", l.Text)}
	if f := fault.Of(wrong); f != nil {
		v.Entries.General = f.Message
	}
	tones := map[docking.Change]ui.Tone{docking.New: ui.Going, docking.Known: ui.Plain, docking.Changed: ui.Soon}
	err := p.view(r, func(tx *db.Tx) error {
		changes, err := docking.Plan(tx, web.Actor(r), l.Entries)
		for i, c := range changes {
			e := l.Entries[i]
			v.Rows = append(v.Rows, importRow{
				Row: l.Rows[i], PoliceNo: e.PoliceNo, OurNo: e.OurNo, Direction: e.Direction.Label(), Kind: e.Kind.Label(), On: e.On.String(), Word: c.Label(), Tone: tones[c],
			})
			if c != docking.Known {
				v.Fresh++
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.drawImport(w, r, status, v)
}

func (p Pages) drawImport(w http.ResponseWriter, r *http.Request, status int, v importView) error {
	v.View = frame.Again(r, "读入派出所的清单", v.Entries.Any())
	v.View.Wide = v.Read
	return web.Render(w, r, status, importPage(v))
}
