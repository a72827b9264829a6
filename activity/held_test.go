package activity

import "testing"

func TestAnActivityRecordedByHandIsChosenOrNot(t *testing.T) {
	t.Parallel()
	two := []Activity{{ID: "a"}, {ID: "b"}}
	for _, c := range []struct {
		name    string
		free    []Activity
		choice  string
		want    ID
		settled bool
	}{
		{"none to choose from", nil, "", "", true},
		{"none is left of those that were shown", nil, "a", "", true},
		{"nobody chose yet", two, "", "", false},
		{"one of them", two, "b", "b", true},
		{"none of them", two, New, "", true},
		{"one that was taken meanwhile", two, "c", "", false},
	} {
		if got, settled := Chosen(c.free, c.choice); got != c.want || settled != c.settled {
			t.Errorf("%s: got %q, settled %t; want %q, %t", c.name, got, settled, c.want, c.settled)
		}
	}
}
