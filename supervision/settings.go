package supervision

import (
	"strconv"

	"fengsheng/internal/db"
)

// Settings are how the street is reminded.
type Settings struct {
	EscalateAfter int    // working days over the day after which a matter is escalated
	Site          string // where the program is reached from outside, for the link in a message
}

// escalateAfter is the number of working days nobody has changed.
const escalateAfter = 5

var (
	readSettings = db.SQL("noticeSetting.all", `SELECT id, value FROM notice_setting WHERE street_id = $1`)
	saveSetting  = db.SQL("noticeSetting.save", `INSERT INTO notice_setting (street_id, id, value) VALUES ($1, $2, $3)
ON CONFLICT (street_id, id) DO UPDATE SET value = excluded.value`)
)

// LoadSettings reads the settings; what nobody has set has its usual value.
func LoadSettings(tx *db.Tx) (Settings, error) {
	s := Settings{EscalateAfter: escalateAfter}
	err := tx.Each(readSettings, func(r db.Row) error {
		var name, value string
		if err := r.Scan(&name, &value); err != nil {
			return err
		}
		switch name {
		case "escalateAfter":
			if n, err := strconv.Atoi(value); err == nil && n > 0 {
				s.EscalateAfter = n
			}
		case "site":
			s.Site = value
		}
		return nil
	}, tx.Street)
	return s, err
}

func (s Settings) save(tx *db.Tx) error {
	for name, value := range map[string]string{"escalateAfter": strconv.Itoa(s.EscalateAfter), "site": s.Site} {
		if _, err := tx.Exec(saveSetting, tx.Street, name, value); err != nil {
			return err
		}
	}
	return nil
}
