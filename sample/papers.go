package sample

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"time"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/dossier"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/file"
	"fengsheng/internal/pdf"
	"fengsheng/matter"
)

// papers is a mediation with material from outside, and an application that was
// signed on the screen. They take nothing from the dice.
func (t *theatre) papers() error {
	t.at(Morning.Add(-72*time.Hour), t.ownTemplate)
	by := t.mediators[0]
	return t.script(calendar.On(2024, 12, 26), t.wished(5, "楼上漏水泡坏吊顶"),
		t.photo(by, string(document.Evidence), 1), t.scan(by, string(document.Evidence), "维修收据.pdf", 2), line{0, t.signed(by, document.Application)})
}

// ownTemplate puts a template of the street's own in use for the application:
// the program's, as somebody would begin from it.
func (t *theatre) ownTemplate(tx *db.Tx) error {
	made, err := document.BuiltIn(document.Application)
	if err != nil {
		return err
	}
	id, err := dossier.Offer(tx, t.chair, dossier.Offered{Form: document.Application, Name: "东盛调解申请书.docx", Body: made.Body, Note: "从系统自带的格式开始改"})
	if err != nil {
		return err
	}
	return dossier.Use(tx, t.chair, document.Application, id)
}

// then does more in the same moment.
func (t *theatre) then(first, more line) line {
	return line{first.days, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		m, err := first.do(tx, m)
		if err != nil {
			return m, err
		}
		return more.do(tx, m)
	}}
}

// photo keeps an invented photo with a matter, as what stands for something.
func (t *theatre) photo(by actor.Actor, standsFor string, n int) line {
	return t.keep(by, standsFor, fmt.Sprintf("现场照片%d.jpg", n), func() ([]byte, error) { return picture(n, standsFor == matter.After) })
}

// scan keeps an invented page.
func (t *theatre) scan(by actor.Actor, standsFor, name string, n int) line {
	return t.keep(by, standsFor, name, func() ([]byte, error) {
		page, err := picture(n, true)
		if err != nil {
			return nil, err
		}
		return pdf.Picture(page)
	})
}

func (t *theatre) keep(by actor.Actor, standsFor, name string, body func() ([]byte, error)) line {
	return line{0, func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		files, err := tx.Files()
		if err != nil {
			return m, err
		}
		all, err := body()
		if err != nil {
			return m, err
		}
		got, err := files.Receive(context.Background(), file.Incoming{
			Name: name, Size: int64(len(all)), Content: bytes.NewReader(all), Original: matter.Evidential(standsFor),
		})
		if err != nil {
			return m, err
		}
		if _, err := matter.Attach(tx, by, m.ID, matter.Attaching{StandsFor: standsFor, Files: []file.Received{got}}); err != nil {
			return m, err
		}
		return m, nil
	}}
}

// signed lets the applicant sign the newest paper of a form on the screen.
func (t *theatre) signed(by actor.Actor, form document.Form) func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
	return func(tx *db.Tx, m matter.Matter) (matter.Matter, error) {
		parties, err := matter.Parties(tx, m.ID)
		if err != nil {
			return m, err
		}
		_, pieces, err := dossier.Papers(tx, by, m.ID)
		if err != nil {
			return m, err
		}
		for _, p := range pieces {
			if p.Form != form {
				continue
			}
			_, paper, err := dossier.Open(tx, by, m.ID, p.ID)
			if err != nil {
				return m, err
			}
			digest, err := paper.Digest()
			if err != nil {
				return m, err
			}
			return matter.Sign(tx, by, m.ID, matter.Signing{Piece: p.ID, Party: parties[0].ID, Content: digest, Strokes: flourish()}, digest)
		}
		return m, fmt.Errorf("sample: %s has no %s", m.Number, form.Title())
	}
}

// flourish is a line as a pen draws one.
func flourish() file.Strokes {
	var line [][2]float64
	for i := range 160 {
		x := float64(i)
		line = append(line, [2]float64{60 + 4*x, 130 + 60*math.Sin(x/9)*math.Cos(x/31)})
	}
	return file.Strokes{line, {{90, 210}, {640, 190}}}
}

// picture is a drawing in the place of a photo: a wall, a door, and something in
// the way unless it is cleared.
func picture(n int, cleared bool) ([]byte, error) {
	m := image.NewRGBA(image.Rect(0, 0, 960, 720))
	fill := func(r image.Rectangle, c color.Color) { draw.Draw(m, r, image.NewUniform(c), image.Point{}, draw.Src) }
	for y := range 720 {
		shade := uint8(205 - y/12)
		fill(image.Rect(0, y, 960, y+1), color.RGBA{shade, shade, shade - 12, 255})
	}
	fill(image.Rect(0, 560, 960, 720), color.RGBA{128, 120, 110, 255})
	fill(image.Rect(560, 140, 800, 560), color.RGBA{96, 74, 58, 255})
	fill(image.Rect(764, 344, 784, 372), color.RGBA{206, 190, 120, 255})
	if !cleared {
		for i := range 4 {
			x, h := 90+i*105, 120+(n*37+i*53)%110
			fill(image.Rect(x, 620-h, x+96, 620), color.RGBA{uint8(150 + i*18), uint8(112 + i*14), 72, 255})
			fill(image.Rect(x, 620-h, x+96, 628-h), color.RGBA{196, 160, 110, 255})
		}
	}
	var out bytes.Buffer
	err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 85})
	return out.Bytes(), err
}
