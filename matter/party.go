package matter

import (
	"strings"
	"unicode"

	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Side is a party's side in a matter.
type Side string

// The sides.
const (
	Applicant  Side = "applicant"
	Respondent Side = "respondent"
	ThirdParty Side = "third"
)

// Sides with their names.
var Sides = Enumeration{{"applicant", "申请人"}, {"respondent", "被申请人"}, {"third", "第三人"}}

// Label is the Chinese name.
func (s Side) Label() string { return Sides.Label(string(s)) }

// Party is a person or a unit on one side of one matter. There is no register
// of persons: the same neighbour in two matters is two parties.
type Party struct {
	ID       string
	Matter   ID
	Order    int
	Side     Side
	Body     bool // a unit, not a person
	Name     string
	Phone    string
	IDNumber string
	Address  string
	Minor    bool
	Guardian string
	Agent    string
	About
	Consent    string // "", yes, no: to being mediated
	ConsentOn  calendar.Date
	ToldOn     calendar.Date // rights and duties told
	IdentityOn calendar.Date // identity seen
}

// key is the name as it is compared: without spaces, marks and honorifics of width.
func key(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// digits keeps the digits of a telephone number as people write it.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// tidy puts a party's entries into their one form and says what is wrong.
func (p *Party) tidy(today calendar.Date, wrong *fault.Fields, field string) {
	p.Name = strings.TrimSpace(p.Name)
	if !Sides.Has(string(p.Side)) {
		wrong.Add(field+".side", "请选择这位当事人是哪一方")
	}
	if p.Name == "" {
		wrong.Add(field+".name", "请填写当事人的姓名或名称，不知道时写“不清楚”")
	}
	p.Phone = digits(p.Phone)
	switch n := len(p.Phone); {
	case strings.HasPrefix(p.Phone, "1") && n != 11:
		wrong.Add(field+".phone", "手机号应为11位，现在是%d位，例如138 1234 5678", n)
	case n > 0 && n < 7 || n > 12:
		wrong.Add(field+".phone", "电话应为11位手机号，或带区号的座机号，例如138 1234 5678")
	}
	p.IDNumber = strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(p.IDNumber), " ", ""))
	if p.IDNumber != "" && !p.Body && !ValidIDNumber(p.IDNumber) {
		wrong.Add(field+".idNumber", "身份证号不对：应为18位，最后一位是校验码，请对照证件再看一遍")
	}
	p.About.tidy(today, wrong, field)
	if p.Minor && strings.TrimSpace(p.Guardian) == "" {
		wrong.Add(field+".guardian", "未成年人参加调解要有监护人，请填写监护人姓名")
	}
}

// ValidIDNumber tests the check digit of GB 11643 (ISO 7064 MOD 11-2).
func ValidIDNumber(s string) bool {
	if len(s) != 18 {
		return false
	}
	sum := 0
	for i, r := range s {
		v := int(r - '0')
		if i == 17 && r == 'X' {
			v = 10
		}
		if v < 0 || v > 10 || (v > 9 && i != 17) {
			return false
		}
		sum = (sum + v) * 2
	}
	return (sum/2)%11 == 1
}

// Parties lists the parties of a matter in their order.
func Parties(tx *db.Tx, id ID) ([]Party, error) {
	all, err := db.All(tx, readParties, scanParty, tx.Street, string(id))
	if err != nil {
		return nil, err
	}
	c := &cover{tx: tx, id: id}
	for i := range all {
		if err := all[i].uncover(c); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Consented records a party's answer to being mediated.
func Consented(tx *db.Tx, id ID, party, answer string, on calendar.Date) error {
	return one(tx, setConsent, tx.Street, string(id), party, answer, on)
}

// Told records that the rights and duties were told to every party.
func Told(tx *db.Tx, id ID, on calendar.Date) error {
	_, err := tx.Exec(setTold, tx.Street, string(id), on)
	return err
}

// IdentitySeen records that every party's identity was seen.
func IdentitySeen(tx *db.Tx, id ID, on calendar.Date) error {
	_, err := tx.Exec(setIdentity, tx.Street, string(id), on)
	return err
}

func one(tx *db.Tx, s db.Stmt, args ...any) error {
	n, err := tx.Exec(s, args...)
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, "没有这位当事人")
	}
	return err
}

// Mask hides all but the ends of a personal value, on the server (PRIV-02).
func Mask(kind, value string) string {
	r := []rune(value)
	if len(r) == 0 {
		return ""
	}
	switch kind {
	case "phone":
		if len(r) >= 7 {
			return string(r[:3]) + "****" + string(r[len(r)-4:])
		}
	case "idNumber":
		if len(r) >= 10 {
			return string(r[:4]) + strings.Repeat("*", len(r)-8) + string(r[len(r)-4:])
		}
	case "name":
		return string(r[:1]) + "**"
	}
	return "****"
}
