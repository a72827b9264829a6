package petition

import (
	"errors"
	"fmt"
	"strings"

	"fengsheng/document"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/matter"
)

// PaperFacts adds what the papers of a petition say from its records, under the
// names that stand in templates (document: petitionWords).
func PaperFacts(tx *db.Tx, m matter.Matter, d docx.Data) error {
	said, numbers, err := document.Recorded(tx, matter.Keys(tx, m.ID), string(m.ID))
	if err != nil {
		return err
	}
	put(d, said)
	d.Text["信访人"] = d.Text[matter.Applicant.Label()+"姓名"]
	d.Text["意见书文号"], d.Text["异议函文号"] = numberOf(numbers, document.Opinion), numberOf(numbers, document.Objection)
	row, err := Load(tx, m.ID)
	if errors.Is(err, db.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := fromClocks(tx, m, row, d); err != nil {
		return err
	}
	row.put(d)
	if row.Forwarded {
		d.Text["转来说明"] = "由" + d.Text["来文机关"] + "转送的"
	}
	if m.Settled {
		d.Text["息访"] = "是"
	}
	notes, err := matter.Notes(tx, m.ID)
	if err != nil {
		return err
	}
	for _, n := range notes {
		if n.Kind == "reply" || n.Kind == "answer" {
			d.Text["答复内容"] = Adoptions.Label(row.Opinion) + "：" + n.Text
			if n.Kind == "answer" {
				d.Text["答复内容"] = n.Text
			}
		}
	}
	accused, err := complainedOf(tx, m.ID, row.Organ, row.SentTo)
	if accused {
		d.Text["信访人保密"] = "是"
	}
	return err
}

func put(d docx.Data, words map[string]string) {
	for name, value := range words {
		if value != "" {
			d.Text[name] = value
		}
	}
}

func (r Row) put(d docx.Data) {
	repeated := "初次信访"
	if r.Repeated {
		repeated = "重复信访"
	}
	put(d, map[string]string{
		"信访类别": Sorts.Label(string(r.Sort)), "初次或重复": repeated, "有权机关": r.SentTo, "处理途径": r.way(), "办理期限": r.term(d.Text["办结期限"]),
		"意见日期": plain(r.OpinionOn), "送达日期": plain(r.ServedOn), "复查送达日期": plain(r.ReviewedOn), "落实日期": plain(r.ExecutedOn),
	})
	if !r.OpinionOn.Zero() {
		d.Text["意见结论"] = Opinions.Label(r.Opinion)
	}
}

// way is the path and the procedure as the petitioner is told of it (art. 23, 29, 31).
func (r Row) way() string {
	switch {
	case r.Sort == Suggestion:
		return "该事项属于建议意见类，按照《信访工作条例》第二十九条办理：我单位认真研究论证后，答复采纳情况和理由。"
	case r.Path == "toDuty":
		return "该事项属于申诉求决类，按照《信访工作条例》第三十一条第五项办理：属于申请查处违法行为、履行保护合法权益职责，我单位依法履行或者答复。"
	case r.Path == "toOpinion" && r.Simplified:
		return "该事项属于申诉求决类，按照《信访工作条例》第三十一条第六项办理，适用简易办理：我单位听取你（单位）陈述，核实后出具信访处理意见书。"
	case r.Path == "toOpinion":
		return "该事项属于申诉求决类，按照《信访工作条例》第三十一条第六项办理：我单位听取你（单位）陈述事实和理由，调查核实后出具信访处理意见书；重大、复杂、疑难的，可以举行听证。"
	case r.Sort == Claim:
		return "该事项属于申诉求决类，我单位听取你（单位）陈述事实和理由，按照《信访工作条例》第三十一条规定的途径办理。"
	}
	return ""
}

// term is the period as the petitioner is told of it, on the one path that has it (art. 34);
// until is its last day.
func (r Row) term(until string) string {
	switch {
	case until == "" || r.Path != "toOpinion":
		return ""
	case r.Simplified:
		return "办理期限：自决定简易办理之日起10个工作日内出具处理意见，即" + until + "以前。"
	}
	return "办理期限：自受理之日起60日内办结，即" + until + "以前。情况复杂的，经本单位负责人批准可以适当延长，延长不超过30日，并告知延期理由（《信访工作条例》第三十四条）。"
}

// fromClocks are the last days, as the law has them, and the extension (art. 34-36).
func fromClocks(tx *db.Tx, m matter.Matter, row Row, d docx.Data) error {
	all, err := matter.Clocks(tx, m.ID)
	if err != nil {
		return err
	}
	for _, c := range all {
		switch c.Rule {
		case "C7":
			d.Text["复查期限"] = c.Legal.Plain()
		case "C9":
			d.Text["复核期限"] = c.Legal.Plain()
		case "C13":
			d.Text["办结期限"] = c.Legal.Plain()
		case "C5":
			extended(c, d)
			if !row.Simplified {
				d.Text["办结期限"] = c.Legal.Plain()
			}
		}
	}
	return nil
}

// extended tells of an extension what it says and how long the term was before.
func extended(c matter.Clock, d docx.Data) {
	if len(c.Grants) == 0 {
		d.Text["原办结期限"] = c.Legal.Plain()
		return
	}
	g := c.Grants[len(c.Grants)-1]
	put(d, map[string]string{
		"延期理由": strings.TrimRight(g.Reason, "。"), "延期批准人": g.Approver, "延期批准日期": g.On.Plain(), "延长天数": fmt.Sprint(g.Number), "新办结期限": c.Legal.Plain(),
	})
}

func plain(on calendar.Date) string {
	if on.Zero() {
		return ""
	}
	return on.Plain()
}

// notYet stands where the number of a paper will, until it is issued.
const notYet = "待编号"

func numberOf(numbers map[document.Form]string, f document.Form) string {
	number, made := numbers[f]
	if made && number == "" {
		return notYet
	}
	return number
}

// numberWords is the same behind the title of the paper.
func numberWords(numbers map[document.Form]string, f document.Form) string {
	if numbers[f] == "" {
		return ""
	}
	return "（" + numbers[f] + "）"
}

func petitionerOf(tx *db.Tx, id matter.ID) (string, error) {
	parties, err := matter.Parties(tx, id)
	var names []string
	for _, p := range parties {
		if p.Side == matter.Applicant {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, "、"), err
}

// complainedOf reports whether an organ is one of the units complained of, as far as the
// names tell: the one named when the petition was classified, and those among its parties.
func complainedOf(tx *db.Tx, id matter.ID, named, organ string) (bool, error) {
	units := []string{named}
	parties, err := matter.Parties(tx, id)
	for _, p := range parties {
		if p.Side == matter.Respondent && p.Body {
			units = append(units, p.Name)
		}
	}
	organ = strings.TrimSpace(organ)
	for _, unit := range units {
		name := strings.TrimSpace(unit)
		if len([]rune(name)) > 2 && organ != "" && (strings.Contains(organ, name) || strings.Contains(name, organ)) {
			return true, err
		}
	}
	return false, err
}
