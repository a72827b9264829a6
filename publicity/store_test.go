package publicity_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/matter"
	"fengsheng/publicity"
	"fengsheng/sample/stage"
)

func TestTheStoreIsWhatCameInWithoutWhatWentOut(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		book := material(s, "反诈手册", "handbook", 40)
		left := func() int {
			n := 0
			s.Must(func(tx *db.Tx) error {
				all, err := publicity.Materials(tx)
				n = all[0].Left()
				return err
			})
			return n
		}
		writer := s.As("writer")
		refused(s, fault.Invalid, "已经有", func(tx *db.Tx) error { return only(publicity.AddMaterial(tx, writer, "反诈手册", "fold")) })
		refused(s, fault.Invalid, "分开计数", func(tx *db.Tx) error { return only(publicity.AddMaterial(tx, writer, "新的", "x")) })
		refused(s, fault.Denied, "只能由", func(tx *db.Tx) error { return only(publicity.AddMaterial(tx, s.As("station1"), "新的", "fold")) })
		for words, in := range map[string]publicity.Supply{
			"哪一种宣传品种": {Material: "none", On: s.Today(), Number: 1, Source: "印"},
			"入库的数量":   {Material: book, On: s.Today(), Source: "印"},
			"不能晚于今天":  {Material: book, On: s.Today().AddDays(1), Number: 1, Source: "印"},
			"上级发的":    {Material: book, On: s.Today(), Number: 1},
		} {
			refused(s, fault.Invalid, words, func(tx *db.Tx) error { return publicity.Receive(tx, writer, in) })
		}
		c := arranged(s, draft(s))
		h := publicity.Holding{Lines: []publicity.Line{{Material: book, Number: 50}}}
		err := s.DB.Update(t.Context(), stage.Home, holding(s, c.ID, h))
		var lacking *publicity.Short
		if !errors.As(err, &lacking) || len(lacking.Materials) != 1 || lacking.Materials[0].Words() != "“反诈手册”登记发50份，库里只有40份" {
			t.Fatalf("got %v, want what is short", err)
		}
		if left() != 40 {
			t.Error("asked, and handed out all the same")
		}
		h.Anyway = true
		s.Must(holding(s, c.ID, h))
		if left() != -10 {
			t.Errorf("left %d, want 10 less than nothing", left())
		}
		refused(s, fault.Invalid, "为什么要改", func(tx *db.Tx) error { return only(publicity.Recount(tx, writer, c.ID, h, "")) })
		h.Lines[0].Number, h.Anyway, h.Audience = 30, false, 70
		s.Must(func(tx *db.Tx) error { return only(publicity.Recount(tx, writer, c.ID, h, "数错了")) })
		if got := counted(s); left() != 10 || got != [4]int64{1, 70, 30, 0} {
			t.Errorf("recounted: left %d, counted %v", left(), got)
		}
		h.Lines[0].Number = 41
		if err := s.DB.Update(t.Context(), stage.Home, func(tx *db.Tx) error { return only(publicity.Recount(tx, writer, c.ID, h, "又错了")) }); !errors.As(err, &lacking) {
			t.Errorf("got %v, want what is short", err)
		}
		var supply string
		s.Must(func(tx *db.Tx) error {
			all, err := publicity.Supplies(tx, book)
			supply = all[0].ID
			return err
		})
		refused(s, fault.Invalid, "为什么撤回", func(tx *db.Tx) error { return publicity.WithdrawSupply(tx, writer, supply, "") })
		s.Must(func(tx *db.Tx) error { return publicity.WithdrawSupply(tx, writer, supply, "登记重了") })
		refused(s, fault.Conflict, "已经撤回", func(tx *db.Tx) error { return publicity.WithdrawSupply(tx, writer, supply, "登记重了") })
		if left() != -30 {
			t.Errorf("left %d after the supply was taken back", left())
		}
		s.Must(func(tx *db.Tx) error {
			out, err := publicity.HandedOut(tx, calendar.On(2024, 1, 1), calendar.On(2024, 12, 31))
			n, err2 := publicity.Count(tx, publicity.Filter{Material: book})
			if len(out) != 1 || out[0].Number != 30 || n != 1 {
				t.Errorf("handed out %+v in %d campaigns", out, n)
			}
			return errors.Join(err, err2)
		})
	})
}

func picture(t *testing.T, s *stage.Stage) file.Received {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	files, err := s.DB.Files()
	if err != nil {
		t.Fatal(err)
	}
	got, err := files.Receive(t.Context(), file.Incoming{Name: "现场.png", Size: int64(b.Len()), Content: bytes.NewReader(b.Bytes())})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A photo is sealed, is kept while its row is, and is swept when it was removed.
func TestSEC_UP_02_PhotosOfACampaign(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		c, writer := arranged(s, draft(s)), s.As("writer")
		got := picture(t, s)
		adding := func(alt string) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { return publicity.AddPhoto(tx, writer, c.ID, got, "现场", alt) }
		}
		refused(s, fault.Conflict, "已安排", adding("宣传台"))
		s.Must(holding(s, c.ID, publicity.Holding{Audience: 3}))
		refused(s, fault.Invalid, "照片上是什么", adding(""))
		refused(s, fault.Invalid, "请选择照片", func(tx *db.Tx) error {
			return publicity.AddPhoto(tx, writer, c.ID, file.Received{Kind: file.PDF, Stored: got.Stored}, "", "宣传台")
		})
		refused(s, fault.Conflict, "没有存好", func(tx *db.Tx) error {
			return publicity.AddPhoto(tx, writer, c.ID, file.Received{Kind: file.PNG}, "", "宣传台")
		})
		s.Must(adding("宣传台"))
		var photo publicity.Photo
		s.Must(func(tx *db.Tx) error {
			all, err := publicity.Photos(tx, c.ID)
			photo = all[0]
			n, err2 := publicity.Count(tx, publicity.Filter{Photographed: true})
			if n != 1 {
				t.Errorf("%d campaigns with photos", n)
			}
			return errors.Join(err, err2)
		})
		files, err := s.DB.Files()
		if err != nil {
			t.Fatal(err)
		}
		s.Must(func(tx *db.Tx) error {
			ref, kind, err := publicity.OpenPhoto(tx, s.As("leader"), c.ID, photo.ID)
			if err != nil {
				return err
			}
			f, err := files.Open(ref)
			if err != nil || kind != file.PNG {
				t.Errorf("opens as %s, %v", kind, err)
				return nil
			}
			return f.Close()
		})
		refused(s, fault.NotFound, "没有这张照片", func(tx *db.Tx) error {
			_, _, err := publicity.OpenPhoto(tx, s.As("archive"), c.ID, photo.ID)
			return err
		})
		sweep := func() int {
			var run func() (int, error)
			s.Must(func(tx *db.Tx) error {
				var err error
				run, err = matter.Sweeping(tx, publicity.PhotoFiles)
				return err
			})
			n, err := run()
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		s.Later(2)
		if n := sweep(); n != 0 {
			t.Errorf("swept %d files that are referred to", n)
		}
		for range publicity.MostPhotos - 1 {
			s.Must(adding("宣传台"))
		}
		refused(s, fault.Invalid, "最多留12张", adding("宣传台"))
		s.Must(func(tx *db.Tx) error {
			all, err := publicity.Photos(tx, c.ID)
			for _, p := range all {
				err = errors.Join(err, publicity.RemovePhoto(tx, writer, c.ID, p.ID))
			}
			return err
		})
		refused(s, fault.NotFound, "没有这张照片", func(tx *db.Tx) error { return publicity.RemovePhoto(tx, writer, c.ID, photo.ID) })
		if n := sweep(); n != 1 {
			t.Errorf("swept %d files, want the removed one", n)
		}
	})
}
