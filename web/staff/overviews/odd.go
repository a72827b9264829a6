package overviews

import (
	"fmt"

	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/web/ui"
)

// watched are the figures whose months are looked at for jumps.
var watched = []string{"accepted", "concluded", "petitionsAccepted", "hazardsFound", "sweeps", "policeHandovers"}

// odd finds what does not fit together: figures that contradict each other, months
// far from those before them, weeks in which a weekly thing is missing. It says
// what to look at; it judges nobody.
func (v *leaderView) odd(tx *db.Tx) error {
	for _, find := range []func(*db.Tx) error{v.contradictions, v.jumps, v.weeks} {
		if err := find(tx); err != nil {
			return err
		}
	}
	return nil
}

func (v *leaderView) contradictions(tx *db.Tx) error {
	values, err := indicator.ComputeAll(tx, v.Asked.Ask)
	if err != nil {
		return err
	}
	for _, c := range indicator.Check(values) {
		o := oddView{Text: "数对不上：" + c.Message, Hint: c.Hint}
		for i, code := range c.Codes {
			o.Links = append(o.Links, ui.Crumb{Label: c.Places[i], Href: v.Asked.About(code)})
		}
		v.Odd = append(v.Odd, o)
	}
	return nil
}

func (v *leaderView) jumps(tx *db.Tx) error {
	for _, code := range watched {
		months, err := v.course(tx, code)
		if err != nil {
			return err
		}
		for _, j := range indicator.Jumps(months, v.Asked.Cutoff) {
			v.Odd = append(v.Odd, oddView{
				Text: fmt.Sprintf("%s：%s%s%s，前三个月平均%d%s。", j.Name, month(j.First), j.Text, j.Unit, j.Usual, j.Unit), Hint: true,
				Links: []ui.Crumb{{Label: month(j.First) + "的" + j.Text + j.Unit, Href: v.Asked.Rows(j.Value, j.Evidence)}},
			})
		}
	}
	return nil
}

func (v *leaderView) weeks(tx *db.Tx) error {
	for _, c := range []struct {
		text string
		find func(*db.Tx, indicator.Ask) ([]indicator.Week, error)
	}{
		{"%d个整周没有摸排记录，请核对是没有去，还是去了没有登记。", indicator.WeeksWithoutSweep},
		{"%d个整周没有定稿的除险晾晒。", indicator.WeeksWithoutBoard},
	} {
		missing, err := c.find(tx, v.Asked.Ask)
		if err != nil {
			return err
		}
		if len(missing) == 0 {
			continue
		}
		o := oddView{Text: fmt.Sprintf(c.text, len(missing)), Hint: true, Fold: true}
		for _, w := range missing {
			o.Links = append(o.Links, ui.Crumb{Label: w.Monday.String() + "至" + w.Sunday().String(), Href: rows(v.Asked, w.Evidence)})
		}
		v.Odd = append(v.Odd, o)
	}
	return nil
}
