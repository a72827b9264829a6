package reconcile

import (
	"math"
	"strings"
)

// figure is a Figure with what the rules need to know of it.
type figure struct {
	Figure
	class      class
	lo, hi     float64 // between these the true value lies
	step       float64 // the worth of the last digit
	sure       bool    // a plain whole number
	from       int     // where its own words begin: behind the figure before it, or with its clause
	to         int     // behind its unit
	after      int     // where its own words behind the unit end
	sentence   int
	row        int // of the catalogue; -1 = none
	scope      string
	key        string // the words of its indicator, to tell the same from another
	bare       bool   // its own words name no thing: 化解132起
	parenthese bool
}

// span of what is shown for it: the number and its unit.
func (f figure) span() Span { return Span{f.Start, f.to} }

// extract finds the figures.
func (b *body) extract() []figure {
	out := make([]figure, 0, 16+len(b.text)/40)
	for i := 0; i < len(b.text); {
		r := b.text[i]
		if !b.digit(i) && !chinese(r) {
			i++
			continue
		}
		if b.masked[i] || letter(b.at(i-1)) {
			i = b.past(i)
			continue
		}
		f, next := b.figureAt(i)
		if f != nil {
			out = append(out, *f)
		}
		i = max(next, i+1)
	}
	for i := range out {
		b.surround(out, i)
	}
	return out
}

// past skips a masked run of numerals or a number glued to letters.
func (b *body) past(i int) int {
	masked := b.masked[i]
	for i < len(b.text) && (b.digit(i) || chinese(b.text[i]) || b.at(i) == '.' && b.digit(i+1)) && b.masked[i] == masked {
		i++
	}
	return i
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '#' || r == '_' }

// figureAt reads the figure that begins at a position, if one does, and says
// where to go on.
func (b *body) figureAt(i int) (*figure, int) {
	n, ok := b.numberAt(i)
	if !ok {
		return nil, max(n.end, i+1)
	}
	for k := n.start; k < n.end; k++ {
		if b.masked[k] {
			return nil, n.end
		}
	}
	b.ranged(&n)
	f := figure{row: -1}
	j := n.end
	if n.qualifier == "" {
		j = b.more(&n)
	}
	unit, end := n.unit, j
	if unit == "" {
		for j < n.end+3 && b.at(j) == ' ' {
			j++
		}
		if q := b.at(j); n.qualifier == "" && (q == '余' || q == '多') {
			n.qualifier = string(q)
			j++
		}
		unit, end = b.unitAt(j)
		if unit == "" {
			unit, end = b.tenThousand(&n, j)
		}
	}
	if unit == "" || b.isDate(n, end) || !b.counts(n, unit, end) {
		return nil, max(n.end, i+1)
	}
	f.Start, f.End, f.to = n.start, n.end, end
	f.Value, f.High, f.Unit, f.step = n.value, n.high, unit, n.step
	f.class = unitClass[unit]
	f.Qualifier = n.qualifier
	b.qualify(&f, n)
	f.Kind = kindOf(f.class)
	if b.norm(n, &f) {
		return nil, end
	}
	f.between(n)
	f.Raw = string(b.raw[f.Start:f.End])
	return &f, end
}

func kindOf(c class) Kind {
	switch c {
	case percent, points:
		return Rate
	case money:
		return Amount
	}
	return Count
}

// more takes 余 or 多 that belongs to a Chinese numeral or follows 万: 十余, 3万余.
func (b *body) more(n *number) int {
	q := b.at(n.end)
	if q != '余' && q != '多' && q != '来' || q == '来' && !n.chinese {
		return n.end
	}
	if q == '多' && (b.at(n.end+1) == '元' && !n.scaled || b.has(n.end+1, "样")) {
		return n.end
	}
	if last := b.at(n.end - 1); last >= '0' && last <= '9' {
		return n.end
	}
	n.qualifier = string(q)
	if q == '来' {
		n.qualifier = "余"
	}
	n.end++
	if p := b.at(n.end); (p == '万' || p == '亿') && n.value < 1e4 {
		n.value, n.step, n.scaled = n.value*powers[p], n.step*powers[p], true
		n.end++
	}
	return n.end
}

// tenThousand reads a unit behind 万 that a space or 余 parted from its digits.
func (b *body) tenThousand(n *number, j int) (string, int) {
	p := b.at(j)
	if p != '万' && p != '亿' || n.scaled {
		return "", j
	}
	unit, end := b.unitAt(j + 1)
	if unit == "" {
		return "", j
	}
	n.value, n.step, n.scaled, n.end = n.value*powers[p], n.step*powers[p], true, j+1
	return unit, end
}

// ranged takes the second number of 20-30件.
func (b *body) ranged(n *number) {
	j := n.end
	switch b.at(j) {
	case '-', '~', '至', '到':
	default:
		return
	}
	j++
	if b.at(j-1) == '-' && b.at(j) == '-' {
		j++
	}
	if !b.digit(j) && !(n.chinese && chinese(b.at(j))) {
		return
	}
	m, ok := b.numberAt(j)
	if !ok || m.value <= n.value || m.unit != n.unit || b.masked[j] {
		return
	}
	if m.scaled && !n.scaled && !n.chinese {
		n.value *= m.step / max(n.step, 1e-9) // 2-3万
	}
	n.high, n.end, n.decimal = m.value, m.end, n.decimal || m.decimal
	n.scaled = n.scaled || m.scaled
}

// isDate tells months and days from counts: 3.15, 12.4 before a unit of events.
func (b *body) isDate(n number, end int) bool {
	prev := b.at(n.start - 1)
	if prev == '.' || prev == '/' || prev == ':' && b.digit(n.start-2) || (prev == '-' || prev == '~' || prev == '·' || prev == '×' || prev == '+') && (b.digit(n.start-2) || letter(b.at(n.start-2))) {
		return true
	}
	return false
}

// strict are the units that a single Chinese digit counts: 六次, 两名.
var strict = map[string]bool{}

func init() {
	for _, u := range words(`次 场 件 起 名 人 户 家 份 批 宗 例 期 篇 处 场次 人次 批次 件次 趟 幅 台 辆 栋 座 间 万元 元 批次`) {
		strict[u] = true
	}
}

// bodies are what a street counts with 个.
var bodies = words(`社区 村 行政村 居委会 网格 小区 部门 站 工作站 工作室 调解室 调解 中心 街道 乡镇 镇 单位 科室 小组 支部 党支部 党组织 派出所 村民小组 窗口 点 调委会 组织 企业 学校 工地 案件 项目 问题 隐患 矛盾 纠纷 楼栋 院落 片区 集体 家庭 文件 制度 合同 议题 法治 普法 宣传 司法 基层 规范 自治 村居 居民 重点村`)

// counts reports whether a number with its unit states how many there are.
func (b *body) counts(n number, unit string, end int) bool {
	if b.at(n.end) == '°' || n.value < 0 {
		return false
	}
	before := b.at(n.start - 1)
	if before == '第' || before == '前' && (unit == "名" || unit == "位" || unit == "家") || b.ends(n.start, "首") && n.chinese {
		return false
	}
	if strings.ContainsRune("数几", before) && n.chinese || n.value == 1 && (b.at(end) == '1' || b.at(end) == '一') {
		return false
	}
	if unitClass[unit] != percent && (before == '+' || b.plus(end)) || b.at(end) == '/' && strings.ContainsRune("月周季年日天", b.at(end+1)) {
		return false
	}
	if unit == "分" {
		return b.contains(n.start-8, n.start, "得分", "评分", "测评", "考核", "总分", "均分", "分数", "满分", "成绩")
	}
	if unit == "种" || unit == "页" || unit == "款" || unit == "头" || unit == "岗" || unit == "路" {
		if n.chinese || n.value < 2 {
			return false
		}
	}
	if !n.chinese {
		return !(n.value == 0 && n.decimal)
	}
	return b.countsInWords(n, unit, end)
}

// plus reports whether a slogan of sums goes on behind: 1名网格长+N名网格员.
func (b *body) plus(i int) bool {
	for j := i; j < i+9; j++ {
		switch r := b.at(j); {
		case r == '+':
			return true
		case r < 0x80 || strings.ContainsRune("、。", r):
			return false
		}
	}
	return false
}

func (b *body) countsInWords(n number, unit string, end int) bool {
	asked := n.qualifier != "" || b.leading(n.start) != ""
	switch {
	case n.unit == "%": // 百分之九十五, 三分之一; 九成 only with a qualifier
		return b.at(n.end-1) != '成' || asked || b.trailing(end) != ""
	case n.bare:
		return asked
	case n.value == 1 || n.value == 0:
		return false
	case asked:
		return true
	}
	length := n.end - n.start
	switch {
	case b.has(n.end, "分站"):
		return true
	case unit == "条" || unit == "项" || unit == "部" || unit == "只" || unit == "面" || unit == "支" || unit == "头" || unit == "对" || unit == "站" && length == 1 && !b.masked[max(n.start-1, 0)]:
		return n.value > 12 && unit != "条" && length > 1
	case unit == "个":
		return length > 1 && n.value > 10 || b.before(end, bodies)
	case length > 1 && n.value > 10:
		return true
	}
	if b.at(n.start) == '二' && (unit == "次" || unit == "人" || unit == "期") {
		return false
	}
	return strict[unit] || n.scaled || unitClass[unit] == money || unit == "米" && n.value > 10
}

// before reports whether one of the words stands at a position.
func (b *body) before(i int, all []string) bool {
	for _, w := range all {
		if b.has(i, w) {
			return true
		}
	}
	return false
}

var leads = []string{"将近", "接近", "超过", "突破", "大约", "达到", "高达", "多达", "近", "约", "超", "逾", "达"}

// leading is the qualifier in front of a number.
func (b *body) leading(i int) string {
	for b.at(i-1) == ' ' {
		i--
	}
	for _, w := range leads {
		if !b.ends(i, w) {
			continue
		}
		switch w {
		case "将近", "接近", "近":
			if b.ends(i, "附近") || b.ends(i, "最近") || b.ends(i, "临近") {
				return ""
			}
			return "近"
		case "超过", "突破", "超", "逾":
			if b.ends(i, "不超过") || b.ends(i, "不得超过") {
				return ""
			}
			return "超"
		case "大约", "约":
			if b.ends(i, "签约") || b.ends(i, "节约") || b.ends(i, "预约") || b.ends(i, "公约") || b.ends(i, "履约") {
				return ""
			}
			return "约"
		}
		return "达"
	}
	if b.at(i-1) == '上' && powers[b.at(i)] != 0 && (b.at(i-2) == ',' || b.at(i-2) == 0 || !strings.ContainsRune("以之网线路街", b.at(i-2))) {
		return "上"
	}
	return ""
}

// trailing is the qualifier behind a unit.
func (b *body) trailing(i int) string {
	for _, w := range []string{"以上", "左右", "以内", "以下", "上下"} {
		if b.has(i, w) {
			return w
		}
	}
	return ""
}

// qualify collects the words that make a number rough.
func (b *body) qualify(f *figure, n number) {
	before, behind := b.leading(n.start), b.trailing(f.to)
	switch {
	case f.Qualifier == "" && (before == "" || before == "达") && behind != "":
		f.Qualifier = behind
	case f.Qualifier == "":
		f.Qualifier = before
	}
}

// between is the interval in which the true value lies.
func (f *figure) between(n number) {
	f.lo, f.hi = f.Value, f.Value
	if n.high > 0 {
		f.hi = n.high
	}
	whole := math.Max(f.step, 1)
	if f.class == percent || f.class == points || f.class == money {
		whole = f.step
	}
	if n.scaled || f.class == percent || f.class == points || f.class == money && n.decimal {
		f.lo, f.hi = f.lo-f.step/2, f.hi+f.step/2
	}
	switch f.Qualifier {
	case "余", "多", "超", "以上", "上":
		f.lo = f.Value
		f.hi = math.Max(f.hi, f.Value+nextRound(f.Value, whole))
		if f.Qualifier == "以上" || f.Qualifier == "超" && f.class == percent {
			f.hi = math.Inf(1)
		}
	case "近", "以下", "以内":
		f.hi = f.Value
		f.lo = f.Value - nextRound(f.Value, whole)
		if f.Qualifier != "近" {
			f.lo = 0
		}
	case "约", "左右", "上下":
		d := nextRound(f.Value, whole)
		f.lo, f.hi = f.Value-d, f.Value+d
	}
	f.sure = f.lo == f.hi && f.Value == math.Trunc(f.Value)
}

// nextRound is how far 余 can reach: 500余 is less than 600, 1000余 less than
// 2000, 1250余 less than 1260.
func nextRound(v, step float64) float64 {
	for step*10 <= v && math.Mod(v, step*10) == 0 {
		step *= 10
	}
	return math.Max(step, 1)
}

// norms in front of a number make it a rule: 每年不少于4次.
var norms = words(`不少于 不得少于 不低于 不得低于 不超过 不得超过 至少 不高于 少于 不小于 最少 不多于 最多`)

// norm reports whether a number is a rule or a plan's frequency, not a result.
func (b *body) norm(n number, f *figure) bool {
	i := n.start
	for b.at(i-1) == ' ' {
		i--
	}
	for _, w := range norms {
		if b.ends(i, w) {
			return true
		}
	}
	from := max(b.clause[n.start], n.start-22)
	for j := n.start - 1; j >= from; j-- {
		if b.at(j) != '每' {
			if unitEnd := b.at(j); b.digit(j) || unitEnd == '、' {
				break
			}
			continue
		}
		return !b.has(j, "每年度") || b.contains(j, n.start, "应", "须", "要", "至少")
	}
	return false
}

// surround finds the words that belong to a figure: those in front of it, back
// to the figure before or the beginning of the clause, and those behind it.
func (b *body) surround(all []figure, i int) {
	f := &all[i]
	f.sentence = b.sentence[f.Start]
	f.from = max(b.clause[f.Start], f.Start-60)
	if i > 0 && all[i-1].to > f.from && all[i-1].to <= f.Start {
		f.from = all[i-1].to
		for j := f.from; j < f.Start; j++ { // what stands before 、 belongs to the number before
			if b.text[j] == '、' {
				f.from = j + 1
				break
			}
		}
	}
	end := b.clauseEnd(f.to, 18)
	if i+1 < len(all) && all[i+1].Start < end {
		end = all[i+1].Start
	}
	f.after = f.to
	list := i+1 < len(all) && all[i+1].Start <= b.clauseEnd(f.to, 40) // what follows 、 belongs to the next number
	for f.after < end && b.at(f.after) != '(' && b.at(f.after) != ':' && (!list || b.at(f.after) != '、') {
		f.after++
	}
	from, to := b.clause[f.Start], b.clauseEnd(f.to, 60)
	f.Text = strings.TrimSpace(string(b.raw[max(from, f.Start-80):to]))
}
