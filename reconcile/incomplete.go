package reconcile

import (
	"fmt"
	"slices"
	"strings"
)

// undone begin words for what was not done: 尚未办结, 仍有2名未取得.
var undone = words(`未 尚 没有 正在`)

// incompletes finds what is left over of a thing that is said to be done to the full:
// 持证率100%, and elsewhere 仍有2名未取得执法证. What is no matter of persons is looked for
// in the same sentence alone: there are many things of which a part may be done.
func incompletes(b *body) {
	without := slices.IndexFunc(b.figures, func(f figure) bool { return b.leftOver(f, certified) })
	for i := range b.figures {
		r := b.figures[i]
		fam := b.familyOf(&r)
		if fam == nil || r.Value != 100 || r.Qualifier != "" && r.Qualifier != "达" {
			continue
		}
		if fam == certified {
			b.incomplete(r, without)
			continue
		}
		for j := max(0, i-reach); j < len(b.figures) && j <= i+reach; j++ {
			if b.figures[j].sentence == r.sentence && b.leftOver(b.figures[j], fam) {
				b.incomplete(r, j)
				break
			}
		}
	}
}

func (b *body) incomplete(r figure, left int) {
	if left >= 0 {
		f := b.figures[left]
		b.find(Hint, "rate", fmt.Sprintf("一处写%s，另一处还有没办完的：%s。", b.short(r), strings.TrimSpace(b.slice(max(f.from, f.Start-10), f.after))), r.span(), f.span())
	}
}

// leftOver reports whether a figure counts what has not been done in the sense of a rate.
func (b *body) leftOver(f figure, fam *family) bool {
	if f.Kind != Count || f.Value < 1 || b.contains(max(f.from, f.Start-12), f.Start, last...) {
		return false
	}
	for _, s := range []string{b.slice(f.from, f.Start), b.slice(f.to, f.after)} {
		for _, u := range undone {
			at := strings.Index(s, u)
			if at < 0 {
				continue
			}
			for _, w := range fam.above {
				if k := strings.Index(s[at:], w); k >= 0 && count(s[at:at+k]) <= 3 {
					return true
				}
			}
		}
	}
	return false
}
