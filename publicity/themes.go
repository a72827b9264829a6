package publicity

import "time"

func on(month, day int) Rule { return Rule{Kind: OnDay, Month: month, Day: day} }

func whole(month int) Rule { return Rule{Kind: InMonth, Month: month} }

// builtin are the themed days that the program brings, with what each stands on. Where
// no law and no organ is known to have set it, it is marked as custom; those whose days
// are announced anew every year say so.
var builtin = []Theme{
	{Code: "leifeng", Name: "学雷锋日", Ground: Custom, Rule: on(3, 5)},
	{Code: "women", Name: "妇女节（妇女权益）", Ground: ByLaw, Basis: "《全国年节及纪念日放假办法》第三条", Rule: on(3, 8)},
	{Code: "trees", Name: "植树节", Ground: ByLaw, Basis: "《森林法》第十条", Rule: on(3, 12)},
	{Code: "consumers", Name: "消费者权益日", Ground: Official, Basis: "国际消费者联盟组织确定", Rule: on(3, 15)},
	{Code: "water", Name: "中国水周", Ground: Official, Basis: "水利部确定", Rule: Rule{Kind: OnSpan, Month: 3, Day: 22, ToMonth: 3, ToDay: 28}},
	{Code: "business", Name: "优化法治化营商环境集中宣传月", Ground: Custom, Basis: "各地月份不同，以上级当年通知为准", Rule: whole(4)},
	{Code: "security", Name: "全民国家安全教育日", Ground: ByLaw, Basis: "《国家安全法》第十四条", Rule: on(4, 15)},
	{Code: "property", Name: "知识产权宣传周", Ground: Official, Basis: "国家知识产权局组织，4月26日是世界知识产权日", Rule: Rule{Kind: OnSpan, Month: 4, Day: 20, ToMonth: 4, ToDay: 26}},
	{Code: "occupational", Name: "《职业病防治法》宣传周", Ground: Official, Basis: "国家卫生健康委等部门组织", Rule: Rule{Kind: OnSpan, Month: 4, Day: 25, ToMonth: 5, ToDay: 1}},
	{Code: "civilCode", Name: "民法典宣传月", Ground: Official, Basis: "司法部、全国普法办等部门每年部署", Rule: whole(5)},
	{Code: "petition", Name: "《信访工作条例》宣传月", Ground: Custom, Basis: "条例2022年5月1日起施行", Rule: whole(5)},
	{Code: "disasters", Name: "全国防灾减灾日", Ground: Official, Basis: "国务院批准，2009年起", Rule: on(5, 12)},
	{Code: "family", Name: "家庭教育宣传周", Ground: ByLaw, Basis: "《家庭教育促进法》第十三条", Rule: Rule{Kind: WeekOf, Month: 5, Day: 15}},
	{Code: "economicCrime", Name: "打击和防范经济犯罪宣传日", Ground: Official, Basis: "公安部确定", Rule: on(5, 15)},
	{Code: "disabled", Name: "全国助残日", Ground: ByLaw, Basis: "《残疾人保障法》第十四条", Rule: Rule{Kind: OnNth, Month: 5, Nth: 3, Weekday: time.Sunday}},
	{Code: "safety", Name: "安全生产月", Ground: Official, Basis: "国务院安委会办公室、应急管理部每年部署", Rule: whole(6)},
	{Code: "fundraising", Name: "防范非法集资宣传月", Ground: Official, Basis: "处置非法集资部际联席会议每年部署", Rule: whole(6)},
	{Code: "children", Name: "儿童节（未成年人保护）", Ground: ByLaw, Basis: "《全国年节及纪念日放假办法》第三条", Rule: on(6, 1)},
	{Code: "environment", Name: "环境日", Ground: ByLaw, Basis: "《环境保护法》第十二条", Rule: on(6, 5)},
	{Code: "land", Name: "全国土地日", Ground: Official, Basis: "国务院确定", Rule: on(6, 25)},
	{Code: "drugs", Name: "国际禁毒日", Ground: Official, Basis: "联合国确定", Rule: on(6, 26)},
	{Code: "ecology", Name: "全国生态日", Ground: ByLaw, Basis: "全国人大常委会2023年6月28日决定", Rule: on(8, 15)},
	{Code: "charity", Name: "中华慈善日", Ground: ByLaw, Basis: "《慈善法》第七条", Rule: on(9, 5)},
	{Code: "network", Name: "网络安全宣传周", Ground: Official, Basis: "中央网信办等部门组织，具体日期以当年通知为准", Rule: whole(9)},
	{Code: "defence", Name: "全民国防教育日", Ground: ByLaw, Basis: "《国防教育法》第十二条", Rule: Rule{Kind: OnNth, Month: 9, Nth: 3, Weekday: time.Saturday}},
	{Code: "martyrs", Name: "烈士纪念日", Ground: ByLaw, Basis: "《英雄烈士保护法》第五条", Rule: on(9, 30)},
	{Code: "elderly", Name: "老年节（老年人权益）", Ground: ByLaw, Basis: "《老年人权益保障法》第十二条，农历九月初九", Rule: Rule{Kind: OnMoon, Month: 9, Day: 9}},
	{Code: "fire", Name: "消防日", Ground: Official, Basis: "公安部1992年确定", Rule: on(11, 9)},
	{Code: "constitutionWeek", Name: "宪法宣传周", Ground: Official, Basis: "中央宣传部、司法部、全国普法办组织", Rule: Rule{Kind: OnSpan, Month: 12, Day: 1, ToMonth: 12, ToDay: 7}},
	{Code: "traffic", Name: "全国交通安全日", Ground: Official, Basis: "国务院2012年批准", Rule: on(12, 2)},
	{Code: "constitution", Name: "国家宪法日", Ground: ByLaw, Basis: "全国人大常委会2014年11月1日决定，《法治宣传教育法》第十三条", Rule: on(12, 4)},
}
