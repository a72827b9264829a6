package indicator

import (
	"testing"

	"fengsheng/reconcile"
)

// Every code by which texts are compared is one of ours.
func TestTheTextsCodesAreIndicators(t *testing.T) {
	for _, code := range reconcile.Codes() {
		if _, err := Find(code); err != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestKnown(t *testing.T) {
	records, names := Known([]Value{
		{Definition: Definition{Code: "accepted", Name: "受理", Unit: "件"}, Number: 799},
		{Definition: Definition{Code: "rate", Unit: "%"}, Number: 9987, IsRate: true, Denominator: 799},
		{Definition: Definition{Code: "none", Unit: "%"}, IsRate: true},
		{Definition: Definition{Code: "amount", Unit: "万元"}, Number: 12_640_000},
	})
	if records["accepted"] != 799 || records["rate"] != 99.87 || records["amount"] != 126_400 || names["accepted"] != "受理" {
		t.Errorf("%v %v", records, names)
	}
	if _, known := records["none"]; known {
		t.Error("a rate of nothing is known")
	}
}
