package reconcile

import (
	"fmt"
	"strings"
)

// undone begin words for what was not done: 尚未办结, 仍有2名未取得.
var undone = words(`未 尚 没有 正在`)

// incompletes finds what is left over of a thing that is said to be done to the full:
// 持证率100%, and elsewhere 仍有2名未取得执法证.
func incompletes(b *body) {
	for i := range b.figures {
		r := b.figures[i]
		fam := b.familyOf(&r)
		if fam == nil || r.Value != 100 || r.Qualifier != "" && r.Qualifier != "达" {
			continue
		}
		for j := range b.figures {
			left := b.figures[j]
			near := left.sentence == r.sentence
			if left.Kind != Count || left.Value < 1 || !near && !personal(fam) || !b.leftOver(left, fam) || b.contains(max(left.from, left.Start-12), left.Start, last...) {
				continue
			}
			b.find(Hint, "rate", fmt.Sprintf("一处写%s，另一处还有没办完的：%s。", b.short(r), strings.TrimSpace(b.slice(max(left.from, left.Start-10), left.after))), r.span(), left.span())
			break
		}
	}
}

// personal reports whether a rate is one of persons, who are counted once in a text.
func personal(fam *family) bool { return has(fam.names, "持证率") }

// leftOver reports whether a figure counts what has not been done in the sense of a rate.
func (b *body) leftOver(f figure, fam *family) bool {
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
