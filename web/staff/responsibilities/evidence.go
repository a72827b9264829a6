package responsibilities

import (
	"strings"

	"fengsheng/activity"
	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/matter"
	"fengsheng/meeting"
	"fengsheng/ownership"
	"fengsheng/responsibility"
	"fengsheng/task"
	"fengsheng/web/ui"
)

// proofAddress is where a piece of evidence opens; "" for whoever may not open it.
func proofAddress(tx *db.Tx, by actor.Actor, e responsibility.Evidence) (string, error) {
	if e.Proof == "" {
		return "", nil
	}
	shows, err := e.Shows(tx, by)
	if err != nil || !shows {
		return "", err
	}
	switch e.Proof {
	case responsibility.ByActivity:
		return "/activities/" + e.ID, nil
	case responsibility.ByMeeting:
		return "/meetings/" + e.ID, nil
	case responsibility.ByMatter:
		return "/matters/" + e.ID + "/ownership", nil
	}
	return "/tasks/" + e.ID, nil
}

// proofMost is how many activities of a year are offered as evidence.
const proofMost = 400

// proofOptions are the records of a year that may show that something was done.
func proofOptions(tx *db.Tx, by actor.Actor, year int) ([]ui.Option, error) {
	var all []ui.Option
	add := func(proof responsibility.Proof, id, label string) {
		all = append(all, ui.Option{Value: string(proof) + ":" + id, Label: label, Group: proof.Label()})
	}
	first, last := calendar.On(year, 1, 1), calendar.On(year, 12, 31)
	meetings, err := meeting.List(tx, by, meeting.Filter{From: first, To: last})
	if err != nil {
		return nil, err
	}
	for _, m := range meetings {
		if m.State != meeting.Planned && m.State != meeting.Cancelled {
			add(responsibility.ByMeeting, string(m.ID), m.On.String()+" "+m.Title)
		}
	}
	if identity.SeeActivities.Allows(by) {
		found, err := activity.List(tx, activity.Filter{On: matter.Period{From: first, To: last}}, activity.Page{Size: proofMost})
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			add(responsibility.ByActivity, string(a.ID), a.On.String()+" "+a.Title)
		}
	}
	tasks, err := task.List(tx, by, task.Filter{State: task.Done}, task.Most)
	if err != nil {
		return nil, err
	}
	for _, t := range tasks {
		if t.EndedOn.Year() == year {
			add(responsibility.ByTask, string(t.ID), t.EndedOn.String()+" "+t.Words)
		}
	}
	owned, err := ownership.List(tx, by, "")
	for _, o := range owned {
		if err != nil {
			break
		}
		m, seeErr := matter.Visible(tx, by, o.Matter)
		if seeErr == nil {
			add(responsibility.ByMatter, string(m.ID), m.Number+" "+m.Title)
		} else if !fault.Is(seeErr, fault.NotFound) {
			err = seeErr
		}
	}
	return all, err
}

// evidence reads a choice of proofOptions.
func evidence(chosen string) responsibility.Evidence {
	proof, id, _ := strings.Cut(chosen, ":")
	return responsibility.Evidence{Proof: responsibility.Proof(proof), ID: id}
}
