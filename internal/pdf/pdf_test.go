package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fengsheng/internal/fault"
)

// page is a page of A4 with a coloured picture on it.
func page(t testing.TB, c color.Color) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for x := range 60 {
		for y := range 40 {
			m.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	file, err := Picture(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestJoinKeepsEveryPageAndNumberCountsThem(t *testing.T) {
	red, blue := page(t, color.RGBA{R: 200, A: 255}), page(t, color.RGBA{B: 200, A: 255})
	all, err := Join(red, blue, red, blue)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := Pages(all); err != nil || n != 4 {
		t.Fatalf("%d pages, %v; want 4", n, err)
	}
	numbered, err := Number(all, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"", "1", "2", ""} {
		if got := words(t, numbered, i+1); got != want {
			t.Errorf("page %d bears %q, want %q", i+1, got, want)
		}
	}
}

// words is what poppler reads on a page.
func words(t *testing.T, file []byte, page int) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	p := string(rune('0' + page))
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-f", p, "-l", p, name, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (poppler-utils): %v", err)
	}
	return strings.TrimSpace(string(out))
}

func TestABrokenFileIsRefusedWithASentence(t *testing.T) {
	for _, file := range []string{"", "%PDF-1.7", "<html>", "%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>"} {
		if _, err := Pages([]byte(file)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: got %v, want a refusal", file, err)
		}
	}
}
