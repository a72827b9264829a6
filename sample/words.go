package sample

import (
	"fmt"

	"fengsheng/matter"
)

// topic is a kind of quarrel with the words people use for it.
type topic struct {
	kind   matter.DisputeType
	class  matter.Class
	weight int
	title  string
	told   string
	terms  string
}

// topics are what neighbours, shops and families quarrel about. Weights are per
// hundred; leaks are twelve of them, so that searches have a common word.
var topics = []topic{
	{"02", matter.ClassCivil, 12, "楼上漏水", "楼上卫生间漏水，把我家天花板和墙面泡了，找过两次都说不是他家的事，希望修好并赔偿粉刷的钱。", "楼上住户七日内修好防水，赔偿粉刷费用，双方不再追究。"},
	{"02", matter.ClassCivil, 10, "夜间噪音", "隔壁晚上十一点以后还在放音响、拖桌椅，老人睡不好，希望晚上安静些。", "晚九点后不再使用音响，桌椅脚加装胶垫，互留电话。"},
	{"02", matter.ClassCivil, 8, "楼道堆放杂物", "楼道里堆了纸箱和旧家具，走路不方便也怕着火，说了不听。", "三日内清走杂物，今后不在楼道堆放。"},
	{"17", matter.ClassCivil, 11, "物业费与电梯停运", "电梯停了半个月，物业还照收全年物业费，我们不同意，希望减免。", "物业减免停运期间的费用，业主补交其余物业费。"},
	{"17", matter.ClassCivil, 7, "小区停车", "固定车位被别人的车占了，物业说管不了，为这个吵了好几次。", "占位车辆当日驶离，物业重新划线并张贴车位表。"},
	{"01", matter.ClassCivil, 11, "赡养老人", "母亲八十多岁，三个子女对轮流照顾和看病的钱谈不拢。", "三子女按月轮流照顾，医药费平均分担，每月五日前支付。"},
	{"01", matter.ClassCivil, 5, "离婚后探望孩子", "离婚后对方不让看孩子，约好的周末也见不到。", "每月第二、第四个周末探望，提前一天联系。"},
	{"14", matter.ClassCivil, 6, "理发店预付卡", "办了两千元的卡，店换了老板就不认了，要求退余额。", "新店主承接余额，或三日内退还剩余金额。"},
	{"06", matter.ClassCivil, 6, "宠物伤人", "遛狗没拴绳，把孩子吓摔了，膝盖缝了针，希望赔医药费。", "狗主人赔偿医药费和护理费，今后拴绳遛狗。"},
	{"10", matter.ClassCivil, 5, "装修工钱", "给人装修干了四十天，尾款一直拖着不给。", "十五日内付清尾款，逾期按约定加付。"},
	{"03", matter.ClassCivil, 5, "房屋租赁押金", "退租一个月了，房东以墙面有划痕为由不退押金。", "扣除修补费用后，三日内退还其余押金。"},
	{"16", matter.ClassCivil, 4, "小区内车辆剐蹭", "倒车时把旁边的车剐了，双方对修车的钱说法不一。", "按修理厂报价赔付，当场付清。"},
	{"09", matter.ClassAdministrative, 4, "烧烤油烟", "楼下烧烤店油烟直排，窗户不敢开，投诉过，希望有关部门管一管。", "店家十日内加装净化设备，调整排烟口方向。"},
	{"08", matter.ClassLitigation, 2, "征收补偿后的分配", "房子征收的钱下来了，家里兄弟姐妹对分配有不同说法，有人已经咨询过法院。", "按遗嘱和出资情况分配，各方签字领取。"},
	{"18", matter.ClassPetition, 4, "反映供热温度", "家里供热温度一直不达标，反映多次没有结果，要求退费。", "供热单位入户测温，不达标天数按规定退费。"},
}

var weights = func() int {
	n := 0
	for _, t := range topics {
		n += t.weight
	}
	return n
}()

func (t *theatre) topic() topic {
	n := t.rng.IntN(weights)
	for _, p := range topics {
		if n < p.weight {
			return p
		}
		n -= p.weight
	}
	return topics[0]
}

// topicOf picks among the topics of a class.
func (t *theatre) topicOf(class matter.Class) topic {
	for {
		if p := t.topic(); p.class == class {
			return p
		}
	}
}

var (
	surnames = []rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎")
	givens   = []string{"秀兰", "建国", "桂英", "志强", "玉珍", "海涛", "淑华", "立新", "春梅", "文斌", "晓光", "艳秋", "长林", "凤琴", "国栋", "丽娟", "学军", "雅琴", "福生", "小燕"}
	bodies   = []string{"物业服务企业（演示）", "理发店（演示）", "装修公司（演示）", "烧烤店（演示）", "供热单位（演示）"}
)

// person invents a party. The telephone begins with 199 0000, which no network uses.
func (t *theatre) person(side matter.Side) matter.Party {
	return matter.Party{
		Side: side, Name: string(surnames[t.rng.IntN(len(surnames))]) + givens[t.rng.IntN(len(givens))],
		Phone: fmt.Sprintf("1990000%04d", t.rng.IntN(10000)),
	}
}

func (t *theatre) other(p topic) matter.Party {
	switch p.kind {
	case "17", "14", "10", "09", "18":
		return matter.Party{Side: matter.Respondent, Body: true, Name: bodies[t.rng.IntN(len(bodies))]}
	}
	return t.person(matter.Respondent)
}

// channels are how quarrels arrive, with their weights.
var channels = []struct {
	channel matter.Channel
	weight  int
}{{"centre", 30}, {"station", 28}, {"grid", 14}, {"phone", 8}, {"police", 7}, {"talkingPoint", 5}, {"hotline", 4}, {"room", 2}, {"court", 2}}

func (t *theatre) channel() matter.Channel {
	n := t.rng.IntN(100)
	for _, c := range channels {
		if n < c.weight {
			return c.channel
		}
		n -= c.weight
	}
	return "centre"
}
