package matters

import (
	"strconv"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/ownership"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// ownerView is the leader who answers for the matter, and where that is kept.
type ownerView struct {
	Facts   []ui.Fact
	Href    string
	Propose bool // nobody ever owned it, and the reader may ask a leader to
}

// ownerOf says who answers for a matter and who has been asked to.
func ownerOf(tx *db.Tx, by actor.Actor, m matter.Matter, n frame.Names) (ownerView, error) {
	v := ownerView{Href: address(m.ID) + "/ownership"}
	all, err := ownership.Of(tx, m.ID)
	if err != nil {
		return v, err
	}
	running, waiting := ownership.Among(all)
	if err := n.KnowOfficers(tx, running.Officer, waiting.Officer); err != nil {
		return v, err
	}
	if running.ID != "" {
		done, err := ownership.DutiesOf(tx, running.ID)
		if err != nil {
			return v, err
		}
		v.Facts = append(v.Facts, ui.Fact{Label: "包案领导", Value: n.Officer(running.Officer) + "，" + running.Since.Plain() + "起"},
			ui.Fact{Label: "四包", Value: "已落实" + strconv.Itoa(len(done)) + "项，共" + strconv.Itoa(len(ownership.Duties)) + "项"})
	}
	if waiting.ID != "" {
		v.Facts = append(v.Facts, ui.Fact{Label: "等领导确认", Value: n.Officer(waiting.Officer)})
	}
	if len(v.Facts) == 0 && len(all) > 0 {
		v.Facts = append(v.Facts, ui.Fact{Label: "包案领导", Value: "现在没有，以前的见包案的经过"})
	}
	v.Propose = len(all) == 0 && m.Open && identity.ProposeOwner.Reaches(by, m.At())
	return v, nil
}
