package reconcile

import (
	"cmp"
	"slices"
)

type finding struct {
	Finding
	order int
}

// find notes a finding.
func (b *body) find(level Level, kind, message string, spans ...Span) {
	if len(b.findings) < most {
		b.findings = append(b.findings, finding{Finding{Level: level, Kind: kind, Message: message, Spans: spans}, len(b.findings)})
	}
}

func (b *body) result() Result {
	out := Result{Figures: []Figure{}, Findings: []Finding{}}
	for _, f := range b.figures {
		out.Figures = append(out.Figures, f.Figure)
	}
	slices.SortStableFunc(b.findings, func(x, y finding) int {
		if x.Level != y.Level {
			if x.Level == Error {
				return -1
			}
			return 1
		}
		if c := cmp.Compare(first(x), first(y)); c != 0 {
			return c
		}
		return cmp.Compare(x.order, y.order)
	})
	for _, f := range b.findings {
		out.Findings = append(out.Findings, f.Finding)
	}
	return out
}

func first(f finding) int {
	if len(f.Spans) == 0 {
		return 0
	}
	return f.Spans[0][0]
}
