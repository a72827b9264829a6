package mediations

import (
	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/web"
	"fengsheng/web/staff/steps"
)

// ending are the ways a mediation ends without an agreement. They ask much the
// same, and each has one question of its own.
func ending() []steps.Form {
	return []steps.Form{
		endingForm("partyEnds", "当事人要求终止", "当事人可以随时要求终止，不需要理由。（《人民调解法》第二十三条）", nil, mediation.PartyEnds),
		endingForm(
			"fail", "调解不成", "调解不成的，告知当事人可以通过仲裁、行政、司法等途径维护权利。（《人民调解法》第二十六条）",
			[]steps.Entry{steps.Yes("told", "已告知其他途径", "")}, mediation.Fail,
		),
		endingForm(
			"otherProcedure", "已进入其他程序", "法院、仲裁机构、公安机关等已经受理的，调解应当停下来。",
			[]steps.Entry{{Kind: steps.Line, Name: "proof", Label: "哪个机关受理的，凭什么文书", Max: 200}}, mediation.OtherProcedureBegun,
		),
		endingForm(
			"stopUnlawful", "停止：涉嫌违法", "发现虚假纠纷或者损害他人利益的，要停止调解并报告。",
			[]steps.Entry{{Kind: steps.Line, Name: "reportedTo", Label: "已经向谁报告", Max: 100}}, mediation.StopUnlawful,
		),
		endingForm(
			"withdraw", "撤回或自行和解", "当事人可以撤回申请，也可以自己和解。",
			[]steps.Entry{steps.Yes("settled", "双方自己和解了", "和解计入化解")}, mediation.Withdraw,
		),
	}
}

func endingForm(do matter.Command, label, law string, own []steps.Entry, op func(*db.Tx, actor.Actor, matter.ID, mediation.Ending) (matter.Matter, error)) steps.Form {
	return steps.Form{
		Do: do, Label: label, Law: []string{law}, Warning: "登记后，这件事的调解就结束了。",
		Fields: func(c steps.Scene) []steps.Entry {
			return append([]steps.Entry{steps.DayOf("终止日期", c), steps.WordsOf("words", "当时的情况", "谁提出的，怎么说的")}, own...)
		},
		Read: func(f *web.Form) steps.Take {
			e := mediation.Ending{
				Version: steps.Version(f), On: f.Date("on", "终止日期", false), Words: steps.Words(f, "words", "当时的情况"), Told: f.Bool("told"),
				Proof: f.Text("proof", "受理的机关和文书", 200, false), ReportedTo: f.Text("reportedTo", "向谁报告", 100, false), Settled: f.Bool("settled"),
			}
			return func(tx *db.Tx, by actor.Actor, id matter.ID) (matter.Matter, error) { return op(tx, by, id, e) }
		},
	}
}
