package search_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"fengsheng/internal/db"
	"fengsheng/internal/db/dbtest"
	"fengsheng/internal/search"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"物业费", []string{"物业", "业费"}},
		{"楼上漏水，３单元", []string{"楼上", "上漏", "漏水", "3", "单元"}},
		{"噪", []string{"噪"}},
		{"A座ab12", []string{"a", "座", "ab12"}},
		{"", nil},
		{"！？", nil},
	} {
		if got := search.Tokens(c.text); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAnyTwoCharactersAreFound(t *testing.T) {
	texts := []string{
		"楼上漏水泡了天花板", "噪音扰民，夜里装修", "物业费纠纷：电梯停运", "水管漏了，积水", "东盛矛登〔2024〕12号 停车位 100%_",
	}
	dbtest.Each(t, dbtest.At(time.Unix(1_700_000_000, 0)), func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		put := func(i int, text string, words ...string) {
			err := d.Update(ctx, "s", func(tx *db.Tx) error {
				return search.Put(tx, search.Doc{Kind: "matter", ID: fmt.Sprint(i), Body: text, Words: words})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for i, text := range texts {
			put(i, text, fmt.Sprintf("zc%d", i%2))
		}
		find := func(q search.Query) string {
			q.Kind, q.Limit = "matter", 10
			ids := ""
			err := d.View(ctx, "s", func(tx *db.Tx) error {
				hits, err := search.Find(tx, q)
				for _, h := range hits {
					ids += h.ID
				}
				return err
			})
			if err != nil {
				t.Errorf("%+v: %v", q, err)
			}
			return ids
		}
		for _, c := range []struct {
			text, want string
			any        []string
		}{
			{text: "漏水", want: "0"},
			{text: "漏", want: "30"},
			{text: "物业费", want: "2"},
			{text: "业费 电梯", want: "2"},
			{text: "12号", want: "4"},
			{text: "2024", want: "4"},
			{text: "100%_", want: "4"},
			{text: "1％0", want: ""},
			{text: "没有", want: ""},
			{text: "漏", any: []string{"zc0"}, want: "0"},
			{text: "漏", any: []string{"zc0", "zc1"}, want: "30"},
			{text: `"' OR *`, want: ""},
			{text: "！", want: ""},
		} {
			if got := find(search.Query{Text: c.text, Any: c.any}); got != c.want {
				t.Errorf("%q %v: got %q, want %q", c.text, c.any, got, c.want)
			}
		}
		put(0, "改成了停车纠纷")
		if got := find(search.Query{Text: "漏水"}) + "/" + find(search.Query{Text: "停车"}); got != "/40" {
			t.Errorf("after a change: got %q, want /40", got)
		}
		if got := find(search.Query{Text: "停车", Before: 5}); got != "0" {
			t.Errorf("older than row 5: got %q, want 0", got)
		}
	})
}
