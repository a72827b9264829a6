// Package catalogue is the one list of every kind of record: the kinds of
// matter with their workflows, and the kinds of activity. A new kind is a line
// here; pages, filters and figures read it.
package catalogue

import (
	"maps"
	"slices"

	"fengsheng/activity"
	"fengsheng/administrative"
	"fengsheng/committee"
	"fengsheng/consultation"
	"fengsheng/drill"
	"fengsheng/hazard"
	"fengsheng/litigation"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/meeting"
	"fengsheng/ownership"
	"fengsheng/petition"
	"fengsheng/publicity"
	"fengsheng/reception"
	"fengsheng/responsibility"
	"fengsheng/study"
	"fengsheng/task"
	"fengsheng/vault"
)

// machines are the workflows by kind. A kind without a line goes no further
// than intake and triage.
var machines = map[matter.Kind]matter.Workflow{
	"":                    matter.Table(),
	matter.Mediation:      mediation.Table(),
	matter.Administrative: administrative.Table(),
	matter.Petition:       petition.Table(),
	matter.Litigation:     litigation.Table(),
	matter.Hazard:         hazard.Table(),
	matter.Consultation:   consultation.Table(),
	vault.Accusation:      vault.Table(),
}

// Workflow is the life of a kind after triage; before it, and for a kind that
// has no machine of its own, the life of intake.
func Workflow(kind matter.Kind) matter.Workflow {
	w, ok := machines[kind]
	if !ok {
		w = machines[""]
	}
	// What leaders wrote about a matter stands in tables above every kind.
	w.Forget = slices.Concat(w.Forget, ownership.Forget, reception.Forget, meeting.Forget, responsibility.Forget)
	return w
}

// Handled reports whether a kind has a machine of its own.
func Handled(kind matter.Kind) bool {
	_, ok := machines[kind]
	return ok && kind != ""
}

// StateLabel is the Chinese name of a state of a kind.
func StateLabel(kind matter.Kind, s matter.State) string {
	if l := Workflow(kind).States.Label(string(s)); l != "" {
		return l
	}
	return matter.IntakeStates.Label(string(s))
}

// States are the states of every kind, each once, in the order of a matter's
// life: for the filter of a list that shows all kinds.
func States() matter.Enumeration {
	all := slices.Clone(matter.IntakeStates)
	for _, k := range matter.Kinds {
		for _, s := range Workflow(matter.Kind(k.Code)).States {
			if !all.Has(s.Code) {
				all = append(all, s)
			}
		}
	}
	return all
}

// commands are the words of the workflows, by action of the ledger.
var commands = func() map[string]string {
	all := maps.Clone(acts)
	for kind, w := range machines {
		noun := string(kind)
		if noun == "" {
			noun = "matter"
		}
		for _, s := range w.Steps {
			all[noun+"."+string(s.Do)] = s.Label
		}
	}
	for noun, commands := range map[string]matter.Enumeration{
		"ownership": ownership.Commands, "reception": reception.Commands, "meeting": meeting.Commands, "task": task.Commands, "duty": responsibility.Commands, "publicity": publicity.Commands, "study": study.Commands, "drill": drill.Commands, "training": committee.TrainingCommands,
		"committee": committee.Commands, "mediator": committee.MediatorCommands, "studio": committee.StudioCommands,
	} {
		for _, c := range commands {
			all[noun+"."+c.Code] = c.Label
		}
	}
	return all
}()

// CommandLabel is what an action on a matter is called, such as
// mediation.accept; "" for one that is none.
func CommandLabel(action string) string { return commands[action] }

// acts are the words for what is done to matters of every kind beside the steps.
var acts = map[string]string{
	"matter.export": "导出事项清单", "matter.reveal": "查看个人信息", "matter.lapse": "期限已过", "matter.addParty": "补填当事人",
	"matter.correctParty": "更正当事人", "matter.correct": "更正登记", "matter.remark": "补充情况",
	"matter.advise": "提出信访工作建议", "matter.feedback": "登记建议采纳情况", "matter.reclassify": "更正甄别",
	"matter.tie": "登记回避", "matter.untie": "取消回避", "matter.restrict": "改为限知", "matter.admit": "增加知情人", "matter.dismiss": "取消知情人",
	"matter.askLower": "提出降为内部", "matter.lower": "降为内部", "matter.lock": "封存", "matter.askUnlock": "提出解除封存", "matter.unlock": "解除封存",
	"matter.askErase": "提出删除内容", "matter.erase": "删除内容", "matter.barred": "试图打开不该看的事项",
	"matter.hand": "移交", "matter.receiveHanded": "接收移交", "matter.returnHanded": "退回移交", "matter.split": "拆分", "matter.link": "关联",
	"matter.unlink": "取消关联", "matter.under": "归到上级事项", "matter.apart": "不再归在上级事项下", "matter.accessReceipt": "出具查阅情况告知",
	"mediation.enter": "补录已办结的调解", "matter.takeBack": "撤回导入的事项",
	"paper.add": "另做文书", "paper.answer": "填写文书", "paper.issue": "文书定稿", "paper.void": "作废文书", "paper.take": "下载文书",
	"dossier.take": "打印或带走卷宗", "dossier.takeIn": "从电子卷宗包登记",
	"screen.open": "开通大屏", "screen.close": "停用大屏", "overview.export": "导出总览", "funnel.export": "导出漏斗",
	"matter.attach": "上传材料", "matter.look": "查看材料", "matter.remove": "移除材料", "matter.sign": "在屏幕上签名",
	"agreement.undertake": "写明履行项", "agreement.strike": "删去履行项", "performance.export": "导出履行台账",
	"vault.seal": "移交密件保管人", "vault.read": "阅看密件", "vault.look": "查看密件材料",
}

// Matters are the kinds of matter with their names.
func Matters() matter.Enumeration { return matter.Kinds }

// Activities are the kinds of activity with their names.
func Activities() matter.Enumeration { return activity.Kinds }
