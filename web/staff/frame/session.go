package frame

import (
	"context"

	"fengsheng/identity"
	"fengsheng/web"
)

// PasswordPage is where one changes one's own password.
const PasswordPage = "/account/password"

// Sessions finds the sign-ins of the site at the door. A session that began with
// a password from an administrator opens nothing before it is changed (AUTHN-01).
func Sessions(door *identity.Door) web.Sessions {
	return web.SessionsFunc(func(ctx context.Context, token string) (web.Session, error) {
		found, err := door.Find(ctx, token)
		s := web.Session{ID: found.ID, Actor: found.Actor, CSRF: found.CSRF, Since: found.Since, Until: found.Until}
		if found.Must {
			s.First = PasswordPage
		}
		return s, err
	})
}
