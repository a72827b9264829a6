package publicity_test

import (
	"testing"

	"fengsheng/activity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/publicity"
	"fengsheng/sample/stage"
)

func TestTheDaysOfAYear(t *testing.T) {
	want := map[string][2]calendar.Date{
		"leifeng": {20240305, 20240305}, "security": {20240415, 20240415}, "civilCode": {20240501, 20240531}, "safety": {20240601, 20240630},
		"disabled": {20240519, 20240519}, "family": {20240513, 20240519}, "defence": {20240921, 20240921}, "elderly": {20241011, 20241011},
		"constitutionWeek": {20241201, 20241207}, "constitution": {20241204, 20241204}, "water": {20240322, 20240328}, "network": {20240901, 20240930},
	}
	stage.On(t, func(s *stage.Stage) {
		s.Must(func(tx *db.Tx) error {
			all, err := publicity.Occurrences(tx, 2024)
			seen := map[string]bool{}
			for i, o := range all {
				if seen[o.Code] || o.Name == "" || !publicity.Grounds.Has(string(o.Ground)) || o.Ground != publicity.Custom && o.Basis == "" {
					t.Errorf("%+v is there twice, or stands on nothing", o)
				}
				if i > 0 && all[i-1].From > o.From {
					t.Errorf("%s stands after %s", o.Name, all[i-1].Name)
				}
				seen[o.Code] = true
				if w, ok := want[o.Code]; ok && w != [2]calendar.Date{o.From, o.To} {
					t.Errorf("%s is %s to %s, want %v", o.Name, o.From, o.To, w)
				}
				delete(want, o.Code)
			}
			if len(want) > 0 {
				t.Errorf("not in the year: %v", want)
			}
			return err
		})
	})
	for year, day := range map[int]calendar.Date{2025: 20251029, 2036: 0} {
		if from, _ := (publicity.Rule{Kind: publicity.OnMoon}).Span(year); from != day {
			t.Errorf("农历九月初九 of %d is %d, want %d", year, from, day)
		}
	}
}

func TestHowFarAMeasureHasCome(t *testing.T) {
	for _, c := range []struct {
		times, month, done int
		today              calendar.Date
		want               publicity.Standing
	}{
		{2, 6, 2, 20240301, publicity.Done},
		{2, 6, 1, 20240630, publicity.Ongoing},
		{2, 6, 1, 20240701, publicity.Late},
		{2, 6, 0, 20240301, publicity.Waiting},
		{0, 12, 0, 20240301, publicity.Waiting},
		{0, 12, 1, 20240301, publicity.Done},
		{1, 2, 0, 20240229, publicity.Waiting},
		{1, 2, 0, 20240301, publicity.Late},
	} {
		m := publicity.Measure{Times: c.times, Month: c.month}
		if got := m.Stands(c.done, 2024, c.today); got != c.want {
			t.Errorf("%+v stands %s", c, got)
		}
	}
}

func TestLeafletsAndGiveawaysAreTwoCounts(t *testing.T) {
	all := []publicity.Material{{ID: "a"}, {ID: "b", Sort: publicity.Sort{Giveaway: true}}, {ID: "c"}}
	leaflets, giveaways := publicity.Add(all, []publicity.Line{{Material: "a", Number: 3}, {Material: "b", Number: 5}, {Material: "c", Number: 4}, {Material: "gone", Number: 9}})
	if leaflets != 7 || giveaways != 5 {
		t.Errorf("%d leaflets and %d giveaways", leaflets, giveaways)
	}
	for _, s := range publicity.Sorts {
		if s.Code == "" || s.Label == "" {
			t.Errorf("a sort without a name: %+v", s)
		}
	}
}

func TestWhatIsDoneIsAFilter(t *testing.T) {
	f := publicity.Measure{Kind: activity.Publicity, Variety: "antiFraud", Partner: "派出所"}.Filter(2024)
	if f.Query().Encode() != "kind=publicity&onFrom=2024-01-01&onTo=2024-12-31&partner=%E6%B4%BE%E5%87%BA%E6%89%80&variety=antiFraud" {
		t.Error(f.Query().Encode())
	}
}
