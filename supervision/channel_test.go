package supervision_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fengsheng/event"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/notify"
	"fengsheng/matter"
	"fengsheng/sample/stage"
	"fengsheng/supervision"
)

// robot is a group robot that keeps what it was told.
type robot struct {
	*httptest.Server
	mu     sync.Mutex
	heard  []string
	answer string
}

func newRobot(t *testing.T) *robot {
	r := &robot{answer: `{"errcode":0}`}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.answer == "" {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		if strings.Contains(r.answer, ":0") {
			r.heard = append(r.heard, string(body)+q.URL.RawQuery)
		}
		_, _ = io.WriteString(w, r.answer)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *robot) say(answer string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = answer
}

func (r *robot) told() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.heard)
}

func add(s *stage.Stage, c supervision.Channel) supervision.Channel {
	s.T.Helper()
	if c.Kind == "" {
		c.Kind = "wecom"
	}
	if c.Name == "" {
		c.Name = "工作群"
	}
	s.Must(func(tx *db.Tx) error {
		var err error
		c, err = supervision.AddChannel(tx, s.As("admin"), c)
		return err
	})
	return c
}

func deliver(s *stage.Stage) supervision.Delivery {
	s.T.Helper()
	d, err := supervision.Deliver(s.T.Context(), s.DB, stage.Home)
	if err != nil {
		s.T.Fatal(err)
	}
	return d
}

// Nothing of a matter or of a person is in any message; one message per group and day.
func TestSEC_PRIV_05_ADigestHoldsCountsAndALink(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		r := newRobot(t)
		secrets := []string{"东盛矛登", "甲某某", "13800005678", "3栋", "吉祥小区", "电动车", "消防", "韩承事", "geheim"}
		for _, days := range []int{0, 0, 1, 5} {
			m := acting(s, days)
			s.Step(func(tx *db.Tx) (matter.Matter, error) {
				return matter.AddParty(tx, s.As("handler"), m.ID, 0, matter.Party{Side: matter.Applicant, Name: "甲某某", Phone: "13800005678"})
			})
			secrets = append(secrets, string(m.ID), m.Number, m.Title)
		}
		s.Later(1)
		add(s, supervision.Channel{Address: r.URL + "/send?key=1"})
		add(s, supervision.Channel{Address: r.URL + "/send?key=2", Unit: s.Community.ID, Kind: "dingtalk", Secret: "geheim"})
		s.Must(func(tx *db.Tx) error {
			return supervision.SaveSettings(tx, s.As("admin"), supervision.Settings{EscalateAfter: 5, Site: "https://fengsheng.example.cn/"})
		})
		if got := run(s); got.Queued != 2 {
			t.Fatalf("queued %+v, want one for each group", got)
		}
		if got := deliver(s); got.Sent != 2 {
			t.Errorf("delivered %+v", got)
		}
		run(s)
		if got := deliver(s); got != (supervision.Delivery{}) {
			t.Errorf("the same day again: %+v", got)
		}
		told := r.told()
		if len(told) != 2 || !strings.Contains(told[0], "东盛街道：2件事项已经超期，1件今天到期，1件七天内到期。") || !strings.Contains(told[1], "吉祥社区：2件事项已经超期") ||
			!strings.Contains(told[0], "https://fengsheng.example.cn/supervision") || !strings.Contains(told[1], "sign=") {
			t.Errorf("the groups were told %q", told)
		}
		for _, words := range told {
			for _, secret := range secrets {
				if strings.Contains(words, secret) {
					t.Errorf("%q holds %q", words, secret)
				}
			}
		}
	})
}

// A mail tells a person of that person's own matters, and nobody of another's.
func TestSEC_AUTHZ_14_ADigestIsOfOnesOwnMatters(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		late := acting(s, 0)
		acting(s, 8)
		s.Later(8)
		acting(s, 0)
		s.Must(func(tx *db.Tx) error {
			_, err := supervision.Ask(tx, s.As("supervisor"), late.ID, asking(s))
			return err
		})
		for _, login := range []string{"handler", "mediator", "leader", "station1", "statistician"} {
			s.Must(func(tx *db.Tx) error { return supervision.SaveAddress(tx, s.As(login), login+"@example.test") })
		}
		add(s, supervision.Channel{Kind: supervision.ByMail, Address: "127.0.0.1:1", Sender: "fengsheng@example.test"})
		run(s)
		s.Must(func(tx *db.Tx) error {
			all, err := supervision.Digests(tx)
			got := map[string]string{}
			for _, g := range all {
				got[g.Officer], _, _ = strings.Cut(g.Text, "\n")
			}
			want := map[string]string{
				s.As("handler").Officer: "您有1件事项已经超期，2件事项今天到期，1件督办等您说明原因。",
				s.As("leader").Officer:  "您有1件事项提级给您。",
			}
			for who, words := range want {
				if got[who] != words {
					t.Errorf("got %q, want %q", got[who], words)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d digests, want %d: %v", len(got), len(want), got)
			}
			return err
		})
		s.Must(func(tx *db.Tx) error { return supervision.SaveAddress(tx, s.As("handler"), "") })
		s.Must(func(tx *db.Tx) error {
			all, err := supervision.Digests(tx)
			if len(all) != 1 {
				t.Errorf("%d digests after one has ended it, want 1", len(all))
			}
			return err
		})
	})
}

// A robot that is down, refuses or answers nonsense loses nothing: the message
// waits longer each time, comes once it is back, and is given up in the end.
func TestNothingIsLostWhileARobotIsDown(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		r := newRobot(t)
		acting(s, 0)
		c := add(s, supervision.Channel{Address: r.URL})
		r.say(`{"errcode":93000,"errmsg":"invalid"}`)
		run(s)
		standing := func() supervision.Standing {
			var got supervision.Standing
			s.Must(func(tx *db.Tx) error {
				all, err := supervision.Standings(tx)
				got = all[c.ID]
				return err
			})
			return got
		}
		if got := deliver(s); got.Failed != 1 {
			t.Errorf("refused: %+v", got)
		}
		if got := standing(); got.Queued != 1 || got.Error != "errcode 93000" {
			t.Errorf("standing %+v", got)
		}
		if got := deliver(s); got != (supervision.Delivery{}) {
			t.Errorf("tried again at once: %+v", got)
		}
		r.say("")
		s.Clock.Add(61 * time.Second)
		if got := deliver(s); got.Failed != 1 || standing().Error != "status 502" {
			t.Errorf("down: %+v, %+v", got, standing())
		}
		s.Clock.Add(61 * time.Second)
		if got := deliver(s); got != (supervision.Delivery{}) {
			t.Errorf("the second wait is longer: %+v", got)
		}
		r.say(`{"errcode":0}`)
		s.Clock.Add(5 * time.Minute)
		var all sync.WaitGroup
		for range 4 { // four programs at once send it once
			all.Go(func() {
				if _, err := supervision.Deliver(t.Context(), s.DB, stage.Home); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got := r.told(); len(got) != 1 {
			t.Errorf("told %d times, want once: %v", len(got), got)
		}
		if got := standing(); got.Queued != 0 || got.LastSent.IsZero() || got.Error != "" {
			t.Errorf("standing %+v", got)
		}

		s.Later(1)
		r.say("")
		run(s)
		tries := 0
		for range 20 {
			tries += deliver(s).Failed
			s.Clock.Add(7 * time.Hour)
		}
		if got := standing(); tries != 6 || got.Failed != 1 || got.Queued != 0 {
			t.Errorf("after %d tries: %+v, want it given up after six", tries, got)
		}
	})
}

// No host is configured by default, and nothing goes out (PRIV-13); the secrets of
// a channel are in no event.
func TestSEC_PRIV_13_NothingGoesOutUnasked(t *testing.T) {
	stage.On(t, func(s *stage.Stage) {
		acting(s, 0)
		if got := run(s); got.Queued != 0 {
			t.Errorf("queued %+v without a channel", got)
		}
		add(s, supervision.Channel{Address: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=geheim1"})
		add(s, supervision.Channel{Kind: "dingtalk", Address: "https://oapi.dingtalk.com/robot/send?access_token=geheim2", Secret: "geheim3"})
		mail := add(s, supervision.Channel{Kind: supervision.ByMail, Address: "smtp.example.test:465", Sender: "a@example.test", Login: "geheim4", Secret: "geheim5"})
		s.Must(func(tx *db.Tx) error { return supervision.SaveAddress(tx, s.As("handler"), "geheim6@example.test") })
		s.Must(func(tx *db.Tx) error { return supervision.CloseChannel(tx, s.As("admin"), mail.ID) })
		kept := db.SQL("test.channels", `SELECT address || secret FROM notice_channel WHERE street_id = $1`)
		s.Must(func(tx *db.Tx) error {
			rows, err := db.Values[string](tx, kept, tx.Street)
			for _, row := range rows {
				if strings.Contains(row, "geheim") || strings.Contains(row, "oapi") {
					t.Errorf("the database holds %q in plain words", row)
				}
			}
			return err
		})
		s.Must(func(tx *db.Tx) error {
			all, err := event.List(tx, event.Filter{Action: "notice", Limit: 20})
			if len(all) != 5 {
				t.Errorf("%d events, want 5", len(all))
			}
			for _, e := range all {
				if strings.Contains(e.Details+e.Reason+e.Fields+e.Subject, "geheim") {
					t.Errorf("%s holds a secret: %s", e.Action, e.Details)
				}
			}
			return err
		})
		for login, c := range map[string]supervision.Channel{
			"supervisor": {Kind: "wecom", Name: "群", Address: "https://a.test/"},
			"leader":     {Kind: "wecom", Name: "群", Address: "https://a.test/"},
		} {
			s.Must(func(tx *db.Tx) error {
				if _, err := supervision.AddChannel(tx, s.As(login), c); !fault.Is(err, fault.Denied) {
					t.Errorf("%s: got %v", login, err)
				}
				return nil
			})
		}
		for _, c := range []supervision.Channel{
			{Kind: "wecom", Name: "群", Address: "http://qyapi.weixin.qq.com/"},
			{Kind: "sms", Name: "群", Address: "https://a.test/"},
			{Kind: "wecom", Name: "", Address: "https://a.test/"},
			{Kind: "wecom", Name: "群", Address: "https://a.test/", Unit: s.Estate.ID},
			{Kind: "mail", Name: "信", Address: "https://a.test/", Sender: "a@example.test"},
			{Kind: "mail", Name: "信", Address: "smtp.example.test:465", Sender: "nobody"},
		} {
			s.Must(func(tx *db.Tx) error {
				if _, err := supervision.AddChannel(tx, s.As("admin"), c); !fault.Is(err, fault.Invalid) {
					t.Errorf("%+v: got %v", c, err)
				}
				return nil
			})
		}
	})
}

func TestEveryFailureHasWords(t *testing.T) {
	for _, f := range []notify.Failure{notify.Unreachable, notify.TimedOut, notify.Unclear, notify.Unsafe, notify.SignIn, notify.Refused} {
		if words := supervision.FailureWords(string(f)); strings.Contains(words, string(f)) {
			t.Errorf("%s has no words of its own", f)
		}
	}
}
