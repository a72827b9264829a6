package frame

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"fengsheng/internal/calendar"
)

// What an export of a list may hold, and how much of it is read at a time.
const (
	SheetMost  = 50_000
	SheetBatch = 1_000
)

// SheetHead is what stands above the rows of an export (ux.md 12).
type SheetHead struct {
	Title     string // 事项清单
	Count     string // 共128件
	Condition string // the chosen filters as words; "" = none
	Moment    time.Time
	Person    string // who took it
	Columns   []string
}

// Sheet is a list as a CSV file that spreadsheets open.
type Sheet struct {
	file  bytes.Buffer
	lines *csv.Writer
	Rows  int
}

// NewSheet begins the file with its head.
func NewSheet(h SheetHead) *Sheet {
	s := &Sheet{}
	s.file.WriteString("\ufeff") // spreadsheets take a file without it for GBK
	s.lines = csv.NewWriter(&s.file)
	s.lines.UseCRLF = true
	if h.Condition == "" {
		h.Condition = "无"
	}
	for _, line := range [][]string{
		{h.Title, h.Count},
		{"条件", h.Condition},
		{"时间", h.Moment.In(calendar.Shanghai).Format("2006-01-02 15:04")},
		{"导出人", h.Person},
		h.Columns,
	} {
		s.write(line)
	}
	return s
}

// Add writes a row.
func (s *Sheet) Add(line []string) {
	s.write(line)
	s.Rows++
}

// write keeps the first error for Bytes, as the writer itself does.
func (s *Sheet) write(line []string) { _ = s.lines.Write(Neutral(line)) }

// Bytes is the whole file.
func (s *Sheet) Bytes() ([]byte, error) {
	s.lines.Flush()
	if err := s.lines.Error(); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return s.file.Bytes(), nil
}

// Neutral keeps a spreadsheet from running what somebody typed (IN-06).
func Neutral(line []string) []string {
	safe := make([]string, len(line))
	for i, cell := range line {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			cell = "'" + cell
		}
		safe[i] = cell
	}
	return safe
}
