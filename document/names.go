package document

import "fengsheng/internal/docx"

// Word is a name that templates may use, and what stands in its place.
type Word struct{ Name, What string }

// Vocabulary is a group of names for the templates of one form.
type Vocabulary struct {
	Title string
	List  string // the list whose members have these names; "" = they stand alone
	Words []Word
}

// everyWords are the names that papers of every kind answer.
var everyWords = []Word{
	{"街道", "街道的名称"},
	{"单位", "出具文书的单位"},
	{"区县", "街道所在的区县"},
	{"单位电话", "单位的电话"},
	{"单位地址", "单位的地址"},
	{"文号", "这份文书的编号，定稿时编"},
	{"日期", "这份文书的日期"},
	{"经办人", "做这份文书的人"},
	{"今天", "制作当天的日期"},
	{"登记号", "事项的登记号"},
	{"卷宗号", "卷宗的编号，没有编的为空"},
	{"事由", "事项的标题"},
	{"纠纷类型", "纠纷的类型"},
	{"渠道", "从哪里来的：矛调中心、社区、来信等"},
	{"来源", "主动排查发现的或者当事人申请的"},
	{"收到日期", "收到的日期"},
	{"登记日期", "登记的日期"},
	{"受理日期", "受理的日期"},
	{"办结日期", "办结的日期"},
	{"结果", "怎么办结的"},
	{"地点", "事情发生的地点"},
	{"事实和请求", "当事人讲的事实和请求"},
	{"登记人", "登记的人"},
	{"承办人", "承办的人、调解员"},
	{"承办人电话", "承办人的电话，没有的是单位电话"},
	{"调委会", "承办的人民调解委员会"},
	{"申请人姓名", "全部申请人的姓名或者名称，用顿号隔开"},
	{"被申请人姓名", "全部被申请人的姓名或者名称，用顿号隔开"},
	{"第三人姓名", "全部第三人的姓名或者名称，用顿号隔开"},
}

// partyWords are the names of one party, in the lists of parties.
var partyWords = []Word{
	{"方", "申请人、被申请人或者第三人"},
	{"姓名", "姓名，单位的是名称"},
	{"性别", "男、女，不知道的为空"},
	{"民族", "民族"},
	{"年龄", "周岁"},
	{"职业", "职业或者职务"},
	{"联系电话", "电话"},
	{"身份证号", "身份证号"},
	{"住址", "住址，单位的是地址"},
	{"身份核对", "开始调解时核对过身份证明的：已核对"},
	{"监护人", "监护人的姓名"},
	{"代理人", "代理人的姓名"},
	{"是单位", "是单位的有值"},
	{"法定代表人", "单位的法定代表人或者负责人"},
	{"职务", "法定代表人的职务"},
}

// partyLists are the lists of parties.
var partyLists = []string{"当事人", "申请人", "被申请人", "第三人"}

// kindWords are the names of the records of a kind, by the head of its forms.
var kindWords = map[byte][]Vocabulary{
	'M': mediationWords,
	'P': {{Title: "信访事项的名称", Words: petitionWords}},
	'V': {{Title: "行政调解的名称", Words: organWords}},
}

// VocabularyOf is every name that a template of the form may use.
func VocabularyOf(s Sheet) []Vocabulary {
	var asked []Word
	for _, a := range s.Asks {
		asked = append(asked, Word{a.Name, a.Label + "，做文书时填的"})
	}
	all := []Vocabulary{{Title: "每种文书都有的名称", Words: everyWords}}
	if len(asked) > 0 {
		all = append(all, Vocabulary{Title: "这种文书另外要填的", Words: asked})
	}
	all = append(all, kindWords[s.Form[0]]...)
	for _, list := range partyLists {
		all = append(all, Vocabulary{Title: "每一位" + list, List: list, Words: partyWords})
	}
	return all
}

// NamesOf are the same names as the check of templates takes them.
func NamesOf(s Sheet) docx.Names {
	n := docx.Names{Lists: map[string]docx.Names{}}
	for _, v := range VocabularyOf(s) {
		var names []string
		for _, w := range v.Words {
			names = append(names, w.Name)
		}
		if v.List != "" {
			n.Lists[v.List] = docx.Names{Text: names}
			continue
		}
		n.Text = append(n.Text, names...)
	}
	return n
}
