package indicator_test

import (
	"slices"
	"testing"

	"fengsheng/indicator"
)

func TestSuppress(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		parts []int64
		want  []string
		total string
	}{
		"nothing small":                            {[]int64{12, 7, 0}, []string{"12", "7", "0"}, "19"},
		"nothing at all":                           {[]int64{0, 0}, []string{"0", "0"}, "0"},
		"no parts":                                 {nil, []string{}, "0"},
		"one small part takes another along":       {[]int64{3, 12, 40}, []string{"少于5", "不单列", "40"}, "55"},
		"a five could give it away, so one more":   {[]int64{1, 5, 9, 40}, []string{"少于5", "不单列", "不单列", "40"}, "55"},
		"two in the middle hide one another":       {[]int64{2, 3, 40}, []string{"少于5", "少于5", "40"}, "45"},
		"two ones would be known by their sum":     {[]int64{1, 1, 30, 50}, []string{"少于5", "少于5", "不单列", "50"}, "82"},
		"two fours would be known by their sum":    {[]int64{4, 4, 30, 50}, []string{"少于5", "少于5", "不单列", "50"}, "88"},
		"three ones too":                           {[]int64{1, 1, 1, 30}, []string{"少于5", "少于5", "少于5", "不单列"}, "33"},
		"the total is small":                       {[]int64{1, 2, 0}, []string{"少于5", "少于5", "0"}, "少于5"},
		"one part is all":                          {[]int64{3}, []string{"少于5"}, "少于5"},
		"nothing is left to hide but the total":    {[]int64{4, 5}, []string{"少于5", "不单列"}, "9"},
		"nothing is left, the total goes":          {[]int64{1, 5}, []string{"少于5", "不单列"}, "不单列"},
		"two fours are all there is":               {[]int64{4, 4, 0}, []string{"少于5", "少于5", "0"}, "不单列"},
		"the smallest of the others is not listed": {[]int64{4, 90, 8, 20}, []string{"少于5", "90", "不单列", "20"}, "122"},
	} {
		shown, total := indicator.Suppress(c.parts)
		got := make([]string, len(shown))
		for i, s := range shown {
			got[i] = s.Text
		}
		if !slices.Equal(got, c.want) || total.Text != c.total {
			t.Errorf("%s: got %v of %s, want %v of %s", name, got, total.Text, c.want, c.total)
		}
	}
}

// Whoever reads the shown parts and the total, and tries every number that the
// hidden ones could be, finds each small one anything from one to four.
func TestWhatIsHiddenCannotBeWorkedOut(t *testing.T) {
	t.Parallel()
	const most = 9
	for code := range most * most * most * most {
		parts := []int64{int64(code % most), int64(code / most % most), int64(code / most / most % most), int64(code / most / most / most)}
		shown, total := indicator.Suppress(parts)
		for i, s := range shown {
			if s.Text != "少于5" {
				continue
			}
			if got := candidates(parts, shown, total, i); len(got) != 4 && !(total.Text == "少于5" && len(got) > 0) {
				t.Fatalf("%v is shown as %v of %v: part %d can only be %v", parts, shown, total, i, got)
			}
		}
	}
}

// candidates are the numbers that a hidden part could be, as an outsider sees it.
func candidates(parts []int64, shown []indicator.Shown, total indicator.Shown, of int) []int64 {
	var sum int64
	for _, n := range parts {
		sum += n
	}
	var possible []int64
	for n := int64(1); n < 5; n++ {
		if total.Hidden || reaches(parts, shown, of, n, sum) {
			possible = append(possible, n)
		}
	}
	return possible
}

// reaches reports whether the others can make up what is left of the sum.
func reaches(parts []int64, shown []indicator.Shown, of int, n, sum int64) bool {
	low, high := n, n
	for i, s := range shown {
		switch {
		case i == of:
		case s.Text == "少于5":
			low, high = low+1, high+4
		case s.Text == "不单列":
			low, high = low+5, high+sum
		default:
			low, high = low+parts[i], high+parts[i]
		}
	}
	return low <= sum && sum <= high
}
