package sample

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"fengsheng/actor"
	"fengsheng/internal/db"
	"fengsheng/internal/file"
	"fengsheng/publicity"
)

// shown is what is on the photos of a campaign, in the order they were taken.
var shown = []string{
	"广场上的宣传台，台上摆着手册和环保袋，上方挂着红色横幅",
	"从侧面看的宣传台，台上的手册少了一半",
	"展板前的横幅和宣传台，远处是楼房",
	"宣传台上剩下的环保袋，横幅还挂着",
	"收起来以前的宣传台和横幅",
}

// snap adds a drawn picture as a campaign's photo: a stall with a banner, nobody's face.
func snap(ctx context.Context, d *db.DB, tx *db.Tx, by actor.Actor, id publicity.ID, n int, alt string) error {
	files, err := d.Files()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, stall(n), nil); err != nil {
		return err
	}
	got, err := files.Receive(ctx, file.Incoming{Name: "现场.jpg", Size: int64(b.Len()), Content: bytes.NewReader(b.Bytes())})
	if err != nil {
		return err
	}
	return publicity.AddPhoto(tx, by, id, got, "活动现场（演示图片）", alt)
}

// stall draws a square with a banner over a table; n changes its colours a little.
func stall(n int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 640, 480))
	fill := func(x0, y0, x1, y1 int, c color.RGBA) {
		draw.Draw(m, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
	}
	shade := uint8(n * 7 % 40)
	fill(0, 0, 640, 300, color.RGBA{176 + shade, 206, 232, 255})
	fill(0, 300, 640, 480, color.RGBA{196, 190 + shade/2, 176, 255})
	for i := range 4 {
		fill(30+160*i, 120-20*(i%2), 130+160*i, 300, color.RGBA{214, 206 - shade, 190, 255})
		for k := range 3 {
			fill(46+160*i, 140+50*k, 114+160*i, 166+50*k, color.RGBA{150, 176, 196, 255})
		}
	}
	fill(90, 180, 100, 400, color.RGBA{90, 90, 90, 255})
	fill(540, 180, 550, 400, color.RGBA{90, 90, 90, 255})
	fill(80, 170, 560, 220, color.RGBA{190, 30 + shade, 36, 255})
	for i := range 9 {
		fill(120+48*i, 186, 146+48*i, 204, color.RGBA{250, 226, 150, 255})
	}
	fill(130, 330, 510, 400, color.RGBA{60, 90 + shade, 140, 255})
	for i := range 6 {
		fill(150+60*i, 306, 190+60*i, 330, color.RGBA{uint8(120 + 20*i), uint8(200 - 15*i), 110, 255})
	}
	return m
}
