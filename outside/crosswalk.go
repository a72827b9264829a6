package outside

// Crosswalk turns our codes into the words of another scheme: a beginning that
// the street may change.
type Crosswalk struct {
	Code, Label string
	Field       string // the field it is for
	Map         map[string]string
}

// Crosswalks of the types of disputes (forms.md section 6). The centre's event
// categories are finer than our types, so each type stands at the category that
// most of its matters belong to.
var Crosswalks = []Crosswalk{
	{"events", "社会治理事件类别（名称）", "type", map[string]string{
		"01": "婚恋家庭", "02": "邻里", "03": "物权相关", "04": "合同及相关", "05": "其他民商事", "06": "侵权相关", "07": "土地及资源权属", "08": "城乡建设发展",
		"09": "侵权相关", "10": "劳动人事争议", "11": "劳动人事争议", "12": "合同及相关", "13": "合同及相关", "14": "合同及相关", "15": "侵权相关", "16": "侵权相关",
		"17": "物权相关", "18": "其他",
	}},
	{"eventCodes", "社会治理事件类别（代码）", "type", map[string]string{
		"01": "01", "02": "02", "03": "0403", "04": "0699", "05": "10", "06": "0599", "07": "09", "08": "11", "09": "0504", "10": "0701", "11": "0799", "12": "0601",
		"13": "0601", "14": "0601", "15": "0502", "16": "0503", "17": "0402", "18": "99",
	}},
	{"fifteen", "旧表的15类（劳动、消费各算一类）", "type", map[string]string{
		"01": "婚姻家庭纠纷", "02": "邻里纠纷", "03": "房屋宅基地纠纷", "04": "合同纠纷", "05": "生产经营纠纷", "06": "损害赔偿纠纷", "07": "山林土地纠纷", "08": "征地拆迁纠纷",
		"09": "环境保护纠纷", "10": "劳动争议纠纷", "11": "劳动争议纠纷", "12": "消费纠纷", "13": "消费纠纷", "14": "消费纠纷", "15": "医疗纠纷", "16": "道路交通事故纠纷",
		"17": "物业纠纷", "18": "其他纠纷",
	}},
}
