package events

import (
	"strings"

	"fengsheng/assessment"
	"fengsheng/catalogue"
	"fengsheng/event"
	"fengsheng/supervision"
	"fengsheng/web/ui"
)

// nouns are the first words of actions, as a filter offers them.
var nouns = []ui.Option{
	{Value: "matter", Label: "事项"},
	{Value: "mediation", Label: "调解"},
	{Value: "administrative", Label: "行政调解"},
	{Value: "petition", Label: "信访"},
	{Value: "litigation", Label: "涉法涉诉"},
	{Value: "hazard", Label: "隐患"},
	{Value: "consultation", Label: "咨询"},
	{Value: "board", Label: "除险晾晒"},
	{Value: "ownership", Label: "包案"},
	{Value: "reception", Label: "接访"},
	{Value: "publicity", Label: "普法"},
	{Value: "meeting", Label: "会议"},
	{Value: "task", Label: "任务"},
	{Value: "duty", Label: "责任落实"},
	{Value: "supervision", Label: "督办"},
	{Value: "paper", Label: "文书"},
	{Value: "template", Label: "文书模板"},
	{Value: "vault", Label: "密件"},
	{Value: "activity", Label: "活动"},
	{Value: "import", Label: "台账导入"},
	{Value: "docking", Label: "警地对接"},
	{Value: "drill", Label: "岗位练兵"},
	{Value: "training", Label: "调解员培训"},
	{Value: "committee", Label: "调委会"},
	{Value: "mediator", Label: "调解员名册"},
	{Value: "studio", Label: "调解工作室"},
	{Value: "outside", Label: "外单位的表"},
	{Value: "indicator", Label: "指标"},
	{Value: "assessment", Label: "考核"},
	{Value: "report", Label: "报告"},
	{Value: "org", Label: "组织"},
	{Value: "account", Label: "账号"},
	{Value: "notice", Label: "提醒"},
	{Value: "ledger", Label: "日志"},
}

// outcomes are how an action may have ended other than done.
var outcomes = []ui.Option{
	{Value: event.Failed, Label: "失败"},
	{Value: event.Refused, Label: "被拒绝"},
}

// actions are the words for what is no step of a workflow.
var actions = map[string]string{
	"account.signIn": "登录", "account.signOut": "退出", "account.create": "开通账号", "account.disable": "停用账号", "account.enable": "恢复账号",
	"account.password": "修改密码", "account.unlock": "解除锁定", "account.putOut": "结束登录",
	"template.offer": "上传文书模板", "template.use": "启用文书模板", "template.restore": "恢复自带格式",
	"org.addUnit": "新增单位", "org.renameUnit": "修改单位", "org.closeUnit": "撤销单位", "org.openVenue": "启用场所", "org.closeVenue": "停用场所",
	"org.hire": "新增人员", "org.updateOfficer": "修改人员", "org.leave": "人员离岗", "org.assign": "给岗位", "org.endPost": "收回岗位",
	"org.takeResponsibility": "落实包保", "org.endResponsibility": "结束包保", "org.foundCommittee": "成立调委会", "org.import": "批量导入",
	"activity.record": "登记活动", "activity.correct": "更正活动", "activity.withdraw": "撤回活动", "activity.export": "导出活动清单",
	"import.bring": "上传台账", "import.drop": "放弃导入", "import.enter": "导入一批行", "import.done": "导入完成", "import.withdraw": "撤回导入",
	"board.freeze":   "除险晾晒定稿",
	"docking.record": "登记移交", "docking.fill": "补充移交", "docking.withdraw": "撤回移交", "docking.import": "读入派出所清单", "docking.export": "导出对接清单",
	"board.export": "导出除险晾晒", "supervision.export": "导出督办清单", "reception.export": "导出接访安排", "publicity.export": "导出普法清单", "ownership.export": "导出包案清单",
	"org.exportVenues": "导出场所清单", "org.exportOfficers": "导出工作人员清单", "ledger.export": "导出日志",
	"docking.draft": "拟对接议程", "docking.answer": "填写议程答复", "docking.agree": "双方商定", "docking.followUp": "对接落实",
	"outside.define": "定外单位的表", "outside.revise": "改外单位的表", "outside.retire": "停用外单位的表", "outside.answer": "补充外单位的表", "outside.take": "下载外单位的表",
	"outside.correct": "更正补充的信息", "outside.forget": "删掉补充的信息",
	"indicator.export":  "导出指标",
	"return.write":      "填写统计报表",
	"return.file":       "上报统计报表",
	"return.export":     "导出统计报表",
	"return.paper":      "下载统计报表",
	"notice.addChannel": "增加提醒渠道", "notice.closeChannel": "停用提醒渠道", "notice.settings": "修改提醒设置", "notice.address": "修改收摘要的邮箱",
	"ledger.clockBack":  "系统时钟倒退",
	"ledger.verify":     "校验日志",
	"report.begin":      "开始编制报告",
	"report.write":      "编写报告",
	"report.cover":      "填写报告封面",
	"report.add":        "增加章节",
	"report.move":       "移动章节",
	"report.remove":     "删除章节",
	"report.send":       "送审",
	"report.return":     "退回修改",
	"report.passFirst":  "初审通过",
	"report.passSecond": "复审通过",
	"report.passFinal":  "终审通过",
	"report.publish":    "印发",
	"report.supersede":  "另出新版",
}

// detailLabels are the words for the names of what an event holds.
var detailLabels = map[string]string{
	"kind": "种类", "level": "级别", "parent": "上级单位", "role": "岗位", "unit": "单位", "units": "单位数", "venues": "场所数", "officers": "人员数", "posts": "岗位数",
	"rows": "行数", "filter": "条件", "session": "登录", "due": "期限", "rule": "期限规则", "by": "要求答复", "promised": "准备办好", "host": "主机", "escalateAfter": "提级前的工作日", "fields": "项目", "after": "从第几条以后", "broken": "对不上的一条", "now": "现在", "last": "最后",
}

// detailLabel is the word for a name; what has none shows the name.
func detailLabel(name string) string {
	if l := detailLabels[name]; l != "" {
		return l
	}
	return name
}

// label is the word for an action; what has none shows its code.
func label(action string) string {
	if l := actions[action]; l != "" {
		return l
	}
	if l := catalogue.CommandLabel(action); l != "" {
		return l
	}
	if l := supervision.Label(action); l != "" {
		return l
	}
	if do, ok := strings.CutPrefix(action, "assessment."); ok && assessment.Commands.Has(do) {
		return assessment.Commands.Label(do)
	}
	return action
}

// nounLabel is the word for the first part of an action.
func nounLabel(action string) string {
	noun, _, _ := strings.Cut(action, ".")
	return labelled(nouns, noun)
}

func outcome(e event.Event) (string, ui.Tone) {
	if e.Outcome == "" {
		return "完成", ui.Plain
	}
	return labelled(outcomes, e.Outcome), ui.Late
}

func labelled(options []ui.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}
