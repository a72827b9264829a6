package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/id"
	"fengsheng/sample"
)

type sampleCmd struct {
	storage `embed:""`
	Matters int    `help:"生成多少件事项；0只生成2024年的演示记录。" default:"0"`
	Seed    uint64 `help:"种子：同样的种子生成同样的记录。" default:"1"`
}

// Run makes the demonstration street and its records in an empty database.
func (c *sampleCmd) Run(ctx context.Context, s streams) error {
	if c.Matters < 0 {
		return fault.New(fault.Invalid, "--matters不能是负数")
	}
	var moment atomic.Pointer[time.Time]
	moment.Store(&sample.Beginning)
	d, err := c.open(ctx, func() time.Time { return *moment.Load() })
	if err != nil {
		return err
	}
	return errors.Join(c.fill(ctx, d, s), d.Close())
}

func (c *sampleCmd) fill(ctx context.Context, d *db.DB, s streams) error {
	street, err := onlyStreet(ctx, d)
	if err != nil {
		return err
	}
	if street != "" {
		return fault.New(fault.Conflict, "这里已经有一个街道了，演示数据只能生成在空的数据目录里")
	}
	stored, err := identity.NewHasher().Hash(ctx, fmt.Sprintf("nobody signs in here %d", c.Seed))
	if err != nil {
		return err
	}
	street = id.New(sample.Beginning)
	err = d.Update(ctx, street, func(tx *db.Tx) error {
		_, err := sample.Found(tx, stored)
		return err
	})
	if err != nil {
		return err
	}
	began, last := time.Now(), 0
	progress := func(done int) {
		if done-last >= 50_000 {
			last = done
			fmt.Fprintf(s.err, "已做%d步，用时%v\n", done, time.Since(began).Round(time.Second))
		}
	}
	if c.Matters == 0 {
		err = sample.Year(ctx, d, street, c.Seed, progress)
	} else {
		err = sample.Matters(ctx, d, street, c.Matters, c.Seed, progress)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "演示街道已生成，用时%v。\n", time.Since(began).Round(time.Millisecond))
	return nil
}
