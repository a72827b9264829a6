package reconcile

import (
	"strings"
	"testing"
)

// Each line: what should be found, its level ("" = nothing of that kind), the
// text.
func TestFindings(t *testing.T) {
	for _, c := range []struct {
		kind, text string
		level      Level
	}{
		// two values
		{"duplicate", "全年召开信访工作会议12次，研究稳控工作。召开信访工作会议10次。", Error},
		{"duplicate", "全年召开信访工作会议12次，研究稳控工作。召开信访工作会议12次。", ""},
		{"duplicate", "全年召开信访工作会议12次。上半年召开信访工作会议5次。", ""},
		{"duplicate", "受理各类矛盾纠纷500件。其中5月受理各类矛盾纠纷40件。", ""},
		{"duplicate", "开展宪法宣传，发放宣传资料500余份。开展禁毒宣传，发放宣传资料300余份。", Hint},
		{"duplicate", "发放宣传资料500余份，再次统计发放宣传资料523份。", ""},
		{"duplicate", "东山社区把工作做在前面，受理矛盾纠纷12件。西岭社区把工作做在前面，受理矛盾纠纷15件。", ""},
		{"duplicate", "13件信访积案已化解11件。", ""},
		{"unit", "群众满意率99.9%以上，套餐办理量同比增长23%。", ""},
		// rates
		{"rate", "受理纠纷800件，化解790件，化解率98.75%。", ""},
		{"rate", "受理纠纷800件，化解790件，化解率99.75%。", Error},
		{"rate", "受理矛盾纠纷1.25万件，办结1.19万件，办结率94.9%。", ""},
		{"rate", "受理矛盾纠纷1.25万件，办结1.19万件，办结率92.1%。", Error},
		{"rate", "排查隐患75处，整改68处，整改率90%。", Hint},
		{"rate", "排查隐患75处，整改68处，整改率90.67%。", ""},
		{"rate", "受理热线工单610件，办结605件，按时办结率100%。", ""},
		{"rate", "受理300件，调解280件，调解成功270件，成功率96.4%。", ""},
		{"rate", "受理500件，化解490件，化解率98%以上。", ""},
		{"rate", "受理纠纷500件，其中邻里纠纷150件，占30%。", ""},
		{"rate", "受理纠纷500件，其中邻里纠纷150件，占35%。", Error},
		{"rate", "受理纠纷120件，化解120件，化解率120%。", Error},
		{"rate", "调解员156名，其中专职32名、兼职124名，大专以上学历占85%。", ""},
		{"unit", "满意率由92.1%提升至96.4%。", ""},
		{"rate", "评查卷宗60份，评出优秀卷宗15份，合格率100%。", ""},
		// parts
		{"sum", "累计办件3000件，其中网上800件、窗口2200件。", ""},
		{"sum", "累计办件3000件，其中网上800件、窗口2100件。", Error},
		{"sum", "受理纠纷100件，其中邻里60件、家庭30件。", Hint},
		{"sum", "受理纠纷100件，其中邻里60件、家庭50件。", Error},
		{"sum", "受理纠纷100件，全部办结。其中邻里60件、家庭50件。", Error},
		{"sum", "受理纠纷100件，全部办结。其中，邻里60件、家庭40件。", ""},
		{"sum", "受理纠纷100件，化解98件。其中：邻里60件、家庭38件。", ""},
		{"sum", "受理纠纷100件，化解98件。其中：邻里60件、家庭41件。", Error},
		{"sum", "受理纠纷100件，化解98件。其中邻里60件、家庭30件、其他9件。", Error},
		{"subset", "受理纠纷100件，较上年增长25%。其中涉及金额较大的有110件。", Error},
		{"sum", "受理纠纷100件，较上年减少20件。其中邻里60件、家庭40件。", ""},
		{"sum", "受理纠纷100件，涉及260人，其中邻里60件、家庭50件。", Error},
		{"sum", "受理纠纷100件，涉及260人，其中邻里60件、家庭40件。", ""},
		{"subset", "受理纠纷100件，涉及金额260万元，其中邻里110件。", Error},
		{"sum", "下设14个社区。14个社区中，城市社区9个、农村社区6个。", Error},
		{"sum", "下设15个社区。15个社区中，城市社区9个、农村社区6个。", ""},
		{"sum", "公开信息900条（今年新增80条），在已公开信息当中公告类信息500条（今年新增50条），专题信息300条，其他信息120条。", Error},
		{"sum", "公开信息920条（今年新增80条），在已公开信息当中公告类信息500条（今年新增50条），专题信息300条，其他信息120条。", ""},
		{"sum", "有9件逾期，其中住建所4件，城管队、司法所、派出所及供热公司各1件。", Hint},
		{"sum", "有8件逾期，其中住建所4件，城管队、司法所、派出所及供热公司各1件。", ""},
		{"sum", "有7件逾期，其中住建所4件，城管队、司法所、派出所及供热公司各1件。", Error},
		{"sum", "办理案件14起，其中1起是堆放垃圾，其余12起是焚烧秸秆。", Error},
		{"sum", "受理诉求2877件，派单601件，按时结案597件，超时办理14件。", Error},
		{"sum", "受理诉求2877件，派单611件，按时结案597件，超时办理14件。", ""},
		{"sum", "工单2000件，其中办结1900件、满意1500件、不满意400件。", Hint},
		{"sum", "核查2279人，其中新登记75人、注销83人。", ""},
		{"subset", "参加接访的领导219人次，其中县领导接待来访250批788人次。", ""},
		{"subset", "留言15件；接听来电8947个，其中转办2274件。", ""},
		{"subset", "受理纠纷100件。走访群众500户，其中邻里200户。", ""},
		{"sum", "受理纠纷100件，包括邻里60件、家庭30件。", Error},
		{"sum", "受理纠纷100件，其中邻里60件、家庭40件，调解成功98件。", ""},
		{"sum", "受理纠纷100件，其中邻里60件(其中涉老20件)、家庭40件。", ""},
		{"sum", "开展讲座3场、宣传5场，共计9场。", Error},
		{"sum", "开展讲座3场、宣传5场，共计8场。", ""},
		{"sum", "调解员34人，其中党员20人、大专以上学历25人。", Hint},
		{"subset", "调解员34人，其中专职40人。", Error},
		{"subset", "调解员34人，其中专职4人。", ""},
		{"sum", "办结复议案件3件，其中维持2件、撤销1件、终止1件。", Error},
		{"sum", "办结复议案件3件，其中维持2件、撤销1件，终止程序的1件另行报告。", ""},
		{"sum", "第一季度排查纠纷10件，第二季度20件，第三季度30件，第四季度40件，全年共排查100件。", ""},
		{"sum", "第一季度排查纠纷10件，第二季度20件，第三季度30件，第四季度40件，全年共排查110件。", Error},
		{"sum", "上半年接访10次，下半年接访14次，全年接访26次。", Error},
		{"rate", "投入经费60万元，较上年增长20%，其中普法经费15万元、占25%。", ""},
		{"rate", "投入经费60万元，较上年增长20%，其中普法经费15万元、占30%。", Error},
		{"rate", "调处矛盾纠纷共计1000起（其中婚姻家庭纠纷400起，邻里纠纷600起），调解成功率98.05%。", ""},
		{"whole", "调处矛盾纠纷共计1000起（其中婚姻家庭纠纷400起，邻里纠纷600起），调解成功率98.3%。", ""},
		{"sum", "登记矛盾1263件，其中已化解1251件，正在化解12件。", ""},
		{"sum", "登记矛盾1263件，其中已化解1251件，正在化解22件。", Error},
		{"sum", "登记矛盾1263件，其中已化解1251件，正在化解2件。", Hint},
		{"sum", "受理信访件1432件，其中来信47件、来访96批213人次、网上信访1289件。", ""},
		{"sum", "受理20件，其中已办结15件，正在办理3件，撤回2件。", ""},
		{"sum", "受理100件，其中邻里60件、家庭40件、涉及老年人20件。", ""},
		{"sum", "接访12批30人次，其中集体访4批20人次、个人访8批10人次。", ""},
		{"sum", "接访12批30人次，其中集体访4批20人次、个人访9批10人次。", Error},
		{"sum", "组建由12名律师、6名法官、8名检察官组成的服务队，共26人。", ""},
		// order
		{"order", "受理纠纷100件，化解102件。", Error},
		{"order", "受理纠纷100件，连同上年结转共办结102件。", Hint},
		{"order", "化解各类矛盾纠纷100件，办结98件。", Hint},
		{"order", "受理纠纷100件，办结98件，化解95件。", ""},
		{"order", "受理登记85件，其中已办结80件，正在办理3件，不予受理2件。", ""},
		// whole numbers
		{"whole", "受理信访事项200件，同比增长44.4%。", Error},
		{"whole", "受理信访事项200件，同比增长44.9%。", ""},
		{"whole", "受理信访事项90件，同比下降25%。", ""},
		{"whole", "组织88名干部参加考试，合格率98.9%。", ""},
		{"whole", "组织88名干部参加考试，合格率98.5%。", Error},
		{"whole", "信访量由120件下降到90件，下降25%。", ""},
		{"whole", "信访量由120件下降到90件，下降30%。", Error},
		{"whole", "受理纠纷120件，比上年增加20件，增长20%。", ""},
		{"whole", "受理纠纷120件，比上年增加20件，增长25%。", Error},
		{"whole", "化解纠纷2318件，比去年同期的2105件增加213件，增长10.1%。", ""},
		{"whole", "化解纠纷2318件，比去年同期的2105件增加213件，增长11.3%。", Error},
		{"whole", "满意率由91.2%提升到96.7%，提升5.5个百分点。", ""},
		{"whole", "满意率由91.2%提升到96.7%，提升4.5个百分点。", Error},
		{"whole", "满意率96.7%，较上年的91.2%提高5.5个百分点。", ""},
		{"whole", "满意率96.7%，较上年的91.2%提高4.5个百分点。", Error},
		{"rate", "信访总量186件次，同比减少23.4%；化解信访积案12件，化解率为85.7%。", ""},
		{"sum", "2024年上半年，办理热线工单1126件，满意率97.8%；下半年办理热线工单1254件，满意率98.5%。全年办理热线工单2380件。", ""},
		{"sum", "2024年上半年，办理热线工单1126件，满意率97.8%；下半年办理热线工单1254件，满意率98.5%。全年办理热线工单2480件。", Error},
		{"sum", "培训网格员78名，其中男性30名、女性58名。", Error},
		{"whole", "受理200件、办结190件，同比分别增长44.4%、5.6%。", Error},
		{"whole", "受理200件、办结190件，同比分别增长11.1%、5.6%。", ""},
		{"whole", "受理信访事项同比增长44.4%，达200件。", Error},
		{"rate", "受理300件、办结280件，办结率、满意率分别为93.33%、98%。", ""},
		{"sum", "受理100件，其中邻里60件、家庭40件，比上年增加20件。", ""},
		// lists
		{"list", "解决民事、行政、信访、涉法涉诉等4大类问题。", ""},
		{"list", "解决民事、行政、信访、涉法涉诉等5大类问题。", Hint},
		{"list", "解决民事、行政、信访、涉法涉诉等3大类问题。", Hint},
		{"list", "建成站点3个，分别是东山、西山、北山。", ""},
		{"list", "建成站点4个，分别是东山、西山、北山。", Hint},
		// years
		{"year", "甲街道2024年度法治政府建设报告\n一、2023年法治政府建设的主要举措和成效\n正文。", Error},
		{"year", "甲街道2024年度法治政府建设报告\n一、2024年法治政府建设的主要举措和成效\n四、2025年工作安排\n正文。", ""},
		{"year", "甲街道2024年度法治政府建设报告\n四、2024年工作安排\n正文。", Hint},
		{"year", "甲街道2024年度法治政府建设报告\n正文。本月开展宣传3次。", Hint},
		{"year", "甲街道2024年度法治政府建设报告\n2024年是“十四五”规划的收官之年。", Hint},
		{"year", "甲街道2025年度法治政府建设报告\n2025年是“十四五”规划的收官之年。", ""},
		// units
		{"unit", "排查信访隐患59人。", Hint},
		{"unit", "排查信访隐患59件。", ""},
		{"unit", "群众满意率98%，同比提高2%。", Hint},
		{"unit", "群众满意率98%，同比提高2个百分点。", ""},
		{"unit", "划分2.3个网格。", Hint},
		{"unit", "人均检查量253.4件。", ""},
		{"unit", "参加群众近100多人。", Hint},
	} {
		var got Level
		for _, f := range Check(c.text, Options{}).Findings {
			if f.Kind == c.kind && (got == "" || f.Level == Error) {
				got = f.Level
			}
			for _, s := range f.Spans {
				if s[0] < 0 || s[1] > len([]rune(c.text)) || s[0] >= s[1] {
					t.Errorf("%s: span %v", c.text, s)
				}
			}
		}
		if got != c.level {
			t.Errorf("%s: %s is %q, should be %q: %v", c.text, c.kind, got, c.level, Check(c.text, Options{}).Findings)
		}
	}
}

func TestAgainstLastYearPlaceAndRecords(t *testing.T) {
	text := "东盛街道2024年度报告\n坚持把法治政府建设摆在全局工作的重要位置来抓。和平街道党工委高度重视。东盛街道党工委召开信访工作会议12次，受理矛盾纠纷799件，发放宣传资料500余份。"
	r := Check(text, Options{
		Last:    "东盛街道2023年度报告\n坚持把法治政府建设摆在全局工作的重要位置来抓。召开信访工作会议9次。",
		Place:   "东盛街道",
		Records: map[string]float64{"petitionMeetings": 11, "accepted": 799, "leaflets": 523},
	})
	want := map[string]int{"stale": 1, "place": 1, "records": 1}
	got := map[string]int{}
	for _, f := range r.Findings {
		got[f.Kind]++
		if f.Kind == "records" && (f.Level != Error || !strings.Contains(f.Message, "11")) {
			t.Errorf("records: %+v", f)
		}
	}
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: %d, should be %d: %+v", k, got[k], n, r.Findings)
		}
	}
	if r = Check("发放宣传资料500余份。", Options{Records: map[string]float64{"leaflets": 610}}); r.Errors() != 1 {
		t.Errorf("500余 is not 610: %+v", r)
	}
}

// Positions count code points, whatever the bytes are.
func TestPositions(t *testing.T) {
	for _, text := range []string{"受理纠纷500件", "\xff\xfe受理𠮷纠纷500件", "\ufeff受理纠纷５００件", "a\r\n受理纠纷500件\x00"} {
		r := Check(text, Options{})
		runes := []rune(text)
		if len(r.Figures) != 1 {
			t.Fatalf("%q: %+v", text, r)
		}
		f := r.Figures[0]
		if f.Value != 500 || string(runes[f.Start:f.End]) != f.Raw {
			t.Errorf("%q: %+v", text, f)
		}
	}
}

func FuzzCheck(f *testing.F) {
	texts, _ := corpus(f)
	for _, text := range texts {
		f.Add(text, "")
	}
	f.Add("受理1.25万件，其中(3,000件)、百分之九十八点五。1-2-3件", "受理1.25万件，其中(3,000件)。")
	f.Fuzz(func(t *testing.T, text, last string) {
		r := Check(text, Options{Year: 2024, Last: last, Place: "东盛街道", Records: map[string]float64{"accepted": 3}})
		n := len([]rune(text))
		for _, g := range r.Figures {
			if g.Start < 0 || g.End > n || g.Start >= g.End {
				t.Fatalf("figure %+v of %d", g, n)
			}
		}
		for _, g := range r.Findings {
			for _, s := range g.Spans {
				if s[0] < 0 || s[1] > n || s[0] > s[1] {
					t.Fatalf("finding %+v of %d", g, n)
				}
			}
		}
	})
}

// One megabyte, made of the corpus, and of the worst that came to mind.
func BenchmarkMegabyte(b *testing.B) {
	texts, _ := corpus(b)
	var all strings.Builder
	for _, text := range texts {
		all.WriteString(text + "\n")
	}
	for name, unit := range map[string]string{
		"reports": all.String(), "digits": "1", "numerals": "十万", "figures": "3件", "parts": "共9件,其中3件、", "quotes": "“三件", "thousands": "1,000", "rates": "化解9件,受理9件,化解率9%", "dots": "1.1.", "brackets": "《(",
		"terms": "法治建设专题会议",
	} {
		text := strings.Repeat(unit, 1<<20/len(unit)+1)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Check(text, Options{})
			}
		})
	}
}

// Tenths are shares when they measure something.
func TestTenths(t *testing.T) {
	for text, want := range map[string]float64{
		"满意度为九成九。": 99, "越级上访量下降三成，": 30, "近三成纠纷": 30, "9成以上的群众": 90, "完成8成工程": 80,
		"分为三成、五成两档。": 0, "第9成立大会": 0, "完成任务": 0, "3成员单位": 0,
	} {
		var got float64
		for _, f := range Check(text, Options{}).Figures {
			got += f.Value
		}
		if got != want {
			t.Errorf("%s: %v, should be %v", text, got, want)
		}
	}
}

// A text takes as long as it is long, also when it is one sentence without an end.
func TestOneEndlessSentence(t *testing.T) {
	const n = 100_000
	for _, one := range []string{"5件、", "全年共计5件(其中3件", "(5件", "“《", "第1季度5%、"} {
		r := Check(strings.Repeat(one, n/len([]rune(one))), Options{})
		if strings.Contains(one, "件") && len(r.Figures) == 0 {
			t.Errorf("%s…: no figures", one)
		}
	}
}
