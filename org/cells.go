package org

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fengsheng/internal/calendar"
	sheetfile "fengsheng/internal/sheet"
)

// cells reads one row: every getter notes what is wrong and goes on, so that
// one dry run finds everything.
type cells struct {
	*planner
	sheet sheet
	line  line
	ok    bool
}

func (p *planner) read(name string, l line) *cells {
	return &cells{planner: p, sheet: sheets[order(name)], line: l, ok: true}
}

func (c *cells) column(name string) (column, string) {
	i := slices.IndexFunc(c.sheet.columns, func(k column) bool { return k.name == name })
	return c.sheet.columns[i], c.line.cells[i]
}

// bad notes that the entry in the column is wrong.
func (c *cells) bad(column, format string, args ...any) {
	_, value := c.column(column)
	c.ok = false
	c.wrong(c.sheet.name, c.line, column, value, fmt.Sprintf(format, args...))
}

// text is an entry of no more than the column holds.
func (c *cells) text(name string) string {
	k, v := c.column(name)
	switch n := utf8.RuneCountInString(v); {
	case v == "" && k.required:
		c.bad(name, "请填写%s", name)
	case n > k.most:
		c.bad(name, "%s最多%d个字，现在多了%d个", name, k.most, n-k.most)
	}
	return v
}

// name is the name of something that paths speak of.
func (c *cells) name(name string) string {
	v := c.text(name)
	if strings.ContainsAny(v, apart) {
		c.bad(name, "名称里不能有“/”，它用来分开上下级")
	}
	return v
}

// code is a number or telephone: letters, digits and signs in one form.
func (c *cells) code(name string) string { return sheetfile.Code(c.text(name)) }

// choice is one of the column's list, by its place there; -1 for none.
func (c *cells) choice(name string) int {
	k, v := c.column(name)
	if v == "" && !k.required {
		return -1
	}
	i := slices.Index(k.list, v)
	switch {
	case v == "":
		c.bad(name, "请选择%s", name)
	case i < 0:
		c.bad(name, "没有“%s”，请填：%s", v, strings.Join(k.list, "、"))
	}
	return i
}

// mostCount is more than any number of households.
const mostCount = 1_000_000

func (c *cells) count(name string) int {
	v := strings.TrimSuffix(strings.ReplaceAll(sheetfile.Code(c.text(name)), ",", ""), "户")
	if v == "" {
		return 0
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > mostCount {
		c.bad(name, "%s应为0到%d之间的整数", name, mostCount)
		return 0
	}
	return n
}

// firstDay is before anything an import may tell of.
var firstDay = calendar.On(1949, 10, 1)

// date is a day; today when empty.
func (c *cells) date(name string) calendar.Date {
	v := sheetfile.Code(c.text(name))
	if v == "" {
		return c.today
	}
	d, err := calendar.Parse(v)
	switch {
	case err != nil:
		c.bad(name, "%s", err) // Parse answers with faults only
	case d < firstDay || d > c.today.AddYears(1):
		c.bad(name, "%s应在%s到%s之间，请核对", name, firstDay, c.today.AddYears(1))
	}
	return d
}

// path is where a unit stands, with "" for the street, in the one form of a path.
func (p *planner) path(v string) string {
	names := strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune("/／>＞", r) })
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	if len(names) > 0 && names[0] == p.street {
		names = names[1:]
	}
	return strings.Join(names, "/")
}

// place is a unit in service that the row refers to, in the database or in the file.
func (c *cells) place(name string) (string, Unit) {
	path := c.path(c.text(name))
	u, found := c.units[path]
	switch {
	case !found:
		c.bad(name, "找不到这个单位，请写完整路径，例如吉祥社区/第3网格")
	case !u.Until.Zero():
		c.bad(name, "这个单位已于%s撤销", u.Until)
	}
	return path, u
}
