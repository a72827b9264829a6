package docking

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// The columns of the station's list. Others are not read: only the agreed
// fields travel.
const (
	columnPolice    = "警情编号"
	columnDirection = "方向"
	columnDay       = "日期"
	columnKind      = "种类"
	columnOurs      = "街道编号" // may be missing
)

// Columns of the station's list, in the order it is written down again.
var Columns = []string{columnPolice, columnDirection, columnDay, columnKind, columnOurs}

// mostEntries is how many lines a list may have: more is no list of a street.
const mostEntries = 2000

// Bad is a line of the station's list that cannot be read, and why.
type Bad struct {
	Row    int // as the spreadsheet counts them, the headings are row 1
	Column string
	Reason string
}

// List is the station's list as it was read.
type List struct {
	Entries []Entry
	Rows    []int  // of each entry
	Bad     []Bad  // nothing is saved while there is one
	Text    string // the known columns as CSV, to be read again; nothing else was kept
	Left    int    // columns that were not read
}

// ReadText reads a list that was pasted, or a CSV file: with commas or tabs, in
// UTF-8 or GB 18030.
func ReadText(data []byte, today calendar.Date) (List, error) {
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return List{}, fault.Wrong("list", "文件里的文字读不出来，请另存为CSV（UTF-8）再选")
		}
		data = decoded
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	if first, _, _ := bytes.Cut(data, []byte("\n")); bytes.ContainsRune(first, '\t') {
		r.Comma = '\t'
	}
	var rows [][]string
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return List{}, fault.Wrong("list", "清单读到第"+strconv.Itoa(len(rows)+1)+"行读不下去，请检查这一行的引号")
		}
		line, _ := r.FieldPos(0)
		for len(rows) < line-1 && len(rows) <= mostEntries {
			rows = append(rows, nil) // a blank line keeps its number
		}
		rows = append(rows, cells)
	}
	return ReadRows(rows, today)
}

// ReadRows reads a list of cells; row 1 has the headings.
func ReadRows(rows [][]string, today calendar.Date) (List, error) {
	var l List
	at, head := map[string]int{}, -1
	for i, cells := range rows {
		if !blank(cells) {
			head = i
			break
		}
	}
	if head < 0 {
		return l, fault.Wrong("list", "请粘贴派出所的清单，或者选择文件")
	}
	for i, cell := range rows[head] {
		if name := strings.Trim(strings.TrimSpace(cell), "*＊"); slices.Contains(Columns, name) {
			at[name] = i
		} else if name != "" {
			l.Left++
		}
	}
	for _, name := range Columns {
		if _, there := at[name]; !there && name != columnOurs {
			return l, fault.Wrong("list", "第一行没有“"+name+"”这一列。第一行应有：警情编号、方向、日期、种类，可以再加街道编号")
		}
	}
	if len(rows)-head-1 > mostEntries {
		return l, fault.Wrong("list", "一次最多读"+strconv.Itoa(mostEntries)+"行，请分成几份")
	}
	var text strings.Builder
	out := csv.NewWriter(&text)
	_ = out.Write(Columns) // a strings.Builder does not fail
	seen := map[string]int{}
	for i, cells := range rows {
		if i < head {
			_ = out.Write([]string{""})
			continue
		}
		if i == head {
			continue
		}
		if blank(cells) {
			_ = out.Write([]string{""})
			continue
		}
		cell := func(name string) string {
			if n, there := at[name]; there && n < len(cells) {
				return strings.TrimSpace(cells[n])
			}
			return ""
		}
		kept := make([]string, len(Columns))
		for k, name := range Columns {
			kept[k] = cell(name)
		}
		_ = out.Write(kept)
		l.read(i+1, cell, seen, today)
	}
	out.Flush()
	l.Text = text.String()
	if len(l.Entries) == 0 && len(l.Bad) == 0 {
		return l, fault.Wrong("list", "清单里只有标题，没有内容")
	}
	return l, nil
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// directions are the words of the station's list, from where it stands.
var directions = map[string]Direction{
	"移交": In, "移出": In, "移交街道": In, "派出所移交街道": In,
	"接收": Out, "收到": Out, "接收街道": Out, "街道移交派出所": Out,
}

// read reads one line and notes everything that is wrong with it.
func (l *List) read(row int, cell func(string) string, seen map[string]int, today calendar.Date) {
	before := len(l.Bad)
	bad := func(column, reason string) { l.Bad = append(l.Bad, Bad{row, column, reason}) }
	e := Entry{PoliceNo: narrow(cell(columnPolice)), OurNo: brackets.Replace(cell(columnOurs)), Valid: true}
	if e.PoliceNo == "" && e.OurNo == "" {
		bad(columnPolice, "警情编号和街道编号都空着，没法核对")
	}
	if wrong := wrongPoliceNo(e.PoliceNo); wrong != "" {
		bad(columnPolice, wrong)
	}
	if e.OurNo != "" && !ourNo.MatchString(e.OurNo) {
		bad(columnOurs, "街道编号应当像“东盛矛登〔2024〕12号”")
	}
	direction, known := directions[cell(columnDirection)]
	e.Direction = direction
	if !known {
		bad(columnDirection, "方向请写“移交”（派出所移交街道）或者“接收”（派出所接收街道移交的）")
	}
	day, err := calendar.Parse(cell(columnDay))
	e.On = day
	switch {
	case cell(columnDay) == "":
		bad(columnDay, "请填写日期")
	case err != nil:
		bad(columnDay, "日期请写成2024-05-01这样")
	case day > today:
		bad(columnDay, day.Plain()+"还没有到")
	}
	for _, k := range Kinds {
		if cell(columnKind) == k.Label {
			e.Kind = Kind(k.Code)
		}
	}
	if e.Kind == "" {
		bad(columnKind, "种类请写"+labels(Kinds)+"之一")
	}
	key := string(e.Direction) + " " + e.PoliceNo
	if e.PoliceNo == "" {
		key += e.OurNo
	}
	if first := seen[key]; first > 0 && len(l.Bad) == before {
		bad(columnPolice, "和第"+strconv.Itoa(first)+"行是同一个编号，同一件只写一行")
	}
	seen[key] = row
	if len(l.Bad) == before {
		l.Entries, l.Rows = append(l.Entries, e), append(l.Rows, row)
	}
}

// Change is what saving an entry would do.
type Change string

// The changes.
const (
	New     Change = "new"
	Known   Change = "known"   // there already, and the same
	Changed Change = "changed" // there with another day, kind or number
)

// Changes with their names.
func (c Change) Label() string {
	return map[Change]string{New: "新的一条", Known: "已经有了", Changed: "和以前的清单不一样，以这次为准"}[c]
}

// Plan says of every entry what saving it would do.
func Plan(tx *db.Tx, by actor.Actor, entries []Entry) ([]Change, error) {
	if err := identity.KeepDocking.Check(by); err != nil {
		return nil, err
	}
	changes := make([]Change, len(entries))
	for i, e := range entries {
		_, change, err := before(tx, e)
		if err != nil {
			return nil, err
		}
		changes[i] = change
	}
	return changes, nil
}

// before is the entry a new one takes the place of, and whether it does.
func before(tx *db.Tx, e Entry) (Entry, Change, error) {
	read, args := knownPolice, []any{tx.Street, string(e.Direction), e.PoliceNo}
	if e.PoliceNo == "" {
		read, args = knownEntry, append(args, e.OurNo)
	}
	old, err := db.All(tx, read, scanEntry, args...)
	switch {
	case err != nil:
		return e, "", err
	case len(old) == 0:
		return e, New, nil
	case old[0].Kind == e.Kind && old[0].On == e.On && old[0].OurNo == e.OurNo:
		return old[0], Known, nil
	}
	return old[0], Changed, nil
}

// Save keeps the station's list. What a later list says otherwise takes the
// place of what stood there; the old line stays in the ledger of lists.
func Save(tx *db.Tx, by actor.Actor, l List) (int, error) {
	if err := identity.KeepDocking.Check(by); err != nil {
		return 0, err
	}
	if len(l.Bad) > 0 {
		return 0, fault.New(fault.Conflict, "还有%d处读不懂，改好以前整份清单都不保存", len(l.Bad))
	}
	saved, changed := 0, 0
	for _, e := range l.Entries {
		old, change, err := before(tx, e)
		if err != nil {
			return 0, err
		}
		switch change {
		case Known:
			continue
		case Changed:
			if err := tx.ExecOne(endEntry, tx.Street, string(old.ID)); err != nil {
				return 0, err
			}
			changed++
		}
		_, err = tx.Exec(insertEntry, tx.Street, tx.NewID(), string(e.Direction), string(e.Kind), e.PoliceNo, e.OurNo, e.On, by.Officer, tx.Millis())
		if err != nil {
			return 0, err
		}
		saved++
	}
	return saved, told(tx, by, "docking.import", tx.Street, "", map[string]any{"rows": len(l.Entries), "saved": saved, "changed": changed})
}
