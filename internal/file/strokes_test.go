package file

import (
	"bytes"
	"errors"
	"image/png"
	"testing"
)

func TestASignatureIsDrawnFromItsStrokes(t *testing.T) {
	t.Parallel()
	s, err := ReadStrokes("[[[10,10],[110,60]],[[10,60],[110,10]]]")
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := s.PNG()
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.PNG()
	if err != nil || !bytes.Equal(drawn, again) {
		t.Error("the same strokes make another picture")
	}
	m, err := png.Decode(bytes.NewReader(drawn))
	if err != nil {
		t.Fatal(err)
	}
	middle, _, _, _ := m.At(signatureWidth/2, signatureHeight/2).RGBA()
	corner, _, _, _ := m.At(2, 2).RGBA()
	if middle != 0 || corner != 0xffff {
		t.Errorf("got %x where the strokes cross and %x in the corner; want black and white", middle, corner)
	}
	for _, text := range []string{"", "null", "[]", "[[]]", "[[[1,1]]]", "[[[1,1],[2,2]]]", "[[[-1,0],[900,0]]]", "[[[0,0],[1e9,0]]]", `[[["a",0]]]`, "[[[0,0],[100,0]]", `{"a":1}`} {
		if _, err := ReadStrokes(text); !errors.Is(err, ErrNoStrokes) {
			t.Errorf("%s: got %v, want ErrNoStrokes", text, err)
		}
	}
}

func FuzzReadStrokes(f *testing.F) {
	f.Add("[[[10,10],[110,60]],[[10,60],[110,10]]]")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ReadStrokes(text)
		if err != nil {
			return
		}
		if _, err := s.PNG(); err != nil {
			t.Fatal(err)
		}
	})
}
