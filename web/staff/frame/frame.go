// Package frame is what the pages behind the sign-in share: the words of the
// navigation, the permission of a route, a form that counts once, and a due day
// as a page shows it. The frame itself - unit, moment, reader, what has just
// happened - is drawn by web.View.
package frame

import (
	"context"
	"net/http"
	"slices"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/org"
	"fengsheng/report"
	"fengsheng/supervision"
	"fengsheng/web"
	"fengsheng/web/ui"
)

// For is the permission of a route, from the right that identity names.
func For(p identity.Permission) web.Permission { return web.Permission{Name: p.Name, Roles: p.Roles} }

// Either is the permission of a route that several rights open.
func Either(name string, rights ...identity.Permission) web.Permission {
	var roles []actor.Role
	for _, p := range rights {
		for _, r := range p.Roles {
			if !slices.Contains(roles, r) {
				roles = append(roles, r)
			}
		}
	}
	return web.Permission{Name: name, Roles: roles}
}

// Nav is the navigation of the staff site: each word for whoever may open it.
// Nine is the most that anybody sees (ux.md section 7).
func Nav() []web.NavEntry {
	return []web.NavEntry{
		{Label: "工作台", Path: "/", Key: "w", Permission: web.SignedIn()},
		{Label: "事项", Path: "/matters", Key: "m", Permission: For(identity.SeeMatters)},
		{Label: "除险", Path: "/hazards", Key: "h", Permission: For(identity.SeeBoard)},
		{Label: "督办", Path: "/supervision", Key: "u", Permission: For(identity.SeeSupervision)},
		{Label: "密件", Path: "/vault", Key: "v", Permission: For(identity.KeepVault)},
		{Label: "对接", Path: "/docking", Key: "d", Permission: For(identity.SeeDocking)},
		{Label: "活动", Path: "/activities", Key: "a", Permission: For(identity.SeeActivities), Also: paths(work, "/mediators", "/studios", "/trainings")},
		{Label: "接访", Path: "/receptions", Key: "j", Permission: For(identity.FindReceptions), Also: []string{"/leaders"}},
		{Label: "指标", Path: "/indicators", Key: "i", Permission: For(identity.SeeIndicators), Also: paths(figures, "/wall", "/returns")},
		{Label: "报告", Path: "/reports", Key: "r", Permission: For(identity.SeeReport)},
		{Label: "组织", Path: "/org", Key: "o", Permission: For(identity.SeeOrg)},
		{Label: "账号", Path: "/accounts", Key: "c", Permission: For(identity.ManageAccounts)},
		{Label: "提醒", Path: "/notices/channels", Key: "n", Permission: For(identity.KeepChannels)},
		{Label: "日志", Path: "/events", Key: "l", Permission: For(identity.ReadLedger)},
	}
}

// Noticed are those who are told something in the page: of their matters, or of the
// themed days they plan for.
var Noticed = Either("read notices", identity.SeeMatters, identity.PlanPublicity)

// Inbox is what the reader is told, beside their name on every page.
func Inbox(d *db.DB) web.Inbox {
	return web.Inbox{Path: "/notices", Permission: Noticed, Unread: func(ctx context.Context, by actor.Actor) (int, error) {
		n := 0
		err := d.View(ctx, by.Street, func(tx *db.Tx) error {
			var err error
			n, err = supervision.Unread(tx, by)
			return err
		})
		return n, err
	}}
}

// Reports leads from the pages before the sign-in to the annual reports that are
// published, while one is.
func Reports(d *db.DB) web.Published {
	return web.Published{Path: "/public/reports", Label: "法治政府建设年度报告", There: func(ctx context.Context) (bool, error) {
		var streets []string
		err := d.View(ctx, "", func(tx *db.Tx) error {
			var err error
			streets, err = org.Streets(tx)
			return err
		})
		if err != nil || len(streets) != 1 {
			return false, err
		}
		there := false
		err = d.View(ctx, streets[0], func(tx *db.Tx) error {
			var err error
			there, err = report.AnyPublished(tx)
			return err
		})
		return there, err
	}}
}

// Wide is the frame of a list or a board, which uses the whole width.
func Wide(r *http.Request, title string) ui.View {
	v := web.View(r, title)
	v.Wide = true
	return v
}

// Again is the frame of a form that is shown a second time with what is wrong.
func Again(r *http.Request, title string, wrong bool) ui.View {
	v := web.View(r, title)
	v.Wrong = wrong
	return v
}
