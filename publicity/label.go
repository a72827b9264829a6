package publicity

import (
	"errors"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Brand is a name under which campaigns are held: a label with its description.
type Brand struct {
	ID, Name, Words string
	Ended           bool // no longer offered for new campaigns
	Version         int
}

// Duty is what a unit has to tell whom (谁执法谁普法, 法治宣传教育法 art. 9): words, not
// numbers to be reached.
type Duty struct {
	ID, Unit, Laws, Whom, Often string
	Ended                       bool
	Version                     int
}

var (
	insertBrand = db.SQL("publicity.insertBrand", `INSERT INTO publicity_brand (street_id, id, name, words, ended, version) VALUES ($1, $2, $3, $4, FALSE, 1)`)
	changeBrand = db.SQL("publicity.changeBrand", `UPDATE publicity_brand SET name = $4, words = $5, ended = $6, version = version + 1 WHERE street_id = $1 AND id = $2 AND version = $3`)
	readBrands  = db.SQL("publicity.brands", `SELECT id, name, words, ended, version FROM publicity_brand WHERE street_id = $1 ORDER BY ended, id`)
	readBrand   = db.SQL("publicity.brand", `SELECT id, name, words, ended, version FROM publicity_brand WHERE street_id = $1 AND id = $2`)

	insertDuty = db.SQL("publicity.insertDuty", `INSERT INTO publicity_duty (street_id, id, unit, laws, whom, often, ended, version) VALUES ($1, $2, $3, $4, $5, $6, FALSE, 1)`)
	changeDuty = db.SQL("publicity.changeDuty", `UPDATE publicity_duty SET unit = $4, laws = $5, whom = $6, often = $7, ended = $8, version = version + 1
WHERE street_id = $1 AND id = $2 AND version = $3`)
	readDuties = db.SQL("publicity.duties", `SELECT id, unit, laws, whom, often, ended, version FROM publicity_duty WHERE street_id = $1 AND ended = FALSE ORDER BY id`)
	readDuty   = db.SQL("publicity.duty", `SELECT id, unit, laws, whom, often, ended, version FROM publicity_duty WHERE street_id = $1 AND id = $2`)
)

func scanBrand(r db.Row) (Brand, error) {
	var b Brand
	return b, r.Scan(&b.ID, &b.Name, &b.Words, &b.Ended, &b.Version)
}

func scanDuty(r db.Row) (Duty, error) {
	var d Duty
	return d, r.Scan(&d.ID, &d.Unit, &d.Laws, &d.Whom, &d.Often, &d.Ended, &d.Version)
}

// Brands lists the brands, those in use first.
func Brands(tx *db.Tx) ([]Brand, error) { return db.All(tx, readBrands, scanBrand, tx.Street) }

// BrandByID reads a brand.
func BrandByID(tx *db.Tx, id string) (Brand, error) {
	b, err := db.One(tx, readBrand, scanBrand, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		return b, fault.New(fault.NotFound, "找不到这个品牌")
	}
	return b, err
}

// KeepBrand adds a brand, or changes the one with the id.
func KeepBrand(tx *db.Tx, by actor.Actor, b Brand) (Brand, error) {
	if err := keeps(by); err != nil {
		return b, err
	}
	b.Name, b.Words = strings.TrimSpace(b.Name), strings.TrimSpace(b.Words)
	var bad fault.Fields
	bad.Need("name", b.Name, "请填写品牌的名称，例如：一分钟唠透一个理儿")
	bad.Need("words", b.Words, "请写明它是什么、怎么做的")
	bad.Short("name", "名称", b.Name, 30)
	bad.Short("words", "说明", b.Words, wordsMax)
	if err := bad.Err(); err != nil {
		return b, err
	}
	do, n, err := "changeBrand", int64(1), error(nil)
	if b.ID == "" {
		b.ID, do = tx.NewID(), "addBrand"
		_, err = tx.Exec(insertBrand, tx.Street, b.ID, b.Name, b.Words)
	} else {
		if _, err := BrandByID(tx, b.ID); err != nil {
			return b, err
		}
		n, err = tx.Exec(changeBrand, tx.Street, b.ID, b.Version, b.Name, b.Words, b.Ended)
	}
	if db.Violated(err) == "publicity_brand_street_id_name_key" {
		return b, fault.Wrong("name", "已经有“"+b.Name+"”了")
	}
	if err != nil {
		return b, err
	}
	if n == 0 {
		return b, changed()
	}
	return b, told(tx, by, do, b.ID, map[string]any{"ended": b.Ended})
}

// Duties lists the duties that hold.
func Duties(tx *db.Tx) ([]Duty, error) { return db.All(tx, readDuties, scanDuty, tx.Street) }

// DutyByID reads a duty.
func DutyByID(tx *db.Tx, id string) (Duty, error) {
	d, err := db.One(tx, readDuty, scanDuty, tx.Street, id)
	if errors.Is(err, db.ErrNone) {
		return d, fault.New(fault.NotFound, "找不到这条普法责任")
	}
	return d, err
}

// KeepDuty adds a duty, or changes the one with the id.
func KeepDuty(tx *db.Tx, by actor.Actor, d Duty) (Duty, error) {
	if err := keeps(by); err != nil {
		return d, err
	}
	for _, s := range []*string{&d.Unit, &d.Laws, &d.Whom, &d.Often} {
		*s = strings.TrimSpace(*s)
	}
	var bad fault.Fields
	bad.Need("unit", d.Unit, "请填写单位，例如：综合行政执法队")
	bad.Need("laws", d.Laws, "请填写讲哪些法，例如：《行政处罚法》《城市市容和环境卫生管理条例》")
	bad.Need("whom", d.Whom, "请填写对谁讲，例如：沿街商户")
	bad.Need("often", d.Often, "请写明什么时候讲、怎么讲，例如：执法时随案讲，每季度进商圈一次")
	bad.Short("unit", "单位", d.Unit, lineMax)
	bad.Short("laws", "讲哪些法", d.Laws, 300)
	bad.Short("whom", "对谁讲", d.Whom, lineMax)
	bad.Short("often", "怎么讲", d.Often, lineMax)
	if err := bad.Err(); err != nil {
		return d, err
	}
	do, n, err := "changeDuty", int64(1), error(nil)
	if d.ID == "" {
		d.ID, do = tx.NewID(), "addDuty"
		_, err = tx.Exec(insertDuty, tx.Street, d.ID, d.Unit, d.Laws, d.Whom, d.Often)
	} else {
		if _, err := DutyByID(tx, d.ID); err != nil {
			return d, err
		}
		n, err = tx.Exec(changeDuty, tx.Street, d.ID, d.Version, d.Unit, d.Laws, d.Whom, d.Often, d.Ended)
	}
	if err != nil {
		return d, err
	}
	if n == 0 {
		return d, changed()
	}
	return d, told(tx, by, do, d.ID, map[string]any{"ended": d.Ended})
}
