package indicator

import (
	"fengsheng/matter"
	"fengsheng/mediation"
)

// bar makes a number of the funnel; its cohort is added when it is counted.
func bar(code, name, says string, f matter.Filter) Bar {
	return Bar{Code: code, Name: name, Says: says, Filter: f}
}

// before are mediations that ended without having been accepted.
func before(outcomes ...matter.Outcome) matter.Filter {
	return matter.Filter{Kinds: mediated, Untaken: true, Outcomes: of(outcomes...)}
}

// after are mediations that ended on their way to an agreement, or from it.
func after(outcomes ...matter.Outcome) matter.Filter {
	return matter.Filter{Kinds: mediated, Taken: true, Outcomes: of(outcomes...)}
}

// agreedAs are mediations with an agreement, by where its performance stands.
func agreedAs(states ...mediation.AgreementState) matter.Filter {
	f := after(matter.AgreementWritten, matter.AgreementOral)
	f.Performances = of(states...)
	return f
}

func inStates(states ...matter.State) matter.Filter {
	return matter.Filter{Kinds: mediated, States: of(states...)}
}

// elsewhere are the kinds with a procedure of their own.
var elsewhere = of(matter.Administrative, matter.Petition, matter.Litigation, matter.Consultation, matter.Hazard)

// stopped are the outcomes of a mediation that something else put an end to.
var stopped = []matter.Outcome{matter.OtherProcedure, matter.Unlawful, matter.Transferred, matter.Unreachable}

// funnel is the stations of a dispute from its registration. What leaves and what
// waits is named, so that nothing is counted as failed or left out in silence.
func funnel(c Cohort) Funnel {
	done := matter.Filter{Kinds: mediated, Taken: true, Finished: true}
	resolved := done
	resolved.Outcomes = matter.ResolvedOutcomes
	return Funnel{
		Cohort: c,
		Steps: []Step{
			{Bar: bar("registered", "登记", "登记日期在这段时间的全部事项，不论来源，也不论后来按什么办法办。", matter.Filter{})},
			{
				Bar: bar("accepted", "受理", "人民调解委员会受理过的，不论现在办到哪一步。", matter.Filter{Kinds: mediated, Taken: true}),
				Exits: []Bar{
					bar("redirected", "引导到别处", "不归本街道办，已经书面告知该找哪个单位。", matter.Filter{States: of(matter.Redirected)}),
					bar("merged", "并入已有事项", "同一件事已经登记过，并到那一件里办。", matter.Filter{States: of(matter.Merged)}),
					bar("elsewhere", "按其他程序办理", "分流为信访、行政调解、涉法涉诉、隐患或者法律咨询，各有各的期限，不在这里看成败。", matter.Filter{Kinds: elsewhere}),
					bar("declined", "不予受理", "不符合受理条件，已经告知理由和其他途径。", before(matter.NotAccepted)),
					bar("refused", "当事人不同意调解", "调解要自愿，有一方不同意就不能受理。", before(matter.Refused)),
					bar("withdrawnBefore", "受理前撤回", "申请人收回申请。", before(matter.Withdrawn)),
					bar("reconciledBefore", "受理前自行和解", "还没有受理，双方已经说好；不计入受理，也不计入化解数。", before(matter.Reconciled)),
					bar("stoppedBefore", "受理前因其他原因结束", "联系不上、已经进入其他程序、涉嫌违法或者移交。", before(stopped...)),
				},
				Waiting: []Bar{
					bar("unsorted", "等待分流", "已经登记，还没有分流。", matter.Filter{States: of(matter.Registered)}),
					bar("asking", "等待受理", "已经分流到人民调解，正在等申请、等承办或者征求对方意见。", inStates(matter.Triaged, mediation.Applied, mediation.Offered, mediation.ConsentPending)),
				},
			},
			{
				Bar: bar("agreed", "达成协议", "达成书面或者口头调解协议的。", after(matter.AgreementWritten, matter.AgreementOral)),
				Exits: []Bar{
					bar("reconciled", "自行和解", "受理以后双方自己说好，没有签协议；计入化解数。", after(matter.Reconciled)),
					bar("failed", "调解不成", "调解以后没有谈成，已经告知其他途径。", after(matter.Failed)),
					bar("ended", "当事人要求终止", "有一方不愿意继续调解。", after(matter.Refused)),
					bar("withdrawn", "受理后撤回", "申请人收回申请。", after(matter.Withdrawn)),
					bar("stopped", "因其他原因终止", "已经进入其他程序、涉嫌违法、联系不上或者移交。", after(stopped...)),
				},
				Waiting: []Bar{
					bar("mediating", "正在调解", "已经受理，还没有结果；重新调解的也在这里。", inStates(mediation.Mediating...)),
				},
			},
			{
				Bar: bar("performed", "履行完毕", "协议约定的事都做到了。", agreedAs(mediation.AgreementPerformed)),
				Exits: []Bar{
					bar("breached", "到期没有履行", "约定的日子过了，没有履行。", agreedAs(mediation.AgreementBreached)),
					bar("invalidated", "被法院确认无效", "人民法院确认协议无效。", agreedAs(mediation.AgreementInvalidated)),
				},
				Waiting: []Bar{
					bar("awaiting", "等待履行", "协议已经生效，还没有登记履行情况。", agreedAs(mediation.AgreementDraft, mediation.AgreementEffective)),
					bar("partly", "部分履行", "有的做到了，有的还没有。", agreedAs(mediation.AgreementPartly)),
				},
			},
		},
		Concluded: bar("concluded", "办结", "受理以后结案、终止或者撤回的，不论结果。办结是受理的一部分。", done),
		Resolved:  bar("resolved", "化解", "办结的里面，达成协议或者自行和解的。化解是办结的一部分。", resolved),
		EverDone:  bar("everDone", "办结过", "办结的，加上办结以后又重新调解、现在还没有办结的。", matter.Filter{Kinds: mediated, Taken: true, EverDone: true}),
		Reopened:  bar("reopened", "重新调解", "结案以后双方都同意，重新调解的。", matter.Filter{Kinds: mediated, Taken: true, Reopened: true}),
	}
}
