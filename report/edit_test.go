package report

import (
	"slices"
	"strings"
	"testing"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/fault"
)

func TestBeginHasTheOutlineOfTheRule(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 1, 1, 1)
		var id ID
		w.update(func(tx *db.Tx) error {
			var err error
			id, err = Begin(tx, writer, 2031)
			return err
		})
		r := w.load(id)
		if r.Title != "枫林街道2031年度法治政府建设报告" || r.State != Draft || r.Cutoff != calendar.On(2031, 12, 31) {
			t.Errorf("got %+v, want the customary title, a draft, the last day of the year", r)
		}
		var chapters []string
		for _, s := range w.compile(id).Sections {
			if s.Level == levelChapter {
				chapters = append(chapters, s.Name())
			}
		}
		want := []string{
			"一、2031年法治政府建设的主要举措和成效", "二、2031年法治政府建设的不足和原因",
			"三、2031年党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况", "四、2032年推进法治政府建设的主要安排", "其他需要报告的情况",
		}
		if !slices.Equal(chapters, want) {
			t.Errorf("chapters: got %q, want %q", chapters, want)
		}
		refused(t, w.try(func(tx *db.Tx) error { _, err := Begin(tx, writer, 2031); return err }), fault.Conflict, "已经在编制")
		refused(t, w.try(func(tx *db.Tx) error { _, err := Begin(tx, writer, 2033); return err }), fault.Invalid, "年度应在")
		refused(t, w.try(func(tx *db.Tx) error { _, err := Begin(tx, first, 2030); return err }), fault.Denied, "报告撰写人")
		if got := w.events(id); !slices.Equal(got, []string{"report.begin"}) {
			t.Errorf("events: got %q, want report.begin", got)
		}
	})
}

func TestSectionsAreAddedMovedAndRemoved(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 1, 1, 1)
		id := w.begin()
		names := func() string {
			var all []string
			for _, s := range w.compile(id).Sections {
				if s.Part == PartPlans && s.Level == levelSection {
					all = append(all, s.Name())
				}
			}
			return strings.Join(all, " ")
		}
		var added SectionID
		w.update(func(tx *db.Tx) error {
			var err error
			added, err = Add(tx, writer, id, PartPlans, "加强数字化")
			return err
		})
		if got, want := names(), "（一）压实责任 （二）建强队伍和阵地 （三）防范化解风险 （四）加强数字化"; got != want {
			t.Errorf("added: got %s, want %s", got, want)
		}
		w.update(func(tx *db.Tx) error { return Move(tx, writer, id, added, true) })
		if got, want := names(), "（一）压实责任 （二）建强队伍和阵地 （三）加强数字化 （四）防范化解风险"; got != want {
			t.Errorf("moved: got %s, want %s", got, want)
		}
		w.update(func(tx *db.Tx) error { return Move(tx, writer, id, added, false) })
		refused(t, w.try(func(tx *db.Tx) error { return Move(tx, writer, id, added, false) }), fault.Invalid, "不能再移动")
		refused(t, w.try(func(tx *db.Tx) error { return Remove(tx, writer, id, added, 7) }), fault.Conflict, "刚刚被别人改过")
		w.update(func(tx *db.Tx) error { return Remove(tx, writer, id, added, 1) })
		if got, want := names(), "（一）压实责任 （二）建强队伍和阵地 （三）防范化解风险"; got != want {
			t.Errorf("removed: got %s, want %s", got, want)
		}
		chapter := w.compile(id).Sections[1]
		refused(t, w.try(func(tx *db.Tx) error { return Remove(tx, writer, id, chapter.ID, chapter.Version) }), fault.Invalid, "不能删除")
		refused(t, w.try(func(tx *db.Tx) error { _, err := Add(tx, writer, id, 0, "甲"); return err }), fault.Invalid, "哪一部分")
		refused(t, w.try(func(tx *db.Tx) error { _, err := Add(tx, writer, id, PartPlans, " "); return err }), fault.Invalid, "请填写小标题")
	})
}

func TestWritingIsCheckedAndNeverLost(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 1, 1, 1)
	id := w.begin()
	s := w.compile(id).Sections[2]
	write := func(p Prose) error {
		return w.try(func(tx *db.Tx) error { return Write(tx, writer, id, s.ID, p) })
	}
	refused(t, write(Prose{Heading: "甲", Body: "乙", Version: s.Version - 1}), fault.Conflict, "刚刚被别人改过")
	refused(t, write(Prose{Heading: "", Body: "乙"}), fault.Invalid, "请填写小标题")
	refused(t, write(Prose{Heading: "受理{{accepted}}", Body: "乙"}), fault.Invalid, "小标题里不能引用")
	refused(t, write(Prose{Heading: "甲", Body: strings.Repeat("字", mostBody+3)}), fault.Invalid, "现在多了3字")
	if err := write(Prose{Heading: " 甲 ", Body: "　　第一段\n\n　　第二段\n", Version: s.Version}); err != nil {
		t.Fatalf("got %v, want no error", err)
	}
	if got := w.compile(id).Sections[2]; got.Heading != "甲" || got.Body != "第一段\n第二段" || got.Writer != writer.Officer {
		t.Errorf("got %+v, want the prose without indents and blank lines, and who wrote it", got)
	}
	refused(t, w.try(func(tx *db.Tx) error { return Write(tx, first, id, s.ID, Prose{Heading: "甲"}) }), fault.Denied, "报告撰写人")
	refused(t, w.try(func(tx *db.Tx) error { return Write(tx, writer, "none", s.ID, Prose{Heading: "甲"}) }), fault.NotFound, "找不到")
}

func TestCover(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t, dbtest.At(january)), 1, 1, 1)
	id := w.begin()
	set := func(c Cover) error {
		return w.try(func(tx *db.Tx) error { return SetCover(tx, writer, id, c) })
	}
	good := Cover{Title: "枫林街道2031年度法治政府建设报告", Cutoff: calendar.On(2031, 11, 30), Dated: calendar.On(2032, 2, 8)}
	for words, c := range map[string]Cover{
		"请填写标题":    {Cutoff: good.Cutoff},
		"应在2031年内": {Title: "甲", Cutoff: calendar.On(2030, 12, 31)},
		"成文日期不能早于": {Title: "甲", Cutoff: good.Cutoff, Dated: calendar.On(2031, 1, 1)},
		"标题最多60字":  {Title: strings.Repeat("字", 61), Cutoff: good.Cutoff},
	} {
		refused(t, set(c), fault.Invalid, words)
	}
	if err := set(good); err != nil {
		t.Fatalf("got %v, want no error", err)
	}
	if r := w.load(id); r.Cutoff != good.Cutoff || r.Dated != good.Dated {
		t.Errorf("got %v and %v, want %v and %v", r.Cutoff, r.Dated, good.Cutoff, good.Dated)
	}
	good.Version = 1
	refused(t, set(good), fault.Conflict, "刚刚被别人改过")
}
