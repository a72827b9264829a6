package indicator_test

import (
	"slices"
	"strings"
	"testing"

	"fengsheng/indicator"
)

// What may be assessed is listed here once more: a new indicator is refused until
// somebody has thought about it and put it into this list too.
var assessed = []string{
	"termsKeptRate", "termsMissedRate", "mediationInTimeRate", "consultationsInTimeRate", "supervisionsAnsweredRate", "partiesInformedRate", "archivedRate",
	"followUpsInTimeRate", "dutiesPerformedRate", "petitionTermsKeptRate", "promisesAnsweredRate", "hazardsInTimeRate",
}

func TestWhatMayBeAssessed(t *testing.T) {
	for _, d := range indicator.All() {
		err := d.Assessable()
		if may := slices.Contains(assessed, d.Code); may != (err == nil) {
			t.Errorf("%s: got %v, want may be assessed %v", d.Code, err, may)
		}
		switch {
		case err == nil && (d.Unit != "%" || d.Stock || !indicator.Aspects.Has(string(d.Aspect)) || d.Unfit != ""):
			t.Errorf("%s may be assessed and is no rate of an aspect: %+v", d.Code, d)
		case err != nil && d.Unit != "%" && !strings.Contains(err.Error(), "不定任务、不排名"):
			t.Errorf("%s is a count and is refused with %q", d.Code, err)
		case err != nil && d.Unit == "%" && d.Unfit == "":
			t.Errorf("%s is a rate that may not be assessed, and nothing says why", d.Code)
		case err != nil && !strings.Contains(err.Error(), d.Name):
			t.Errorf("%s is refused without its name: %q", d.Code, err)
		}
	}
}

// Without a word about it a new indicator is refused.
func TestANewIndicatorIsRefused(t *testing.T) {
	d, err := indicator.Find("termsKeptRate")
	if err != nil {
		t.Fatal(err)
	}
	d.Aspect = ""
	if err := d.Assessable(); err == nil || !strings.Contains(err.Error(), "没有列为可以考核的指标") {
		t.Errorf("got %v, want a refusal", err)
	}
	if err := (indicator.Definition{Name: "新指标"}).Assessable(); err == nil {
		t.Error("a figure that is no rate may be assessed")
	}
}
