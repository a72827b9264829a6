package papers

import (
	"net/http"
	"net/url"
	"strconv"

	"fengsheng/document"
	"fengsheng/internal/db"
	"fengsheng/matter"
	"fengsheng/web"
	"fengsheng/web/staff/frame"
	"fengsheng/web/ui"
)

// numbersShown is how many numbers one page lists.
const numbersShown = 100

type numberRow struct{ Number, Day, Href, Matter, Reason string }

type numbersView struct {
	View   ui.View
	Series []ui.Tab
	Label  string
	Line   string
	Rows   []numberRow
	More   string
}

// Numbers is GET /numbers: every number that was given, void ones with their
// reason, so that anybody can see that none is missing.
func (p Pages) Numbers(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	year, _ := strconv.Atoi(q.Get("year"))
	after, _ := strconv.Atoi(q.Get("after"))
	series := q.Get("series")
	v := numbersView{View: frame.Wide(r, "文号登记")}
	by := web.Actor(r)
	err := p.view(r, func(tx *db.Tx) error {
		all, err := document.Registers(tx)
		if err != nil {
			return err
		}
		names, err := frame.LoadNames(tx)
		if err != nil {
			return err
		}
		for i, x := range all {
			current := x.Series == series && x.Year == year || series == "" && i == 0
			if current {
				series, year = x.Series, x.Year
				v.Label = seriesLabel(x.Series, names)
				v.Line = "已编" + strconv.Itoa(x.Given) + "个，最后一个是第" + strconv.Itoa(x.Last) + "号，中间没有缺号；作废" + strconv.Itoa(x.Void) + "个，编号不再使用。"
				if x.Last != x.Given {
					v.Line = "已编" + strconv.Itoa(x.Given) + "个，最后一个是第" + strconv.Itoa(x.Last) + "号，缺" + strconv.Itoa(x.Last-x.Given) + "个，请联系管理员。"
				}
			}
			v.Series = append(v.Series, ui.Tab{
				Label: seriesLabel(x.Series, names) + strconv.Itoa(x.Year) + "年", Href: numbersAddress(x.Series, x.Year, 0), Current: current, Count: x.Given,
			})
		}
		if len(all) == 0 {
			return nil
		}
		numbers, err := document.Register(tx, series, year, after, numbersShown)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			line := numberRow{Number: n.Text, Reason: n.Reason}
			if !n.VoidOn.Zero() {
				line.Day = n.VoidOn.Plain() + "作废"
			}
			if m, err := matter.Visible(tx, by, matter.ID(n.Matter)); err == nil {
				line.Matter, line.Href = m.Number, matterAddress(m.ID)
			}
			v.Rows = append(v.Rows, line)
		}
		if len(numbers) == numbersShown {
			v.More = numbersAddress(series, year, numbers[len(numbers)-1].N)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, numbersPage(v))
}

func numbersAddress(series string, year, after int) string {
	q := url.Values{"series": {series}, "year": {strconv.Itoa(year)}}
	if after > 0 {
		q.Set("after", strconv.Itoa(after))
	}
	return "/numbers?" + q.Encode()
}

// seriesLabel says what is counted.
func seriesLabel(series string, n frame.Names) string {
	if series == "work" {
		return "工作卷宗"
	}
	if title := document.Form(series).Title(); title != "" {
		return title
	}
	if name := n.Committee(document.CommitteeOf(series)); name != "" {
		return name + "调解卷宗"
	}
	return series
}
