package official

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// titleWidth is how much of a title in 二号 fits a line: 20 characters, in half characters.
const titleWidth = 2 * textWidth / 20 / 22

// titleWords are not broken over two lines of a title (7.3.1: 词意完整).
var titleWords = strings.Fields(`
	办事处 办公室 委员会 领导小组 进一步 一体化 负责人 规范化 街道 社区 网格 小区 年度 上半年 下半年 季度 法治 政府 建设 报告 工作
	情况 总结 计划 要点 通知 通报 公告 通告 意见 办法 方案 规定 决定 批复 请示 纪要 实施 细则 关于 矛盾 纠纷 化解 排查 人民 调解 行政
	信访 重点 专项 行动 责任 制度 机制 管理 服务 开展 加强 推进 全面 落实 组织 宣传 普法 教育 安全 生产 隐患 整治 应急 基层 治理 综合
	执法 依法 公开 政务 信息 协议 司法 确认 中心 检查 考核 评价 印发 转发 成立 调整 党政 主要 履行 职责 第一 任务 分解 分工 时间 安排 清单 名单 台账 有关 进展 问题 整改 突出 典型 案例 多元化 多元化解 新时代 高质量 常态化 试点 示范 提升 能力 水平 打造
	品牌 队伍 多元 村民 居民 群众 平安 法律 援助 文件 审查 合同 会议 应诉 复议 诉讼 监督 权力 运行 领域 营商 环境`)

// titleLines breaks a title: where its writer did, else into as few lines as
// hold it, of nearly one length, in the shape of a trapezium or lozenge.
func titleLines(title string) []string {
	if lines := cleanLines(title); len(lines) != 1 {
		return lines
	} else if title = lines[0]; width(title) <= titleWidth {
		return lines
	}
	rs := []rune(title)
	marks := breakCosts(rs)
	for n := (width(title) + titleWidth - 1) / titleWidth; n <= len(rs); n++ {
		if lines := breakInto(rs, marks, n); lines != nil {
			return lines
		}
	}
	return []string{title}
}

// breakInto is the cheapest way to set rs in n lines, nil when there is none.
func breakInto(rs []rune, marks []float64, n int) []string {
	total := width(string(rs))
	type best struct {
		cost float64
		from int
	}
	at := make([][]best, n+1) // at[k][i]: k lines end before rune i
	for k := range at {
		at[k] = slices.Repeat([]best{{cost: math.Inf(1)}}, len(rs)+1)
	}
	at[0][0].cost = 0
	for k := 1; k <= n; k++ {
		ideal := float64(total)/float64(n) + shape(k, n)
		for end := 1; end <= len(rs); end++ {
			for from, w := end-1, 0; from >= 0; from-- {
				if w += runeWidth(rs[from]); w > titleWidth {
					break
				}
				off := float64(w) - ideal
				if cost := at[k-1][from].cost + off*off + marks[end]; cost < at[k][end].cost {
					at[k][end] = best{cost, from}
				}
			}
		}
	}
	if math.IsInf(at[n][len(rs)].cost, 1) {
		return nil
	}
	lines := make([]string, n)
	for k, end := n, len(rs); k > 0; k-- {
		from := at[k][end].from
		lines[k-1] = string(rs[from:end])
		end = from
	}
	return lines
}

// shape is how much longer than the mean line k of n is wanted, in half characters.
func shape(k, n int) float64 {
	switch {
	case n == 2 && k == 1, n == 3 && k != 2:
		return -2
	case n == 2:
		return 2
	case n == 3:
		return 4
	}
	return 0
}

// breakCosts says for each place of a title how bad a break before rune i is.
func breakCosts(rs []rune) []float64 {
	const plainBreak, inWord = 30, 900
	costs := make([]float64, len(rs)+1)
	for i := 1; i < len(rs); i++ {
		before, after := rs[i-1], rs[i]
		switch {
		case strings.ContainsRune("，。、；：！？）》”’】〕", after), strings.ContainsRune("（《“‘【〔", before),
			narrow(before) && narrow(after), narrow(before) && strings.ContainsRune("年月日号届次个条项％", after):
			costs[i] = math.Inf(1)
		case strings.ContainsRune("的和与及或暨", after), strings.ContainsRune("和与及或暨", before):
			costs[i] = inWord
		case strings.ContainsRune("的、，》）”", before), strings.ContainsRune("《", after):
		default:
			costs[i] = plainBreak
		}
	}
	text := string(rs)
	for _, word := range titleWords {
		for from := 0; ; {
			j := strings.Index(text[from:], word)
			if j < 0 {
				break
			}
			start := len([]rune(text[:from+j]))
			for i := range []rune(word)[1:] {
				costs[start+i+1] += inWord
			}
			from += j + len(word)
		}
	}
	return costs
}

func narrow(r rune) bool { return r < 0x0250 && !unicode.IsSpace(r) }
