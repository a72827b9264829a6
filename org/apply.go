package org

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
)

// Apply imports everything the plan says, or nothing. The plan is made again
// inside the transaction: what somebody approved must be what happens.
func Apply(tx *db.Tx, by actor.Actor, approved Plan) error {
	p, err := Prepare(tx, approved.book)
	if err != nil {
		return err
	}
	if n := p.Bad(); n > 0 {
		return fault.New(fault.Invalid, "还有%d行有问题，一行也没有导入，请改好后再导入", n)
	}
	if !slices.Equal(p.Sheets, approved.Sheets) {
		return fault.New(fault.Conflict, "试运行之后有人改过单位、场所或人员，一行也没有导入，请重新试运行一次")
	}
	if p.New() == 0 {
		return fault.New(fault.Invalid, "文件里的内容都已经有了，不用再导入")
	}
	if err := p.carryOut(tx, by); err != nil {
		return err
	}
	return told(tx, by, "org.import", tx.NewID(), map[string]string{
		"units": strconv.Itoa(len(p.units)), "venues": strconv.Itoa(len(p.venues)), "officers": strconv.Itoa(len(p.officers)), "posts": strconv.Itoa(len(p.posts)),
	})
}

// carryOut does every row through its own operation, with its rules and its event.
func (p Plan) carryOut(tx *db.Tx, by actor.Actor) error {
	units, err := db.All(tx, readAllUnits, scanUnit, tx.Street)
	if err != nil {
		return err
	}
	ids := map[string]string{}
	for id, path := range pathsOf(units) {
		ids[path] = id
	}
	for _, n := range p.units {
		n.unit.Parent = ids[n.parent]
		u, err := AddUnit(tx, by, n.unit)
		if err != nil {
			return err
		}
		path := u.Name
		if n.parent != "" {
			path = n.parent + "/" + u.Name
		}
		ids[path] = u.ID
	}
	for _, n := range p.venues {
		n.venue.Unit = ids[n.at]
		if _, err := OpenVenue(tx, by, n.venue); err != nil {
			return err
		}
	}
	return p.carryOutPeople(tx, by, ids)
}

func (p Plan) carryOutPeople(tx *db.Tx, by actor.Actor, ids map[string]string) error {
	officers, err := ListOfficers(tx, OfficerFilter{})
	if err != nil {
		return err
	}
	codes := map[string]string{}
	for _, o := range officers {
		codes[o.Code] = o.ID
	}
	for _, n := range p.officers {
		n.officer.Unit = ids[n.at]
		o, err := Hire(tx, by, n.officer)
		if err != nil {
			return err
		}
		codes[o.Code] = o.ID
	}
	for _, n := range p.posts {
		if err := Assign(tx, by, codes[n.code], n.role, ids[n.at], n.since); err != nil {
			return err
		}
	}
	return nil
}

// WriteWrong writes the rows that have something wrong, in the columns of the
// template and with the reasons behind them, to be corrected and sent again.
func (p Plan) WriteWrong(w io.Writer) error {
	reasons := p.reasons()
	rows := map[string][][]string{}
	for _, s := range sheets {
		for _, l := range p.book.lines[s.name] {
			if p.bad[s.name][l.row] {
				rows[s.name] = append(rows[s.name], append(slices.Clone(l.cells), strings.Join(reasons[s.name][l.row], "；")))
			}
		}
	}
	return writeBook(w, rows, "原因")
}

// reasons are what is wrong, by sheet and row.
func (p Plan) reasons() map[string]map[int][]string {
	all := map[string]map[int][]string{}
	for _, w := range p.Wrong {
		if all[w.Sheet] == nil {
			all[w.Sheet] = map[int][]string{}
		}
		all[w.Sheet][w.Row] = append(all[w.Sheet][w.Row], w.Column+"："+w.Reason)
	}
	return all
}
