package events

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// showView is one event with everything it holds.
type showView struct {
	View    ui.View
	Title   string
	Facts   []ui.Fact
	Details []ui.Fact
	Chain   []ui.Fact
	Same    string // address of the events of the same subject
}

// Show is GET /events/{seq}.
func (p Pages) Show(w http.ResponseWriter, r *http.Request) error {
	seq, err := strconv.ParseInt(r.PathValue("seq"), 10, 64)
	if err != nil || seq < 1 {
		return notFound()
	}
	var e event.Event
	err = p.view(r, func(tx *db.Tx) error {
		found, err := event.List(tx, event.Filter{Before: seq + 1, Limit: 1})
		if err == nil && (len(found) == 0 || found[0].Seq != seq) {
			return notFound()
		}
		if err == nil {
			e = found[0]
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, showPage(show(web.View(r, "日志第"+number(seq)+"条"), e)))
}

func notFound() error { return fault.New(fault.NotFound, "没有这一条日志") }

func show(view ui.View, e event.Event) showView {
	word, _ := outcome(e)
	v := showView{View: view, Title: label(e.Action)}
	v.Facts = known([]ui.Fact{
		{Label: "时间", Value: e.At.In(calendar.Shanghai).Format("2006-01-02 15:04:05.000") + "（北京时间）"},
		{Label: "做了什么", Value: v.Title},
		{Label: "动作代码", Value: e.Action},
		{Label: "结果", Value: word},
		{Label: "谁", Value: who(e)},
		{Label: "原因", Value: e.Reason},
		{Label: "涉及的项目", Value: strings.ReplaceAll(e.Fields, ",", "、")},
		{Label: "对象", Value: strings.TrimSpace(labelled(nouns, e.Kind) + " " + e.Subject)},
		{Label: "网络地址", Value: e.Address},
		{Label: "页面", Value: e.Route},
		{Label: "请求编号", Value: e.Request},
	})
	v.Details = details(e.Details)
	v.Chain = []ui.Fact{
		{Label: "上一条的校验值", Value: hash(e.Prev)},
		{Label: "这一条的校验值", Value: hash(e.Hash)},
	}
	if e.Subject != "" {
		v.Same = address(url.Values{"kind": {e.Kind}, "subject": {e.Subject}}, 0)
	}
	return v
}

// known leaves out what the event does not hold.
func known(facts []ui.Fact) []ui.Fact {
	return slices.DeleteFunc(facts, func(f ui.Fact) bool { return f.Value == "" })
}

// details are the codes, dates and ids of an event, in the order of their names.
func details(text string) []ui.Fact {
	if text == "" {
		return nil
	}
	var object map[string]any
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		return []ui.Fact{{Label: "内容", Value: text}} // a list or a number: as it stands
	}
	var facts []ui.Fact
	for _, name := range slices.Sorted(maps.Keys(object)) {
		value := plain(object[name])
		if l := actor.Role(value).Label(); name == "role" && l != "" {
			value = l
		}
		facts = append(facts, ui.Fact{Label: detailLabel(name), Value: value})
	}
	return known(facts)
}

func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return "是"
		}
		return "否"
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(text)
}

// hash is a hash as people compare it: in groups of eight.
func hash(b []byte) string {
	text := hex.EncodeToString(b)
	var groups []string
	for len(text) > 8 {
		groups, text = append(groups, text[:8]), text[8:]
	}
	if text == "" {
		return "无"
	}
	return strings.Join(append(groups, text), " ")
}
