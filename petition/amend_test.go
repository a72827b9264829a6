package petition_test

import (
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/petition"
)

// What the classification found wrongly is put right, also when the petition has ended,
// and what stood there before is kept.
func TestAClassificationIsPutRight(t *testing.T) {
	on(t, func(d desk) {
		clerk := d.As("petition")
		m := d.classified(petition.Classification{Sort: petition.Claim, Organ: "某供热公司", Persons: 6})
		amend := func(a petition.Amendment) func(tx *db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return petition.Amend(tx, clerk, m.ID, a) }
		}
		d.Refused(fault.Invalid, "没有要更正的", amend(petition.Amendment{Organ: "某供热公司 ", Persons: 6, Reason: "对照了来信"}))
		d.Refused(fault.Invalid, "根据什么更正", amend(petition.Amendment{Organ: "某热力公司", Persons: 6}))
		d.Refused(fault.Denied, "信访专干", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Amend(tx, d.As("unithead"), m.ID, petition.Amendment{Organ: "某热力公司", Reason: "对照了来信"})
		})
		unsorted := d.Sorted(matter.Consultation)
		d.Refused(fault.Conflict, "不是信访事项", func(tx *db.Tx) (matter.Matter, error) {
			return petition.Amend(tx, d.As("triage"), unsorted.ID, petition.Amendment{Organ: "某热力公司", Reason: "对照了来信"})
		})
		d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Forward(tx, clerk, m.ID, petition.Sending{Organ: "区住建局", Told: true})
		})
		d.Refused(fault.Conflict, "刚刚被别人改过", amend(petition.Amendment{Version: m.Version, Organ: "某热力公司", Persons: 6, Reason: "对照了来信"}))
		d.Step(amend(petition.Amendment{Organ: "某热力公司", Repeated: true, Persons: 6, Reason: "对照了来信"}))
		d.Must(func(tx *db.Tx) error {
			row, err := petition.Load(tx, m.ID)
			if err != nil || row.Organ != "某热力公司" || !row.Repeated || row.Persons != 6 || row.SentTo != "区住建局" {
				t.Errorf("after the amendment: got %+v, %v", row, err)
			}
			notes, err := matter.Notes(tx, m.ID)
			if last := notes[len(notes)-1].Text; !strings.Contains(last, "“初次”，被投诉的机关、单位“某供热公司”。根据：对照了来信") || strings.Contains(last, "人数") {
				t.Errorf("the note says %q", last)
			}
			return err
		})
	})
}
