package events

import (
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// partSize is how many events one press verifies: about two seconds of work, so
// that a page never waits and others are not held up.
const partSize = 200_000

// verifyView is the page of the verification.
type verifyView struct {
	View    ui.View
	Entries ui.Entries
	Head    []ui.Fact // the present checkpoint, to be kept outside the machine
	Good    string
	Bad     string
	After   string // where the next part begins; "" when there is none
}

// VerifyForm is GET /events/verification.
func (p Pages) VerifyForm(w http.ResponseWriter, r *http.Request) error {
	return p.verification(w, r, http.StatusOK, func(*verifyView) {})
}

func (p Pages) verification(w http.ResponseWriter, r *http.Request, status int, fill func(*verifyView)) error {
	var v verifyView
	err := p.view(r, func(tx *db.Tx) error {
		head, err := event.Head(tx)
		if head.Seq > 0 {
			v.Head = []ui.Fact{{Label: "最后一条的序号", Value: number(head.Seq)}, {Label: "它的校验值", Value: hash(head.Hash)}}
		}
		return err
	})
	if err != nil {
		return err
	}
	fill(&v)
	v.View = frame.Again(r, "校验日志", v.Entries.Any())
	return web.Render(w, r, status, verifyPage(v))
}

// Verify is POST /events/verification: it reads the chain, tells the ledger that
// it did, and shows what it found. What was found is not in an address, where
// anybody could write that all is well.
func (p Pages) Verify(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	after := int64(f.Int("after", "从哪一条以后", 0, 1<<53, false))
	kept := checkpoint(f)
	if err := f.Err(); err != nil {
		return p.verification(w, r, web.StatusOf(err), func(v *verifyView) { v.Entries = f.Again(err) })
	}
	last, ended := int64(0), false
	var broken *event.Broken
	err = p.view(r, func(tx *db.Tx) error {
		var err error
		last, ended, err = event.VerifyPart(tx, after, partSize, kept)
		return err
	})
	if err != nil && !errors.As(err, &broken) {
		return err
	}
	if err := p.tell(r, after, last, broken); err != nil {
		return err
	}
	return p.verification(w, r, http.StatusOK, func(v *verifyView) {
		v.Entries = ui.Entries{Values: f.Values()}
		switch {
		case broken != nil:
			v.Bad = "第" + number(broken.Seq) + "条对不上：" + breaks[broken.Why]
		case ended:
			v.Good = "校验到最后第" + number(last) + "条，没有发现改动"
		default:
			v.Good = "校验到第" + number(last) + "条，到这里没有发现改动，后面还有"
			v.After = number(last)
		}
	})
}

// tell writes down that the ledger was verified, and how it went.
func (p Pages) tell(r *http.Request, after, last int64, broken *event.Broken) error {
	by := web.Actor(r)
	e := event.Entry{
		Action: "ledger.verify", Kind: event.Ledger, Role: by.First(identity.ReadLedger.Roles...), Details: map[string]int64{"after": after, "last": last},
	}
	if broken != nil {
		e.Outcome, e.Details = event.Failed, map[string]int64{"after": after, "last": last, "broken": broken.Seq}
	}
	return p.DB.Update(r.Context(), by.Street, func(tx *db.Tx) error {
		_, err := event.Append(tx, by, e)
		return err
	})
}

// checkpoint is what somebody kept outside the machine; it betrays a cut tail.
func checkpoint(f *web.Form) event.Checkpoint {
	c := event.Checkpoint{Seq: int64(f.Int("seq", "序号", 1, 1<<53, false))}
	text := strings.Join(strings.Fields(f.Raw("hash")), "")
	sum, err := hex.DecodeString(text)
	switch {
	case c.Seq == 0 && text == "":
	case c.Seq == 0:
		f.Wrong("seq", "请把序号也填上")
	case err != nil || len(sum) != 32:
		f.Wrong("hash", "校验值应为64位的数字和a到f的字母，请照抄当时记下的")
	}
	c.Hash = sum
	return c
}

// breaks are the words for what is wrong with an event.
var breaks = map[event.Break]string{
	event.Gap:      "前面缺了一条或几条，或者顺序被调换",
	event.Unlinked: "它带的不是上一条的校验值，有一条被换过",
	event.Changed:  "内容和校验值不符，被改过",
	event.Foreign:  "和记下的校验值不同",
	event.Cut:      "日志到这里就断了，记下的那一条已经没有",
	event.Gone:     "接着校验的那一条已经没有",
}
