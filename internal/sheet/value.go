package sheet

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"fengsheng/internal/calendar"
	"fengsheng/internal/fault"
)

// Days as spreadsheets count them: five figures. Less is a year or a number that
// somebody typed, more a day written in figures.
const (
	firstSerial = 10_000  // in 1927
	endSerial   = 100_000 // in 2173
	apart1904   = 1_462   // days between the two beginnings
)

// Day reads a day as people write it and as spreadsheets keep it: 45413,
// 2024-5-1, 2024/5/1, 2024.5.1, 2024年5月1日, 20240501, 二〇二四年五月一日, with a
// weekday or a time behind it, in figures of any width. What may be meant in two
// ways is a fault that says so, and never guessed: 24/5/1, 5月1日. "" is no day.
func Day(text string, from1904 bool) (calendar.Date, error) {
	text = strings.ReplaceAll(narrow(Tidy(text)), " ", " ")
	if text == "" {
		return 0, nil
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && n >= firstSerial && n < endSerial {
		days := int(math.Floor(n))
		if from1904 {
			days += apart1904
		}
		if d := firstDay.AddDays(days); !d.Zero() {
			return d, nil
		}
	}
	plain := withoutTime(figures(text))
	for _, form := range unclear {
		if form.is.MatchString(plain) {
			return 0, fault.New(fault.Invalid, "%s", form.sentence)
		}
	}
	return calendar.Parse(plain)
}

// unclear are forms that do not say which day they are.
var unclear = []struct {
	is       *regexp.Regexp
	sentence string
}{
	{regexp.MustCompile(`^\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}$|^\d{2}年\d{1,2}月\d{1,2}[日号]$|^\d{6}$`), "年份只写了两位，分不清年月日，请写成2024-05-01"},
	{regexp.MustCompile(`^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$`), "年份写在后面，分不清月和日，请写成2024-05-01"},
	{regexp.MustCompile(`^\d{1,2}月\d{1,2}[日号]?$|^\d{1,2}[-/.]\d{1,2}$`), "没有写是哪一年，请写成2024-05-01"},
	{regexp.MustCompile(`^\d{4}(年|[-/.]\d{1,2}|年\d{1,2}月|[-/.]\d{1,2}[-/.])?$`), "没有写到哪一天，请写成2024-05-01"},
	{regexp.MustCompile(`^#`), "这一格是表格里算错的公式，请改成日期"},
}

// after is what may stand behind a day: a weekday, and a time.
var after = regexp.MustCompile(`[T ]*[(（]?(星期|周|礼拜)[一二三四五六日天][)）]?|[T ]*(上午|下午|早上|晚上|凌晨|中午)?[T ]*\d{1,2}([:时点]\d{1,2}([:分]\d{1,2}(\.\d+)?秒?)?分?|[时点])([ ]*[AaPp][Mm])?(Z|[+-]\d{2}:?\d{2})?$`)

func withoutTime(text string) string {
	return strings.TrimRight(after.ReplaceAllString(text, ""), " ,.，。;；")
}

// figures writes the figures of a day in words as such: 二〇二四年五月三十一日.
func figures(text string) string {
	if !strings.Contains(text, "年") || !strings.ContainsAny(text, "一二三四五六七八九十") {
		return text
	}
	year, rest, _ := strings.Cut(text, "年")
	month, rest, found := strings.Cut(rest, "月")
	end := strings.IndexAny(rest, "日号")
	if !found || end < 0 {
		return text
	}
	return digitsOf(year) + "年" + tens(month) + "月" + tens(rest[:end]) + rest[end:]
}

const inWords = "〇一二三四五六七八九"

// digitsOf writes each figure by itself: 二〇二四.
func digitsOf(words string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '零' || r == '○' || r == 'Ο' || r == 'О' || r == 'O':
			return '0'
		case strings.ContainsRune(inWords, r):
			return rune('0' + strings.Index(inWords, string(r))/len("一"))
		}
		return r
	}, words)
}

// tens writes a number up to 99: 二十三.
func tens(words string) string {
	before, behind, ten := strings.Cut(words, "十")
	if !ten {
		return digitsOf(words)
	}
	if before == "" {
		before = "一"
	}
	if behind == "" {
		behind = "〇"
	}
	return digitsOf(before) + digitsOf(behind)
}

// narrow turns letters and signs into their common form: for days, codes and
// numbers, not for names.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

// Code is a number or telephone as it is kept: in one form, and with all its
// digits where a spreadsheet wrote 1.38E10.
func Code(text string) string {
	text = narrow(Tidy(text))
	if !strings.ContainsAny(text, "eE") || !strings.ContainsAny(text, ".+") || strings.Trim(text, "0123456789.+eE") != "" {
		return text
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n != math.Trunc(n) || math.Abs(n) > 1<<53 {
		return text
	}
	return strconv.FormatInt(int64(n), 10)
}

// Lost reports whether a long number was kept as a number by a spreadsheet, which
// keeps fifteen figures of it: the last ones are gone.
func Lost(text string) bool {
	text = narrow(Tidy(text))
	n, err := strconv.ParseFloat(text, 64)
	return err == nil && n > 1<<53 && (strings.ContainsAny(text, "eE") || strings.HasSuffix(text, "000") && len(text) > 15)
}

// amount is a number with its scale and unit: 1,234.5万元.
var amount = regexp.MustCompile(`^[¥￥]?\s*([+-]?\d+(?:,\d{3})+(?:\.\d+)?|[+-]?\d*\.?\d+(?:[eE][+-]?\d{1,2})?|[+-]?\d+\.)\s*(千|万|百万|千万|亿)?\s*([\p{Han}/]{0,3})$`)

var scales = map[string]int64{"": 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}

// Number reads a number as people write it: 1,234, １２, 1.2万, 3件, 1.5e3. It is
// exact. What is no number - 约5, 三五个 - is a fault.
func Number(text string) (*big.Rat, error) {
	wrong := fault.New(fault.Invalid, "不是数，请只写数字，例如12或者1.2万")
	text = narrow(Tidy(text))
	if text == "" || len(text) > 40 {
		return nil, wrong
	}
	if strings.HasPrefix(text, "#") {
		return nil, fault.New(fault.Invalid, "这一格是表格里算错的公式，请改成数字")
	}
	parts := amount.FindStringSubmatch(text)
	if parts == nil {
		return nil, wrong
	}
	n, ok := new(big.Rat).SetString(strings.ReplaceAll(parts[1], ",", ""))
	if !ok {
		return nil, wrong
	}
	return n.Mul(n, new(big.Rat).SetInt64(scales[parts[2]])), nil
}

// Whole is a Number that counts something: whole, not negative, at most most.
func Whole(text string, most int) (int, error) {
	n, err := Number(text)
	if err != nil {
		return 0, err
	}
	if !n.IsInt() || n.Sign() < 0 || n.Cmp(new(big.Rat).SetInt64(int64(most))) > 0 {
		return 0, fault.New(fault.Invalid, "应为0到%d之间的整数", most)
	}
	return int(n.Num().Int64()), nil
}

// Fen is a Number of yuan in fen.
func Fen(text string) (int64, error) {
	n, err := Number(text)
	if err != nil {
		return 0, err
	}
	n.Mul(n, new(big.Rat).SetInt64(100))
	if !n.IsInt() || n.Sign() < 0 || n.Cmp(new(big.Rat).SetInt64(1e15)) > 0 {
		return 0, fault.New(fault.Invalid, "金额应写到分，不小于0，例如1234.50")
	}
	return n.Num().Int64(), nil
}

var (
	yes = strings.Fields("是 有 对 已 真 √ ✓ ✔ ☑ 1 y yes true t on")
	no  = strings.Fields("否 无 没有 不 不是 未 假 × ✗ ✘ x ☐ 0 n no false f off - — /")
)

// Yes reads an answer; "" is no.
func Yes(text string) (bool, error) {
	text = strings.ToLower(narrow(Tidy(text)))
	for _, w := range yes {
		if text == w {
			return true, nil
		}
	}
	for _, w := range append(no, "") {
		if text == w {
			return false, nil
		}
	}
	return false, fault.New(fault.Invalid, "请写“是”或者“否”")
}
