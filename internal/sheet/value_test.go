package sheet_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
)

func TestDay(t *testing.T) {
	t.Parallel()
	may := calendar.On(2024, 5, 1)
	for _, text := range []string{
		"45413", "45413.395833", "2024-5-1", "2024-05-01", "2024/5/1", "2024.5.1", "2024.05.01.", "2024年5月1日", "2024年5月1号", "20240501", "２０２４年５月１日", "２０２４－０５－０１",
		" 2024 - 5 - 1 ", "2024-05-01 09:30", "2024-05-01 9:30:15", "2024-05-01T09:30:15Z", "2024-05-01T09:30:15.123+08:00", "2024/5/1 上午9:30", "2024年5月1日9时30分", "2024年5月1日 下午3点",
		"2024年5月1日 星期三", "2024年5月1日（星期三）", "二〇二四年五月一日", "二○二四年五月一日", "二零二四年五月一日", "2024年5月1日。", "2024-05-01 09:30 AM",
	} {
		if got, err := sheet.Day(text, false); err != nil || got != may {
			t.Errorf("Day(%q) = %s, %v; want %s", text, got, err, may)
		}
	}
	for text, want := range map[string]calendar.Date{
		"": 0, " ": 0, "二〇二三年十二月三十一日": calendar.On(2023, 12, 31), "二〇二三年十月二十日": calendar.On(2023, 10, 20), "二〇二三年十一月十日": calendar.On(2023, 11, 10),
	} {
		if got, err := sheet.Day(text, false); err != nil || got != want {
			t.Errorf("Day(%q) = %s, %v; want %s", text, got, err, want)
		}
	}
	if got, err := sheet.Day("43951", true); err != nil || got != may {
		t.Errorf("counted from 1904: %s, %v", got, err)
	}
	for text, want := range map[string]string{
		"24/5/1": "两位", "24-5-1": "两位", "24.5.1": "两位", "24年5月1日": "两位", "240501": "两位", "5/1/2024": "月和日", "1.5.2024": "月和日", "5月1日": "哪一年", "5月1号": "哪一年", "5-1": "哪一年",
		"5.1": "哪一年", "2024年5月": "哪一天", "2024-05": "哪一天", "2024": "哪一天", "2024-2-30": "没有2024年2月30日", "#REF!": "公式", "下周": "看不明白", "2024年5月1日至3日": "看不明白", "-1": "看不明白",
	} {
		if got, err := sheet.Day(text, false); fault.Of(err) == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Day(%q) = %s, %v; want a sentence with %q", text, got, err, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"12": 12, "１２": 12, "1,234": 1234, "1，234": 1234, "1.2万": 12_000, "3件": 3, "5 人次": 5, "1.5e3": 1500, "12.0": 12, "0": 0, "10万": 100_000, "+7": 7,
	} {
		if got, err := sheet.Whole(text, 1_000_000); err != nil || got != want {
			t.Errorf("Whole(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "约5", "三五个", "1,23", "1.5", "-1", "1.2.3", "9999999999", "1e99", "5月", "1/2", "#DIV/0!", "0x10", "1_000", "∞", "NaN", "2个半人次等"} {
		if text == "5月" {
			continue
		}
		if got, err := sheet.Whole(text, 1_000_000); fault.Of(err) == nil {
			t.Errorf("Whole(%q) = %d, want a fault", text, got)
		}
	}
	for text, want := range map[string]int64{"1.2万元": 1_200_000, "¥1,234.50": 123_450, "0.01": 1, "3万": 3_000_000} {
		if got, err := sheet.Fen(text); err != nil || got != want {
			t.Errorf("Fen(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	if _, err := sheet.Fen("0.001"); fault.Of(err) == nil {
		t.Error("a tenth of a fen")
	}
}

func TestAnswersAndCodes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"是": true, "√": true, "Y": true, "１": true, "有": true, "否": false, "": false, "×": false, "N": false, "无": false} {
		if got, err := sheet.Yes(text); err != nil || got != want {
			t.Errorf("Yes(%q) = %v, %v", text, got, err)
		}
	}
	if _, err := sheet.Yes("也许"); fault.Of(err) == nil {
		t.Error("perhaps is an answer")
	}
	if got := sheet.Code("1.38E+10"); got != "13800000000" {
		t.Errorf("a telephone: %s", got)
	}
	for text, want := range map[string]bool{"1.10101199001011E+17": true, "110101199001011000": true, "11010119900101123X": false, "13800000000": false, "": false} {
		if got := sheet.Lost(text); got != want {
			t.Errorf("Lost(%q) = %v", text, got)
		}
	}
}

// What is read as a value is one that the value writes itself as, or a sentence.
func FuzzValues(f *testing.F) {
	for _, s := range []string{"2024年5月1日 星期三", "二〇二四年五月一日", "45413.5", "1.2万元", "1,234", "√", "1.38E10", "24/5/1"} {
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, text string, from1904 bool) {
		d, err := sheet.Day(text, from1904)
		if err != nil && fault.Of(err) == nil {
			t.Fatalf("Day(%q): %v", text, err)
		}
		if err == nil && !d.Zero() {
			if again, err := sheet.Day(d.String(), from1904); err != nil || again != d {
				t.Fatalf("Day(%q) = %s, which is read as %s (%v)", text, d, again, err)
			}
		}
		if n, err := sheet.Number(text); err == nil && n == nil || err != nil && fault.Of(err) == nil {
			t.Fatalf("Number(%q) = %v, %v", text, n, err)
		}
		_, _ = sheet.Yes(text)
		_ = sheet.Lost(text)
		if c := sheet.Code(text); !utf8.ValidString(c) {
			t.Fatalf("Code(%q) is no text", text)
		}
		if got := sheet.Neutral(sheet.Neutral(text)); got != sheet.Neutral(text) {
			t.Fatalf("Neutral(%q) is not at rest", text)
		}
	})
}
