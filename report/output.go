package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"fengsheng/internal/db"
)

// Read is the report as it is to be read: the freeze once there is one to
// read, else the draft compiled now.
func Read(tx *db.Tx, r Report) (Compiled, error) {
	if !r.State.Frozen() {
		return Compile(tx, r)
	}
	f, err := FreezeOf(tx, r.ID, r.Round)
	if err != nil {
		return Compiled{}, err
	}
	reviews, err := Reviews(tx, r.ID)
	if err != nil {
		return Compiled{}, err
	}
	out := Compiled{Report: r, Content: f.Content, Figures: f.Figures, Hash: f.Hash}
	out.Document = f.Content.Document(reviewLine(r, reviews), r.Mark())
	out.Text = out.Document.Text()
	return out, nil
}

// reportJSON and figureJSON are the contract of the command line.
type reportJSON struct {
	Year    int          `json:"year"`
	Unit    string       `json:"unit"`
	Figures []figureJSON `json:"figures"`
	Text    string       `json:"text"`
}

type figureJSON struct {
	Code        string       `json:"code"`
	Name        string       `json:"name"`
	Value       *json.Number `json:"value"`     // null for a rate of nothing
	Unit        string       `json:"unit"`      // of a rate %
	Numerator   *int64       `json:"numerator"` // of a rate, else null
	Denominator *int64       `json:"denominator"`
	Evidence    string       `json:"evidence"` // the address of the rows; of a manual figure its source
}

// JSON writes the report as the command line promises it.
func (c Compiled) JSON(w io.Writer) error {
	out := reportJSON{Year: c.Content.Year, Unit: c.Content.Unit, Figures: []figureJSON{}, Text: c.Text}
	for _, f := range c.Figures {
		out.Figures = append(out.Figures, f.json())
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("report.JSON: %w", err)
	}
	return nil
}

func (f Figure) json() figureJSON {
	number, percent := strings.CutSuffix(strings.TrimSuffix(f.Value, "％"), "%")
	j := figureJSON{Code: f.Code, Name: f.Name, Unit: f.Unit, Evidence: f.Address}
	if n := json.Number(strings.ReplaceAll(number, ",", "")); f.Value != nothingToPrint {
		j.Value = &n
	}
	if percent && j.Unit == "" {
		j.Unit = "%"
	}
	if f.Denominator != 0 {
		j.Numerator, j.Denominator = &f.Numerator, &f.Denominator
	}
	if f.Manual() {
		j.Evidence = manualMark + "：" + f.Source
	}
	return j
}

// nothingToPrint is how an indicator prints a rate whose denominator is 0.
const nothingToPrint = "—"

// Format is one of the forms a report is written in.
type Format string

// The formats.
const (
	FormatText Format = "text"
	FormatJSON Format = "json"
	FormatDOCX Format = "docx"
)

// WriteIn writes the report in a format.
func (c Compiled) WriteIn(w io.Writer, format Format) error {
	switch format {
	case FormatJSON:
		return c.JSON(w)
	case FormatDOCX:
		return c.Document.WriteDOCX(w)
	case FormatText:
		_, err := io.WriteString(w, c.Text)
		return err
	}
	return fmt.Errorf("report: no format %q", format)
}
