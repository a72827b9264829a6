package main

import (
	"context"
	"errors"
	"io"
	"time"

	"fengsheng/indicator"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/report"
)

// figures measures what is counted over a year, as the command line does it:
// beside the running program, on a database opened for reading.
func figures(ctx context.Context, o options, s street, r *results) (err error) {
	const times = 20
	d, err := db.Open(ctx, db.Config{Dir: o.Data, URL: o.Database, Clock: time.Now, ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	took := func(what func(*db.Tx) error) ([]float64, error) {
		var all []float64
		for range times {
			began := time.Now()
			if err := d.View(ctx, s.id, what); err != nil {
				return nil, err
			}
			all = append(all, time.Since(began).Seconds()*1000)
		}
		return all, nil
	}
	cutoff := calendar.On(year, 12, 31)
	all, err := took(func(tx *db.Tx) error {
		_, err := indicator.ComputeAll(tx, indicator.Ask{Year: year, Cutoff: cutoff})
		return err
	})
	if err != nil {
		return err
	}
	r.time("all indicators of 2024", all, nil, 1000)
	all, err = took(func(tx *db.Tx) error {
		compiled, err := report.Preview(tx, year)
		if err != nil {
			return err
		}
		return compiled.WriteIn(io.Discard, report.FormatDOCX)
	})
	if err != nil {
		return err
	}
	r.time("report of 2024 compiled and written as .docx", all, nil, 2000)
	return nil
}
