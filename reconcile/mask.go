package reconcile

import "strings"

// names are words with numbers in them that count nothing. They are named here
// only when no quotation marks, unit or ordinal gives them away.
var names = words(`十户 五户 百户 三官一律 一岗双责 三重一大 两代表一委员 四议两公开 五心十法 三聚焦三升级 三个必须 三项制度 三项机制 三项重点 三项改革 三项建设 三项行动 三张清单 三本账 三单一书 三单一图 双随机 一公开 一单两库 两法衔接 两个维护 两个确立
四个意识 四个自信 四个全面 四个服务 四个最严 五个一 三个一 四个一 六个一 七个一 八个一 十个一 两个一百年 两个责任 两个清单 两个平台 两个覆盖 三个清单 三大攻坚战 三大行动 三大体系 五大体系 四大行动 五位一体 三位一体 四位一体 六位一体 三级联动 四级联动 五级联动 四级书记 三级书记 三治融合 五治融合
五社联动 三社联动 四所一庭 三所联动 两所一庭 一庭两所 三调联动 六调联动 十五分钟 百日攻坚 百日行动 百日会战 三年行动 一件事一次办 百姓 百名红通 百强 千家万户 万家灯火 万无一失 千头万绪 成千上万 千方百计 百花齐放 三八妇女节 五一劳动节 六一儿童节 七一建党 八一建军 十一国庆 五四青年节
三下乡 四下基层 四下乡 三进三同 四不两直 四不放过 三线人员 三到位 三落实 三同步 四同步 五到位 六有六无 六进 七进 八进 九进 十进 六保 六稳 四风 五失人员 五老 两会 两委 两新 两企三新 三新 三小 九小 三无 三非 三合一 二合一 四合一 多合一 三资 三农 两站两员 一老一小 一人一档 一案一策 一事一议 一村一法律顾问 一村一顾问
两中心 十项措施 八项规定 十个严禁 六项纪律 三项规定 一次性 二次供水 二次加压 二次污染 三次产业 第三方 三方 百万千万工程 千万工程 百千万工程 十百千 百千万 四上企业 八小时外 三会一课 三务公开 两函一书 三书一函 二十四节气 四项基本原则 三大纪律 双百 双千 两山 双减 双碳 双拥 双报到 千企 百企 万企 百师 千师 百村 万村 五级书记 五链 三色预警 四色预警
二手房 十字路口 四邻 三轮车 四轮 三轮摩托 二维码 三维 三中全会 四中全会 五中全会 二中全会 六中全会 七中全会 一中全会 三审三校 三审制 两违 两癌 两非 三违 三超 二轮 一轮 一户一表 四通一平 三通一平 三供一业 三权 三员 四员 五员 多员 两员 三长 五长 四长 六长 三级 四级 五级 两级 双向 两难 两岸 两手抓 三大 四大 五大 六大 七大 八大 九大 十大 三道防线 四道防线 两道防线 三道关 四张清单 五张清单
三类人员 四类人员 五类人员 四类重点 三条红线 六大员 七步工作法 五步工作法 四步工作法 三步工作法 六步工作法 三步走 八步法 五步法 四步法 三步法 九步法 六步法 七步法 十步法 八五普法 七五普法 九五普法 六五普法 十四五 十三五 十五五 十二五 五五普法 万人成讼 万人起诉 万人评议 万元GDP 万元产值 万人发案 百人会 三月三 九九重阳 双十一 三伏 四好农村路 八一 七一 五一 十一假期 六一 五四 三八 三一五 四一五 一二四
三人行 两头 两人三足 四季 三餐 两地 三地 四地 五县 两省 三省 四川 三亚 九江 六安 七台河 四平 五常 三门 三明 十堰 百色 千岛湖 万州 万宁 万年 五台 五大连池 九龙 八宝 九台 二道 双阳 三河 三原 千阳 六合 百年 千年 万物 万众 万事 百业 百货 百度 百科 千金 万博 万达 万科 万通 万和 万福 万象 亿达 千禧 百合 五星 六盘水 三峡 三江 两江 两湖 两广 四海 九洲 九州 八达 百草 百步亭 十里 五里 七里 八里 三里 九里 二七 六里桥 三元 四方 五方 百家湖`)

var nameIndex = index(names)

func words(s string) []string { return strings.Fields(s) }

// index files words by their first letter.
func index(all []string) map[rune][][]rune {
	m := map[rune][][]rune{}
	for _, w := range all {
		r := []rune(w)
		m[r[0]] = append(m[r[0]], r)
	}
	return m
}

func (b *body) spell(i int, w []rune) bool {
	if i+len(w) > len(b.text) {
		return false
	}
	for k, r := range w {
		if b.text[i+k] != r {
			return false
		}
	}
	return true
}

// mask marks what holds numbers and is no figure: titles, short quotations,
// names, ordinals, enumerators.
func (b *body) mask() {
	for i, r := range b.text {
		switch r {
		case '《':
			b.hide(i, '》', 80, false)
		case '“', '「', '『', '‘', '"':
			b.hide(i, closing[r], 26, true)
		case '第':
			b.ordinal(i)
		}
		for _, w := range nameIndex[r] {
			if b.spell(i, w) && !(chinese(b.at(i-1)) && chinese(r)) {
				b.cover(i, i+len(w))
			}
		}
		b.enumerator(i)
	}
}

var closing = map[rune]rune{'“': '”', '「': '」', '『': '』', '‘': '’', '"': '"'}

func (b *body) cover(from, to int) {
	for ; from < to && from < len(b.masked); from++ {
		b.masked[from] = true
	}
}

// hide covers a title or a short quotation. What is quoted is a name, unless it
// tells how many stations there are: 一中心七分站.
func (b *body) hide(i int, end rune, far int, quoted bool) {
	for j := i + 1; j < len(b.text) && j < i+far; j++ {
		r := b.at(j)
		if r == '\n' || quoted && (r == '。' || closing[r] != 0 && r != end) {
			return
		}
		if r != end {
			continue
		}
		b.cover(i, j+1)
		for k := i; !quoted && k <= j; k++ {
			b.titled[k] = true
		}
		for k := i + 1; quoted && k < j; k++ {
			if b.has(k, "分站") && k > i+1 && (chinese(b.at(k-1)) || b.digit(k-1)) && b.at(k-1) != '一' {
				for k--; k > i && (chinese(b.at(k)) || b.digit(k)); k-- {
					b.masked[k] = false
				}
				return
			}
		}
		return
	}
}

func (b *body) ordinal(i int) {
	j := i + 1
	for j < i+10 && (b.digit(j) || b.at(j) == ' ' || chinese(b.at(j))) {
		j++
	}
	if j > i+1 {
		b.cover(i, j)
	}
}

// enumerator covers 1. 2、 (3) at the beginning of a sentence, so that 2.100余人
// is no decimal.
func (b *body) enumerator(i int) {
	if !b.digit(i) || b.digit(i-1) {
		return
	}
	j := i
	for b.digit(j) && j < i+3 {
		j++
	}
	k := i - 1
	for b.at(k) == ' ' && k > i-4 {
		k--
	}
	switch prev := b.at(k); {
	case b.at(j) == '.' || b.at(j) == '、' || b.at(j) == ')':
		if k >= 0 && prev != '\n' && prev != '。' && prev != ';' && prev != ':' && prev != '.' || b.digit(j) || j-i > 2 {
			return
		}
		if b.at(j) == '.' && b.digit(j+1) && !b.fraction(j+1) || !b.digit(j+1) || b.at(j) != '.' {
			b.cover(i, j+1)
		}
	case prev == '(' && b.at(j) == ')':
		b.cover(i, j)
	}
}

// fraction reports whether digits behind a point are more likely a fraction
// than the beginning of a sentence: 1.5万, 98.2%.
func (b *body) fraction(j int) bool {
	from := j
	for b.digit(j) {
		j++
	}
	if j-from > 2 {
		return b.at(j) == '%'
	}
	return b.at(j) == '万' || b.at(j) == '亿' || b.at(j) == '%' || b.has(j, "个百分点") || b.at(j) == '元'
}
