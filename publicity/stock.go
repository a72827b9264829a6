package publicity

import (
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

func number(n int) string { return strconv.Itoa(n) }

var (
	insertMaterial = db.SQL("publicity.material", `INSERT INTO publicity_material (street_id, id, name, sort) VALUES ($1, $2, $3, $4)`)
	readMaterials  = db.SQL("publicity.materials", `SELECT id, name, sort,
CAST(coalesce((SELECT sum(number) FROM publicity_supply WHERE publicity_supply.street_id = publicity_material.street_id
AND publicity_supply.material_id = publicity_material.id AND publicity_supply.withdrawn = ''), 0) AS BIGINT),
CAST(coalesce((SELECT sum(number) FROM publicity_handout WHERE publicity_handout.street_id = publicity_material.street_id
AND publicity_handout.material_id = publicity_material.id), 0) AS BIGINT)
FROM publicity_material WHERE street_id = $1 ORDER BY name, id`)
	readOut = db.SQL("publicity.out", `SELECT publicity_handout.material_id, CAST(sum(publicity_handout.number) AS BIGINT) FROM publicity_handout JOIN publicity_campaign
ON publicity_campaign.street_id = publicity_handout.street_id AND publicity_campaign.id = publicity_handout.campaign_id
WHERE publicity_handout.street_id = $1 AND publicity_campaign.on_date >= $2 AND publicity_campaign.on_date <= $3
GROUP BY publicity_handout.material_id ORDER BY publicity_handout.material_id`)

	insertSupply   = db.SQL("publicity.supply", `INSERT INTO publicity_supply (street_id, id, material_id, on_date, number, source, officer_id, withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, '')`)
	withdrawSupply = db.SQL("publicity.withdrawSupply", `UPDATE publicity_supply SET withdrawn = $3 WHERE street_id = $1 AND id = $2 AND withdrawn = ''`)
	readSupplies   = db.SQL("publicity.supplies", `SELECT id, material_id, on_date, number, source, officer_id, withdrawn FROM publicity_supply
WHERE street_id = $1 AND material_id = $2 ORDER BY on_date DESC, id DESC`)
)

// Materials lists everything that is handed out, with what came in and went out.
func Materials(tx *db.Tx) ([]Material, error) {
	return db.All(tx, readMaterials, func(r db.Row) (Material, error) {
		var m Material
		var sort string
		err := r.Scan(&m.ID, &m.Name, &sort, &m.In, &m.Out)
		m.Sort, _ = sortOf(sort)
		return m, err
	}, tx.Street)
}

// HandedOut is how many of each material were handed out in campaigns of some days.
func HandedOut(tx *db.Tx, from, to calendar.Date) ([]Line, error) {
	return db.All(tx, readOut, func(r db.Row) (Line, error) {
		var l Line
		return l, r.Scan(&l.Material, &l.Number)
	}, tx.Street, from, to)
}

// AddMaterial names something that is handed out.
func AddMaterial(tx *db.Tx, by actor.Actor, name, sort string) (string, error) {
	if err := keeps(by); err != nil {
		return "", err
	}
	var bad fault.Fields
	name = strings.TrimSpace(name)
	bad.Need("name", name, "请填写名称，例如：反诈手册")
	bad.Short("name", "名称", name, titleMax)
	_, known := sortOf(sort)
	bad.Must("sort", known, "请选择是哪一种，宣传资料和宣传品分开计数")
	if err := bad.Err(); err != nil {
		return "", err
	}
	id := tx.NewID()
	_, err := tx.Exec(insertMaterial, tx.Street, id, name, sort)
	if db.Violated(err) == "publicity_material_street_id_name_key" {
		return "", fault.Wrong("name", "已经有“"+name+"”了，请直接登记入库")
	}
	if err != nil {
		return "", err
	}
	return id, told(tx, by, "addMaterial", id, map[string]any{"sort": sort})
}

// keeps holds that the actor keeps the publicity of the street as a whole.
func keeps(by actor.Actor) error { return identity.PlanPublicity.Check(by) }

// Supply is what came into the store on one day.
type Supply struct {
	ID        string
	Material  string
	On        calendar.Date
	Number    int
	Source    string // printed or bought where, or sent down by whom
	Officer   string
	Withdrawn string // why it was taken back; "" = it counts
}

// Receive writes down what came into the store.
func Receive(tx *db.Tx, by actor.Actor, s Supply) error {
	if err := keeps(by); err != nil {
		return err
	}
	all, err := Materials(tx)
	if err != nil {
		return err
	}
	var bad fault.Fields
	s.Source = strings.TrimSpace(s.Source)
	bad.Must("material", slices.ContainsFunc(all, func(m Material) bool { return m.ID == s.Material }), "请选择是哪一种宣传品种")
	bad.Must("number", s.Number >= 1 && s.Number <= numberMax, "请填写入库的数量，1到200000")
	bad.Must("on", !s.On.Zero() && s.On <= tx.Today(), "请填写入库的日期，不能晚于今天")
	bad.Need("source", s.Source, "请写明是印的、买的还是上级发的，例如：街道印制")
	bad.Short("source", "来源", s.Source, lineMax)
	if err := bad.Err(); err != nil {
		return err
	}
	id := tx.NewID()
	if _, err := tx.Exec(insertSupply, tx.Street, id, s.Material, s.On, s.Number, s.Source, by.Officer); err != nil {
		return err
	}
	return told(tx, by, "supply", id, map[string]any{"material": s.Material, "number": s.Number, "on": s.On.String()})
}

// WithdrawSupply takes back what was written down as come in and did not. The row stays
// to be read and counts no more.
func WithdrawSupply(tx *db.Tx, by actor.Actor, id, why string) error {
	if err := keeps(by); err != nil {
		return err
	}
	var bad fault.Fields
	why = strings.TrimSpace(why)
	bad.Need("reason", why, "请写明为什么撤回，例如：登记重了")
	bad.Short("reason", "原因", why, lineMax)
	if err := bad.Err(); err != nil {
		return err
	}
	n, err := tx.Exec(withdrawSupply, tx.Street, id, why)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "找不到这次入库，可能已经撤回")
	}
	return told(tx, by, "withdrawSupply", id, nil)
}

// Supplies lists what came in of a material, the latest first.
func Supplies(tx *db.Tx, material string) ([]Supply, error) {
	return db.All(tx, readSupplies, func(r db.Row) (Supply, error) {
		var s Supply
		return s, r.Scan(&s.ID, &s.Material, &s.On, &s.Number, &s.Source, &s.Officer, &s.Withdrawn)
	}, tx.Street, material)
}
