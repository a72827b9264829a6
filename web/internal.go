package web

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"fengsheng/web/ui"
)

// maxReport is the size of a policy report that is still read.
const maxReport = 16 << 10

// internal answers what every site has without registering it: assets and
// policy reports. It reports whether it has answered.
func (s *Site) internal(w *recorder, r *http.Request, q *request) bool {
	switch {
	case strings.HasPrefix(r.URL.Path, ui.AssetRoot) && !changesState(r.Method):
		q.pattern = "GET " + ui.AssetRoot
		if ui.ServeAsset(w, r) {
			return true
		}
		s.fail(w, r, &refusal{status: http.StatusNotFound})
		return true
	case r.URL.Path == reportPath && r.Method == http.MethodPost:
		q.pattern = "POST " + reportPath
		s.takeReport(w, r, q)
		return true
	}
	return false
}

// takeReport logs which directive of the policy was violated, and nothing of
// the page it happened on.
func (s *Site) takeReport(w http.ResponseWriter, r *http.Request, q *request) {
	var report struct {
		Body struct {
			Directive string `json:"effective-directive"`
			Violated  string `json:"violated-directive"`
		} `json:"csp-report"`
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxReport))
	if err != nil || json.Unmarshal(body, &report) != nil {
		s.fail(w, r, &refusal{status: http.StatusBadRequest, hangUp: true})
		return
	}
	directive := report.Body.Directive
	if directive == "" {
		directive = report.Body.Violated
	}
	s.Log.WarnContext(r.Context(), "policy violated", "request", q.number, "directive", first(directive, 40))
	w.WriteHeader(http.StatusNoContent)
}

// first is at most n bytes of s.
func first(s string, n int) string { return s[:min(n, len(s))] }
