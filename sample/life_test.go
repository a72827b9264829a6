package sample

import (
	"testing"

	"fengsheng/internal/calendar"
)

// What is agreed is due when it is signed or later, whatever holidays lie between
// the draft and the signing: no agreement could be signed otherwise.
func TestWhatIsAgreedIsDueAfterTheSigning(t *testing.T) {
	t.Parallel()
	days := calendar.Builtin()
	for d := loadFrom; d <= loadTo; d = d.AddDays(1) {
		due, err := inAWeek(days, d)
		if err != nil {
			t.Fatal(err)
		}
		signed, err := days.NextWorkingDay(d.AddDays(1))
		if err != nil {
			t.Fatal(err)
		}
		if due < signed {
			t.Errorf("drafted on %v, signed on %v, due before it, on %v", d, signed, due)
		}
	}
}
