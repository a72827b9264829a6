package matters

import (
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/supervision"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// supervisedView is what a matter's page shows of 督办: what the applicant is
// told, and the way to the steps for whoever takes one.
type supervisedView struct {
	Href   string
	Label  string
	State  string
	Tone   ui.Tone
	Delays [][]ui.Fact
}

func (v *showView) supervised(tx *db.Tx, by actor.Actor, m matter.Matter) error {
	var err error
	if v.Supervised.Delays, err = delays(tx, m.ID); err != nil {
		return err
	}
	last, err := supervision.Latest(tx, m.ID)
	if err != nil {
		return err
	}
	mayAnswer, err := supervision.MayAnswer(tx, by, m.ID)
	if err != nil {
		return err
	}
	s := &v.Supervised
	if last.State != "" {
		s.State, s.Tone = supervision.States.Label(string(last.State)), ui.Going
	}
	switch {
	case mayAnswer && last.State == supervision.Asked:
		s.Label, s.Tone = "说明延期原因", ui.Soon
	case supervision.MayAsk(tx, by, m.ID) && last.State == "":
		s.Label = "督办这件事"
	case last.State != "" && (mayAnswer || identity.SeeSupervision.Allows(by)):
		s.Label = "看督办记录"
	}
	if s.Label != "" {
		s.Href = address(m.ID) + "/supervision"
	}
	return nil
}

// delays are the reasons given for a delay, newest first.
func delays(tx *db.Tx, id matter.ID) ([][]ui.Fact, error) {
	all, err := supervision.Of(tx, id)
	var told [][]ui.Fact
	for _, s := range all {
		if facts := frame.Delay(s); facts != nil {
			told = append(told, facts)
		}
	}
	return told, err
}
