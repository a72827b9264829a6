package catalogue_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fengsheng/catalogue"
	"fengsheng/deadline"
	"fengsheng/identity"
	"fengsheng/matter"
	"fengsheng/vault"
)

var update = flag.Bool("update", false, "write the page")

const page = "../docs/workflows.md"

// The page of the machines is made of their tables, so it cannot lie. Write it
// anew with go test ./catalogue -run Workflows -update
func TestTheWorkflowsPageIsTheTables(t *testing.T) {
	want := workflowsPage(t)
	if *update {
		if err := os.WriteFile(page, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("docs/workflows.md has %d bytes, the tables make another page of %d; write it anew with -update", len(got), len(want))
	}
}

type machine struct {
	name  string
	kind  matter.Kind
	table matter.Workflow
}

// machines are all of them, intake first, the vault last.
func machines() []machine {
	all := []machine{{"登记和分流", "", catalogue.Workflow("")}}
	for _, k := range catalogue.Matters() {
		kind := matter.Kind(k.Code)
		all = append(all, machine{k.Label, kind, catalogue.Workflow(kind)})
	}
	return append(all, machine{matter.SealedTitle, vault.Accusation, vault.Table()})
}

func workflowsPage(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("# 各类事项的办理流程\n\n由各类事项的流程表生成（`go test ./catalogue -run Workflows -update`），表改了而这一页没有改，测试不通过。\n" +
		"圆点是开始和结束；一条线上有几个词的，是几种办法到同一个状态。移交、回避、限知、封存这些每一类都有的，不在图上。\n")
	for _, m := range machines() {
		fmt.Fprintf(&b, "\n## %s\n\n```mermaid\n%s```\n\n", m.name, diagram(m))
		b.WriteString("| 从 | 做什么 | 到 | 谁 | 文书 | 开始的期限 | 了结的期限 |\n|---|---|---|---|---|---|---|\n")
		for _, s := range m.table.Steps {
			fmt.Fprintf(&b, "| %s | %s `%s` | %s | %s | %s | %s | %s |\n", label(m, s.From), s.Label, s.Do, label(m, s.To), identity.Names(s.Who), papers(s), rules(t, s.Starts), rules(t, s.Ends))
		}
	}
	return b.Bytes()
}

// diagram is the machine as Mermaid draws it: one line for the steps that lead
// the same way.
func diagram(m machine) string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, s := range states(m) {
		fmt.Fprintf(&b, "    state \"%s\" as %s\n", label(m, s), s)
	}
	begun := false
	var order [][2]matter.State
	words := map[[2]matter.State][]string{}
	for _, s := range m.table.Steps {
		way := [2]matter.State{s.From, s.To}
		if words[way] == nil {
			order = append(order, way)
		}
		if !slices.Contains(words[way], s.Label) {
			words[way] = append(words[way], s.Label)
		}
	}
	for _, way := range order {
		from := string(way[0])
		if from == "" {
			from, begun = "[*]", true
		}
		fmt.Fprintf(&b, "    %s --> %s : %s\n", from, way[1], strings.Join(words[way], "、"))
	}
	switch first := m.table.Steps[0].From; {
	case m.kind == "":
		b.WriteString("    triaged --> [*] : 进入所属一类的流程\n")
	case slices.Contains(states(m), matter.Triaged):
		b.WriteString("    [*] --> triaged : 分流\n")
	case !begun:
		fmt.Fprintf(&b, "    [*] --> %s\n", first)
	}
	for _, s := range m.table.Ended {
		if slices.Contains(states(m), s) {
			fmt.Fprintf(&b, "    %s --> [*]\n", s)
		}
	}
	return b.String()
}

// states are those that occur in the steps, in their order.
func states(m machine) []matter.State {
	var all []matter.State
	for _, s := range m.table.Steps {
		for _, state := range []matter.State{s.From, s.To} {
			if state != "" && !slices.Contains(all, state) {
				all = append(all, state)
			}
		}
	}
	return all
}

func label(m machine, s matter.State) string {
	if s == "" {
		return "（新的）"
	}
	return catalogue.StateLabel(m.kind, s)
}

func papers(s matter.Step) string {
	var all []string
	for _, f := range s.Papers {
		all = append(all, f.Title())
	}
	return strings.Join(all, "、")
}

func rules(t *testing.T, codes []string) string {
	t.Helper()
	var all []string
	for _, c := range codes {
		r, err := deadline.Find(c)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c+" "+r.Title)
	}
	return strings.Join(all, "、")
}

// Every machine can be walked: one line for a state and a command, every state
// is reached, and from each there is a way to an end.
func TestEveryMachineCanBeWalked(t *testing.T) {
	for _, m := range machines() {
		lines := map[string]bool{}
		next := map[matter.State][]matter.State{}
		for _, s := range m.table.Steps {
			key := string(s.From) + " " + string(s.Do)
			if lines[key] {
				t.Errorf("%s: two lines for %s", m.name, key)
			}
			lines[key] = true
			next[s.From] = append(next[s.From], s.To)
			if s.Label == "" || len(s.Who) == 0 {
				t.Errorf("%s: %s has no word or nobody to do it", m.name, s.Do)
			}
		}
		first := m.table.Steps[0].From
		reached := walk(next, first)
		for _, s := range states(m) {
			if s == matter.Triaged { // where intake hands over to the kinds
				continue
			}
			if s != first && !reached[s] && !slices.Contains(next[""], s) {
				t.Errorf("%s: nothing leads to %s", m.name, s)
			}
			if ends := walk(next, s); !slices.Contains(m.table.Ended, s) && !slices.ContainsFunc(m.table.Ended, func(e matter.State) bool { return ends[e] }) {
				t.Errorf("%s: from %s nothing leads to an end", m.name, s)
			}
		}
	}
}

// walk is every state that can be reached from one.
func walk(next map[matter.State][]matter.State, from matter.State) map[matter.State]bool {
	seen := map[matter.State]bool{}
	for queue := []matter.State{from}; len(queue) > 0; queue = queue[1:] {
		for _, to := range next[queue[0]] {
			if !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	return seen
}
