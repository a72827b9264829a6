package supervision

import (
	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/publicity"
)

// tellThemes tells whoever plans publicity of the themed days that begin soon and for
// which nothing is arranged: once for each of them and year.
func tellThemes(tx *db.Tx, staff []actor.Actor) (int, error) {
	coming, err := publicity.Reminders(tx)
	if err != nil {
		return 0, err
	}
	told := 0
	for _, o := range coming {
		for _, a := range staff {
			if !publicity.Told(a) {
				continue
			}
			n, err := tx.Exec(insertNotice, tx.Street, tx.NewID(), a.Officer, tx.Millis(), string(NoticeTheme), event.Publicity, o.Code, o.From.String())
			if err != nil {
				return told, err
			}
			told += int(n)
		}
	}
	return told, nil
}

// theme says what day the notice is of. One the street has given up since is gone.
func (n *Notice) theme(tx *db.Tx) error {
	from, err := calendar.Parse(n.mark)
	if err != nil {
		return err
	}
	all, err := publicity.Occurrences(tx, from.Year())
	n.Gone = true
	for _, o := range all {
		if o.Code == string(n.Matter) {
			n.Theme, n.Gone = o, false
		}
	}
	n.Matter, n.Of = "", matter.Matter{}
	return err
}
