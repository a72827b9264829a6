package searches

import (
	"reflect"
	"testing"
)

func TestMarked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		words []string
		want  []piece
	}{
		{"楼上漏水", []string{"漏水"}, []piece{{"楼上", false}, {"漏水", true}}},
		{"漏水又漏水", []string{"漏水"}, []piece{{"漏水", true}, {"又", false}, {"漏水", true}}},
		{"Ａ座噪音", []string{"a座"}, []piece{{"Ａ座", true}, {"噪音", false}}},
		{"漏水赔偿", []string{"漏水", "水赔"}, []piece{{"漏水赔", true}, {"偿", false}}},
		{"没有", []string{"漏水"}, []piece{{"没有", false}}},
		{"", []string{"漏水"}, nil},
	} {
		if got := marked(c.text, c.words); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s with %q: got %v, want %v", c.text, c.words, got, c.want)
		}
	}
}

func TestAsNumber(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"东盛矛登〔2024〕12号", "东盛矛登[2024]12号", "东盛矛登（2024）12号", "东盛矛登【2024】 12号"} {
		if got, want := asNumber(typed), "东盛矛登〔2024〕12号"; got != want {
			t.Errorf("%s: got %s, want %s", typed, got, want)
		}
	}
}
