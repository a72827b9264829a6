package publicities

import (
	"errors"
	"net/http"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/publicity"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// pictures are the kinds of file a photo may be.
const pictures = ".jpg,.jpeg,.png,.webp"

// AddPhoto is POST /publicity/campaigns/{id}/photos. The picture is drawn anew, without
// the place and the device in it, and stored before the transaction that refers to it.
func (p Pages) AddPhoto(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	heads := f.Files("photo")
	caption, alt, submission := f.Text("caption", "说明", 100, false), f.Text("alt", "照片上是什么", 100, true), f.SubmissionID()
	if len(heads) != 1 {
		f.Wrong("photo", "请选择一张照片")
	}
	err = f.Err()
	if err == nil {
		err = p.view(r, func(tx *db.Tx) error { // before any work is done for it
			return only(publicity.Fillable(tx, web.Actor(r), idOf(r)))
		})
	}
	if err == nil {
		var in file.Incoming
		body, opened := heads[0].Open()
		if opened != nil {
			return opened
		}
		in = file.Incoming{Name: heads[0].Filename, Size: heads[0].Size, Content: body}
		err = errors.Join(p.keep(r, submission, in, caption, alt), body.Close())
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Conflict), fault.Is(err, fault.TooLarge), fault.Is(err, fault.Denied):
		return p.showCampaign(w, r, web.StatusOf(err), f.Again(err), trouble{})
	case err != nil:
		return err
	}
	return web.Redirect(w, r, campaignAddress(idOf(r)), "已添加照片，拍摄地点和设备已经去掉")
}

// keep lets the picture in and writes it down; what is not written down is not kept.
func (p Pages) keep(r *http.Request, submission string, in file.Incoming, caption, alt string) error {
	files, err := p.DB.Files()
	if err != nil {
		return err
	}
	got, err := files.Receive(r.Context(), in)
	if found := fault.Of(err); found != nil {
		return &fault.Fault{Kind: found.Kind, Message: found.Message, Fields: []fault.Field{{Name: "photo", Message: found.Message}}}
	}
	if err != nil {
		return err
	}
	kept := false
	defer func() {
		if !kept { // also when nobody knows whether the commit came: the sweep will
			files.Drop(got)
		}
	}()
	by := web.Actor(r)
	_, err = frame.Once(r, p.DB, by, submission, "", func(tx *db.Tx) (string, error) {
		if err := identity.Still(tx, by); err != nil {
			return "", err
		}
		err := publicity.AddPhoto(tx, by, idOf(r), got, caption, alt)
		kept = err == nil
		return campaignAddress(idOf(r)), err
	})
	return err
}

// Photo is GET /publicity/campaigns/{id}/photos/{photo}: the picture itself.
func (p Pages) Photo(w http.ResponseWriter, r *http.Request) error {
	var ref file.Ref
	var kind file.Kind
	err := p.view(r, func(tx *db.Tx) error {
		if err := identity.Still(tx, web.Actor(r)); err != nil {
			return err
		}
		var err error
		ref, kind, err = publicity.OpenPhoto(tx, web.Actor(r), idOf(r), r.PathValue("photo"))
		return err
	})
	if err != nil {
		return err
	}
	files, err := p.DB.Files()
	if err != nil {
		return err
	}
	body, err := files.Open(ref)
	if err != nil {
		return err
	}
	return errors.Join(web.Inline(w, r, "普法照片"+kind.Ending(), kind.MIME(), body), body.Close())
}

// RemovePhoto is POST /publicity/campaigns/{id}/photos/{photo}/removal.
func (p Pages) RemovePhoto(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	do := func(tx *db.Tx, by actor.Actor) (string, error) {
		return campaignAddress(idOf(r)), publicity.RemovePhoto(tx, by, idOf(r), r.PathValue("photo"))
	}
	return p.press(w, r, f, "", "照片已移除", do, func(status int, e ui.Entries) error { return p.showCampaign(w, r, status, e, trouble{}) })
}
