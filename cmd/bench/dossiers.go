package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fengsheng/actor"
	"fengsheng/dossier"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/office"
	"fengsheng/matter"
	"fengsheng/org"
)

// What a dossier is measured with.
const (
	pieces      = 40
	dossierGoal = 3000 // milliseconds, p99
)

// dossiers measures how long it takes to bind 40 pieces, beside LibreOffice doing
// nothing but the same papers.
func dossiers(ctx context.Context, o options, s street, r *results) (err error) {
	const times = 10
	soffice, there := office.Find()
	if !there {
		say("no LibreOffice: no dossier is bound")
		return nil
	}
	defer func() { err = errors.Join(err, soffice.Close()) }()
	d, err := db.Open(ctx, db.Config{Dir: o.Data, URL: o.Database, Clock: time.Now, ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	var v dossier.Volume
	if err := d.View(ctx, s.id, func(tx *db.Tx) error { v, err = thick(tx); return err }); err != nil {
		return err
	}
	var files [][]byte
	for _, p := range v.Parts {
		files = append(files, p.File)
	}
	convert := func(files ...[]byte) ([][]byte, error) { return soffice.PDF(ctx, files...) }
	var took, bare []float64
	for i := range times + 1 {
		began := time.Now()
		if _, err := convert(files...); err != nil {
			return err
		}
		between := time.Now()
		if _, err := v.Bind(convert); err != nil {
			return err
		}
		if i > 0 { // the first makes the profile of LibreOffice
			bare, took = append(bare, between.Sub(began).Seconds()*1000), append(took, time.Since(between).Seconds()*1000)
		}
	}
	r.time(fmt.Sprintf("a dossier of %d pieces bound, beside LibreOffice alone", pieces), took, bare, dossierGoal)
	return nil
}

// thick is the dossier of a mediation, its papers as often as it takes.
func thick(tx *db.Tx) (dossier.Volume, error) {
	by, err := archivist(tx)
	if err != nil {
		return dossier.Volume{}, err
	}
	found, err := matter.List(tx, identity.Whole, matter.Filter{Archived: matter.Year(year, calendar.On(year, 12, 31)), Dossiers: []string{string(matter.MediationDossier)}}, matter.Page{Size: 1})
	if err != nil || len(found) == 0 {
		return dossier.Volume{}, errors.Join(err, errors.New("no archived mediation in the data"))
	}
	v, err := dossier.Gather(tx, by, found[0].ID, dossier.Asking{Variant: dossier.Internal})
	if err != nil {
		return v, err
	}
	for i := 0; len(v.Parts) < pieces; i++ {
		v.Parts = append(v.Parts, v.Parts[i])
	}
	return v, nil
}

// archivist is somebody who may have a dossier bound.
func archivist(tx *db.Tx) (actor.Actor, error) {
	officers, err := org.Officers(tx, tx.Today())
	if err != nil {
		return actor.Actor{}, err
	}
	for _, o := range officers {
		posts, err := org.PostsOf(tx, o.ID, tx.Today())
		if err != nil {
			return actor.Actor{}, err
		}
		if len(posts) > 0 && posts[0].Role == actor.Archivist {
			return actor.Actor{Street: tx.Street, Officer: o.ID, Name: o.Name, Posts: posts, Route: "bench"}, nil
		}
	}
	return actor.Actor{}, errors.New("no archivist in the data")
}
