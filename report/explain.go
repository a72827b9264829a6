package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/indicator"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/reconcile"
)

// ruleText is the rule of what is found by reading the printed text, as anybody
// reads it: the figures beside each other, wherever they come from.
const ruleText = "text"

var (
	readExplanations  = db.SQL("report.explanations", `SELECT finding, reason, officer_id, at FROM report_explanation WHERE street_id = $1 AND report_id = $2 ORDER BY at, id`)
	insertExplanation = db.SQL("report.insertExplanation", `INSERT INTO report_explanation (street_id, id, report_id, finding, message, reason, officer_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (street_id, report_id, finding) DO UPDATE SET message = excluded.message, reason = excluded.reason, officer_id = excluded.officer_id, at = excluded.at`)
)

// Explanation is why a finding of the text is right all the same.
type Explanation struct {
	Finding string // key of the finding
	Reason  string
	Officer string
	At      time.Time
}

// Explanations are what was written about the findings of a report's text. One whose
// words have changed since stays, and answers nothing.
func Explanations(tx *db.Tx, id ID) ([]Explanation, error) {
	return db.All(tx, readExplanations, func(r db.Row) (Explanation, error) {
		var a Explanation
		var at int64
		err := r.Scan(&a.Finding, &a.Reason, &a.Officer, &at)
		a.At = db.Moment(at)
		return a, err
	}, tx.Street, string(id))
}

// Explain keeps the reason why an error that reading the text found is none. It
// holds as long as the words it was read from stay as they are.
func Explain(tx *db.Tx, by actor.Actor, id ID, finding, reason string) error {
	r, err := open(tx, by, id)
	if err != nil {
		return err
	}
	if reason, err = reasonOf(reason); err != nil {
		return err
	}
	c, err := Compile(tx, r)
	if err != nil {
		return err
	}
	for _, f := range c.Findings {
		if f.Key != finding || f.Key == "" {
			continue
		}
		_, err := tx.Exec(insertExplanation, tx.Street, tx.NewID(), string(id), finding, f.Message, reason, by.Officer, tx.Millis())
		if err != nil {
			return err
		}
		return record(tx, by, r, "explain", writers, map[string]string{"finding": finding})
	}
	return fault.New(fault.Conflict, "这一处已经改过，不用再说明")
}

// answered puts what reading the text found before the other findings: an error that was
// explained keeps nothing from review.
func answered(tx *db.Tx, c *Compiled) error {
	answers, err := Explanations(tx, c.Report.ID)
	if err != nil {
		return err
	}
	open, rest := sorted(append(c.reading().findings(reconcile.Error), c.Findings...), answers)
	c.Findings = append(open, rest...)
	return nil
}

// sorted are the findings that are still open, and those that were explained.
func sorted(found []Finding, answers []Explanation) (open, rest []Finding) {
	reasons := map[string]string{}
	for _, a := range answers {
		reasons[a.Finding] = a.Reason
	}
	for _, f := range found {
		if reason := reasons[f.Key]; reason != "" && f.Key != "" {
			f.Level, f.Answer = Warning, reason
			rest = append(rest, f)
			continue
		}
		open = append(open, f)
	}
	return open, rest
}

// ReadText is what reading the text of a draft finds, errors first: what the
// editor shows while one writes.
func ReadText(r Report, unit string, sections []Section, values []indicator.Value, answers []Explanation) []Finding {
	c := Compiled{Report: r, Sections: sections, Content: Content{Title: r.Title, Unit: unit}}
	k := compiler{year: r.Year, values: byCode(values)}
	for _, s := range sections {
		if p, printed := k.section(s, sections); printed {
			c.Content.Pieces = append(c.Content.Pieces, p)
		}
	}
	read := c.reading()
	open, rest := sorted(read.findings(reconcile.Error), answers)
	return append(append(open, rest...), read.findings(reconcile.Hint)...)
}

// reading is the printed text with where each section begins in it.
type reading struct {
	text     []rune
	sections []Section
	begins   []int
	result   reconcile.Result
}

func (c Compiled) reading() reading {
	var r reading
	put := func(s string) { r.text = append(r.text, []rune(s+"\n")...) }
	put(c.Content.Title)
	at := 0
	for _, s := range c.Sections {
		if at == len(c.Content.Pieces) || s.Part == PartOther && !filled(c.Sections, PartOther) || s.Level == 0 && len(paragraphs(s.Body)) == 0 {
			continue
		}
		p := c.Content.Pieces[at]
		at++
		r.sections, r.begins = append(r.sections, s), append(r.begins, len(r.text))
		put(p.Number + p.Heading)
		for _, line := range p.Paragraphs {
			put(line.Text())
		}
	}
	r.result = reconcile.Check(string(r.text), reconcile.Options{Year: c.Report.Year, Place: c.Content.Unit})
	return r
}

// findings of a level, with the sections they stand in.
func (r reading) findings(level reconcile.Level) []Finding {
	var all []Finding
	for _, f := range r.result.Findings {
		if f.Level != level {
			continue
		}
		out := Finding{Level: Warning, Rule: ruleText, Message: f.Message}
		if level == reconcile.Error {
			out.Level = Error
		}
		for _, s := range f.Spans {
			out.Places = append(out.Places, r.place(s))
		}
		out.Key = keyOfWords(f.Kind, out.Places)
		all = append(all, out)
	}
	return all
}

// keyOfWords tells a finding from others by its kind and the words it was read from.
func keyOfWords(kind string, places []Place) string {
	words := []string{kind}
	for _, at := range places {
		words = append(words, at.Sentence, at.Value)
	}
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	return hex.EncodeToString(sum[:])
}

func (r reading) place(s reconcile.Span) Place {
	at := Place{Where: "标题", Value: string(r.text[s[0]:min(s[1], s[0]+40)])}
	for i, from := range r.begins {
		if from <= s[0] {
			at.Section, at.Where = r.sections[i].ID, r.sections[i].Where()
		}
	}
	from, to := s[0], s[1]
	for from > 0 && from > s[0]-80 && !strings.ContainsRune(sentenceEnds+"\n", r.text[from-1]) {
		from--
	}
	for to < len(r.text) && to < s[1]+80 && !strings.ContainsRune(sentenceEnds+"\n", r.text[to]) {
		to++
	}
	at.Sentence = strings.TrimSpace(string(r.text[from:to]))
	return at
}
