package reconcile

import "strings"

// strict are the units that a single Chinese digit counts: 六次, 两名.
var strict = map[string]bool{}

func init() {
	for _, u := range words(`次 场 件 起 名 人 户 家 份 批 宗 例 期 篇 处 场次 人次 批次 件次 趟 幅 台 辆 栋 座 间 万元 元 批次`) {
		strict[u] = true
	}
}

// bodies are what a street counts with 个.
var bodies = words(`城镇 农村 城市 社区 村 行政村 居委会 网格 小区 部门 站 工作站 工作室 调解室 调解 中心 街道 乡镇 镇 单位 科室 小组 支部 党支部 党组织 派出所 村民小组 窗口 点 调委会 组织 企业 学校 工地 案件 项目 问题 隐患 矛盾 纠纷 楼栋 院落 片区 集体 家庭 文件 制度 合同 议题 法治 普法 宣传 司法 基层 规范 自治 村居 居民 重点村`)

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
		return b.at(n.end-1) != '成' || asked || b.trailing(end) != "" || b.measured(n.start)
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

// measured reports whether what stands before a number is measured by it: 下降三成,
// 满意度为九成九.
func (b *body) measured(i int) bool {
	return !b.ends(i, "分为") && b.endsAny(i, "下降", "上升", "增长", "减少", "增加", "提高", "占", "达", "为", "率", "度", "了")
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

// norms in front of a number make it a rule: 每年不少于4次.
var norms = words(`不少于 不得少于 不低于 不得低于 不超过 不得超过 至少 不高于 少于 不小于 最少 不多于 最多`)

// norm reports whether a number is a rule or a plan's frequency, not a result.
func (b *body) norm(n number, f *figure) bool {
	i := n.start
	for b.at(i-1) == ' ' {
		i--
	}
	if b.endsAny(i, norms...) || b.contains(max(b.clause[i], i-6), i, "至少") {
		return true
	}
	from := max(b.clause[n.start], n.start-22)
	for j := n.start - 1; j >= from; j-- {
		if b.at(j) != '每' {
			if unitEnd := b.at(j); b.digit(j) || unitEnd == '、' {
				break
			}
			continue
		}
		if b.ends(j, "平均") {
			return false
		}
		if b.contains(j, n.start, "应", "须", "要", "至少") {
			return true
		}
		// 每年化解50万件以上 tells what was done; 每年4次 how often it is to be
		rough := f.Qualifier != "" && f.Qualifier != "达" || n.scaled || n.value >= 1000
		return !b.has(j, "每年度") && !(b.has(j, "每年") && rough)
	}
	return false
}
