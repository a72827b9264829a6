package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"fengsheng/internal/calendar"
)

// Writer writes a table row by row in bounded memory. Close ends the file.
type Writer struct {
	Rows  int // written so far, without the head
	lines interface {
		add(row []any) error
		close() error
	}
	columns int
}

// NewWriter begins the file. For an .xlsx nothing reaches out before Close.
func NewWriter(out io.Writer, as As, t Table) (*Writer, error) {
	w := &Writer{columns: len(t.Columns)}
	var err error
	switch as {
	case CSV:
		w.lines, err = newCSV(out, t)
	case XLSX:
		w.lines, err = newXLSX(out, t)
	default:
		return nil, fmt.Errorf("sheet: no way to write %q", as)
	}
	if err != nil {
		return nil, fmt.Errorf("sheet: begin %s: %w", as, err)
	}
	return w, nil
}

// Add writes a row: a value for each column. A value is text (string), a number
// (int, int64, float64), a day (calendar.Date), a moment (time.Time) or nil.
// Text stays text - identity numbers and telephones keep every digit -, numbers
// stay numbers, and a day is a real date of the spreadsheet.
func (w *Writer) Add(row ...any) error {
	if len(row) != w.columns {
		return fmt.Errorf("sheet: row %d has %d cells for %d columns", w.Rows+1, len(row), w.columns)
	}
	if err := w.lines.add(row); err != nil {
		return fmt.Errorf("sheet: row %d: %w", w.Rows+1, err)
	}
	w.Rows++
	return nil
}

// Close ends the file and removes what was kept beside it. After an error of
// Add the file is not whole, and Close only cleans up.
func (w *Writer) Close() error {
	if err := w.lines.close(); err != nil {
		return fmt.Errorf("sheet: end the file: %w", err)
	}
	return nil
}

// written is a value as text for a .csv and for measuring how wide it is.
func written(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case string:
		return Neutral(cleaned(v)), nil
	case int:
		return strconv.Itoa(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case calendar.Date:
		return v.String(), nil
	case time.Time:
		if v.IsZero() {
			return "", nil
		}
		return v.In(calendar.Shanghai).Format("2006-01-02 15:04"), nil
	}
	return "", fmt.Errorf("no cell can hold a %T", value)
}

// csvLines is a .csv: UTF-8 with its mark, the facts above the head.
type csvLines struct{ lines *csv.Writer }

func newCSV(out io.Writer, t Table) (*csvLines, error) {
	if _, err := io.WriteString(out, "\ufeff"); err != nil { // spreadsheets take a file without it for GBK
		return nil, err
	}
	c := &csvLines{csv.NewWriter(out)}
	c.lines.UseCRLF = true
	head := [][]any{}
	for _, fact := range t.facts() {
		head = append(head, []any{fact.Name, fact.Text})
	}
	names := make([]any, len(t.Columns))
	for i, name := range t.Columns {
		names[i] = name
	}
	for _, row := range append(head, names) {
		if err := c.add(row); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *csvLines) add(row []any) error {
	line := make([]string, len(row))
	for i, value := range row {
		var err error
		if line[i], err = written(value); err != nil {
			return err
		}
	}
	return c.lines.Write(line)
}

func (c *csvLines) close() error {
	c.lines.Flush()
	return c.lines.Error()
}

// facts are the name of the table and what is said about it; a file that says
// nothing about itself has its head in the first line.
func (t Table) facts() []Fact {
	if len(t.About) == 0 {
		return nil
	}
	facts := append([]Fact{{"内容", t.Name}}, t.About...)
	if t.Mark != "" {
		facts = append(facts, Fact{"标记", t.Mark})
	}
	return facts
}
