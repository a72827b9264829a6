package report

import (
	"fmt"
	"strings"

	"fengsheng/indicator"
)

// twoValues finds manual figures that stand where an indicator is named and
// say something else than the indicator.
func twoValues(_ []Section, c compiler, values []indicator.Value) []Finding {
	var found []Finding
	unrecorded := silent(values)
	for _, q := range c.cited {
		if !q.Manual || q.Wrong != "" {
			continue
		}
		code := codeNamed(q.before, q.Value)
		v := c.values[code]
		if code == "" || q.Value == v.Text+printedUnit(v) {
			continue
		}
		mine := q.place
		mine.Value = q.Value + "（手填）"
		f := Finding{Level: Error, Rule: "twoValues", Message: fmt.Sprintf("“%s”有两个数：手填%s，按记录是%s", v.Name, q.Value, v.Text+printedUnit(v))}
		if unrecorded {
			f.Level, f.Message = Warning, fmt.Sprintf("这一年的记录不在系统里，“%s”手填%s，请对照来源“%s”核对", v.Name, q.Value, q.Source)
		}
		f.Places = append([]Place{mine}, c.places(v)...)
		f.Key = keyOfWords(f.Rule, f.Places)
		found = append(found, f)
	}
	return found
}

// silent reports whether the year left no record here: everything that happens
// is nothing. What stands on a day - places, matters still open - says nothing
// about the year.
func silent(values []indicator.Value) bool {
	for _, v := range values {
		if !v.Stock && (v.Numerator != 0 || v.Denominator != 0) {
			return false
		}
	}
	return true
}

// codeNamed is the code of the indicator whose name ends the clause before a
// manual figure of the same unit, the longest name first; "" when none does.
func codeNamed(before, value string) string {
	var best indicator.Definition
	_, unit := SplitUnit(value)
	unit = strings.TrimLeft(unit, "余多")
	for _, d := range indicator.All() {
		same := d.Unit == unit || d.Unit == "%" && unit == "" && strings.Contains(value, "%")
		if same && len(d.Name) > len(best.Name) && strings.HasSuffix(before, d.Name) {
			best = d
		}
	}
	return best.Code
}
