// Package sample makes invented records: the demonstration street and its year,
// and as many matters as a load test wants. Every record goes through the real
// operations, so the rules hold for it; no row is written around them. The same
// seed gives the same records.
package sample

import (
	"fmt"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/org"
)

// World is the demonstration street as the generator knows it.
type World struct {
	Root        org.Unit
	Communities []Community
	Centre      org.Venue
	Committee   org.Committee
	Leaders     []org.Officer

	registrar, triager, chair, archivist, clerk, writer, liaison actor.Actor
	handler, head, adviser, owner, custodian, overseer           actor.Actor
	reviewers                                                    [3]actor.Actor // first, second and final
	grids                                                        []actor.Actor
	mediators, deputies                                          []actor.Actor
	leads                                                        []actor.Actor
}

// Community is one community with its estates and its station.
type Community struct {
	Unit    org.Unit
	Estates []org.Unit
	Station org.Venue
}

// Account is a demonstration account, as the program prints it.
type Account struct {
	Role  string // in Chinese
	Login string
	Name  string
}

// since is when everything in the demonstration street began.
var since = calendar.On(2023, 1, 1)

var communities = []struct {
	name    string
	estates []string
}{
	{"吉祥社区", []string{"吉祥小区", "东盛花园", "轻工家属院"}},
	{"万通社区", []string{"万通家园", "铁北新居", "万通六区"}},
	{"亚泰社区", []string{"亚泰桃花苑", "亚泰新动力公寓", "亚泰富苑"}},
	{"和顺社区", []string{"和顺雅居", "和顺三条小区"}},
	{"东岭社区", []string{"东岭花园", "东岭南苑", "岭东小区"}},
	{"春城社区", []string{"春城小区", "春晖家园"}},
	{"桃源社区", []string{"桃源里", "桃源二期", "建工宿舍"}},
}

// Beginning is when the records of the demonstration street begin.
var Beginning = time.Date(2024, 1, 1, 8, 0, 0, 0, calendar.Shanghai)

// Accounts are the demonstration accounts, one for each role.
func Accounts() []Account {
	var all []Account
	for _, p := range people {
		all = append(all, Account{Role: p.roles[0].Label(), Login: p.login, Name: p.name})
	}
	for _, l := range local {
		if l.role != actor.Mediator {
			all = append(all, Account{Role: l.role.Label(), Login: l.login + "1", Name: l.names[0]})
		}
	}
	return all
}

// people are the officers of the demonstration street: invented names, one role
// each where roles exclude one another.
var people = []struct {
	login, name, title, rank string
	roles                    []actor.Role
}{
	{"admin", "安启明", "系统管理员", "staff", r(actor.SysAdmin)},
	{"audit", "沈知衡", "审计员", "staff", r(actor.Auditor)},
	{"clerk", "林晓禾", "矛调中心登记员", "staff", r(actor.Registrar)},
	{"triage", "顾明远", "矛调中心分流员", "staff", r(actor.Triager)},
	{"mediator", "苏和平", "专职人民调解员", "staff", r(actor.Mediator)},
	{"chair", "乔正言", "调委会主任", "section", r(actor.Chair)},
	{"archive", "范存真", "档案员", "staff", r(actor.Archivist)},
	{"petition", "陶信民", "信访专干", "staff", r(actor.PetitionClerk)},
	{"leader", "高守正", "街道办事处主任", "division", r(actor.CaseOwner)},
	{"supervisor", "严督行", "督查专员", "section", r(actor.Supervisor)},
	{"statistician", "计清源", "统计员", "staff", r(actor.Statistician)},
	{"writer", "文思齐", "法治建设专干", "staff", r(actor.ReportWriter)},
	{"first", "初砚秋", "司法所工作人员", "staff", r(actor.FirstReviewer)},
	{"second", "傅再思", "政法委员", "section", r(actor.SecondReviewer)},
	{"final", "钟定邦", "党工委书记", "division", r(actor.FinalReviewer)},
	{"police", "程联安", "派出所联络员", "staff", r(actor.PoliceLiaison)},
	{"lawyer", "陆法言", "法律顾问", "", r(actor.LegalAdviser)},
	{"handler", "韩承事", "综合办承办人", "staff", r(actor.Handler)},
	{"unithead", "魏领章", "综合办负责人", "section", r(actor.UnitHead)},
	{"sealed", "匡慎密", "纪检干事", "staff", r(actor.SealedCustodian)},
}

func r(roles ...actor.Role) []actor.Role { return roles }

var founder = actor.Actor{Name: "演示数据"}

// Found makes the demonstration street, its people and their accounts. The
// password is hashed already and is the same for all of them.
func Found(tx *db.Tx, stored string) (org.Unit, error) {
	root, err := org.Found(tx, founder, org.Street{
		Name: "东盛街道", ShortName: "东盛", Office: "东盛街道办事处", District: "二道区", Phone: "0431-0000 0000",
		Address: "东盛街道矛调中心一楼大厅（演示地址）", Hours: "周一至周五 8:30–11:30，13:00–16:30", Demo: true,
	})
	if err != nil {
		return root, err
	}
	units, err := plant(tx, root)
	if err != nil {
		return root, err
	}
	if _, err := org.FoundCommittee(tx, founder, org.Committee{Name: "东盛街道人民调解委员会", ShortName: "东盛", Unit: root.ID, Since: since}); err != nil {
		return root, err
	}
	for i, p := range people {
		if err := join(tx, root, fmt.Sprintf("%04d", i+1), p.login, p.name, p.title, p.rank, stored, p.roles); err != nil {
			return root, err
		}
	}
	return root, staffCommunities(tx, units, stored)
}

// plant grows the tree and opens its venues: one centre, a station in every
// community, a room, and two talking points.
func plant(tx *db.Tx, root org.Unit) ([]org.Unit, error) {
	open := func(kind org.VenueKind, name, unit, address string) error {
		_, err := org.OpenVenue(tx, founder, org.Venue{Kind: kind, Name: name, Unit: unit, Address: address, Since: since})
		return err
	}
	if err := open(org.Centre, "东盛街道矛盾纠纷调处化解中心", root.ID, "街道一楼大厅"); err != nil {
		return nil, err
	}
	var all []org.Unit
	for _, c := range communities {
		u, err := org.AddUnit(tx, founder, org.Unit{Level: actor.Community, Parent: root.ID, Name: c.name, Households: 3200, Since: since})
		if err != nil {
			return nil, err
		}
		all = append(all, u)
		if err := open(org.Station, c.name+"矛调站", u.ID, c.name+"党群服务中心"); err != nil {
			return nil, err
		}
		for i, name := range c.estates {
			grid, err := org.AddUnit(tx, founder, org.Unit{Level: actor.Grid, Parent: u.ID, Name: fmt.Sprintf("第%d网格", i+1), Households: 1000, Since: since})
			if err != nil {
				return nil, err
			}
			e, err := org.AddUnit(tx, founder, org.Unit{Level: actor.Estate, Parent: grid.ID, Name: name, Households: 1000, Since: since})
			if err != nil {
				return nil, err
			}
			if name == "亚泰桃花苑" {
				if err := open(org.Room, "桃花苑小区矛调室", e.ID, "桃花苑邻里中心"); err != nil {
					return nil, err
				}
			}
		}
	}
	if err := teachers(all, root, open); err != nil {
		return nil, err
	}
	if err := open(org.TalkingPoint, "万通社区警务室百姓说事点", all[1].ID, "万通社区警务室"); err != nil {
		return nil, err
	}
	return all, open(org.TalkingPoint, "亚泰新动力商圈警务室百姓说事点", all[2].ID, "亚泰新动力商圈警务室")
}

// staffCommunities gives every community a station lead, a mediator and a grid
// worker, and a leader who answers for it (包保).
func staffCommunities(tx *db.Tx, units []org.Unit, stored string) error {
	for i, u := range units {
		for k, l := range local {
			err := join(tx, u, fmt.Sprintf("%d%02d%d", 1, i+1, k), fmt.Sprintf("%s%d", l.login, i+1), l.names[i], u.Name+strings.TrimPrefix(l.title, "社区"), "staff", stored, r(l.role))
			if err != nil {
				return err
			}
		}
	}
	leaders := []string{"纪行远", "姜望舒", "雷向东", "尚思远", "温如玉"}
	for i, name := range leaders {
		o, err := org.Hire(tx, founder, org.Officer{Code: fmt.Sprintf("02%02d", i+1), Name: name, Title: "街道副职领导", Rank: "division", Unit: units[0].Parent, Since: since})
		if err != nil {
			return err
		}
		if err := org.TakeResponsibility(tx, founder, o.ID, units[i].ID, since); err != nil {
			return err
		}
		if i >= owners {
			continue
		}
		if err := org.Assign(tx, founder, o.ID, actor.CaseOwner, units[i].Parent, since); err != nil {
			return err
		}
		if _, err := identity.CreateAccount(tx, founder, identity.NewAccount{Officer: o.ID, Login: fmt.Sprintf("leader%d", i+2), Stored: stored}); err != nil {
			return err
		}
	}
	return nil
}

// owners is how many of the deputies own cases beside the head of the street: a case
// can be handed over.
const owners = 2

// local are the people of every community, one of each in each.
var local = []struct {
	login, title string
	role         actor.Role
	names        []string
}{
	{"station", "社区矛调站站长", actor.StationLead, []string{"白云舒", "常安宁", "丁岚", "杜若晴", "方秋实", "葛青", "郝明月"}},
	{"tiaojie", "社区人民调解员", actor.Mediator, []string{"贾和风", "江明理", "康乐平", "黎清泉", "梁静言", "罗善仁", "孟和"}},
	{"grid", "网格员", actor.GridWorker, []string{"倪小川", "潘晓春", "齐悦", "任远航", "石青山", "唐小满", "田禾"}},
}

// join hires an officer, gives the posts and an account.
func join(tx *db.Tx, at org.Unit, code, login, name, title, rank, stored string, roles []actor.Role) error {
	o, err := org.Hire(tx, founder, org.Officer{Code: code, Name: name, Title: title, Rank: rank, Unit: at.ID, Since: since})
	if err != nil {
		return err
	}
	for _, role := range roles {
		if err := org.Assign(tx, founder, o.ID, role, at.ID, since); err != nil {
			return err
		}
	}
	_, err = identity.CreateAccount(tx, founder, identity.NewAccount{Officer: o.ID, Login: login, Stored: stored})
	return err
}

// Load reads the demonstration street back, with the people who act in it.
func Load(tx *db.Tx) (World, error) {
	var w World
	today := tx.Today()
	units, err := org.Tree(tx, today)
	if err != nil {
		return w, err
	}
	at := map[string]int{}
	for _, u := range units {
		switch u.Level {
		case actor.Street:
			w.Root = u
		case actor.Community:
			at[u.ID] = len(w.Communities)
			w.Communities = append(w.Communities, Community{Unit: u})
		case actor.Estate:
			c := &w.Communities[at[u.Community]]
			c.Estates = append(c.Estates, u)
		}
	}
	venues, err := org.Venues(tx, org.VenueFilter{On: today})
	if err != nil {
		return w, err
	}
	for _, v := range venues {
		switch v.Kind {
		case org.Centre:
			w.Centre = v
		case org.Station:
			w.Communities[at[v.Community]].Station = v
		}
	}
	committees, err := org.Committees(tx, today)
	if err != nil {
		return w, err
	}
	if len(committees) == 0 || len(w.Communities) == 0 {
		return w, fmt.Errorf("sample: this data directory has no demonstration street")
	}
	w.Committee = committees[0]
	return w, w.cast(tx)
}

// cast finds who acts in which role.
func (w *World) cast(tx *db.Tx) error {
	officers, err := org.Officers(tx, tx.Today())
	if err != nil {
		return err
	}
	for _, o := range officers {
		posts, err := org.PostsOf(tx, o.ID, tx.Today())
		if err != nil {
			return err
		}
		a := actor.Actor{Street: tx.Street, Officer: o.ID, Name: o.Name, Posts: posts, Route: "sample"}
		if o.Rank == "division" {
			w.Leaders = append(w.Leaders, o)
		}
		if len(posts) == 0 {
			continue
		}
		switch posts[0].Role {
		case actor.Registrar:
			w.registrar = a
		case actor.Triager:
			w.triager = a
		case actor.Chair:
			w.chair = a
		case actor.Archivist:
			w.archivist = a
		case actor.PetitionClerk:
			w.clerk = a
		case actor.ReportWriter:
			w.writer = a
		case actor.FirstReviewer:
			w.reviewers[0] = a
		case actor.SecondReviewer:
			w.reviewers[1] = a
		case actor.FinalReviewer:
			w.reviewers[2] = a
		case actor.PoliceLiaison:
			w.liaison = a
		case actor.Mediator:
			w.mediators = append(w.mediators, a)
		case actor.StationLead:
			w.leads = append(w.leads, a)
		case actor.GridWorker:
			w.grids = append(w.grids, a)
		case actor.Handler:
			w.handler = a
		case actor.UnitHead:
			w.head = a
		case actor.LegalAdviser:
			w.adviser = a
		case actor.CaseOwner:
			if w.owner.Officer == "" { // the head of the street comes first
				w.owner = a
			} else {
				w.deputies = append(w.deputies, a)
			}
		case actor.Supervisor:
			w.overseer = a
		case actor.SealedCustodian:
			w.custodian = a
		}
	}
	return nil
}

// mediator picks who mediates in a community: the centre's own, or the community's.
func (w *World) mediator(community, n int) actor.Actor {
	if n%3 == 0 {
		return w.mediators[0]
	}
	return w.mediators[1+community]
}
