package office

import (
	"bytes"
	"context"
	"os"
	"testing"
	"time"

	"fengsheng/internal/docx"
	"fengsheng/internal/fault"
	"fengsheng/internal/pdf"
)

func installed(t testing.TB) *Office {
	t.Helper()
	o, ok := Find()
	if !ok {
		t.Skip("no LibreOffice is installed: ./check installs it")
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

func paper(t testing.TB, text string, pages int) []byte {
	t.Helper()
	l := docx.Layout{Title: text}
	for range pages - 1 {
		l.Blocks = append(l.Blocks, docx.Break{}, docx.Para{Text: text})
	}
	file, err := l.Template()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestPDFsComeInTheOrderOfTheFiles(t *testing.T) {
	o := installed(t)
	for range 2 { // the second time with the profile of the first
		made, err := o.PDF(t.Context(), paper(t, "一", 1), paper(t, "二", 3), paper(t, "三", 2))
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []int{1, 3, 2} {
			if n, err := pdf.Pages(made[i]); err != nil || n != want {
				t.Errorf("file %d has %d pages, %v; want %d", i, n, err, want)
			}
		}
	}
}

func TestWhatIsNoDocumentIsSaid(t *testing.T) {
	o := installed(t)
	made, err := o.PDF(t.Context(), bytes.Repeat([]byte{0, 1, 2}, 1000))
	if err == nil && !bytes.HasPrefix(made[0], []byte("%PDF")) {
		t.Errorf("got %q", made[0][:10])
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Millisecond)
	defer stop()
	if _, err := o.PDF(ctx, paper(t, "一", 1)); !fault.Is(err, fault.Invalid) {
		t.Errorf("without time: got %v, want a sentence", err)
	}
}

// What was started is used again; what has died is started anew; nothing is left
// behind.
func TestOneThatRunsIsUsedAgain(t *testing.T) {
	o := installed(t)
	var ran []chan struct{}
	for i := range 3 {
		if i == 2 {
			d := o.take()
			d.running() // as if it had crashed
			<-d.ended
			o.leave(d)
		}
		if _, err := o.PDF(t.Context(), paper(t, "一", 1)); err != nil {
			t.Fatal(err)
		}
		d := o.take()
		if d.running == nil {
			t.Fatal("nothing runs after a batch")
		}
		ran = append(ran, d.ended)
		o.leave(d)
	}
	if ran[0] != ran[1] || ran[1] == ran[2] {
		t.Error("the same must serve twice, and another one after its end")
	}
	d := o.take()
	profile := d.profile
	o.leave(d)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ran[2]:
	default:
		t.Error("it still runs after Close")
	}
	if _, err := os.Stat(profile); !os.IsNotExist(err) {
		t.Errorf("the profile is still there: %v", err)
	}
}
