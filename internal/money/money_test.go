package money

import "testing"

func TestCapital(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cents int64
		want  string
	}{
		{0, "零元整"},
		{1, "壹分"},
		{10, "壹角整"},
		{105, "壹元零伍分"},
		{150, "壹元伍角整"},
		{1050, "壹拾元零伍角整"},
		{123_45, "壹佰贰拾叁元肆角伍分"},
		{12_300_00, "壹万贰仟叁佰元整"},
		{10_000_00, "壹万元整"},
		{10_001_00, "壹万零壹元整"},
		{10_010_00, "壹万零壹拾元整"},
		{100_500_00, "壹拾万零伍佰元整"},
		{1_005_000_00, "壹佰万伍仟元整"},
		{1_000_000_00, "壹佰万元整"},
		{100_000_000_00, "壹亿元整"},
		{100_000_001_00, "壹亿零壹元整"},
		{100_010_000_00, "壹亿零壹万元整"},
		{120_003_400_56, "壹亿贰仟万叁仟肆佰元零伍角陆分"},
		{6_007_14, "陆仟零柒元壹角肆分"},
		{1_680_32, "壹仟陆佰捌拾元零叁角贰分"},
		{-5_00, "负伍元整"},
	} {
		if got := Capital(c.cents); got != c.want {
			t.Errorf("%d分: got %s, want %s", c.cents, got, c.want)
		}
	}
}

func TestDigits(t *testing.T) {
	t.Parallel()
	for cents, want := range map[int64]string{
		0: "0", 5: "0.05", 120_000: "1,200", 120_050: "1,200.50", 100_000_000: "1,000,000", -123_456: "-1,234.56",
	} {
		if got := Digits(cents); got != want {
			t.Errorf("%d分: got %s, want %s", cents, got, want)
		}
	}
	if got, want := Words(1_230_000), "12,300元（壹万贰仟叁佰元整）"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
