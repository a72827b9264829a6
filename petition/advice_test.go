package petition_test

import (
	"strings"
	"testing"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/petition"
)

// An advice names nobody, is answered once, and may be made when the petition has ended.
func TestAdviceAndWhatBecameOfIt(t *testing.T) {
	on(t, func(d desk) {
		clerk := d.As("petition")
		m := d.classified(petition.Classification{Sort: petition.Claim})
		good := petition.Advising{Sort: "policy", Organ: "区住建局", Words: "公布减免的办法"}
		advise := func(a petition.Advising) func(tx *db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) { return petition.Advise(tx, clerk, m.ID, a) }
		}
		for words, spoil := range map[string]func(*petition.Advising){
			"哪一种":    func(a *petition.Advising) { a.Sort = "other" },
			"向哪个机关":  func(a *petition.Advising) { a.Organ = " " },
			"不要写信访人": func(a *petition.Advising) { a.Words = "甲某反映的问题" },
			"最多1000": func(a *petition.Advising) { a.Words = strings.Repeat("长", 1001) },
			"还没有到":   func(a *petition.Advising) { a.On = d.Today().AddDays(1) },
		} {
			a := good
			spoil(&a)
			d.Refused(fault.Invalid, words, advise(a))
		}
		d.Refused(fault.Denied, "信访专干", func(tx *db.Tx) (matter.Matter, error) { return petition.Advise(tx, d.As("unithead"), m.ID, good) })
		other := d.Sorted(matter.Consultation)
		d.Refused(fault.Conflict, "不是信访事项", func(tx *db.Tx) (matter.Matter, error) { return petition.Advise(tx, d.As("triage"), other.ID, good) })
		d.Step(advise(good))
		d.Step(func(tx *db.Tx) (matter.Matter, error) {
			return petition.Forward(tx, clerk, m.ID, petition.Sending{Organ: "区住建局", Told: true})
		})
		d.Step(advise(petition.Advising{Sort: "work", Organ: "供热公司", Words: "接到报修当天答复"}))
		var first petition.Advice
		d.Must(func(tx *db.Tx) error {
			all, err := petition.AdvicesOf(tx, m.ID)
			if len(all) == 2 {
				first = all[0]
			}
			return err
		})
		if first.Organ != "区住建局" || first.Number != m.Number || first.Result != "" {
			t.Fatalf("the first advice is %+v", first)
		}
		answer := func(f petition.Feedback) func(tx *db.Tx) (matter.Matter, error) {
			return func(tx *db.Tx) (matter.Matter, error) {
				_, err := petition.Answered(tx, clerk, first.ID, f)
				return matter.Matter{}, err
			}
		}
		d.Refused(fault.Invalid, "有没有采纳", answer(petition.Feedback{Words: "已采纳"}))
		d.Refused(fault.Invalid, "书面反馈的内容", answer(petition.Feedback{Result: "notAdopted"}))
		d.Refused(fault.Invalid, "早于", answer(petition.Feedback{Result: "adopted", Words: "已采纳", On: d.Today().AddDays(-1)}))
		d.Step(answer(petition.Feedback{Result: "adopted", Words: "已采纳"}))
		d.Refused(fault.Conflict, "已经登记", answer(petition.Feedback{Result: "adopted", Words: "已采纳"}))
		for state, want := range map[string]int{"": 2, "waiting": 1, "taken": 1, "refused": 0, "nonsense": 0} {
			d.Must(func(tx *db.Tx) error {
				f := petition.AdviceFilter{Made: matter.Period{From: d.Today(), To: d.Today()}, State: state}
				again, err := petition.ParseAdviceFilter(f.Query())
				if err != nil || again != f {
					t.Errorf("the address of %+v is read as %+v, %v", f, again, err)
				}
				all, err := petition.Advices(tx, clerk, f, 10)
				if len(all) != want {
					t.Errorf("%q: got %d advices, want %d", state, len(all), want)
				}
				return err
			})
		}
		d.Refused(fault.NotFound, "找不到", func(tx *db.Tx) (matter.Matter, error) {
			_, err := petition.AdviceByID(tx, d.As("handler"), first.ID) // forwarded: none of the handler's
			return matter.Matter{}, err
		})
	})
}

// Whoever is complained of is not sent the petition, whatever form its name has.
func TestNothingGoesToWhoIsComplainedOf(t *testing.T) {
	on(t, func(d desk) {
		m := d.classified(petition.Classification{Sort: petition.Claim, Organ: "区住房和城乡建设局"})
		for _, organ := range []string{"区住房和城乡建设局", "区住房和城乡建设局物业科"} {
			d.Refused(fault.Invalid, "就是被反映的一方", func(tx *db.Tx) (matter.Matter, error) {
				return petition.Forward(tx, d.As("petition"), m.ID, petition.Sending{Organ: organ, Told: true})
			})
		}
	})
}
