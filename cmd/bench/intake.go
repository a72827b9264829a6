package main

import (
	"context"
	"fmt"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"fengsheng/internal/calendar"
	"fengsheng/internal/id"
)

// intakeName is how a measurement of intake is called, here and with the bare engine.
func intakeName(clients int) string { return fmt.Sprintf("intake, %d clients", clients) }

// intake measures how many matters are taken in and on disk each second through
// HTTP, by people signed in, each sending the next form when the last is answered.
func intake(ctx context.Context, o options, server *server, s street, r *results) error {
	for _, n := range o.Clients {
		clients := make([]*browser, n)
		for i := range clients {
			var err error
			if clients[i], err = signIn(server.url, "clerk"); err != nil {
				return err
			}
		}
		took, each, err := press(ctx, clients, s, time.Duration(o.Seconds)*time.Second)
		if err != nil {
			return err
		}
		r.rate(intakeName(n), each, 0, fmt.Sprintf("p50 %s ms, p99 %s ms", number(at(took, 50)), number(at(took, 99))), true)
	}
	return nil
}

// press lets all clients send forms for a while. It returns how long each
// waited for the answer, and how many were answered each second.
func press(ctx context.Context, clients []*browser, s street, lasting time.Duration) ([]float64, float64, error) {
	ctx, stop := context.WithTimeout(ctx, lasting)
	defer stop()
	var mu sync.Mutex
	var took []float64
	var failed error
	var all sync.WaitGroup
	began := time.Now()
	var people atomic.Int64
	people.Store(began.UnixMicro())
	for i, c := range clients {
		all.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				sent := time.Now()
				_, err := c.post("/matters", form(s, i, n, people.Add(2)))
				mu.Lock()
				if err != nil {
					failed = err
					stop()
				} else {
					took = append(took, time.Since(sent).Seconds()*1000)
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return took, float64(len(took)) / time.Since(began).Seconds(), failed
}

// form is a dispute as a clerk writes it down: new people each time, so that
// nothing looks known already.
func form(s street, client, n int, person int64) url.Values {
	now := time.Now()
	return url.Values{
		"_submission": {id.New(now)}, "channel": {"centre"}, "title": {"楼上卫生间漏水泡坏天花板"},
		"request": {"当事人反映楼上卫生间防水层老化，漏水已有两个月，把天花板和墙面泡坏，找楼上说过两次没有结果，希望调解委员会出面，商定维修和赔偿。"},
		"place":   {fmt.Sprintf("%d栋%d单元%d楼", 1+n%20, 1+n%4, 1+n%6)}, "unit": {s.estates[(client+n)%len(s.estates)]}, "venue": {s.venue},
		"class": {"civil"}, "scale": {"01"}, "receivedOn": {calendar.Of(now).String()}, "parties": {"2"},
		"party1.side": {"applicant"}, "party1.name": {fmt.Sprintf("甲%d", person)}, "party1.phone": {fmt.Sprintf("1%010d", person%1e10)},
		"party2.side": {"respondent"}, "party2.name": {fmt.Sprintf("乙%d", person)}, "party2.phone": {fmt.Sprintf("1%010d", (person+1)%1e10)},
	}
}
