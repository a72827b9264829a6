package outside

import (
	"io"
	"strings"

	"fengsheng/internal/fault"
	"fengsheng/internal/sheet"
)

// ReadHead reads the headings of another body's empty table, .xlsx or .csv, each
// with the field that its words mean to us; "" = nobody can tell.
func ReadHead(file io.ReaderAt, size int64, row RowKind) ([]Column, error) {
	table, err := sheet.Open(file, size)
	if err != nil {
		return nil, err
	}
	columns, err := readHead(table, row)
	if closed := table.Close(); err == nil {
		err = closed
	}
	return columns, err
}

func readHead(table *sheet.File, row RowKind) ([]Column, error) {
	var rows []sheet.Row
	full := fault.New(fault.TooLarge, "够了") // ends the reading; nobody is told
	err := table.Each(table.Sheets()[0], sheet.MostRows, func(r sheet.Row) error {
		if rows = append(rows, r); len(rows) == sheet.HeadMost {
			return full
		}
		return nil
	})
	if err != nil && len(rows) < sheet.HeadMost {
		return nil, err
	}
	at := sheet.Head(rows, func(heading string) bool { return Guess(row, heading) != "" })
	if at < 0 {
		return nil, fault.New(fault.Invalid, "第一张工作表里没有找到表头，请把表头放在前%d行里，一格一个", sheet.HeadMost)
	}
	var columns []Column
	seen := map[string]bool{}
	for _, cell := range rows[at].Cells {
		if heading := sheet.Heading(cell); heading != "" && !seen[heading] && len(columns) < mostColumns {
			seen[heading] = true
			columns = append(columns, Column{Heading: heading, Field: Guess(row, heading)})
		}
	}
	return columns, nil
}

// synonyms are what other bodies call our fields; the first that is in a heading
// counts, so the longer ones come first.
var synonyms = []struct{ in, field string }{
	{"序号", "index"},
	{"填报日期", "today"},
	{"填表日期", "today"},
	{"填报人", "filler"},
	{"填表人", "filler"},
	{"填报单位", "office"},
	{"上报单位", "office"},
	{"区县", "district"},
	{"街道", "street"},
	{"乡镇", "street"},
	{"承办", "handler"},
	{"调解员", "handler"},
	{"经办", "handler"},
	{"登记人", "registrar"},
	{"被申请人电话", "respondent.phone"},
	{"被申请人联系", "respondent.phone"},
	{"被申请人身份证", "respondent.idNumber"},
	{"被申请人", "respondent.name"},
	{"对方当事人", "respondent.name"},
	{"申请人电话", "applicant.phone"},
	{"申请人联系", "applicant.phone"},
	{"申请人身份证", "applicant.idNumber"},
	{"申请人住址", "applicant.address"},
	{"申请人", "applicant.name"},
	{"身份证", "party.idNumber"},
	{"证件号", "party.idNumber"},
	{"联系电话", "party.phone"},
	{"联系方式", "party.phone"},
	{"手机", "party.phone"},
	{"住址", "party.address"},
	{"性别", "party.sex"},
	{"民族", "party.ethnicity"},
	{"出生", "party.born"},
	{"职业", "party.occupation"},
	{"姓名", "party.name"},
	{"身份证", "applicant.idNumber"},
	{"证件号", "applicant.idNumber"},
	{"联系电话", "applicant.phone"},
	{"联系方式", "applicant.phone"},
	{"手机", "applicant.phone"},
	{"住址", "applicant.address"},
	{"信访人", "applicant.name"},
	{"姓名", "applicant.name"},
	{"当事人", "applicant.name"},
	{"隐患种类", "hazard.sort"},
	{"隐患类型", "hazard.sort"},
	{"隐患等级", "hazard.grade"},
	{"责任单位", "hazard.unit"},
	{"包保领导", "hazard.leader"},
	{"整改期限", "hazard.promisedOn"},
	{"登记编号", "number"},
	{"登记号", "number"},
	{"编号", "number"},
	{"案号", "number"},
	{"卷宗号", "dossierNo"},
	{"事由", "title"},
	{"标题", "title"},
	{"名称", "title"},
	{"纠纷类", "type"},
	{"类别", "type"},
	{"类型", "type"},
	{"办理方式", "kind"},
	{"来源", "channel"},
	{"渠道", "channel"},
	{"信访形式", "channel"},
	{"规模", "scale"},
	{"人数", "parties"},
	{"状态", "state"},
	{"进展", "state"},
	{"结果", "outcome"},
	{"社区", "community"},
	{"村", "community"},
	{"网格", "grid"},
	{"小区", "estate"},
	{"地点", "place"},
	{"地址", "place"},
	{"简要情况", "request"},
	{"主要内容", "request"},
	{"诉求", "request"},
	{"基本情况", "request"},
	{"案情", "request"},
	{"收到", "receivedOn"},
	{"来访", "receivedOn"},
	{"信访日期", "receivedOn"},
	{"登记", "registeredOn"},
	{"受理", "acceptedOn"},
	{"办结", "concludedOn"},
	{"化解日期", "resolvedOn"},
	{"化解时间", "resolvedOn"},
	{"结案", "closedOn"},
	{"归档", "archivedOn"},
	{"期限", "dueOn"},
	{"是否化解", "resolved"},
	{"是否超期", "late"},
	{"金额", "amount"},
	{"调委会", "committee"},
}

// Guess is the field that a heading of another body means, of those a row can
// show; "" when nobody can tell.
func Guess(row RowKind, heading string) string {
	for _, f := range Fields(row) {
		if heading == f.Label {
			return f.Code
		}
	}
	for _, s := range synonyms {
		if f, _ := FieldOf(s.field); f.of(row) && strings.Contains(heading, s.in) {
			return s.field
		}
	}
	return ""
}
