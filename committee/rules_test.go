package committee_test

import (
	"slices"
	"strings"
	"testing"

	"fengsheng/committee"
	"fengsheng/internal/calendar"
	"fengsheng/matter"
)

// seats are members: d director, w woman, m a minority; each word is one of them.
func seats(words ...string) []committee.Seat {
	var all []committee.Seat
	for _, w := range words {
		s := committee.Seat{Office: committee.Member, Since: calendar.On(2024, 1, 1), Woman: strings.Contains(w, "w"), Minority: strings.Contains(w, "m")}
		if strings.Contains(w, "d") {
			s.Office = committee.Director
		}
		all = append(all, s)
	}
	return all
}

func TestFlaws(t *testing.T) {
	term := func(s []committee.Seat) *committee.Term {
		return &committee.Term{Elected: calendar.On(2024, 1, 1), Until: calendar.On(2026, 12, 31), Seats: s}
	}
	whole := committee.Committee{Kind: committee.Residents, Seal: "印", Place: "社区", Reported: calendar.On(2024, 1, 5), Changed: calendar.On(2024, 1, 1)}
	mixed, sealless, placeless, untold := whole, whole, whole, whole
	mixed.Mixed, sealless.Seal, placeless.Place, untold.Changed = true, "", "", calendar.On(2024, 2, 1)
	gone := seats("dw", "x", "x")
	gone[1].Until = calendar.On(2024, 4, 30)
	may, late := calendar.On(2024, 5, 8), calendar.On(2027, 1, 1)
	for _, c := range []struct {
		name string
		of   committee.Committee
		term *committee.Term
		on   calendar.Date
		want []string // words of the flaws with their articles, in order
	}{
		{"art. 8: three members, a director, a woman", whole, term(seats("d", "w", "x")), may, nil},
		{"art. 8: nine members", whole, term(seats("dw", "x", "x", "x", "x", "x", "x", "x", "x")), may, nil},
		{"art. 8: two members are too few", whole, term(seats("dw", "x")), may, []string{"三人以上，现在2人", "第八条"}},
		{"art. 8: a member who left leaves two", whole, term(gone), may, []string{"现在2人", "第八条"}},
		{"art. 8: and still sat on the last day", whole, term(gone), calendar.On(2024, 4, 30), nil},
		{"art. 8: ten members are too many", whole, term(seats("dw", "x", "x", "x", "x", "x", "x", "x", "x", "x")), may, []string{"最多九人，现在10人", "第八条"}},
		{"art. 8: no director", whole, term(seats("w", "x", "x")), may, []string{"主任一人", "第八条"}},
		{"art. 8: two directors", whole, term(seats("dw", "d", "x")), may, []string{"主任是一人，现在2人", "第八条"}},
		{"art. 8: no woman", whole, term(seats("d", "x", "x")), may, []string{"妇女成员", "第八条"}},
		{"art. 8: a mixed place without a minority is a hint", mixed, term(seats("dw", "x", "x")), may, []string{"人数较少民族", "第八条"}},
		{"art. 8: a mixed place with one", mixed, term(seats("dw", "m", "x")), may, nil},
		{"art. 9: nobody knows who elected it", whole, nil, may, []string{"谁推选的", "第九条"}},
		{"art. 9: the last day of three years", whole, term(seats("dw", "x", "x")), calendar.On(2026, 12, 31), nil},
		{"art. 9: three years are over", whole, term(seats("dw", "x", "x")), late, []string{"已满三年，要改选", "第九条"}},
		{"art. 10: the justice bureau was not told", untold, term(seats("dw", "x", "x")), may, []string{"还没有报区司法行政部门", "第十条"}},
		{"art. 12: no place", placeless, term(seats("dw", "x", "x")), may, []string{"办公地点", "第十二条"}},
		{"art. 29: no seal", sealless, term(seats("dw", "x", "x")), may, []string{"印章", "第二十九条"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.of.Flaws(c.term, c.on)
			if len(got) != len(c.want)/2 {
				t.Fatalf("got %+v, want %d flaws", got, len(c.want)/2)
			}
			for i, f := range got {
				if !strings.Contains(f.Words, c.want[2*i]) || f.Article != c.want[2*i+1] || !strings.Contains(f.Sentence(), "《人民调解法》") {
					t.Errorf("got %s, want %q by %s", f.Sentence(), c.want[2*i], c.want[2*i+1])
				}
				if f.Hint != (c.want[2*i] == "人数较少民族") {
					t.Errorf("%s: hint %v", f.Words, f.Hint)
				}
			}
		})
	}
}

func TestTermOfThreeYears(t *testing.T) {
	for on, want := range map[calendar.Date]calendar.Date{
		calendar.On(2022, 1, 18): calendar.On(2025, 1, 17),
		calendar.On(2024, 2, 29): calendar.On(2027, 2, 27),
		calendar.On(2021, 1, 1):  calendar.On(2023, 12, 31),
	} {
		if got := committee.TermUntil(on); got != want {
			t.Errorf("art. 9: elected %s, until %s, want %s", on, got, want)
		}
	}
	term := committee.Term{Until: calendar.On(2024, 7, 7)}
	for on, want := range map[calendar.Date]string{
		calendar.On(2024, 5, 7): "", calendar.On(2024, 5, 8): "还有60天", calendar.On(2024, 7, 6): "还有1天", calendar.On(2024, 7, 7): "今天届满", calendar.On(2024, 7, 8): "",
	} {
		if got := term.Ending(on); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("art. 9: on %s got %q, want %q", on, got, want)
		}
	}
}

func TestWhoElects(t *testing.T) {
	for _, c := range []struct {
		name string
		kind committee.Kind
		want []string
	}{
		{"art. 9: a residents' committee by the residents' meeting", committee.Residents, []string{"residents"}},
		{"art. 9: a village by its meeting or its delegates", committee.Village, []string{"villagers", "villageDelegates"}},
		{"art. 9: an enterprise by its staff, their delegates or the union", committee.Enterprise, []string{"staff", "staffDelegates", "union"}},
		{"art. 34: a street by itself", committee.Street, []string{"founder"}},
		{"art. 34: a specialist one by its founder", committee.Specialist, []string{"founder"}},
		{"art. 34: other organisations by themselves", committee.Social, []string{"founder"}},
	} {
		var got []string
		for _, e := range c.kind.Electors() {
			got = append(got, e.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}

func TestHours(t *testing.T) {
	for minutes, want := range map[int]string{60: "1小时", 210: "3.5小时", 0: "0小时", 600: "10小时"} {
		if got := committee.Hours(minutes); got != want {
			t.Errorf("%d minutes are %q, want %q", minutes, got, want)
		}
	}
}

func TestFiltersAreAddresses(t *testing.T) {
	f := committee.Filter{Kinds: []string{"street", "residents"}, Community: "c", On: calendar.On(2024, 12, 31)}
	if got, err := committee.ParseFilter(f.Query()); err != nil || got.Query().Encode() != f.Query().Encode() {
		t.Errorf("got %+v, %v", got, err)
	}
	m := committee.MediatorFilter{Employments: []string{"fullTime"}, Committee: "k", Community: "c", On: calendar.On(2024, 12, 31), Women: true, Educated: true, Party: true}
	if got, err := committee.ParseMediatorFilter(m.Query()); err != nil || got.Query().Encode() != m.Query().Encode() || !got.Party {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, e := range []matter.Enumeration{committee.Kinds, committee.Employments} {
		if len(e) == 0 {
			t.Error("no choices")
		}
	}
}
