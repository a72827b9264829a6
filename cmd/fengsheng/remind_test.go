package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"fengsheng/web/webtest"
)

// The administrator adds a group; a dry run beside the program says what would be
// sent and sends nothing; the job of the day sends it once.
func TestRemind(t *testing.T) {
	t.Parallel()
	var heard atomic.Value
	heard.Store("")
	group := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		heard.Store(heard.Load().(string) + string(body))
		_, _ = io.WriteString(w, `{"errcode":0}`)
	}))
	t.Cleanup(group.Close)
	dir := filepath.Join(t.TempDir(), "demo")
	r := start(t, "demo", "--data", dir)
	admin := webtest.At(t, r.url)
	admin.SignIn("admin", passwordIn(t, r.written()))
	admin.Get("/notices/channels").Form("form[action=/notices/channels]").Set("kind", "wecom").Set("name", "街道工作群").Set("address", group.URL).Submit().
		WantStatus(http.StatusOK)
	dry := ask(t, "remind", "--dry-run", "--data", dir)
	if dry.code != exitDone || !strings.Contains(dry.out, "街道工作群") || !strings.Contains(dry.out, "件事项已经超期") || heard.Load() != "" {
		t.Errorf("dry run: got %d %q, the group heard %q", dry.code, dry.out+dry.err, heard.Load())
	}
	if code := r.interrupt(); code != exitDone {
		t.Errorf("Ctrl-C: ended with %d", code)
	}
	again := ask(t, "remind", "--data", dir) // the demonstration's morning has had its job
	if again.code != exitDone || !strings.Contains(again.out, "已经提醒过") || heard.Load() != "" {
		t.Errorf("the job again: got %d %q, the group heard %q", again.code, again.out+again.err, heard.Load())
	}
}
