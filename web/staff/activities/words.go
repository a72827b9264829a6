package activities

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fengsheng/activity"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// wording is what the entry of a kind calls its leader and its content.
type wording struct{ leader, topics, hint string }

var wordings = map[activity.Kind]wording{
	activity.Meeting:   {"主持的领导", "议题和结果", "议了什么，定了什么"},
	activity.Study:     {"主持的领导", "学习内容", "例如：学习《中华人民共和国人民调解法》"},
	activity.Reception: {"接访的领导", "诉求和答复", "写事情，不写群众的姓名和电话"},
	activity.Visit:     {"下访的领导", "诉求和答复", "写事情，不写群众的姓名和电话"},
	activity.Sweep:     {"带队的领导", "发现和处理", "写事情和地点，不写居民的姓名和电话"},
	activity.Docking:   {"主持的领导", "对接的内容", "写事情，不写当事人的姓名和电话"},
	activity.Publicity: {"带队的领导", "宣传内容", "例如：反诈、禁毒、消防"},
	activity.Lecture:   {"讲课人", "讲课题目", "例如：物业纠纷怎么办"},
	activity.Drill:     {"带队的领导", "练了什么", "例如：模拟调解邻里纠纷"},
	activity.Filing:    {"签发的领导", "报告的题目和去向", "例如：报区委依法治区办"},
}

// meets reports whether a kind is one where a leader meets residents.
func meets(k activity.Kind) bool { return k == activity.Reception || k == activity.Visit }

// know looks up who and where an activity names, in use or not.
func know(tx *db.Tx, n frame.Names, a activity.Activity) error {
	if err := n.KnowUnits(tx, a.Community); err != nil {
		return err
	}
	return n.KnowOfficers(tx, a.Leader, a.RecordedBy)
}

// placeWords is where an activity was: 东盛社区，三楼会议室. A place that begins
// with its community stands alone.
func placeWords(a activity.Activity, n frame.Names) string {
	community := communityWords(a, n)
	switch {
	case a.Place == "":
		return community
	case a.Community == "" || strings.HasPrefix(a.Place, community):
		return a.Place
	}
	return community + "，" + a.Place
}

// communityWords is whose activity it was: 东盛社区, or 全街道.
func communityWords(a activity.Activity, n frame.Names) string {
	if a.Community == "" {
		return "全街道"
	}
	return n.Unit(a.Community)
}

// leaderOptions are the officers under the names of their ranks, the highest first.
func leaderOptions(n frame.Names) []ui.Option {
	var all []ui.Option
	add := func(code, label string) {
		for _, o := range n.Officers {
			if o.Rank == code {
				all = append(all, ui.Option{Value: o.ID, Label: o.Name, Group: label})
			}
		}
	}
	for _, r := range org.Ranks {
		add(r.Code, r.Label)
	}
	add("", "未填职级")
	return all
}

// venueOptions are the venues in use, under the community they stand in.
func venueOptions(n frame.Names, places []ui.Option) []ui.Option {
	var all []ui.Option
	for _, v := range n.Venues {
		if !v.Until.Zero() || v.Community != "" && !slices.ContainsFunc(places, func(o ui.Option) bool { return o.Value == v.Community }) {
			continue
		}
		group := n.Unit(v.Community)
		if v.Community == "" {
			group = "街道"
		}
		all = append(all, ui.Option{Value: v.ID, Label: v.Name, Group: group})
	}
	slices.SortStableFunc(all, func(a, b ui.Option) int { return cmp.Compare(placeOf(places, a), placeOf(places, b)) })
	return all
}

// placeOf is the position of a venue's community; the street comes first.
func placeOf(places []ui.Option, venue ui.Option) int {
	return slices.IndexFunc(places, func(o ui.Option) bool { return o.Label == venue.Group })
}

// wholeStreet stands in the form for an activity of no community.
const wholeStreet = "street"

// placeOptions are the places the reader may record activities of.
func placeOptions(n frame.Names, reaches func(identity.Location) bool) []ui.Option {
	var all []ui.Option
	if reaches(identity.Location{}) {
		all = append(all, ui.Option{Value: wholeStreet, Label: "全街道"})
	}
	for _, c := range n.Communities() {
		if reaches(identity.Location{Community: c.Value}) {
			all = append(all, c)
		}
	}
	return all
}

// kept adds a value that is no longer offered, so that an old record keeps it.
func kept(all []ui.Option, value, label string) []ui.Option {
	if value == "" || slices.ContainsFunc(all, func(o ui.Option) bool { return o.Value == value }) {
		return all
	}
	if label == "" {
		label = "名称不详"
	}
	return append(slices.Clone(all), ui.Option{Value: value, Label: label + "（已停用）"})
}

func number(n int) string { return strconv.Itoa(n) }
