package web

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
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
	if !slices.Contains(directives, directive) {
		directive = "other" // anybody may send anything: no text of theirs gets into the log
	}
	s.Log.WarnContext(r.Context(), "policy violated", "request", q.number, "directive", directive)
	w.WriteHeader(http.StatusNoContent)
}

// directives are the parts of a policy that a report may name.
var directives = []string{
	"default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src",
	"media-src", "object-src", "frame-src", "worker-src", "manifest-src", "form-action", "base-uri", "frame-ancestors", "require-trusted-types-for", "trusted-types",
}
