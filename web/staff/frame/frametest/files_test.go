package frametest_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/matter"
	"fengsheng/web/staff/frame/frametest"
)

const receipt = "%PDF-1.4\n1 0 obj\n<< /Type /Page >>\nendobj\n%%EOF\n"

func picture() []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// withFiles is a mediation under way and its page's form for files.
func withFiles(t *testing.T, run func(s *frametest.Stage, id string)) {
	clock := dbtest.At(frametest.Morning)
	dbtest.Each(t, clock, func(t *testing.T, d *db.DB) {
		s := open(t, d, clock)
		id := idIn(take(t, s, "clerk", "楼上漏水", "甲某"))
		sort(t, s, id)
		run(s, id)
	})
}

func TestFilesOfAMatter(t *testing.T) {
	withFiles(t, func(s *frametest.Stage, id string) {
		chair := s.As("chair")
		form := chair.Get("/matters/" + id).Form("form.files")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择要上传的文件")
		form.Attach("file", "收条.pdf", []byte("<html>")).Set("standsFor", "M6").Submit().WantStatus(http.StatusUnprocessableEntity).
			Want(".error-summary", "内容和名字对不上").Want("option[selected]", "证据材料")
		form.Attach("file", "../收条.pdf", []byte(receipt)).Submit().WantStatus(http.StatusOK).
			Want(".banner", "已上传").Want("#files", "收条.pdf").Want("#files", "证据材料").Want("#timeline", "上传材料")
		form.Submit().WantStatus(http.StatusOK) // the same press again
		p := chair.Get("/matters/" + id)
		if got := len(p.All("#files tbody tr")); got != 1 {
			t.Fatalf("%d files after pressing twice, want 1", got)
		}
		shown := p.Follow("收条.pdf").WantStatus(http.StatusOK)
		address := shown.Follow("打开").Path
		body := chair.Get(address)
		if string(body.Body) != receipt || body.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(body.Header.Get("Content-Disposition"), "inline") ||
			body.Header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(body.Header.Get("Content-Security-Policy"), "sandbox; default-src 'none'") {
			t.Errorf("the PDF: %v", body.Header)
		}
		kept := shown.Follow("下载")
		if string(kept.Body) != receipt || !strings.HasPrefix(kept.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("kept: %v", kept.Header)
		}

		chair.Get("/matters/"+id+"/files").Form("form.files").Set("standsFor", "M6").Attach("file", "现场.jpg", picture()).Submit().WantStatus(http.StatusOK)
		photo := chair.Get("/matters/" + id).Follow("现场.jpg")
		if got := chair.Get(photo.Attr("img.shown", "src")); got.Header.Get("Content-Type") != "image/jpeg" || !bytes.HasPrefix(got.Body, []byte("\xff\xd8\xff")) {
			t.Errorf("the picture: %v", got.Header)
		}
		photo.Form("details form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "请选择为什么要看")
		if got := photo.Form("details form").Set("reason", "court").Submit(); !bytes.Equal(got.Body, picture()) || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("the original: %v", got.Header)
		}

		// What nobody who does not read the matter may open.
		for _, login := range []string{"leader", "sorter", "other", "farlead", "admin"} {
			may := s.As(login).Get(address).Status == http.StatusOK
			reads := s.As(login).Get("/matters/"+id).Has("#story", "经过")
			if may != reads {
				t.Errorf("%s reads the matter: %v; opens its file: %v", login, reads, may)
			}
		}
		remove := shown.Form("details form")
		remove.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为什么移除")
		if left := remove.Set("removal", "传错了").Submit().WantStatus(http.StatusOK).Want(".banner", "已移除"); left.Has("#files", "收条.pdf") {
			t.Error("a removed file is still shown")
		}
		chair.Get(address).WantStatus(http.StatusNotFound)
	})
}

// A copy of an identity paper is opened for a reason, which the ledger is told.
func TestAnIdentityPaperIsLookedAtForAReason(t *testing.T) {
	withFiles(t, func(s *frametest.Stage, id string) {
		chair := s.As("chair")
		chair.Get("/matters/"+id+"/files?as=M4").Want("option[selected]", "身份证明").Form("form.files").Attach("file", "身份证.jpg", picture()).Submit().
			WantStatus(http.StatusOK).Want("#files", "查看留记录")
		p := chair.Get("/matters/" + id).Follow("身份证.jpg")
		if p.Find("img.shown") != nil || p.Has("main", "下载") {
			t.Error("it is shown without a reason")
		}
		chair.Get(p.Path + "/content").WantStatus(http.StatusForbidden)
		p.Form("#look form").Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "为什么要看")
		if got := p.Form("#look form").Set("reason", "verify").Submit(); got.Header.Get("Content-Type") != "image/jpeg" {
			t.Errorf("after a reason: %v", got.Header)
		}
		chair.Get("/matters/"+id).Want("#timeline", "查看材料")
	})
}

// A module is told where to go, or what has to be changed.
func TestAModuleIsAnsweredInItsOwnWay(t *testing.T) {
	withFiles(t, func(s *frametest.Stage, id string) {
		chair := s.As("chair")
		form := chair.Get("/matters/" + id + "/files").Form("form.files").ByModule()
		if got := form.Attach("file", "a.exe", []byte("MZ")).Submit(); got.Status != http.StatusUnprocessableEntity || !strings.Contains(string(got.Body), `{"wrong":["“a.exe”这种文件不能上传`) {
			t.Errorf("got %d %s", got.Status, got.Body)
		}
		if got := form.Attach("file", "a.pdf", []byte(receipt)).Submit(); got.Status != http.StatusOK || strings.TrimSpace(string(got.Body)) != `{"to":"/matters/`+id+`#files"}` {
			t.Errorf("got %d %s", got.Status, got.Body)
		}
		chair.Get("/matters/"+id).Want(".banner", "已上传").Want("#files", "a.pdf")
	})
}

func TestSigningOnTheScreen(t *testing.T) {
	withFiles(t, func(s *frametest.Stage, id string) {
		by := s.Actor("chair")
		s.Update(func(tx *db.Tx) error {
			_, err := document.Add(tx, by, matter.Keys(tx, matter.ID(id)), document.Piece{Matter: id, Form: document.Record, Facts: map[string]string{"调解内容": "各让一步"}})
			return err
		})
		chair := s.As("chair")
		p := chair.Get("/matters/"+id).Follow("人民调解记录").Want("#paper", "各让一步").Want("#sign", "在纸上签")
		form := p.Form("#sign form")
		form.Submit().WantStatus(http.StatusUnprocessableEntity).Want(".error-summary", "谁来签").Want(".error-summary", "还没有签名")
		party := ""
		s.Update(func(tx *db.Tx) error {
			all, err := matter.Parties(tx, matter.ID(id))
			party = all[0].ID
			return err
		})
		form.Set("party", party).Set("strokes", "[[[10,10],[200,90]],[[10,90],[200,10]]]")
		signed := form.Submit().WantStatus(http.StatusOK).Want("#files", "人民调解记录").Want("#files", "申请人（当事人1）").Want("#timeline", "在屏幕上签名")
		if got := chair.Get(signed.Attr("#files img", "src")); got.Header.Get("Content-Type") != "image/png" || !bytes.HasPrefix(got.Body, []byte("\x89PNG")) {
			t.Errorf("the signature: %v", got.Header)
		}
		chair.Get(strings.Replace(p.Path, "/signing/", "/papers/", 1)).Want("#signed", "申请人（当事人1）").Want("#signed", "在场")
		s.Update(func(tx *db.Tx) error {
			all, err := event.Of(tx, event.Matter, id, 1)
			if len(all) != 1 || !strings.Contains(all[0].Details, p.Text("#paper code")) {
				t.Errorf("the ledger was told %v", all)
			}
			return err
		})
		// A colleague changed the paper meanwhile.
		chair.Get(p.Path).Form("#sign form").Set("party", "officer").Set("strokes", "[[[10,10],[200,90]]]").Set("content", "0").Submit().
			WantStatus(http.StatusConflict).Want(".error-summary", "刚刚改过")
	})
}
