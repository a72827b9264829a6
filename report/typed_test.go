package report

import (
	"slices"
	"testing"
)

func TestTypedFigures(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		// Typed figures, as people write them.
		"全年化解各类纠纷412件，办结率98.33%。":       {"412件", "98.33%"},
		"发放明白纸６００余份，赠送布袋1,200个":         {"６００余份", "1,200个"},
		"受众1.2万人次，累计1 万元":               {"1.2万人次", "1 万元"},
		"召开专题会议三次，走访二十余户":               {"三次", "二十余户"},
		"设两处说事点，配备七名调解员":                {"两处", "七名"},
		"近千人参加，万余人次受益":                  {"近千人", "万余人次"},
		"百分之九十五的纠纷当场说和，三分之一来自物业，满意率超九成": {"百分之九十五", "三分之一", "九成"},
		"解决问题4大类":                       {"4大类"},
		"比上年下降3.1个百分点":                  {"3.1个百分点"},
		"实现“办结218件”的目标":                 {"218件"},
		"成功劝返一起，另有一件正在办理":               {"一起", "一件"},
		"排查27次，其中{{sweeps}}在夜间":         {"27次"},
		"12345热线转来诉求86件":                {"86件"},
		"一是办理40件。二是走访十八户。":              {"40件", "十八户"},
		"抽查卷宗1000多件":                    {"1000多件"},
		"{{resolved":                    nil,
		"中断的引用{{resolved|数、又写了35件":      {"35件"},
		// Numerals that count nothing.
		"2031年，2031年度，2030—2031年，2030年至今":              nil,
		"3月5日、12月、4·15和12·4期间":                         nil,
		"落实“三官一律”和一岗双责，推广“五心十法”":                       nil,
		"“十四五”时期、“八五”普法，“1+3+N”":                       nil,
		"松办发〔2031〕7号文件、GB/T 9704-2012、第二十四条、第3款":       nil,
		"拨打12345、110或者12348":                           nil,
		"一是学。二是讲。三要查。":                                 nil,
		"（一）抓学习\n1.集中学\n（2）分散学":                        nil,
		"党的二十大和二十届三中全会精神":                              nil,
		"打通“最后一公里”，走进千家万户，组建一支队伍，讲一个道理":                nil,
		"每周三接访，受理后30日内办结，5个工作日内答复，24小时值守":              nil,
		"一户一策，一案一档，层层压实":                               nil,
		"大家坐到一起谈，一起想办法，一起去看":                           nil,
		"从三个方面发力，把握两个环节":                               nil,
		"《民法典》第一千零四十三条；《条例（2022修订）》":                   nil,
		"受理{{accepted}}、办结{{concluded}}，办结率{{rate|式}}": nil,
		"{{手填:59人|区信访局通报}}":                            nil,
		"万通社区、百姓说事点、三级阵地、四有目标":                         nil,
	} {
		var got []string
		for _, f := range TypedFigures(text) {
			if f.Text != text[f.At:f.At+len(f.Text)] {
				t.Errorf("%s: %q is not at %d", text, f.Text, f.At)
			}
			got = append(got, f.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestSentence(t *testing.T) {
	t.Parallel()
	text := "先说明情况。办理412件，都已说和；另有3件。\n下一段5件"
	for at, want := range map[string]string{"412件": "办理412件，都已说和", "3件": "另有3件", "5件": "下一段5件"} {
		for _, f := range TypedFigures(text) {
			if f.Text == at {
				if got := Sentence(text, f.At); got != want {
					t.Errorf("%s: got %q, want %q", at, got, want)
				}
			}
		}
	}
}

func TestCitations(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Citation{
		"{{accepted}}":        {Code: "accepted"},
		"{{ accepted | 数 }}":  {Code: "accepted", Form: Bare},
		"{{concludedRate|式}}": {Code: "concludedRate", Form: WithParts},
		"{{手填:59人|区信访局通报}}":   {Manual: true, Value: "59人", Source: "区信访局通报"},
		"{{手填：98.6%|市里的调查}}":  {Manual: true, Value: "98.6%", Source: "市里的调查"},
		"{{手填:59人}}":          {Manual: true, Value: "59人", Wrong: "手填的数字要写明来源，例如{{手填:59人|市信访局通报}}"},
		"{{手填:若干|通报}}":        {Manual: true, Value: "若干", Source: "通报", Wrong: "手填的数字要写明是多少，例如{{手填:59人|市信访局通报}}"},
		"{{accepted|件}}":      {Code: "accepted", Form: "件", Wrong: "竖线后面只能写“数”“式”“余”或“汉”"},
		"{{受理}}":              {Code: "受理", Wrong: "引用要写指标代码，例如{{accepted}}，代码在“可引用的指标”里"},
	} {
		want.Raw, want.At = text, len("前文")
		got := Citations("前文" + text + "后文")
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
		}
	}
	if got := Citations("没有写完{{accepted\n下一段}}"); len(got) != 1 || got[0].Wrong != "引用没有写完，缺少“}}”" {
		t.Errorf("got %+v, want one that is not finished", got)
	}
	if n, u := SplitUnit("1,200余份"); n != "1,200" || u != "余份" {
		t.Errorf("1,200余份: got %q and %q, want 1,200 and 余份", n, u)
	}
}
