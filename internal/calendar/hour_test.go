package calendar

import "testing"

func TestHourIsKeptInOneForm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, want string
		is          bool
	}{
		{"09:30", "09:30", true},
		{"9:30", "09:30", true},
		{"9：30", "09:30", true},
		{"14：05", "14:05", true},
		{" 9:05 ", "09:05", true},
		{"00:00", "00:00", true},
		{"0:00", "00:00", true},
		{"23:59", "23:59", true},
		{"24:00", "24:00", false},
		{"12:60", "12:60", false},
		{"9:5", "9:5", false},
		{"0930", "00930", false},
		{"9点半", "9点半", false},
		{"09:30:00", "09:30:00", false},
		{"０９:30", "０９:30", false},
		{"", "", false},
		{"  ", "", false},
	} {
		got := Hour(c.typed)
		if got != c.want || IsHour(got) != c.is {
			t.Errorf("Hour(%q): got %q, a time of day %t; want %q, %t", c.typed, got, IsHour(got), c.want, c.is)
		}
	}
}
