package mediation

import "strings"

// Question is one of the guide to a mediation record (forms.md M3). They are
// answered in any order; none has to be.
type Question struct {
	Code    string
	Heading string // in the record
	Hint    string
}

// Guide is what a mediation record tells, in the order of the record.
var Guide = []Question{
	{"present", "到场的人", "谁到了场，坐在哪里，是不是本人；有代理人、监护人或者邀请的人也写上"},
	{"rights", "告知和回避", "告诉了哪些权利义务，有没有人要求换调解员"},
	{"applicantSaid", "申请人说", "发生了什么，想要什么；照他的话写"},
	{"respondentSaid", "被申请人说", "认哪些、不认哪些，愿意怎么做；照他的话写"},
	{"issues", "争议在哪里", "双方说不到一起的是哪几点"},
	{"evidence", "看了哪些材料", "谁拿出来的，能说明什么，对方认不认"},
	{"law", "讲了哪些法律和道理", "法律的名称和条文，怎么说的"},
	{"offers", "各方提的办法", "谁提的，对方怎么答"},
	{"outcome", "谈到哪一步", "谈成了哪几条，还差什么，下次什么时候谈"},
}

// Compile makes the text of a record of the answers by their codes and of what was
// written freely. It is empty when nothing was answered.
func Compile(answers map[string]string, free string) string {
	var parts []string
	for _, q := range Guide {
		if a := strings.TrimSpace(answers[q.Code]); a != "" {
			parts = append(parts, q.Heading+"："+a)
		}
	}
	if free = strings.TrimSpace(free); free != "" {
		parts = append(parts, free)
	}
	return strings.Join(parts, "\n")
}
