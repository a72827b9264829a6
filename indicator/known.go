package indicator

// Known are figures as a text may be held against them: the values by their
// codes, amounts in 元 and rates in per cent, and the names. A rate of nothing is
// not known.
func Known(values []Value) (records map[string]float64, names map[string]string) {
	records, names = map[string]float64{}, map[string]string{}
	for _, v := range values {
		if v.IsRate && v.Denominator == 0 {
			continue
		}
		value := float64(v.Number)
		if v.IsRate || v.Unit == "万元" {
			value /= 100
		}
		records[v.Code], names[v.Code] = value, v.Name
	}
	return records, names
}
