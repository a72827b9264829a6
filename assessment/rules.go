package assessment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/org"
)

// Bounds of what is written and of a scheme.
const (
	nameMax   = 40
	wordsMax  = 500
	lineMax   = 100
	daysLeast = 3
	daysMost  = 30
	ItemsMost = 12 // lines of a scheme
)

// Outline is a scheme as it is drafted.
type Outline struct {
	Name       string
	Year       int
	Cutoff     calendar.Date // zero = 31 December
	Days       int
	Items      []Item
	Subjects   []Subject // kind, ref and post
	CopiedFrom ID
}

// quotas are words by which a judged criterion would count after all.
var quotas = []string{"件数", "条数", "次数", "数量", "总数", "多少", "人均", "场次", "排名", "名次", "积分", "打卡", "签到", "在线时长", "转发", "点赞", "浏览量"}

// judged refuses a criterion that is a number of entries in other words.
func judged(name string) error {
	for _, word := range quotas {
		if strings.Contains(name, word) {
			return fault.New(fault.Invalid, "“%s”是在数“%s”，不能作为考核内容：手填项只评做得好不好，例如“卷宗评查合格”，不评做了多少、排在第几", name, word)
		}
	}
	return nil
}

// Name of an entry of the n-th line, as the form has it.
func entry(n int, what string) string { return "item" + strconv.Itoa(n+1) + "." + what }

// check holds an outline to the rules, and fills in what the indicators say.
func (o *Outline) check(tx *db.Tx) error {
	var bad fault.Fields
	o.Name = strings.TrimSpace(o.Name)
	bad.Need("name", o.Name, "请填写名称，例如：2024年矛调站工作考核")
	if n := len([]rune(o.Name)); n > nameMax {
		bad.Add("name", "名称最多%d字，现在多了%d字", nameMax, n-nameMax)
	}
	if o.Year < 2000 || o.Year > 2100 {
		bad.Add("year", "请填写年度，例如2024")
	} else {
		if o.Cutoff.Zero() {
			o.Cutoff = calendar.On(o.Year, 12, 31)
		}
		bad.Must("cutoff", o.Cutoff.Year() == o.Year, "考核期的最后一天要在"+strconv.Itoa(o.Year)+"年内")
	}
	bad.Must("days", o.Days >= daysLeast && o.Days <= daysMost, fmt.Sprintf("异议期应在%d到%d天之间", daysLeast, daysMost))
	o.checkItems(&bad)
	if err := o.point(tx, &bad); err != nil {
		return err
	}
	return bad.Err()
}

func (o *Outline) checkItems(bad *fault.Fields) {
	if len(o.Items) == 0 {
		bad.Add("item1.indicator", "请至少选一个指标")
		return
	}
	if len(o.Items) > ItemsMost {
		bad.Add("item1.indicator", "一个方案最多%d项，多了就没有重点", ItemsMost)
	}
	weights := 0
	seen := map[string]bool{}
	for n := range o.Items {
		i := &o.Items[n]
		i.Name = strings.TrimSpace(i.Name)
		weights += i.Weight
		if i.Indicator != "" {
			d, err := indicator.Find(i.Indicator)
			if err == nil {
				err = d.Assessable()
			}
			if err != nil {
				bad.Add(entry(n, "indicator"), "%s", err.Error())
				continue
			}
			i.Name, i.Aspect, i.AtMost, i.Definition = d.Name, d.Aspect, d.AtMost, d.Definition
		} else {
			i.check(bad, n)
		}
		if seen[i.Name] {
			bad.Add(entry(n, "indicator"), "“%s”选了两次", i.Name)
		}
		seen[i.Name] = true
		switch {
		case i.Target < 0 || i.Target > hundred*hundred, i.Target == 0:
			bad.Add(entry(n, "target"), "“%s”的目标应大于0%%，最高100%%", i.Name)
		}
		if i.Weight < 1 || i.Weight > hundred {
			bad.Add(entry(n, "weight"), "“%s”的权重应是1到100的整数", i.Name)
		}
	}
	if weights != hundred {
		bad.Add("item1.weight", "各项权重合计是%d，应当正好是100", weights)
	}
}

// check holds a judged criterion to the rules.
func (i *Item) check(bad *fault.Fields, n int) {
	i.AtMost = false
	bad.Need(entry(n, "name"), i.Name, "手填项请写明评什么，例如：卷宗评查合格")
	if extra := len([]rune(i.Name)) - nameMax; extra > 0 {
		bad.Add(entry(n, "name"), "名称最多%d字，现在多了%d字", nameMax, extra)
	}
	if err := judged(i.Name); err != nil {
		bad.Add(entry(n, "name"), "%s", err.Error())
	}
	if !indicator.Aspects.Has(string(i.Aspect)) {
		bad.Add(entry(n, "aspect"), "请选择“%s”评的是哪一方面", i.Name)
	}
	i.Definition = strings.TrimSpace(i.Definition)
	bad.Need(entry(n, "definition"), i.Definition, "手填项请写明怎么抽、怎样算好")
	if extra := len([]rune(i.Definition)) - wordsMax; extra > 0 {
		bad.Add(entry(n, "definition"), "最多%d字，现在多了%d字", wordsMax, extra)
	}
}

// point looks before it points: the units are there, and a post is an office of its unit.
func (o *Outline) point(tx *db.Tx, bad *fault.Fields) error {
	if len(o.Subjects) == 0 {
		bad.Add("subjects", "请选择考核哪些单位")
		return nil
	}
	all, err := Candidates(tx)
	if err != nil {
		return err
	}
	chosen := o.Subjects
	o.Subjects = nil
	for _, c := range chosen {
		if !Kinds.Has(string(c.Kind)) {
			bad.Add("subjects", "考核的是单位和单位的岗位，不考核到人：任何分数都不和某个人的名字放在一起")
			return nil
		}
		if c.Post != "" && !slices.Contains(offices[c.Kind], c.Post) {
			bad.Add("subjects", "“%s”是一个人做的事，不代表一个单位，不能作为考核对象；可以考核的是单位，或者代表单位的岗位", c.Post.Label())
			return nil
		}
	}
	for _, u := range all { // in the order of the street, whatever was sent
		for _, c := range chosen {
			if c.Kind != u.Kind || c.Ref != u.Ref {
				continue
			}
			u.Post = c.Post
			if u.Post != "" {
				u.Name = u.Post.Label() + "（" + u.Name + "）"
			}
			if !slices.ContainsFunc(o.Subjects, func(s Subject) bool { return s.Kind == u.Kind && s.Ref == u.Ref }) {
				o.Subjects = append(o.Subjects, u)
			}
		}
	}
	bad.Must("subjects", len(o.Subjects) > 0, "请选择考核哪些单位")
	return nil
}

// Candidates are the units that may be assessed, in the order of the street.
func Candidates(tx *db.Tx) ([]Subject, error) {
	units, err := org.Tree(tx, tx.Today())
	if err != nil {
		return nil, err
	}
	stations, err := org.Venues(tx, org.VenueFilter{Kinds: []org.VenueKind{org.Station}, On: tx.Today()})
	if err != nil {
		return nil, err
	}
	var all []Subject
	for _, u := range units {
		switch u.Level {
		case actor.Street:
			all = append(all, Subject{Kind: Street, Ref: u.ID, Unit: u.ID, Name: u.Name + "本级"})
		case actor.Community:
			all = append(all, Subject{Kind: Community, Ref: u.ID, Unit: u.ID, Community: u.ID, Name: u.Name})
			for _, v := range stations {
				if v.Community == u.ID {
					all = append(all, Subject{Kind: Station, Ref: v.ID, Unit: u.ID, Community: u.ID, Name: v.Name})
				}
			}
		}
	}
	return all, nil
}
