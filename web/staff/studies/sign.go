package studies

import (
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/skip2/go-qrcode"

	"fengsheng/actor"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/study"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// codeView is the code of a session, to be shown in the room.
type codeView struct {
	View    ui.View
	Title   string
	Href    string
	Address string
	Until   string
	Box     string // of the drawing
	Path    string // its dark squares
}

// Code is GET /study/sessions/{id}/code.
func (p Pages) Code(w http.ResponseWriter, r *http.Request) error {
	var v codeView
	err := p.view(r, func(tx *db.Tx) error {
		s, code, err := study.ShowCode(tx, web.Actor(r), sessionOf(r))
		v.Title, v.Href = "签到："+s.Topic, sessionAddress(s.ID)
		v.Address = web.Origin(r) + v.Href + "/sign/" + code.Token
		v.Until = code.Until.In(calendar.Shanghai).Format("15:04")
		return err
	})
	if err != nil {
		return err
	}
	if v.Box, v.Path, err = drawn(v.Address); err != nil {
		return err
	}
	v.View = web.View(r, v.Title)
	return web.Render(w, r, http.StatusOK, codePage(v))
}

// drawn is a code as a drawing: a run of dark squares is one rectangle.
func drawn(text string) (box, path string, err error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return "", "", fmt.Errorf("studies: code: %w", err)
	}
	rows := code.Bitmap()
	var b strings.Builder
	for y, row := range rows {
		for x := 0; x < len(row); x++ {
			n := 0
			for x+n < len(row) && row[x+n] {
				n++
			}
			if n > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x, y, n, n)
				x += n
			}
		}
	}
	return fmt.Sprintf("0 0 %d %d", len(rows), len(rows)), b.String(), nil
}

// signView asks somebody who scanned the code to sign in.
type signView struct {
	View  ui.View
	Title string
	Facts []ui.Fact
	Form  ui.FormView
	Token string
	Entry ui.Entries
}

// Knock is GET /study/sessions/{id}/sign/{token}: what the code opens on a telephone.
func (p Pages) Knock(w http.ResponseWriter, r *http.Request) error {
	return p.knock(w, r, http.StatusOK, r.PathValue("token"), ui.Entries{})
}

func (p Pages) knock(w http.ResponseWriter, r *http.Request, status int, token string, e ui.Entries) error {
	v := signView{Token: token, Entry: e, Form: ui.FormView{Action: sessionAddress(sessionOf(r)) + "/sign"}}
	err := p.view(r, func(tx *db.Tx) error {
		s, err := study.Knock(tx, web.Actor(r), sessionOf(r), token)
		if err != nil && s.ID == "" {
			return err
		}
		if err != nil { // what is wrong with the code is told on the page
			v.Token, v.Entry.General, status = "", err.Error(), web.StatusOf(err)
		}
		v.Title = s.Topic
		v.Facts = []ui.Fact{{Label: "学习", Value: s.Label()}, {Label: "时间", Value: s.On.Chinese() + s.Start}, {Label: "地点", Value: s.Place}, {Label: "签到的人", Value: web.Actor(r).Name}}
		if fault.Of(err) != nil {
			err = nil
		}
		return err
	})
	if err != nil {
		return err
	}
	v.View = frame.Again(r, "签到："+v.Title, v.Entry.Any())
	return web.Render(w, r, status, signPage(v))
}

// SignIn is POST /study/sessions/{id}/sign.
func (p Pages) SignIn(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	token, id := f.Raw("token"), sessionOf(r)
	return p.press(w, r, f, "", "已签到", func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := study.SignIn(tx, by, id, token)
		return sessionAddress(id), err
	}, func(status int, e ui.Entries) error { return p.knock(w, r, status, token, e) })
}

// sheetView is the list that people sign on paper.
type sheetView struct {
	View  ui.View
	Title string
	Facts []ui.Fact
	Names []ui.Crumb // name and post
	Blank []int
	Print ui.PrintView
}

// blankLines is how many lines without a name a sheet has.
const blankLines = 14

// Sheet is GET /study/sessions/{id}/sheet.
func (p Pages) Sheet(w http.ResponseWriter, r *http.Request) error {
	var v sheetView
	err := p.view(r, func(tx *db.Tx) error {
		s, err := study.Fillable(tx, web.Actor(r), sessionOf(r))
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		v.Title = s.Label() + "签到表"
		v.Facts = []ui.Fact{
			{Label: "主题", Value: s.Topic}, {Label: "时间", Value: s.On.Chinese() + s.Start}, {Label: "地点", Value: s.Place},
		}
		if s.Speaker != "" {
			v.Facts = append(v.Facts, ui.Fact{Label: "领学或者主讲", Value: s.Speaker})
		}
		for _, o := range names.Officers {
			if expects(s, o.Rank) {
				v.Names = append(v.Names, ui.Crumb{Label: o.Name, Href: o.Title})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range blankLines {
		v.Blank = append(v.Blank, len(v.Names)+i+1)
	}
	v.View = web.View(r, v.Title)
	v.Print = ui.PrintView{Unit: v.View.Unit, Title: v.Title, Moment: "截至" + v.View.Moment, Address: sessionAddress(sessionOf(r))}
	return web.Render(w, r, http.StatusOK, sheetPage(v))
}

// AddFiles is POST /study/sessions/{id}/files. The files are examined and stored before
// the transaction that refers to them.
func (p Pages) AddFiles(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	heads, submission, to := f.Files("file"), f.SubmissionID(), sessionAddress(sessionOf(r))+"#files"
	switch {
	case len(heads) == 0:
		f.Wrong("file", "请选择要上传的文件")
	case len(heads) > frame.MostFiles:
		f.Wrong("file", "一次最多上传%d个文件，现在选了%d个", frame.MostFiles, len(heads))
	}
	err = f.Err()
	if err == nil {
		err = p.view(r, func(tx *db.Tx) error { // before any work is done for it
			_, err := study.Fillable(tx, web.Actor(r), sessionOf(r))
			return err
		})
	}
	if err == nil {
		err = p.keep(r, submission, to, heads)
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.TooLarge):
		if web.ByModule(r) {
			return web.Unled(w, web.StatusOf(err), f.Again(err))
		}
		return p.showSession(w, r, web.StatusOf(err), f.Again(err), nil)
	case err != nil:
		return err
	case web.ByModule(r):
		return web.Led(w, r, to, "已上传")
	}
	return web.Redirect(w, r, to, "已上传")
}

// keep lets the files in and attaches them; what is not attached is not kept.
func (p Pages) keep(r *http.Request, submission, to string, heads []*multipart.FileHeader) error {
	store, err := p.DB.Files()
	if err != nil {
		return err
	}
	var got []file.Received
	attached := false
	defer func() {
		if attached {
			return
		}
		for _, f := range got {
			store.Drop(f)
		}
	}()
	for _, h := range heads {
		in, err := receive(r, store, h)
		if found := fault.Of(err); found != nil {
			return &fault.Fault{Kind: found.Kind, Message: found.Message, Fields: []fault.Field{{Name: "file", Message: found.Message}}}
		}
		if err != nil {
			return err
		}
		got = append(got, in)
	}
	by := web.Actor(r)
	_, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		_, err := study.Attach(tx, by, sessionOf(r), got)
		attached = err == nil
		return to, err
	})
	return err
}

func receive(r *http.Request, store *file.Store, h *multipart.FileHeader) (file.Received, error) {
	f, err := h.Open()
	if err != nil {
		return file.Received{}, err
	}
	got, err := store.Receive(r.Context(), file.Incoming{Name: h.Filename, Size: h.Size, Content: f})
	return got, errors.Join(err, f.Close())
}

// File is GET /study/sessions/{id}/files/{file}: a picture or a PDF is shown, anything
// else is kept.
func (p Pages) File(w http.ResponseWriter, r *http.Request) error {
	var paper study.Paper
	var ref file.Ref
	err := p.view(r, func(tx *db.Tx) error {
		var err error
		paper, ref, err = study.OpenFile(tx, web.Actor(r), sessionOf(r), r.PathValue("file"))
		return err
	})
	if err != nil {
		return err
	}
	store, err := p.DB.Files()
	if err != nil {
		return err
	}
	f, err := store.Open(ref)
	if err != nil {
		return err
	}
	how := web.DownloadFrom
	if paper.Kind.Picture() || paper.Kind == file.PDF {
		how = web.Inline
	}
	return errors.Join(how(w, r, paper.Name, paper.Kind.MIME(), f), f.Close())
}

// RemoveFile is POST /study/sessions/{id}/files/{file}/removal.
func (p Pages) RemoveFile(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, paper := sessionOf(r), r.PathValue("file")
	return p.press(w, r, f, "", "已移除", func(tx *db.Tx, by actor.Actor) (string, error) {
		_, err := study.RemoveFile(tx, by, id, paper)
		return sessionAddress(id) + "#files", err
	}, func(status int, e ui.Entries) error { return p.showSession(w, r, status, e, nil) })
}
