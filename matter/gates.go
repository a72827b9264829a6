package matter

import "fengsheng/internal/fault"

// Gates are the safety questions of triage. They cannot be skipped, and a yes
// needs a report before anything else (W7-W9).
type Gates struct {
	Child        string // a child is harmed or at risk: yes, no (未成年人保护法 art. 11)
	Incapable    string // a person without full capacity suffers domestic violence (反家庭暴力法 art. 14)
	Violence     string // likely to turn violent or criminal (人民调解法 art. 25)
	Major        string // major or urgent petition (信访工作条例 art. 25)
	ReportedTo   string // to whom it was reported, when any answer is yes
	ReportedWhen string
}

// Questions are the gates in the order of the form.
var Questions = []struct{ Name, Text, Law, Report string }{
	{"child", "有没有未成年人正在受到或可能受到伤害？", "未成年人保护法第十一条", "D7"},
	{"incapable", "有没有无民事行为能力人、限制民事行为能力人遭受或可能遭受家庭暴力？", "反家庭暴力法第十四条", "D8"},
	{"violence", "这件事有没有可能激化，引起治安案件或刑事案件？", "人民调解法第二十五条", ""},
	{"major", "是不是重大、紧急的信访事项？", "信访工作条例第二十五条", "C14"},
}

// Answer gives the answer to a question by its name.
func (g Gates) Answer(name string) string {
	switch name {
	case "child":
		return g.Child
	case "incapable":
		return g.Incapable
	case "violence":
		return g.Violence
	case "major":
		return g.Major
	}
	return ""
}

// Raised reports whether any answer is yes.
func (g Gates) Raised() bool {
	for _, q := range Questions {
		if g.Answer(q.Name) == "yes" {
			return true
		}
	}
	return false
}

func (g Gates) check() error {
	var wrong fault.Fields
	for _, q := range Questions {
		if a := g.Answer(q.Name); a != "yes" && a != "no" {
			wrong.Add(q.Name, "请回答：%s", q.Text)
		}
	}
	if g.Raised() && (g.ReportedTo == "" || g.ReportedWhen == "") {
		wrong.Add("reportedTo", "有危险必须先报告：请填写已经向哪个部门报告、什么时候报告的")
	}
	return wrong.Err()
}
