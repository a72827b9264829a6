package report

import (
	"errors"

	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

const (
	reportColumns  = `id, year, title, state, cutoff_on, dated_on, author_id, round, published_on, reason, version, demo, ended_on`
	sectionColumns = `id, report_id, ord, part, level, heading, body, writer_id, version`
	reviewColumns  = `id, report_id, round, step, reviewer_id, name, passed, reason, secrecy, privacy, hash, at`
	figureColumns  = `code, name, value, unit, numerator, denominator, source, address, hash`
)

var (
	insertReport = db.SQL("report.insert", `INSERT INTO report (street_id, `+reportColumns+`)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`)
	updateReport = db.SQL("report.update", `UPDATE report SET title = $3, state = $4, cutoff_on = $5, dated_on = $6, round = $7,
published_on = $8, reason = $9, ended_on = $10, version = version + 1 WHERE street_id = $1 AND id = $2 AND version = $11`)
	readReport  = db.SQL("report.load", `SELECT `+reportColumns+` FROM report WHERE street_id = $1 AND id = $2`)
	readReports = db.SQL("report.list", `SELECT `+reportColumns+` FROM report WHERE street_id = $1 ORDER BY year DESC, id DESC`)
	readYear    = db.SQL("report.year", `SELECT `+reportColumns+` FROM report WHERE street_id = $1 AND year = $2
AND state <> 'withdrawn' AND state <> 'superseded' ORDER BY id`)

	insertSection = db.SQL("report.insertSection", `INSERT INTO report_section (street_id, `+sectionColumns+`)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	updateSection = db.SQL("report.updateSection", `UPDATE report_section SET heading = $3, body = $4, writer_id = $5, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $6`)
	placeSection = db.SQL("report.placeSection", `UPDATE report_section SET ord = $3 WHERE street_id = $1 AND id = $2`)
	dropSection  = db.SQL("report.dropSection", `DELETE FROM report_section WHERE street_id = $1 AND id = $2 AND version = $3`)
	readSections = db.SQL("report.sections", `SELECT `+sectionColumns+` FROM report_section
WHERE street_id = $1 AND report_id = $2 ORDER BY part, ord, id`)

	insertFreeze = db.SQL("report.insertFreeze", `INSERT INTO report_freeze (street_id, id, report_id, round, at, document, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7)`)
	readFreeze = db.SQL("report.freeze", `SELECT id, report_id, round, at, document, hash FROM report_freeze
WHERE street_id = $1 AND report_id = $2 AND round = $3`)
	insertFigure = db.SQL("report.insertFigure", `INSERT INTO report_figure (street_id, id, freeze_id, ord, `+figureColumns+`, evidence)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`)
	readFigures = db.SQL("report.figures", `SELECT `+figureColumns+` FROM report_figure
WHERE street_id = $1 AND freeze_id = $2 ORDER BY ord, id`)
	readEvidence = db.SQL("report.evidence", `SELECT evidence FROM report_figure WHERE street_id = $1 AND freeze_id = $2 AND ord = $3`)

	insertReview = db.SQL("report.insertReview", `INSERT INTO report_review (street_id, `+reviewColumns+`)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`)
	readReviews = db.SQL("report.reviews", `SELECT `+reviewColumns+` FROM report_review
WHERE street_id = $1 AND report_id = $2 ORDER BY at, id`)
)

func scanReport(r db.Row) (Report, error) {
	var p Report
	err := r.Scan(&p.ID, &p.Year, &p.Title, &p.State, &p.Cutoff, &p.Dated, &p.Author, &p.Round, &p.Published, &p.Reason, &p.Version, &p.Demo, &p.Ended)
	return p, err
}

func scanSection(r db.Row) (Section, error) {
	var s Section
	err := r.Scan(&s.ID, &s.Report, &s.Order, &s.Part, &s.Level, &s.Heading, &s.Body, &s.Writer, &s.Version)
	return s, err
}

// Load reads one report; another street's is not found.
func Load(tx *db.Tx, id ID) (Report, error) {
	r, err := db.One(tx, readReport, scanReport, tx.Street, string(id))
	if errors.Is(err, db.ErrNone) {
		return r, fault.New(fault.NotFound, "找不到这份报告")
	}
	return r, err
}

// List is every report of the street, the newest year first.
func List(tx *db.Tx) ([]Report, error) {
	return db.All(tx, readReports, scanReport, tx.Street)
}

// OfYear is the report the command line and the public read for a year: the
// published one, else the one being worked on.
func OfYear(tx *db.Tx, year int) (Report, error) {
	all, err := db.All(tx, readYear, scanReport, tx.Street, year)
	if err != nil {
		return Report{}, err
	}
	for _, r := range all {
		if r.State == Published {
			return r, nil
		}
	}
	if len(all) == 0 {
		return Report{}, fault.New(fault.NotFound, "还没有%d年度的报告，请先在“报告”页新建", year)
	}
	return all[0], nil
}

// Sections are the report's sections in their order, numbered.
func Sections(tx *db.Tx, id ID) ([]Section, error) {
	all, err := db.All(tx, readSections, scanSection, tx.Street, string(id))
	number(all)
	return all, err
}

// advance writes the report if nobody was faster.
func advance(tx *db.Tx, r *Report) error {
	n, err := tx.Exec(updateReport, tx.Street, string(r.ID), r.Title, string(r.State), r.Cutoff, r.Dated, r.Round, r.Published, r.Reason, r.Ended, r.Version)
	if err != nil {
		return err
	}
	if n != 1 {
		return conflictOnVersion("报告")
	}
	r.Version++
	return nil
}

func addSection(tx *db.Tx, s *Section) error {
	s.ID, s.Version = SectionID(tx.NewID()), 1
	_, err := tx.Exec(insertSection, tx.Street, string(s.ID), string(s.Report), s.Order, s.Part, s.Level, s.Heading, s.Body, s.Writer, s.Version)
	return err
}
