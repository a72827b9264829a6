package sample

import (
	"strings"
	"time"

	"fengsheng/internal/db"
	"fengsheng/ledger"
)

// ledgers are three files that somebody brought in on the last morning: one has
// been entered, one has rows that are wrong, and of one the columns are still to
// be matched.
func (t *theatre) ledgers() error {
	head := "编号,事由,诉求,来源,所属社区,收到日期,申请人,联系电话"
	rows := func(all ...string) []byte {
		return []byte(strings.Join(append([]string{head}, all...), "\r\n") + "\r\n")
	}
	bring := func(minute int, u ledger.Upload, then func(tx *db.Tx, im ledger.Import) error) {
		t.at(Morning.Add(time.Duration(minute-60)*time.Minute), func(tx *db.Tx) error {
			im, err := ledger.Bring(tx, t.registrar, u)
			if err != nil {
				return err
			}
			return then(tx, im)
		})
	}
	check := func(tx *db.Tx, im ledger.Import) error {
		if _, err := ledger.Match(tx, t.registrar, im.ID, im.Fields); err != nil {
			return err
		}
		return ledger.WorkIn(tx, t.registrar, im.ID)
	}
	bring(30, ledger.Upload{Kind: ledger.Matters, Source: "吉祥社区手工台账", Name: "吉祥社区十二月.csv", Body: rows(
		"JX-031,楼道堆放杂物,希望清理三层楼道（演示）,网格上报,吉祥社区,2024-12-27,来访人甲（演示）,",
		"JX-032,车位被长期占用,希望协调让出车位（演示）,网格上报,吉祥社区,2024-12-27,来访人乙（演示）,",
	)}, func(tx *db.Tx, im ledger.Import) error {
		if err := check(tx, im); err != nil {
			return err
		}
		if _, err := ledger.Enter(tx, t.registrar, im.ID, false); err != nil {
			return err
		}
		return ledger.WorkIn(tx, t.registrar, im.ID)
	})
	bring(40, ledger.Upload{Kind: ledger.Matters, Source: "万通社区手工台账", Name: "万通社区十二月.csv", Body: rows(
		"WT-101,空调外机噪音,希望移动外机（演示）,网格上报,万通社区,2024-12-26,来访人丙（演示）,",
		"WT-102,,说不清楚是什么事（演示）,网格上报,万通社区,2024-12-26,来访人丁（演示）,",
		"WT-103,宠物扰民,希望白天管好宠物（演示）,微信群,万通社区,2024年13月1日,来访人戊（演示）,",
	)}, check)
	bring(50, ledger.Upload{Kind: ledger.Activities, Source: "宣传台账", Name: "宣传活动.csv", Body: []byte("时间,活动名称,在哪里,人数\r\n2024-12-04,宪法宣传日（演示）,小广场,120\r\n")},
		func(*db.Tx, ledger.Import) error { return nil })
	return nil
}
