package matter_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"strings"
	"testing"

	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/sample/stage"
	"fengsheng/vault"
)

const receipt = "%PDF-1.4\n1 0 obj\n<< /Type /Page /Contents (canary) >>\nendobj\n%%EOF\n"

func picture() []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// received is a file let in by the store of the stage.
func received(s *stage.Stage, name string, body []byte, original bool) file.Received {
	s.T.Helper()
	files, err := s.DB.Files()
	if err != nil {
		s.T.Fatal(err)
	}
	got, err := files.Receive(context.Background(), file.Incoming{Name: name, Size: int64(len(body)), Content: bytes.NewReader(body), Original: original})
	if err != nil {
		s.T.Fatal(err)
	}
	return got
}

func attach(s *stage.Stage, by string, m matter.Matter, standsFor string, files ...file.Received) matter.Attachment {
	s.T.Helper()
	s.Step(func(tx *db.Tx) (matter.Matter, error) {
		return matter.Attach(tx, s.As(by), m.ID, matter.Attaching{StandsFor: standsFor, Files: files})
	})
	all := attachments(s, m)
	return all[len(all)-1]
}

func attachments(s *stage.Stage, m matter.Matter) []matter.Attachment {
	s.T.Helper()
	var all []matter.Attachment
	s.Must(func(tx *db.Tx) error {
		var err error
		all, err = matter.Attachments(tx, m.ID)
		return err
	})
	return all
}

// plain is what the store gives for a reference.
func plain(s *stage.Stage, r file.Ref) (string, error) {
	files, err := s.DB.Files()
	if err != nil {
		return "", err
	}
	f, err := files.Open(r)
	if err != nil {
		return "", err
	}
	all, err := io.ReadAll(f)
	return string(all), errors.Join(err, f.Close())
}

func open(s *stage.Stage, by string, m matter.Matter, id string) (string, error) {
	var o matter.Opened
	err := s.DB.View(context.Background(), stage.Home, func(tx *db.Tx) error {
		var err error
		o, err = matter.OpenAttachment(tx, s.As(by), m.ID, id)
		return err
	})
	if err != nil {
		return "", err
	}
	return plain(s, o.File)
}

// A copy makes the piece of the dossier it is, once; what is other material makes none.
func TestAnAttachmentIsAPieceOfTheDossier(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		a := attach(s, "chair", m, "M6", received(s, "聊天记录.jpg", picture(), true), received(s, "收条.pdf", []byte(receipt), false))
		b := attach(s, "chair", m, "M6", received(s, "收条2.pdf", []byte(receipt), false))
		c := attach(s, "chair", m, "", received(s, "别的.pdf", []byte(receipt), false))
		if a.Piece == "" || a.Piece != b.Piece || c.Piece != "" || a.Name != "收条.pdf" || a.Kind != file.PDF || a.Officer != s.As("chair").Officer {
			t.Errorf("got %+v, then %+v, then %+v", a, b, c)
		}
		s.Must(func(tx *db.Tx) error {
			pieces, err := document.Of(tx, string(m.ID))
			n := 0
			for _, p := range pieces {
				if p.Form == document.Evidence {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%d pieces of evidence, want 1", n)
			}
			return err
		})
		if got, err := open(s, "chair", m, a.ID); err != nil || got != receipt {
			t.Errorf("read back %d bytes, %v", len(got), err)
		}
		if all := attachments(s, m); len(all) != 4 || !all[0].Original || all[1].Original {
			t.Errorf("got %d attachments: %+v", len(all), all)
		}
		refuse := func(kind fault.Kind, words, by string, a matter.Attaching) {
			t.Helper()
			s.Refused(kind, words, func(tx *db.Tx) (matter.Matter, error) { return matter.Attach(tx, s.As(by), m.ID, a) })
		}
		one := received(s, "收条.pdf", []byte(receipt), false)
		refuse(fault.Invalid, "选择要上传", "chair", matter.Attaching{})
		refuse(fault.Invalid, "列出的选项", "chair", matter.Attaching{StandsFor: "before", Files: []file.Received{one}})
		refuse(fault.Denied, "能看这件事内容的人", "supervisor", matter.Attaching{Files: []file.Received{one}})
		large := one
		large.Size = 101 << 20
		refuse(fault.Invalid, "最多100MB", "chair", matter.Attaching{Files: []file.Received{large}})
		gone := one
		gone.Ref.ID = "01hxaaaaaaaaaaaaaaaaaaaaaa"
		refuse(fault.Conflict, "没有存好", "chair", matter.Attaching{Files: []file.Received{gone}})
	})
}

// Who does not read the matter opens none of its files, whatever else they may;
// who looks at a copy of an identity paper, or at anything of a restricted
// matter, says why and is told of.
func TestSEC_UP_06_NobodyOpensAFileOfWhatTheyDoNotRead(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		plain := attach(s, "chair", m, "", received(s, "收条.pdf", []byte(receipt), false))
		copied := attach(s, "chair", m, "M4", received(s, "身份证.jpg", picture(), false))
		evidence := attach(s, "chair", m, "M6", received(s, "现场.jpg", picture(), true))
		readers := 0
		for login, by := range s.People {
			var may bool
			s.Must(func(tx *db.Tx) error {
				var err error
				may, err = matter.Readable(tx, by, m.ID)
				return err
			})
			got, err := open(s, login, m, plain.ID)
			if may != (err == nil && got == receipt) || !may && !fault.Is(err, fault.Denied) && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads the matter: %v; opens its file: %v", login, may, err)
			}
			if may {
				readers++
			}
			if !may {
				s.Refused(fault.Of(err).Kind, "", func(tx *db.Tx) (matter.Matter, error) {
					_, err := matter.LookAt(tx, by, m.ID, plain.ID, matter.Look{Reason: "核对"})
					return m, err
				})
			}
		}
		if readers == 0 || readers == len(s.People) {
			t.Fatalf("%d of %d read the matter", readers, len(s.People))
		}
		other := s.Sorted(matter.Mediation)
		if _, err := open(s, "chair", other, plain.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("opened under another matter: %v", err)
		}
		if _, err := open(s, "chair", m, copied.ID); !fault.Is(err, fault.Denied) || !strings.Contains(err.Error(), "留下记录") {
			t.Errorf("an identity paper without a record: %v", err)
		}
		look := func(id string, l matter.Look) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				_, err := matter.LookAt(tx, s.As("chair"), m.ID, id, l)
				return m, err
			}
		}
		s.Refused(fault.Invalid, "为什么要看", look(copied.ID, matter.Look{}))
		s.Refused(fault.NotFound, "原件", look(copied.ID, matter.Look{Reason: "核对", Original: true}))
		s.Step(look(copied.ID, matter.Look{Reason: "核对"}))
		s.Step(look(evidence.ID, matter.Look{Reason: "开庭", Original: true}))
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Restrict(tx, s.As("chair"), m.ID, 0, "涉及未成年人")
		})
		if _, err := open(s, "chair", m, plain.ID); !fault.Is(err, fault.Denied) {
			t.Errorf("a file of a restricted matter without a record: %v", err)
		}
		s.Step(look(plain.ID, matter.Look{Reason: "核对"}))
		s.Must(func(tx *db.Tx) error {
			all, err := event.Of(tx, event.Matter, string(m.ID), 100)
			n := 0
			for _, e := range all {
				if e.Action == "matter.look" {
					n++
				}
				if strings.Contains(e.Details+e.Fields, "身份证") {
					t.Errorf("the ledger has a name of a file: %+v", e)
				}
			}
			if n != 3 {
				t.Errorf("%d looks are told, want 3", n)
			}
			return err
		})
	})
}

func TestARemovedAttachmentIsKeptUnseen(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		a := attach(s, "chair", m, "", received(s, "收条.pdf", []byte(receipt), false))
		remove := func(reason string) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return matter.Remove(tx, s.As("chair"), m.ID, a.ID, reason) }
		}
		s.Refused(fault.Invalid, "为什么移除", remove(" "))
		s.Step(remove("传错了"))
		s.Refused(fault.NotFound, "已经移除", remove("传错了"))
		if all := attachments(s, m); len(all) != 0 {
			t.Errorf("still listed: %+v", all)
		}
		if _, err := open(s, "chair", m, a.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("still opened: %v", err)
		}
		s.Later(3)
		if n := swept(s); n != 0 {
			t.Errorf("%d files swept, want none: what was removed is kept", n)
		}
	})
}

func swept(s *stage.Stage) int {
	s.T.Helper()
	var sweep func() (int, error)
	s.Must(func(tx *db.Tx) error {
		var err error
		sweep, err = matter.Sweeping(tx)
		return err
	})
	n, err := sweep()
	if err != nil {
		s.T.Fatal(err)
	}
	return n
}

// Between storing a file and the commit there may be a crash: no row without a
// file, and the file goes after a day.
func TestSEC_UP_02_AFileWhoseTransactionNeverCame(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		lost, kept := received(s, "a.pdf", []byte(receipt), false), received(s, "b.jpg", picture(), true)
		crash := errors.New("crash")
		err := s.DB.Update(context.Background(), stage.Home, func(tx *db.Tx) error {
			if _, err := matter.Attach(tx, s.As("chair"), m.ID, matter.Attaching{Files: []file.Received{lost}}); err != nil {
				return err
			}
			return crash
		})
		if !errors.Is(err, crash) || len(attachments(s, m)) != 0 {
			t.Fatalf("got %v and %d rows", err, len(attachments(s, m)))
		}
		attach(s, "chair", m, "M6", kept)
		if n := swept(s); n != 0 {
			t.Errorf("swept %d within the day", n)
		}
		s.Later(2)
		if n := swept(s); n != 1 {
			t.Errorf("swept %d, want the one nothing refers to", n)
		}
		if _, err := plain(s, lost.Ref); err == nil {
			t.Error("the lost file is there")
		}
		if got, err := plain(s, kept.Ref); err != nil || got == "" {
			t.Errorf("the kept file: %v", err)
		}
	})
}

// Erasing the matter takes the keys of its files at once, and the files with the
// next sweep.
func TestSEC_PRIV_08_ErasingTakesTheFiles(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := ended(s)
		got := received(s, "甲某的收条.jpg", picture(), true)
		a := attach(s, "chair", m, "M6", got)
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Sign(tx, s.As("chair"), m.ID, signing(a.Piece), "shown")
		})
		s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.Lock(tx, s.As("chair"), m.ID, matter.Locking{Until: calendar.On(2024, 5, 9), Reason: "要求删除"})
		})
		if _, err := open(s, "chair", m, a.ID); err == nil {
			t.Error("a file of a locked matter opens")
		}
		s.Later(2)
		for _, login := range []string{"chair", "archive"} {
			s.Step(func(tx *db.Tx) (matter.Matter, error) {
				return matter.Erase(tx, s.As(login), mediation.Table(), m.ID, 0)
			})
		}
		for _, a := range attachments(s, m) {
			if a.Name+a.SHA256 != "" || a.Original || a.Size == 0 {
				t.Errorf("left is %+v", a)
			}
		}
		s.Must(func(tx *db.Tx) error {
			all, err := matter.Signatures(tx, m.ID)
			if len(all) != 1 || len(all[0].PNG) > 0 {
				t.Errorf("left are the signatures %+v", all)
			}
			return err
		})
		if n := swept(s); n != 2 {
			t.Errorf("swept %d, want the file and its original", n)
		}
	})
}

// What is hidden in the vault takes its files along: the street's key opens them
// no more, the custodian does, and says why.
func TestSEC_PR20_TheVaultTakesTheFiles(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Step(func(tx *db.Tx) (matter.Matter, error) {
			return matter.TakeIn(tx, s.As("clerk"), matter.Intake{
				Channel: "letter", Title: "举报", Request: "举报", Unit: s.Estate.ID, Known: true, Parties: []matter.Party{{Side: matter.Applicant, Name: "检举甲"}},
			})
		})
		a := attach(s, "clerk", m, "", received(s, "举报信.pdf", []byte(receipt), false))
		s.Must(func(tx *db.Tx) error {
			_, err := vault.Seal(tx, s.As("clerk"), m.ID, vault.Sealing{Words: "物业经理"})
			return err
		})
		for _, login := range []string{"clerk", "chair", "sealed"} {
			if _, err := open(s, login, m, a.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s opens it as one of the street: %v", login, err)
			}
		}
		if len(attachments(s, m)) != 0 {
			t.Error("the street still has its row")
		}
		var o matter.Opened
		look := func(login, reason string) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				var err error
				o, err = vault.LookAt(tx, s.As(login), m.ID, a.ID, reason)
				return m, err
			}
		}
		s.Refused(fault.Denied, "", look("chair", "核对"))
		s.Refused(fault.Invalid, "为什么要看", look("sealed", ""))
		s.Step(look("sealed", "办理移送"))
		if got, err := plain(s, o.File); err != nil || got != receipt || o.Name != "举报信.pdf" {
			t.Errorf("the custodian reads %d bytes of %q: %v", len(got), o.Name, err)
		}
		s.Later(2)
		if n := swept(s); n != 0 {
			t.Errorf("swept %d files of the vault", n)
		}
	})
}

func signing(piece string) matter.Signing {
	return matter.Signing{Piece: piece, Content: "shown", Strokes: file.Strokes{{{0, 0}, {100, 50}}, {{0, 50}, {100, 0}}}}
}

func TestASignatureOnTheScreen(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		m := s.Sorted(matter.Mediation)
		piece := attach(s, "chair", m, "M7", received(s, "笔录.pdf", []byte(receipt), false)).Piece
		sign := func(m matter.Matter, g matter.Signing, shown string) func(*db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return matter.Sign(tx, s.As("chair"), m.ID, g, shown) }
		}
		var parties []matter.Party
		s.Must(func(tx *db.Tx) error {
			var err error
			parties, err = matter.Parties(tx, m.ID)
			return err
		})
		g := signing(piece)
		g.Party = parties[0].ID
		s.Refused(fault.Conflict, "刚刚改过", sign(m, g, "changed"))
		for field, wrong := range map[string]matter.Signing{
			"没有这份文书": {Piece: "x", Content: "shown", Strokes: g.Strokes}, "谁来签": {Piece: piece, Party: "x", Content: "shown", Strokes: g.Strokes}, "还没有签名": {Piece: piece, Content: "shown"},
		} {
			s.Refused(fault.Invalid, field, sign(m, wrong, "shown"))
		}
		s.Step(sign(m, g, "shown"))
		s.Must(func(tx *db.Tx) error {
			all, err := matter.Signatures(tx, m.ID)
			if len(all) != 1 || all[0].Party != g.Party || all[0].Officer != "" || all[0].Witness != s.As("chair").Officer || all[0].Content != "shown" || !bytes.HasPrefix(all[0].PNG, []byte("\x89PNG")) {
				t.Errorf("got %+v", all)
			}
			return err
		})
		sort := matter.Sorting{
			Kind: matter.Mediation, Class: matter.ClassCivil, DisputeType: matter.MarriageFamily, Committee: s.Committee.ID,
			Gates: matter.Gates{Child: "no", Incapable: "no", Violence: "no", Major: "no"},
		}
		family := s.Step(func(tx *db.Tx) (matter.Matter, error) {
			m, err := matter.TakeIn(tx, s.As("clerk"), matter.Intake{
				Channel: "centre", Title: "抚养费", Request: "给抚养费", Unit: s.Estate.ID, Known: true, Parties: []matter.Party{{Side: matter.Applicant, Name: "甲某"}},
			})
			if err != nil {
				return m, err
			}
			return matter.Triage(tx, s.As("triage"), m.ID, sort)
		})
		s.Refused(fault.Conflict, "电子签名法", sign(family, g, "shown"))
	})
}
