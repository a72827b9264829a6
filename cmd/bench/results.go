package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// results are what was measured, and of what.
type results struct {
	Day     string `json:"day"`
	Go      string `json:"go"`
	System  string `json:"system"`
	Cores   int    `json:"cores"`
	CPU     string `json:"cpu"`
	Engine  string `json:"engine"`
	Matters int    `json:"matters"`
	Lines   []line `json:"results"`
}

// line is one measurement.
type line struct {
	Name  string  `json:"name"`
	Unit  string  `json:"unit"`
	Value float64 `json:"value"`         // a rate or a size; of times the p50
	P99   float64 `json:"p99,omitempty"` // of times
	Bare  float64 `json:"bare,omitempty"`
	Ratio float64 `json:"ratio,omitempty"` // to the bare engine: above 1 is slower for times, below 1 for rates
	Times int     `json:"times,omitempty"`
	Note  string  `json:"note,omitempty"`
	Goal  string  `json:"goal,omitempty"`
	Met   *bool   `json:"met,omitempty"`
}

func newResults(s street) (*results, error) {
	r := &results{
		Day: time.Now().Format(time.DateOnly), Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.NumCPU(),
		Matters: s.matters,
	}
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return r, err
	}
	for name := range strings.Lines(string(text)) {
		if _, model, found := strings.Cut(name, "model name"); found {
			r.CPU = strings.Trim(model, " \t:\n")
			break
		}
	}
	return r, nil
}

// time adds times in milliseconds, beside those of the bare engine; the goal
// is for the p99, 0 means there is none.
func (r *results) time(name string, took, bare []float64, goal float64) {
	l := line{Name: name, Unit: "ms", Value: at(took, 50), P99: at(took, 99), Times: len(took)}
	if len(bare) > 0 {
		l.Bare = at(bare, 50)
		l.Ratio = l.Value / l.Bare
	}
	if goal > 0 {
		met := l.P99 <= goal
		l.Goal, l.Met = fmt.Sprintf("p99 ≤ %.0f ms", goal), &met
	}
	r.Lines = append(r.Lines, l)
}

// rate adds how many are done in a second; half of the bare engine's is the goal.
func (r *results) rate(name string, each, bare float64, note string, goal bool) {
	l := line{Name: name, Unit: "1/s", Value: each, Bare: bare, Note: note}
	if bare > 0 {
		l.Ratio = each / bare
	}
	if goal {
		met := l.Ratio >= 0.5
		l.Goal, l.Met = "≥ 0.5 of bare", &met
	}
	r.Lines = append(r.Lines, l)
}

func (r *results) figure(name, unit string, value float64, note string, goal float64) {
	l := line{Name: name, Unit: unit, Value: value, Note: note}
	if goal > 0 {
		met := value <= goal
		l.Goal, l.Met = fmt.Sprintf("≤ %.0f %s", goal, unit), &met
	}
	r.Lines = append(r.Lines, l)
}

// at is the value that the given share of the values does not exceed.
func at(values []float64, percent int) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, (len(sorted)*percent+99)/100-1)]
}

// print writes the table.
func (r *results) print(w io.Writer) {
	fmt.Fprintf(w, "\n%s, %s, %s, %d cores (%s), %s, %d matters\n\n", r.Day, r.Go, r.System, r.Cores, r.CPU, r.Engine, r.Matters)
	t := tabwriter.NewWriter(w, 0, 4, 1, ' ', 0)
	fmt.Fprintln(t, "| what\t| p50 or value\t| p99\t| bare\t| ratio\t| goal\t| note\t|")
	fmt.Fprintln(t, "| ---\t| ---\t| ---\t| ---\t| ---\t| ---\t| ---\t|")
	for _, l := range r.Lines {
		goal := l.Goal
		if l.Met != nil && *l.Met {
			goal += " ✓"
		} else if l.Met != nil {
			goal += " **missed**"
		}
		fmt.Fprintf(t, "| %s\t| %s %s\t| %s\t| %s\t| %s\t| %s\t| %s\t|\n",
			l.Name, number(l.Value), l.Unit, number(l.P99), number(l.Bare), number(l.Ratio), goal, l.Note)
	}
	if err := t.Flush(); err != nil {
		say(err.Error())
	}
}

func number(v float64) string {
	switch {
	case v == 0:
		return ""
	case v < 10:
		return fmt.Sprintf("%.2f", v)
	case v < 100:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}

// write keeps the results as JSON.
func (r *results) write(file string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}
