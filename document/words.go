package document

import (
	"slices"

	"fengsheng/internal/db"
)

// petitionWords are the names that the records of a petition answer.
var petitionWords = []Word{
	{"信访人", "信访人的姓名或者名称，多人用顿号隔开"},
	{"信访人保密", "收文的机关就是被反映的一方时有值：不能写出信访人是谁"},
	{"信访类别", "建议意见类、申诉求决类、涉法涉诉类"},
	{"初次或重复", "初次信访或者重复信访"},
	{"接待批次", "领导接访下访接待了几批、多少人次"},
	{"来访人数", "来访或者联名的人数和代表人数"},
	{"被反映单位", "信访人投诉的机关、单位的全称；没有为空"},
	{"来文机关", "转送、交办来的机关、单位"},
	{"来文文号", "转送、交办来文的文号"},
	{"转来说明", "“由某机关转送的”；信访人直接提出的为空"},
	{"重复核对", "有没有下级机关已经受理、正在办理（信访工作条例第十九条）"},
	{"终结核对", "是不是已有复核意见、仍以同一事实和理由提出（信访工作条例第三十六条）"},
	{"核对说明", "甄别时核对了什么、怎么核对的"},
	{"处理途径", "按哪一条、怎样办理"},
	{"办理期限", "多少日内办结，哪天到期"},
	{"有权机关", "转送、交办、引导到的机关、单位"},
	{"办理方式", "转送或者交办"},
	{"交办日期", "交办的日期"},
	{"交办期限", "要求反馈办理结果的日期"},
	{"承办机关结果", "交办的机关、单位报告的结果"},
	{"异议理由", "为什么不属于我单位职权范围"},
	{"异议函文号", "异议函的文号"},
	{"听证时间", "听证的时间"},
	{"听证地点", "听证的地点"},
	{"听证主持人", "听证的主持人"},
	{"听证员", "听证员"},
	{"听证记录人", "听证的记录人"},
	{"原办结期限", "延期以前应当办结的日期"},
	{"延期理由", "为什么不能按期办结"},
	{"延期批准人", "批准延期的单位负责人"},
	{"延期批准日期", "批准延期的日期"},
	{"延长天数", "延长的日数"},
	{"新办结期限", "延期以后应当办结的日期"},
	{"查明事实", "处理意见书查明的事实"},
	{"处理依据", "处理意见依据的法律、法规和条款"},
	{"逐项意见", "对每一项请求的意见和理由"},
	{"意见结论", "支持、部分支持、说明解释或者不予支持"},
	{"意见日期", "出具处理意见书的日期"},
	{"意见书文号", "处理意见书的文号"},
	{"答复内容", "对建议意见的答复，或者怎么履行职责的"},
	{"送达日期", "信访人收到处理意见书的日期"},
	{"复查期限", "请求复查的最后一天"},
	{"复查机关", "请求复查的机关、单位，原办理机关、单位的上一级"},
	{"复查请求日期", "请求复查的日期"},
	{"复查理由", "复查的请求、事实和理由"},
	{"复查结果", "维持、变更或者撤销重办"},
	{"复查意见书文号", "复查意见书的文号"},
	{"复查送达日期", "信访人收到复查意见书的日期"},
	{"复核期限", "请求复核的最后一天"},
	{"复核机关", "请求复核的机关、单位，复查机关、单位的上一级"},
	{"复核请求日期", "请求复核的日期"},
	{"复核理由", "复核的请求、事实和理由"},
	{"复核结果", "维持、变更或者撤销重办"},
	{"复核意见书文号", "复核意见书的文号"},
	{"落实日期", "支持的请求落实的日期"},
	{"落实情况", "落实了什么"},
	{"信访人评价", "信访人对办理情况的评价"},
	{"帮扶情况", "做了哪些疏导、帮扶、救助工作"},
	{"息访", "办结时已息访的有值"},
}

// organWords are the names that the records of an administrative mediation answer.
var organWords = []Word{
	{"职责机关", "主持调解的行政机关，纠纷与它的职责有关"},
	{"专门规定", "适用哪一种专门规定"},
	{"可以复议", "有可以申请行政复议的行政行为时有值"},
	{"各方姓名", "各方当事人的姓名或者名称"},
	{"申请内容", "申请调解的事实和请求"},
	{"调解期限", "调解的最后一天，专门规定有期限的才有值"},
	{"移送机关", "移送给哪个机关"},
	{"移送说明", "为什么移送"},
	{"协议内容", "协议书的内容"},
	{"协议份数", "协议书的份数：各方各一份，机关一份"},
	{"终止原因", "为什么终止"},
}

// recorded are the names under which a step's words are kept for every later paper of the matter.
var recorded = func() map[string]bool {
	names := map[string]bool{}
	for _, w := range slices.Concat(petitionWords, organWords) {
		names[w.Name] = true
	}
	return names
}()

// Recorded is what the steps of a matter left in its papers for the papers after
// them, the newest word under each name; and the numbers those papers bear, "" of one that
// was not issued yet. A void paper's number is left out; what was said stays said.
func Recorded(tx *db.Tx, keys Keys, matter string) (said map[string]string, numbers map[Form]string, err error) {
	type paper struct {
		form          Form
		state         State
		number, facts string
	}
	pieces, err := db.All(tx, readRecorded, func(r db.Row) (paper, error) {
		var p paper
		return p, r.Scan(&p.form, &p.state, &p.number, &p.facts)
	}, tx.Street, matter)
	said, numbers = map[string]string{}, map[Form]string{}
	for _, p := range pieces {
		if p.state != Void {
			numbers[p.form] = p.number
		}
		facts := map[string]string{}
		if err := show(keys, "facts", p.facts, &facts); err != nil {
			return nil, nil, err
		}
		for name, value := range facts {
			if recorded[name] && value != "" {
				said[name] = value
			}
		}
	}
	return said, numbers, err
}

var readRecorded = db.SQL("document.recorded", `SELECT form, state, number, facts FROM document WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)
