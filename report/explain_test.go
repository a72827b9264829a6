package report

import (
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// textErrors are the open errors that reading the text found.
func (w world) textErrors(id ID) []Finding {
	var all []Finding
	for _, f := range w.compile(id).Errors() {
		if f.Rule == ruleText {
			all = append(all, f)
		}
	}
	return all
}

func TestATextAgainstItselfGoesToReviewOnlyWithAReason(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 4, 3, 2)
		id := w.begin()
		if found := w.textErrors(id); len(found) != 0 {
			t.Fatalf("a right text has errors: %+v", found)
		}
		w.write(id, "聘请网格律师{{手填:12名|名册}}，其中女律师{{手填:15名|名册}}。")
		found := w.textErrors(id)
		if len(found) != 1 || len(found[0].Places) != 2 || found[0].Key == "" || !strings.Contains(found[0].Message, "部分大于整体") || found[0].Places[0].Section == "" {
			t.Fatalf("got %+v, want one error with both places", found)
		}
		key := found[0].Key
		refused(t, w.do(id, DoSend, writer), fault.Invalid, "还有1项必须改")
		explain := func(finding, reason string) error {
			return w.try(func(tx *db.Tx) error { return Explain(tx, writer, id, finding, reason) })
		}
		refused(t, explain(key, " "), fault.Invalid, "理由")
		refused(t, explain("another", "口径不同"), fault.Conflict, "已经改过")
		refused(t, w.try(func(tx *db.Tx) error { return Explain(tx, first, id, key, "口径不同") }), fault.Denied, "报告撰写人")
		if err := explain(key, "口径不同，专题会含街道以外的"); err != nil {
			t.Fatal(err)
		}
		c := w.compile(id)
		if last := c.Findings[len(c.Findings)-1]; last.Level != Warning || last.Answer != "口径不同，专题会含街道以外的" {
			t.Errorf("the reason is not shown: %+v", last)
		}
		// other words are another finding
		w.write(id, "聘请网格律师{{手填:12名|名册}}，其中女律师{{手填:16名|名册}}。")
		if found := w.textErrors(id); len(found) != 1 || found[0].Key == key {
			t.Errorf("got %+v, want a new error", found)
		}
		w.write(id, "聘请网格律师{{手填:12名|名册}}，其中女律师{{手填:15名|名册}}。")
		w.must(id, DoSend)
		var kept []Explanation
		w.view(func(tx *db.Tx) (err error) { kept, err = Explanations(tx, id); return err })
		if len(kept) != 1 || kept[0].Finding != key || kept[0].Officer != writer.Officer {
			t.Errorf("kept %+v, want the reason", kept)
		}
		refused(t, explain(key, "口径不同"), fault.Conflict, "")
	})
}

func TestAManualFigureAgainstTheRecordsIsExplained(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, 4, 3, 2)
		id := w.begin()
		w.write(id, "受理矛盾纠纷{{手填:12件|网格台账}}。")
		var open []Finding
		for _, f := range w.compile(id).Errors() {
			if f.Rule == "twoValues" {
				open = append(open, f)
			}
		}
		if len(open) != 1 || open[0].Key == "" {
			t.Fatalf("got %+v, want one error that can be explained", open)
		}
		if err := w.try(func(tx *db.Tx) error { return Explain(tx, writer, id, open[0].Key, "含社区没有登记的8件") }); err != nil {
			t.Fatal(err)
		}
		for _, f := range w.compile(id).Errors() {
			t.Errorf("still open: %+v", f)
		}
		w.must(id, DoSend)
	})
}
