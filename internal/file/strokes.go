package file

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"golang.org/x/image/vector"
)

// Strokes are the lines of a signature: each a list of points, in pixels of the
// pad it was drawn on.
type Strokes [][][2]float64

// A signature is drawn into a picture of this size, in pixels.
const (
	signatureWidth  = 900
	signatureHeight = 300
	penWidth        = 5.0
)

// What a signature may be made of.
const (
	maxStrokes = 400
	maxPoints  = 20_000
	maxPad     = 10_000 // pixels of a pad in either direction
)

// ErrNoStrokes says that nothing was drawn.
var ErrNoStrokes = errors.New("file: no strokes")

// ReadStrokes reads [[[x,y],…],…]. It answers ErrNoStrokes for what is none.
func ReadStrokes(text string) (Strokes, error) {
	var s Strokes
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrNoStrokes, err)
	}
	return s, s.check()
}

func (s Strokes) check() error {
	points, length := 0, 0.0
	for _, line := range s {
		points += len(line)
		for i, p := range line {
			for _, v := range p {
				if math.IsNaN(v) || v < 0 || v > maxPad {
					return ErrNoStrokes
				}
			}
			if i > 0 {
				length += math.Hypot(p[0]-line[i-1][0], p[1]-line[i-1][1])
			}
		}
	}
	if len(s) > maxStrokes || points > maxPoints || length < 20 { // less is a touch, not a name
		return ErrNoStrokes
	}
	return nil
}

// PNG draws the signature, as large as it fits, black on white.
func (s Strokes) PNG() ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	least, most := [2]float64{maxPad, maxPad}, [2]float64{}
	for _, line := range s {
		for _, p := range line {
			for i := range 2 {
				least[i], most[i] = min(least[i], p[i]), max(most[i], p[i])
			}
		}
	}
	const edge = 20
	scale := min((signatureWidth-2*edge)/max(most[0]-least[0], 1), (signatureHeight-2*edge)/max(most[1]-least[1], 1), 4)
	left, top := (signatureWidth-(most[0]-least[0])*scale)/2, (signatureHeight-(most[1]-least[1])*scale)/2
	pen := vector.NewRasterizer(signatureWidth, signatureHeight)
	for _, line := range s {
		for i, p := range line {
			x, y := left+(p[0]-least[0])*scale, top+(p[1]-least[1])*scale
			dot(pen, x, y)
			if i > 0 {
				stroke(pen, left+(line[i-1][0]-least[0])*scale, top+(line[i-1][1]-least[1])*scale, x, y)
			}
		}
	}
	page := image.NewGray(image.Rect(0, 0, signatureWidth, signatureHeight))
	for i := range page.Pix {
		page.Pix[i] = 0xff
	}
	pen.Draw(page, page.Rect, image.NewUniform(color.Black), image.Point{})
	var out bytes.Buffer
	err := png.Encode(&out, page)
	return out.Bytes(), err
}

// dot and stroke are always drawn the same way round, so that where they lie
// upon each other stays black.
func dot(r *vector.Rasterizer, x, y float64) {
	const corners = 12
	for i := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		px, py := float32(x+cos*penWidth/2), float32(y+sin*penWidth/2)
		if i == 0 {
			r.MoveTo(px, py)
			continue
		}
		r.LineTo(px, py)
	}
	r.ClosePath()
}

func stroke(r *vector.Rasterizer, x0, y0, x1, y1 float64) {
	length := math.Hypot(x1-x0, y1-y0)
	if length == 0 {
		return
	}
	dx, dy := (y1-y0)/length*penWidth/2, -(x1-x0)/length*penWidth/2
	r.MoveTo(float32(x0+dx), float32(y0+dy))
	r.LineTo(float32(x1+dx), float32(y1+dy))
	r.LineTo(float32(x1-dx), float32(y1-dy))
	r.LineTo(float32(x0-dx), float32(y0-dy))
	r.ClosePath()
}
