package catalogue

import (
	"fmt"

	"fengsheng/administrative"
	"fengsheng/internal/db"
	"fengsheng/internal/docx"
	"fengsheng/matter"
	"fengsheng/mediation"
	"fengsheng/petition"
	"fengsheng/reception"
)

// facts is what each kind adds to the papers of its matters.
var facts = map[matter.Kind]func(*db.Tx, matter.Matter, docx.Data) error{
	matter.Mediation:      mediation.PaperFacts,
	matter.Petition:       petitionFacts,
	matter.Administrative: administrative.PaperFacts,
}

// petitionFacts adds how often leaders received about the petition.
func petitionFacts(tx *db.Tx, m matter.Matter, d docx.Data) error {
	if err := petition.PaperFacts(tx, m, d); err != nil {
		return err
	}
	batches, err := reception.BatchesOf(tx, m.ID)
	if len(batches) > 0 {
		d.Text["接待批次"] = fmt.Sprintf("领导接待%d批%d人次", len(batches), reception.Persons(batches))
	}
	return err
}

// Facts is what a paper of the matter says from the records, by the names that
// stand in templates.
func Facts(tx *db.Tx, m matter.Matter) (docx.Data, error) {
	d, err := matter.PaperFacts(tx, m)
	if add := facts[m.Kind]; err == nil && add != nil {
		err = add(tx, m, d)
	}
	return d, err
}
