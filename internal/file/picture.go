package file

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/webp"

	"fengsheng/internal/fault"
)

// What a picture may be, and what is kept of it.
const (
	maxPixels   = 40_000_000 // read from the head, before anything is decoded (UP-03)
	maxSide     = 50_000
	maxDecoding = 288 << 20  // bytes a decoder may need
	longSide    = 2400       // pixels of the copy
	shortSide   = 1200       // of a very long one, such as a screenshot of a talk: it stays legible
	keptPixels  = 16_000_000 // of the longest
	largestPNG  = 4 << 20    // a larger copy becomes a JPEG
	quality     = 85
)

// decoding lets one picture be decoded at a time: the memory it needs is the
// machine's.
var decoding = make(chan struct{}, 1)

// takePicture keeps a picture as it looks and nothing else: it is drawn anew,
// turned as its camera said, so that no place, no device and no second file
// stays in it. Of evidence the original is stored as well.
func (s *Store) takePicture(ctx context.Context, c *content, original bool) (Received, error) {
	select {
	case decoding <- struct{}{}:
		defer func() { <-decoding }()
	case <-ctx.Done():
		return Received{}, context.Cause(ctx)
	}
	drawn, kind, err := redraw(c)
	if err != nil {
		return Received{}, err
	}
	got := Received{Kind: kind, Pages: 1}
	if got.Stored, err = s.Put(ctx, bytes.NewReader(drawn)); err != nil || !original {
		return got, err
	}
	kept, err := s.Put(ctx, io.NewSectionReader(c.r, 0, c.size))
	got.Original = &kept
	return got, err
}

var errPicture = fault.New(fault.Invalid, "打不开，可能没有传完整，请重新拍一张或者截屏后上传")

// redraw decodes a picture within its limits and encodes it anew.
func redraw(c *content) ([]byte, Kind, error) {
	all, err := c.bytes(0, c.size)
	if err != nil {
		return nil, "", err
	}
	head, err := config(c.kind, all)
	if err != nil || head.Width <= 0 || head.Height <= 0 {
		return nil, "", errPicture
	}
	if pixels := int64(head.Width) * int64(head.Height); max(head.Width, head.Height) > maxSide || pixels > maxPixels || pixels*needs(c.kind, all) > maxDecoding {
		return nil, "", fault.New(fault.Invalid, "有%d×%d个像素，太大了，请用手机直接拍照（不要用拼接的大图），或者缩小后上传", head.Width, head.Height)
	}
	source, err := decode(c.kind, all)
	if err != nil {
		return nil, "", errPicture
	}
	small := upright(shrink(source), orientation(c.kind, all))
	return encode(small, c.kind)
}

func config(k Kind, all []byte) (image.Config, error) {
	switch k {
	case JPEG:
		return jpeg.DecodeConfig(bytes.NewReader(all))
	case PNG:
		return png.DecodeConfig(bytes.NewReader(all))
	}
	return webp.DecodeConfig(bytes.NewReader(all))
}

// decode does not let a decoder's panic out: what it was fed is not ours.
func decode(k Kind, all []byte) (m image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("file: decode: %v", p)
		}
	}()
	switch k {
	case JPEG:
		return jpeg.Decode(bytes.NewReader(all))
	case PNG:
		return png.Decode(bytes.NewReader(all))
	}
	return webp.Decode(bytes.NewReader(all))
}

// needs is how many bytes for each pixel the decoder holds at most.
func needs(k Kind, all []byte) int64 {
	switch k {
	case JPEG:
		for at := 2; at+4 <= len(all) && all[at] == 0xff; {
			if all[at+1] == 0xc2 { // progressive: all coefficients wait for the last scan
				return 16
			}
			if all[at+1] == 0xda {
				break
			}
			at += 2 + int(binary.BigEndian.Uint16(all[at+2:]))
		}
		return 4
	case PNG:
		if len(all) > 28 {
			n := int64(4)
			if all[24] == 16 {
				n = 8
			}
			if all[28] != 0 { // interlaced: each pass is a picture of its own
				n *= 2
			}
			return n
		}
	}
	return 7 // WebP: the picture, and its alpha beside it
}

// shrink is the picture in the size that is kept, over white: every pixel is the
// mean of those it stands for. It needs one line of the source at a time.
func shrink(source image.Image) *image.RGBA {
	from := source.Bounds()
	w, h := fitted(from.Dx(), from.Dy())
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	line := image.NewRGBA(image.Rect(0, 0, from.Dx(), 1))
	sums, counts := make([]uint32, w*3), make([]uint32, w)
	for y := range h {
		clear(sums)
		clear(counts)
		for sy := y * from.Dy() / h; sy < max((y+1)*from.Dy()/h, y*from.Dy()/h+1); sy++ {
			draw.Draw(line, line.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
			draw.Draw(line, line.Rect, source, image.Pt(from.Min.X, from.Min.Y+sy), draw.Over)
			for x := range from.Dx() {
				to := x * w / from.Dx()
				counts[to]++
				for i, v := range line.Pix[x*4 : x*4+3] {
					sums[to*3+i] += uint32(v)
				}
			}
		}
		row := out.Pix[y*out.Stride:]
		for x := range w {
			for i := range 3 {
				row[x*4+i] = uint8(sums[x*3+i] / counts[x])
			}
			row[x*4+3] = 0xff
		}
	}
	return out
}

// fitted is the size a picture is kept in; it never grows.
func fitted(w, h int) (int, int) {
	by, limit := max(w, h), longSide
	if by > min(w, h)*5/2 {
		by, limit = min(w, h), shortSide
	}
	scale := min(1, float64(limit)/float64(by), math.Sqrt(keptPixels/(float64(w)*float64(h))))
	return max(1, int(float64(w)*scale)), max(1, int(float64(h)*scale))
}

// upright turns a picture as its camera was held: EXIF's eight ways.
func upright(m *image.RGBA, way int) *image.RGBA {
	if way <= 1 || way > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if way > 4 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			if way == 2 || way == 3 || way == 7 || way == 8 {
				tx = w - 1 - x
			}
			if way == 3 || way == 4 || way == 6 || way == 7 {
				ty = h - 1 - y
			}
			if way > 4 {
				tx, ty = ty, tx
			}
			copy(out.Pix[out.PixOffset(tx, ty):][:4], m.Pix[m.PixOffset(x, y):][:4])
		}
	}
	return out
}

// encode writes a photo as JPEG; a drawn picture stays PNG while it is small.
func encode(m *image.RGBA, k Kind) ([]byte, Kind, error) {
	var out bytes.Buffer
	if k == PNG {
		if err := png.Encode(&out, m); err != nil {
			return nil, "", fmt.Errorf("file: %w", err)
		}
		if out.Len() <= largestPNG {
			return out.Bytes(), PNG, nil
		}
		out.Reset()
	}
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, "", fmt.Errorf("file: %w", err)
	}
	return out.Bytes(), JPEG, nil
}

// orientation is how the camera was held, by the EXIF of the picture; 1 when it
// does not say.
func orientation(k Kind, all []byte) int {
	switch k {
	case JPEG:
		for at := 2; at+4 <= len(all) && all[at] == 0xff && all[at+1] != 0xda; {
			n := int(binary.BigEndian.Uint16(all[at+2:]))
			if n < 2 || at+2+n > len(all) {
				break
			}
			if body, ok := bytes.CutPrefix(all[at+4:at+2+n], []byte("Exif\x00\x00")); ok && all[at+1] == 0xe1 {
				return inEXIF(body)
			}
			at += 2 + n
		}
	case PNG:
		for at := 8; at+12 <= len(all); {
			n := int64(binary.BigEndian.Uint32(all[at:]))
			if int64(at)+12+n > int64(len(all)) {
				break
			}
			if string(all[at+4:at+8]) == "eXIf" {
				return inEXIF(all[at+8 : at+8+int(n)])
			}
			at += 12 + int(n)
		}
	case WebP:
		for at := 12; at+8 <= len(all); {
			n := int64(binary.LittleEndian.Uint32(all[at+4:]))
			if int64(at)+8+n > int64(len(all)) {
				break
			}
			if string(all[at:at+4]) == "EXIF" {
				body, _ := bytes.CutPrefix(all[at+8:at+8+int(n)], []byte("Exif\x00\x00"))
				return inEXIF(body)
			}
			at += 8 + int(n+n%2)
		}
	}
	return 1
}

// inEXIF finds tag 0x0112 in the first directory of a TIFF.
func inEXIF(b []byte) int {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(b, []byte("MM\x00*")):
		order = binary.BigEndian
	case !bytes.HasPrefix(b, []byte("II*\x00")):
		return 1
	}
	if len(b) < 8 {
		return 1
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	entries := int64(order.Uint16(b[at:]))
	for i := range entries {
		e := at + 2 + i*12
		if e+12 > int64(len(b)) {
			break
		}
		if order.Uint16(b[e:]) == 0x0112 {
			return int(order.Uint16(b[e+8:]))
		}
	}
	return 1
}
