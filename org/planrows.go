package org

import (
	"slices"

	"fengsheng/actor"
)

// planUnits plans the tree. A row may stand before the row of its parent, so
// rows wait until nothing more falls into place; what still waits has no parent.
func (p *planner) planUnits(lines []line) (int, int) {
	before, known := len(p.plan.units), 0
	waiting := lines
	for len(waiting) > 0 {
		var still []line
		for _, l := range waiting {
			parent := p.path(l.cells[0])
			if _, found := p.units[parent]; !found {
				still = append(still, l)
				continue
			}
			if p.planUnit(l) {
				known++
			}
		}
		if len(still) == len(waiting) {
			for _, l := range still {
				p.planUnit(l)
			}
			break
		}
		waiting = still
	}
	return len(p.plan.units) - before, known
}

var levels = []actor.Level{actor.Community, actor.Grid, actor.Estate}

// planUnit plans one row and reports whether it is there already.
func (p *planner) planUnit(l line) bool {
	c := p.read(unitSheet, l)
	parentPath, parent := c.place("上级单位")
	level := c.choice("级别")
	u := Unit{Name: c.name("名称"), Households: c.count("户数"), Since: c.date("启用日期")}
	if !c.ok {
		return false
	}
	u.Level = levels[level]
	if !slices.Contains(below[parent.Level], u.Level) {
		c.bad("级别", "%s下面不能建%s", levelLabel(parent.Level), levelLabel(u.Level))
		return false
	}
	path := u.Name
	if parentPath != "" {
		path = parentPath + "/" + u.Name
	}
	there, taken := p.units[path]
	switch {
	case !taken:
		p.units[path] = u
		p.plan.units = append(p.plan.units, plannedUnit{parentPath, u})
	case !there.Until.Zero():
		c.bad("名称", "这里原来的“%s”已于%s撤销，请换一个名称", u.Name, there.Until)
	case there.Level != u.Level:
		c.bad("级别", "这里已经有“%s”了，它是%s", u.Name, levelLabel(there.Level))
	}
	return c.ok && taken
}

func (p *planner) planVenues(lines []line) (int, int) {
	before, known := len(p.plan.venues), 0
	for _, l := range lines {
		if p.planVenue(l) {
			known++
		}
	}
	return len(p.plan.venues) - before, known
}

func (p *planner) planVenue(l line) bool {
	c := p.read(venueSheet, l)
	kind := c.choice("种类")
	at, _ := c.place("所在单位")
	v := Venue{Name: c.text("名称"), Address: c.text("地址"), Since: c.date("启用日期")}
	if !c.ok {
		return false
	}
	v.Kind = VenueKinds[kind]
	there, taken := p.venues[v.Name]
	switch {
	case !taken:
		v.Unit = at // until Apply knows the id
		p.venues[v.Name] = v
		p.plan.venues = append(p.plan.venues, plannedVenue{at, v})
	case !there.Until.Zero():
		c.bad("名称", "原来的“%s”已于%s停用，请换一个名称", v.Name, there.Until)
	case there.Kind != v.Kind:
		c.bad("种类", "已经有叫“%s”的场所了，它是%s", v.Name, there.Kind.Label())
	case there.Unit != at && there.Unit != p.units[at].ID:
		c.bad("所在单位", "已经有叫“%s”的场所了，它在别的单位", v.Name)
	}
	return c.ok && taken
}

func (p *planner) planOfficers(lines []line) (int, int) {
	before, known := len(p.plan.officers), 0
	for _, l := range lines {
		if p.planOfficer(l) {
			known++
		}
	}
	return len(p.plan.officers) - before, known
}

func (p *planner) planOfficer(l line) bool {
	c := p.read(officerSheet, l)
	o := Officer{Code: c.code("工号"), Name: c.text("姓名"), Phone: c.code("电话"), Title: c.text("职务"), Since: c.date("到岗日期")}
	if i := c.choice("职级"); i >= 0 {
		o.Rank = Ranks[i].Code
	}
	at, _ := c.place("所属单位")
	if !c.ok {
		return false
	}
	there, taken := p.officers[o.Code]
	switch {
	case !taken:
		p.officers[o.Code] = o
		p.plan.officers = append(p.plan.officers, plannedOfficer{at, o})
	case there.Name != o.Name:
		c.bad("工号", "工号%s已经有人用了，请换一个", o.Code)
	case !there.Until.Zero():
		c.bad("工号", "这位工作人员已于%s离岗，回来的请用新工号", there.Until)
	}
	return c.ok && taken
}

func (p *planner) planPosts(lines []line) (int, int) {
	before, known := len(p.plan.posts), 0
	for _, l := range lines {
		if p.planPost(l) {
			known++
		}
	}
	return len(p.plan.posts) - before, known
}

// mostPosts of one officer: more is a slip of the spreadsheet.
const mostPosts = 100

func (p *planner) planPost(l line) bool {
	c := p.read(postSheet, l)
	code := c.code("工号")
	role := c.choice("岗位")
	at, _ := c.place("所在单位")
	since := c.date("起始日期")
	if o, found := p.officers[code]; code != "" && !found {
		c.bad("工号", "找不到这个工号，请先填在人员表里")
	} else if !o.Until.Zero() {
		c.bad("工号", "这位工作人员已于%s离岗", o.Until)
	}
	if !c.ok {
		return false
	}
	post := plannedPost{code, at, actor.Roles[role], since}
	if len(p.held[code]) >= mostPosts {
		c.bad("工号", "这位工作人员的岗位超过%d个，请核对", mostPosts)
		return false
	}
	// The same posts count as in Assign: those not over before either day.
	from := min(since, p.today)
	for _, h := range p.held[code] {
		if !h.until.Zero() && h.until < from {
			continue
		}
		if h.role == post.role && h.at == at {
			return true
		}
		if why := excluded(h.role, post.role); why != "" {
			c.bad("岗位", "已经是%s：%s", h.role.Label(), why)
			return false
		}
	}
	p.held[code] = append(p.held[code], heldPost{role: post.role, at: at, since: since})
	p.plan.posts = append(p.plan.posts, post)
	return false
}
