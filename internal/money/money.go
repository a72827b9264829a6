// Package money writes sums as people and papers do.
package money

import (
	"strconv"
	"strings"
)

var (
	capitalDigits = [...]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}
	capitalPlaces = [...]string{"", "拾", "佰", "仟"}
	capitalGroups = [...]string{"", "万", "亿", "万亿"}
)

// Capital is a sum in 分 in the capital figures of agreements and bills:
// 壹万贰仟叁佰元整. Zero is 零元整; a negative sum begins with 负.
func Capital(cents int64) string {
	if cents < 0 {
		return "负" + Capital(-cents)
	}
	yuan, jiao, fen := cents/100, cents/10%10, cents%10
	var b strings.Builder
	if yuan > 0 || cents == 0 {
		b.WriteString(capitalYuan(yuan) + "元")
	}
	switch {
	case jiao == 0 && fen == 0:
		b.WriteString("整")
		return b.String()
	case jiao > 0:
		if yuan > 0 && yuan%10 == 0 {
			b.WriteString("零") // 拾元零伍角: nobody can put a figure in between
		}
		b.WriteString(capitalDigits[jiao] + "角")
	case yuan > 0:
		b.WriteString("零")
	}
	if fen > 0 {
		b.WriteString(capitalDigits[fen] + "分")
	} else {
		b.WriteString("整")
	}
	return b.String()
}

// capitalYuan writes a whole number in groups of four places. One 零 stands for
// any run of zeros inside the number.
func capitalYuan(n int64) string {
	if n == 0 {
		return capitalDigits[0]
	}
	var out string
	gap := false
	for group := 0; n > 0; group++ {
		four := n % 10000
		n /= 10000
		if four == 0 {
			gap = gap || out != ""
			continue
		}
		words := capitalFour(four) + capitalGroups[group]
		if gap && out != "" {
			words += "零"
		}
		out = words + out
		gap = four < 1000
	}
	return out
}

func capitalFour(n int64) string {
	var out string
	zero := false
	for place := 0; n > 0; place++ {
		d := n % 10
		n /= 10
		if d == 0 {
			zero = out != ""
			continue
		}
		if zero {
			out = "零" + out
			zero = false
		}
		out = capitalDigits[d] + capitalPlaces[place] + out
	}
	return out
}

// Words is a sum in 分 in digits with the capital figures beside it, both
// made from the one value (ux.md section 3); "" for nothing.
func Words(cents int64) string {
	if cents == 0 {
		return ""
	}
	return Digits(cents) + "元（" + Capital(cents) + "）"
}

// Digits is a sum in 分 as 1,200.50, or 1,200 when it is whole.
func Digits(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	whole := strconv.FormatInt(cents/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if cents%100 == 0 {
		return sign + whole
	}
	return sign + whole + "." + strconv.FormatInt(cents%100+100, 10)[1:]
}
