package reconcile

import (
	"fmt"
	"math"
	"strings"
)

// shortest sentence that is worth comparing with last year's.
const shortest = 18

// plain is a sentence without spaces and marks, and the years taken out.
func (b *body) plain(from, to int) string {
	var s strings.Builder
	for i := from; i < to; i++ {
		r := b.text[i]
		if b.digit(i) && b.yearAt(i) > 0 {
			s.WriteRune('Y')
			continue
		}
		if b.digit(i) && (b.yearAt(i-1) > 0 || b.yearAt(i-2) > 0 || b.yearAt(i-3) > 0) || strings.ContainsRune(" \n,;:“”\"()、。!?'", r) {
			continue
		}
		s.WriteRune(r)
	}
	return s.String()
}

// sentences calls do for each sentence.
func (b *body) sentences(do func(from, to int)) {
	from := 0
	for i := 1; i <= len(b.text); i++ {
		if i == len(b.text) || b.sentence[i] != from {
			do(from, i)
			from = i
		}
	}
}

// stale finds sentences that stand in last year's text word for word.
func stale(b *body) {
	if b.options.Last == "" {
		return
	}
	old := read(b.options.Last)
	known := map[string]bool{}
	old.sentences(func(from, to int) {
		if s := old.plain(from, to); count(s) >= shortest {
			known[s] = true
		}
	})
	at := 0
	b.sentences(func(from, to int) {
		for at < len(b.figures) && b.figures[at].Start < from {
			at++
		}
		s := b.plain(from, to)
		if !known[s] {
			return
		}
		for from < to && (b.text[from] == ' ' || b.text[from] == '\n') {
			from++
		}
		if at < len(b.figures) && b.figures[at].Start < to {
			b.find(Hint, "stale", "这一句和上年的报告一字不差，连数字也没有变，请核对是不是忘了更新。", Span{from, to})
			return
		}
		b.find(Hint, "stale", "这一句和上年的报告一字不差。", Span{from, to})
	})
}

// notNames begin words before 街道 that name no place.
const notNames = "各本全我该街由在对与和及等市区县的一个每为向使到从以所有是让请他其某两三整现旧新老近"

// places finds the names of other streets and towns.
func places(b *body) {
	own := strings.TrimSpace(b.options.Place)
	if own == "" {
		return
	}
	seen := map[string]bool{}
	for i := range b.text {
		end := 0
		for _, w := range []string{"街道", "镇", "乡"} {
			if b.has(i, w) && (w == "街道" || hasAny(b.slice(i+1, i+5), words(`党委 人民 政府 司法 党政`))) {
				end = i + count(w)
			}
		}
		if end == 0 || i < 2 || strings.ContainsRune("的了是于在与等由各", b.at(i-2)) || strings.ContainsRune(notNames+"级办城大好", b.at(i-1)) || b.at(i-1) < 0x4e00 || b.at(i-2) < 0x4e00 {
			continue
		}
		name := b.slice(i-2, end)
		if strings.HasSuffix(own, name) || strings.Contains(own, name) || seen[name] || b.ends(i-2, strings.TrimSuffix(own, "街道")) || strings.Contains(own, b.slice(i-2, i)) || strings.Contains(own, b.slice(i-1, end)) {
			continue
		}
		// a name stands at a boundary, before what a street has or is
		behind := b.slice(end, end+4)
		if !hasAny(behind, words(`党工委 办事 20 司法所 法治 党委 人民 政府 工委 严格 坚持 始终 将 认真`)) && !strings.ContainsAny(behind[:min(3, len(behind))], ",。、") {
			continue
		}
		seen[name] = true
		b.find(Hint, "place", fmt.Sprintf("这里写“%s”，本单位是%s，请核对是不是沿用了别处的文字。", name, own), Span{i - 2, end})
	}
}

// records holds the figures of the text against what the records say.
func records(b *body) {
	if len(b.options.Records) == 0 {
		return
	}
	for i := range b.figures {
		f := b.figures[i]
		want, known := b.options.Records[f.Code]
		if f.Code == "" || !known || f.Change != "" || b.part(i) {
			continue
		}
		if want >= f.lo-1e-6 && (want < f.hi || want <= f.hi && f.Qualifier == "" || f.lo == f.hi && math.Abs(want-f.lo) < 1e-6) {
			continue
		}
		scope := b.scopeOf(&f)
		level := Error
		if scope != "" || f.bare && f.row < 0 {
			level = Hint
		}
		name := b.options.Names[f.Code]
		if name == "" {
			name = f.Indicator
		}
		b.find(level, "records", fmt.Sprintf("%s，记录里“%s”是%s。", b.short(f), name, decimal(want)), f.span())
	}
}
