package reconcile

import "slices"

// class holds units that count the same sort of thing: 件, 起, 宗 and 例 are one.
type class int

const (
	other class = iota
	matters
	events
	persons
	visits // 人次
	copies
	places_
	items
	percent
	points // 百分点
	money
	batches
	households
	entries // 条
	hours
)

// unitClass is what each unit counts.
var unitClass = map[string]class{
	"件": matters, "起": matters, "宗": matters, "例": matters, "件次": matters, "单": matters, "桩": matters, "案": matters, "案次": matters, "起次": matters,
	"次": events, "场": events, "场次": events, "期": events, "节": events, "堂": events, "课": events, "轮": events, "轮次": events, "趟": events, "班次": events, "频次": events, "节次": events, "期次": events, "讲": events,
	"人": persons, "名": persons, "位": persons,
	"人次": visits, "名次": visits,
	"份": copies, "本": copies, "册": copies, "张": copies, "套": copies, "篇": copies, "幅": copies, "面": copies, "块": copies, "封": copies, "枚": copies, "袋": copies, "份次": copies, "卷": copies, "只": copies, "把": copies, "副": copies,
	"个": places_, "处": places_, "家": places_, "站": places_, "所": places_, "支": places_, "间": places_, "座": places_, "栋": places_, "幢": places_, "户次": places_, "家次": places_, "个次": places_, "处次": places_, "点位": places_, "分站": places_,
	"项": items, "项次": items, "条": entries, "条次": entries, "句": entries, "部": entries, "款": entries,
	"%": percent, "个百分点": points, "百分点": points, "元": money,
	"批": batches, "批次": batches, "户": households, "课时": hours, "学时": hours, "小时": hours,
	"台": other, "辆": other, "组": other, "对": other, "字": other, "门": other, "棵": other, "盏": other, "倍": other, "亩": other, "公里": other, "米": other, "平方米": other, "立方米": other, "平方公里": other, "公顷": other, "吨": other, "公斤": other,
	"千克": other, "斤": other, "车次": other, "辆次": other, "台次": other, "班": other, "通": other, "桶": other, "瓶": other, "箱": other, "盒": other, "分": other, "具": other, "根": other, "顶": other, "艘": other, "扇": other, "m": other, "m2": other, "㎡": other, "条线": other, "艘次": other,
	"窗口": places_, "坐席": places_, "路": other, "株": other, "架次": other, "架": other, "颗": other, "团": other, "床": other, "头": other, "尾": other, "岗": places_, "笔": other, "日": other, "天": other, "分钟": other, "个工作日": other, "工作日": other, "件(人)次": matters, "批(件)次": matters, "种": other, "页": other, "‰": percent,
}

var unitIndex = func() map[rune][]string {
	m := map[rune][]string{}
	for u := range unitClass {
		r := []rune(u)[0]
		m[r] = append(m[r], u)
	}
	for r := range m {
		slices.SortFunc(m[r], func(a, b string) int { return count(b) - count(a) })
	}
	return m
}()

// spans of time are figures only on the average: 平均办结时长2日, but 15日内答复.
var spans = map[string]bool{"日": true, "天": true, "分钟": true, "个工作日": true, "工作日": true}

// unitAt is the unit that stands at a position and where it ends.
func (b *body) unitAt(i int) (string, int) {
	for _, u := range unitIndex[b.at(i)] {
		if !b.has(i, u) {
			continue
		}
		end := i + count(u)
		if b.has(end, "(次)") && unitClass[u+"次"] != 0 {
			return u + "次", end + 3
		}
		if b.notAUnit(u, end) || spans[u] && !b.contains(i-14, i, "平均") {
			continue
		}
		switch u {
		case "百分点":
			u = "个百分点"
		case "分站":
			u = "站"
		}
		return u, end
	}
	return "", i
}

// follows are the words behind a unit that make it none.
var follows = map[string][]string{
	"个": words(`方面 维度 环节 阶段 层面 层次 月 工作日 小时 自然日 意识 自信 维护 确立 全面 一 专章 年 季度 星期 钟头 步骤 层级 字 角度 关键 必须 坚持 不 转变 结合 同步 到位 统筹 导向 强化 突出 时段 篇章 聚焦 版块 板块 体系 大类 类别 分钟 周期 类 等级 级别 1 多月 多小时 半月 多年`),
	"分": words(`钟 管 别 类 站 片 散 之 局 公司 中心 包 解 批 级 期 层 组 工 析 流 发 配 布 区`), "场": words(`所 景 地 馆 面 域 硬仗 攻坚 战`),
	"名": words(`称 录 单 城 牌 义 额 誉 列`), "位": words(`置 于 列 一体 居 数`), "人": words(`均 大代表 民法庭 民币`), "家": words(`庭 属 子 村 镇 屯 窝`),
	"次": words(`日 年 月 序 全会 全体会 全国`), "期": words(`间 限`), "件": words(`套`), "起": words(`来 到 步 点 草 诉 始 用 效 源 至`), "例": words(`如 会 行 外`), "条": words(`例 件 款 战线`), "项": words(`制度 程序`),
	"本": words(`级 市 区 县 镇 街 地 年 月 土 单位 村 辖 科 周`), "份": words(`额`), "处": words(`理 级 罚 置 分 以 于 长 方 决`), "户": words(`籍 口 外 村 镇 屯 长 联`), "所": words(`有 以 谓 需 属 在 得 涉 辖 列 反 提`),
	"对": words(`接 应 于 照 策 象 方 口 外 话 症 标 本 待 比 公 违 重 各 辖 全`), "部": words(`门 署 分 委 级 队 位 件`), "面": words(`对 向 积 貌 临 上`), "组": words(`织 建 长 成 团 合 员`), "支": words(`持 部 撑 付 出`),
	"节": words(`约 点 能 日 省 假 气 目 前 后 奏`), "课": words(`程 堂 题 后 本`), "通": words(`过 知 报 道 告 常 办 用 信 行 车 畅 气 管 话 则 往`), "站": words(`式 在 立 位 长 台`), "元": words(`旦 宵 素 月 件 年 化 首`), "字": words(`样 号 节 眼 面`),
	"门": words(`店 口 前 面 诊 禁 牌`), "单": words(`位 独 一 元 个 纯 身 方 据 页 亲 项 边 车 向`), "班": words(`子 长 组 主 车 级`), "把": words(`手 握 关 脉 控 好 法 普 矛 信 党 工 群 人 学`), "座": words(`谈 位`), "间": words(`接 隔 距 断`), "台": words(`账 湾 风 式 阶 上 面`), "块": words(`状 头 钱`),
	"团": words(`队 结 伙 员 委 支`), "套": words(`路 餐 装 取 班子`), "卷": words(`入`), "只": words(`要 有 能 是 进 跑 会`), "封": words(`闭 存 建 控 顶 堵`), "款": words(`项 式`), "路": words(`灯 段 面 口 线 长 径 桥 边 由 社`), "头": words(`部 等 条`), "讲": words(`话 堂 座 师 好 述 解 法 政 党 清`), "案": words(`件 例 情 卷 由 发`),
	"轮": words(`流 值 训 岗 换 候 胎 椅 车`), "岗": words(`位 双 前`), "种": words(`植 子 养 方式 模式 方法 形式 类型 情形 途径 手段 工作模式 工作方法 工作方式 调解`), "篇": words(`章`), "张": words(`贴 家 榜 扬 挂 某`), "幅": words(`度 员 射`), "批": words(`评 准 复 示 发`), "米": words(`兰 饭 粉`), "倍": words(`受 加 感`), "根": words(`据 本 治 植`), "栋": words(`梁 0 1 2 3 4 5 6 7 8 9`), "顶": words(`层 部 格`), "页": words(`面 岩`), "笔": words(`录 试 迹 记 者`), "桩": words(`子`),
}

func (b *body) notAUnit(u string, end int) bool {
	for _, w := range follows[u] {
		if b.has(end, w) && !(u == "户" && b.has(end, "村民")) {
			return true
		}
	}
	return u == "小时" && (!b.contains(end-16, end, "学习", "培训", "授课", "学法", "服务", "累计", "志愿") || b.contains(end-5, end, "24", "48", "72") ||
		b.before(end, within))
}

// within are words behind hours that make them a term.
var within = words(`内 以内 之内 之外 前 后 响应 反馈 值班 值守 自助 服务 在线 不打烊 办结 送达 轮流`)
