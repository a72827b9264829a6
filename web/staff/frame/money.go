package frame

import "fengsheng/internal/money"

// MoneyWords is a sum in 分 in digits with the capital figures beside it; "" for nothing.
func MoneyWords(cents int64) string { return money.Words(cents) }

// Digits is a sum in 分 as 1,200.50, or 1,200 when it is whole.
func Digits(cents int64) string { return money.Digits(cents) }
