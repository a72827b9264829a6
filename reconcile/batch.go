package reconcile

import "fmt"

// batched holds batches and their persons against one another: where 446批1636人次 are
// 250批 and 196批 of two sorts, the persons must add up as the batches do.
func batched(b *body) {
	var all []int // of those that stand right before their persons
	for i := range b.figures {
		if b.touch(i) && b.figures[i].class == batches && (b.figures[i+1].class == persons || b.figures[i+1].class == visits) && b.figures[i].sure && b.figures[i+1].sure {
			all = append(all, i)
		}
	}
	for k, t := range all {
		for m := k + 1; m+1 < len(all) && m <= k+4; m++ {
			x, y := all[m], all[m+1]
			total, one, two := b.figures[t], b.figures[x], b.figures[y]
			if one.sentence != two.sentence || total.Value != one.Value+two.Value || b.figures[t+1].class != b.figures[x+1].class || b.figures[t+1].class != b.figures[y+1].class {
				continue
			}
			var both tally
			both.add(b.figures[x+1])
			both.add(b.figures[y+1])
			if whole := b.figures[t+1]; !both.is(whole) && one.sentence != total.sentence { // within a sentence 其中 tells
				b.find(Error, "sum", fmt.Sprintf("批次相加正好是%s，人数却对不上：%s，文中写%s。", total.say(), both.sum(whole.Unit), whole.say()), whole.span(), b.figures[x+1].span(), b.figures[y+1].span())
			}
		}
	}
}
