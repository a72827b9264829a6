package events

import (
	"net/http"
	"time"

	"fengsheng/actor"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// exportView offers the ledger as a file. It tells who did what from where, so
// whoever takes it says what for.
func exportView(v listView) ui.ExportView {
	reason := v.Entries.Field("reason", "导出做什么用").Hinted("例如：年度审计。会写进文件和日志")
	return ui.ExportView{Action: "/events/export", Values: v.Asked, Reason: &reason, Hint: "有工作人员的姓名和网络地址，导出会留下记录。"}
}

// Export is POST /events/export: the events of the filter, the newest first.
func (p Pages) Export(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	asked := readAsked(f)
	taking := frame.Take{Right: identity.ReadLedger, Action: "ledger.export", Subject: "events", Personal: true, Again: func(status int, e ui.Entries) error {
		return p.draw(w, r, status, asked, 0, e)
	}}
	return frame.Export(w, r, p.DB, taking, func(tx *db.Tx, _ actor.Actor, _ *web.Form) (frame.Listing, error) {
		v := listView{}
		if v.Officers, err = officerOptions(tx); err != nil {
			return frame.Listing{}, err
		}
		rows := func(add func(...any) error) error {
			for before := int64(0); ; {
				found, err := event.List(tx, filterOf(asked, before, frame.SheetBatch))
				if err != nil {
					return err
				}
				for _, e := range found {
					word, _ := outcome(e)
					if err := add(int(e.Seq), e.At.In(calendar.Shanghai).Format(time.DateTime), label(e.Action), nounLabel(e.Action), who(e), word, e.Reason, e.Address); err != nil {
						return err
					}
					before = e.Seq
				}
				if len(found) < frame.SheetBatch {
					return nil
				}
			}
		}
		return frame.Listing{
			Name: "日志", Condition: frame.Words(v.conditions(asked)), Query: asked, Rows: rows, Meaning: "一行是一条日志，最新的在前；日志不写事项的内容和当事人。",
			Columns: []string{"序号", "时间", "做了什么", "内容", "谁", "结果", "原因", "网络地址"},
		}, nil
	})
}
