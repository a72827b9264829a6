package ledger_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fengsheng/internal/db"
	"fengsheng/internal/sheet"
	"fengsheng/ledger"
	"fengsheng/sample/stage"
)

var many = flag.Int("rows", 0, "how many rows to import, to measure it: 50000")

// TestManyRows measures an import of as many rows as asked for:
//
//	go test ./ledger -run ManyRows -rows 50000 -timeout 60m -v
func TestManyRows(t *testing.T) {
	if *many == 0 {
		t.Skip("asked for with -rows")
	}
	stage.On(t, func(s *stage.Stage) {
		file := manyRows(t, s, *many)
		t.Logf("%d rows, %d KiB as .xlsx", *many, len(file)>>10)
		watch := watched()
		step := func(what string, do func()) {
			runtime.GC()
			watch.peak.Store(0)
			begun := time.Now()
			do()
			took := time.Since(begun)
			t.Logf("%-10s %8.1f s, %6.0f rows/s, heap at most %d MiB, process %s", what, took.Seconds(), float64(*many)/took.Seconds(), watch.peak.Load()>>20, resident())
		}
		var im ledger.Import
		step("look", func() {
			u := ledger.Upload{Kind: ledger.Matters, Source: "大台账", Name: "a.xlsx", Body: file}
			if err := u.Look(); err != nil {
				t.Fatal(err)
			}
			s.Must(func(tx *db.Tx) error {
				var err error
				if im, err = ledger.Bring(tx, s.As("clerk"), u); err == nil {
					im, err = ledger.Match(tx, s.As("clerk"), im.ID, im.Fields)
				}
				return err
			})
		})
		file = nil
		step("dry run", func() { im = work(s, "clerk", im) })
		want(s, im, ledger.New, *many)
		step("enter", func() { im = enter(s, "clerk", im, false) })
		want(s, im, ledger.Entered, *many)
		step("withdraw", func() { im = withdraw(s, "clerk", im, "量一量") })
		want(s, im, ledger.Taken, *many)
	})
}

func manyRows(t *testing.T, s *stage.Stage, n int) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := sheet.NewWriter(&out, sheet.XLSX, sheet.Table{Name: "台账", Columns: []string{
		"原编号", "事由", "事实和请求", "来源", "社区或小区", "收到日期", "受理日期", "办结日期", "大类", "纠纷类型", "启动方式", "结果", "申请人", "申请人电话", "被申请人", "协议金额",
	}})
	if err != nil {
		t.Fatal(err)
	}
	day := s.Today().AddDays(-700)
	for i := range n {
		on := day.AddDays(i % 600)
		err := w.Add(fmt.Sprintf("A%06d", i), "楼上漏水", "卫生间漏到楼下天花板，要求修好并赔偿", "来电", s.Community.Name, on, on.AddDays(1), on.AddDays(20),
			"民事纠纷", "邻里纠纷", "依申请调解", "达成书面协议", fmt.Sprintf("甲%06d", i), fmt.Sprintf("138%08d", i), "乙某", 1200)
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// watcher keeps the largest heap it saw.
type watcher struct{ peak atomic.Uint64 }

func watched() *watcher {
	w := &watcher{}
	go func() {
		for range time.Tick(50 * time.Millisecond) {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			if m.HeapInuse > w.peak.Load() {
				w.peak.Store(m.HeapInuse)
			}
		}
	}()
	return w
}

// resident is the most memory the process ever had, as Linux tells it.
func resident() string {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "?"
	}
	for _, line := range strings.Split(string(text), "\n") {
		if rest, found := strings.CutPrefix(line, "VmHWM:"); found {
			return strings.TrimSpace(rest)
		}
	}
	return "?"
}
