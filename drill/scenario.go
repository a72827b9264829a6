package drill

import (
	"slices"
	"strconv"

	"fengsheng/matter"
)

// Scenario is a made-up quarrel to train on. Everybody in it is a role, not a person.
type Scenario struct {
	Code      string
	Title     string
	Story     []string
	Roles     []Role
	Questions []Question
}

// Role is a party of the story and what it knows and wants.
type Role struct{ Name, Words string }

// Question is what the teams are asked.
type Question struct {
	Code    string
	Ask     string
	Options matter.Enumeration // empty: answered in own words
	Right   []string           // codes of the options that are right
	Points  []Point            // of a question with options one, hit by the right choice
}

// Point is what must be noticed, with the law behind it.
type Point struct {
	Code    string
	Words   string
	Law     string
	Subject Subject
	Trap    bool // is easily overlooked
}

// Scenarios is the library, in a fixed order.
func Scenarios() []Scenario { return library }

// Find is the scenario of a code.
func Find(code string) (Scenario, bool) {
	i := slices.IndexFunc(library, func(s Scenario) bool { return s.Code == code })
	if i < 0 {
		return Scenario{}, false
	}
	return library[i], true
}

// Points are the points of every question.
func (s Scenario) Points() []Point {
	var all []Point
	for _, q := range s.Questions {
		all = append(all, q.Points...)
	}
	return all
}

// Question is the question of a code.
func (s Scenario) Question(code string) (Question, bool) {
	i := slices.IndexFunc(s.Questions, func(q Question) bool { return q.Code == code })
	if i < 0 {
		return Question{}, false
	}
	return s.Questions[i], true
}

// hits are the points that a choice hits by itself.
func (q Question) hits(chosen string) []string {
	if len(q.Options) == 0 || !slices.Contains(q.Right, chosen) {
		return nil
	}
	return []string{q.Points[0].Code}
}

// point is a point whose code its question gives.
func point(subject Subject, words, law string) Point {
	return Point{Words: words, Law: law, Subject: subject}
}

// trap is a point that is easily overlooked.
func trap(subject Subject, words, law string) Point {
	p := point(subject, words, law)
	p.Trap = true
	return p
}

func ask(code, words string, points ...Point) Question {
	for i := range points {
		points[i].Code = code + strconv.Itoa(i+1)
	}
	return Question{Code: code, Ask: words, Points: points}
}

// class asks for the class of the report, kind for the way it goes.
func class(right string, why string, p Subject) Question {
	q := ask("class", "归到四大类的哪一类？", point(p, "归为“"+matter.Classes.Label(right)+"”："+why, "街道矛盾纠纷四大类"))
	q.Options, q.Right = matter.Classes, []string{right}
	return q
}

func kind(right, why, law string) Question {
	q := ask("kind", "按哪一种方式办？", point(Intake, "按“"+kinds.Label(right)+"”办："+why, law))
	q.Options, q.Right = kinds, []string{right}
	return q
}

// kinds are the ways a matter can go, and those that are none of ours.
var kinds = append(slices.Clone(matter.Kinds),
	matter.Choice{Code: "sealed", Label: "检举控告，移交专人封存"}, matter.Choice{Code: "police", Label: "先报警，由公安机关处理"})

const (
	questionFirst = "见到人以后，先做什么、先问清什么？"
	questionTell  = "要当面告诉当事人什么？"
	questionPaper = "要形成哪些文书、记录什么？"
	questionClock = "有哪些期限，从哪天起算？"
)
