package reconcile

import (
	"fmt"
	"math"
)

// units finds numbers whose unit does not fit what is counted.
func units(b *body) {
	for i := range b.figures {
		f := b.figures[i]
		name := ""
		if f.row >= 0 {
			name = catalogue[f.row].name
		}
		own := b.slice(max(f.from, f.Start-8), f.Start)
		switch {
		case (name == "信访隐患" || name == "息访人数") && (f.class == persons || f.class == visits):
			b.find(Hint, "unit", fmt.Sprintf("%s数的是人。信访隐患和息访是事，建议按“件”写，不列人。", b.short(f)), f.span())
		case f.class == persons && hasSuffix(own, "矛盾纠纷", "纠纷", "信访件", "信访事项", "案件", "矛盾"):
			b.find(Hint, "unit", fmt.Sprintf("%s的单位是“%s”，纠纷和信访事项一般按“件”写。", b.short(f), f.Unit), f.span())
		case f.Kind == Count && f.Value != math.Trunc(f.Value) && f.Value < 1000 && f.class != hours && f.class != other && !b.contains(f.from, f.Start, "均", "每"):
			b.find(Hint, "unit", fmt.Sprintf("%s不是整数，可能漏写了“万”。", b.short(f)), f.span())
		case f.Unit == "%" && f.Change == "" && f.Value > 100 && (b.familyOf(&f) != nil || b.contains(f.from, f.Start, "占")):
			b.find(Error, "rate", fmt.Sprintf("%s大于100%%。", b.short(f)), f.span())
		case (f.Qualifier == "余" || f.Qualifier == "多") && (b.leading(f.Start) == "近" || b.leading(f.Start) == "约") || f.Qualifier == "余" && b.trailing(f.to) == "以上":
			b.find(Hint, "unit", fmt.Sprintf("%s前后两个约数词相矛盾，留一个就够。", b.short(f)), Span{f.Start - 1, f.to})
		}
	}
}

func hasSuffix(s string, all ...string) bool {
	s = trimWords(s)
	for _, w := range all {
		if len(s) >= len(w) && s[len(s)-len(w):] == w {
			return true
		}
	}
	return false
}

// coverage shows how few of the closed matters have a dossier; one matter has
// one dossier.
func coverage(b *body) {
	var closed *figure
	dossiers, spans := 0.0, []Span{}
	for i := range b.figures {
		f := &b.figures[i]
		if f.row < 0 || f.class != matters && f.class != copies {
			continue
		}
		switch catalogue[f.row].name {
		case "矛盾纠纷办结":
			closed = f
		case "矛盾纠纷化解":
			if closed == nil {
				closed = f
			}
		case "工作卷宗", "调解卷宗":
			dossiers += f.hi
			spans = append(spans, f.span())
		}
	}
	if closed == nil || len(spans) == 0 || len(spans) > 4 || dossiers*2 >= closed.lo {
		return
	}
	b.find(Hint, "coverage", fmt.Sprintf("卷宗一共%s件，%s，有卷宗的只占%s%%，请说明哪些事项立卷。", decimal(dossiers), b.short(*closed), decimal(dossiers/closed.Value*100)), append([]Span{closed.span()}, spans...)...)
}
