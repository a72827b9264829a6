package file

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"fengsheng/internal/fault"
)

var errMedia = fault.New(fault.Invalid, "打不开，可能没有录完整，或者不是这种格式，请重新导出后再上传")

// boxes are what an ISO base media file is made of at its top.
var boxes = strings.Fields("ftyp moov mdat free skip wide moof mfra sidx ssix styp pdin uuid meta udta prft emsg")

// checkBoxes walks the boxes of an .mp4 or .m4a to the last byte, and has the
// place and the device a telephone wrote into it written over (UP-03).
func checkBoxes(c *content) error {
	moov := false
	err := c.walk(0, c.size, func(b box) error {
		switch {
		case !slices.Contains(boxes, b.name):
			return errMedia
		case b.name == "moov":
			moov = true
			return c.hidden(b)
		case b.name == "uuid" || b.name == "meta" || b.name == "udta" || b.name == "free" || b.name == "skip":
			c.blank(b)
		}
		return nil
	})
	if err == nil && !moov {
		err = errMedia
	}
	return err
}

// hidden finds what describes a film or its tracks beyond playing them.
func (c *content) hidden(in box) error {
	return c.walk(in.body, in.to, func(b box) error {
		switch b.name {
		case "udta", "meta", "uuid", "free", "skip":
			c.blank(b)
		case "trak":
			return c.hidden(b)
		}
		return nil
	})
}

// blank has a box written over as free space; nothing moves.
func (c *content) blank(b box) {
	c.clean = append(c.clean, span{from: b.at + 4, to: b.to, mark: free(b)})
}

// free is what stands after the size of a box of free space, as far as the box
// has room for it.
func free(b box) string {
	if b.body-b.at == 16 { // its size stands behind its name
		size := make([]byte, 8)
		binary.BigEndian.PutUint64(size, uint64(b.to-b.at))
		return "free" + string(size)
	}
	return "free"
}

// box is a stretch of an ISO base media file.
type box struct {
	name         string
	at, body, to int64
}

const mostBoxes = 20_000

// walk gives the boxes of a stretch one after another; they fill it exactly.
func (c *content) walk(from, to int64, visit func(box) error) error {
	for n := 0; from < to; n++ {
		head, err := c.bytes(from, min(from+16, to))
		if err != nil {
			return err
		}
		if len(head) < 8 || n > mostBoxes {
			return errMedia
		}
		b := box{name: string(head[4:8]), at: from, body: from + 8, to: from + int64(binary.BigEndian.Uint32(head))}
		switch binary.BigEndian.Uint32(head) {
		case 0:
			b.to = to
		case 1:
			if len(head) < 16 || binary.BigEndian.Uint64(head[8:]) > uint64(c.size) {
				return errMedia
			}
			b.body, b.to = from+16, from+int64(binary.BigEndian.Uint64(head[8:]))
		}
		if b.to < b.body || b.to > to {
			return errMedia
		}
		if err := visit(b); err != nil {
			return err
		}
		from = b.to
	}
	return nil
}

// checkMP3 walks the tags and frames of an .mp3 to the last byte.
func checkMP3(c *content) error {
	all, err := c.bytes(0, c.size)
	if err != nil {
		return err
	}
	for len(all) > 10 && bytes.HasPrefix(all, []byte("ID3")) {
		n := 10 + int(all[6]&0x7f)<<21 + int(all[7]&0x7f)<<14 + int(all[8]&0x7f)<<7 + int(all[9]&0x7f)
		if n > len(all) {
			return errMedia
		}
		c.clean = append(c.clean, span{from: c.size - int64(len(all)) + 10, to: c.size - int64(len(all)) + int64(n)})
		all = all[n:]
	}
	all = bytes.TrimLeft(all, "\x00")
	frames := 0
	for len(all) > 0 {
		n := frameLength(all)
		if n == 0 {
			break
		}
		frames++
		all = all[min(n, len(all)):]
	}
	if frames < 3 || len(all) > 4096 { // what follows the sound: a tag of the old kind
		return errMedia
	}
	c.clean = append(c.clean, span{from: c.size - int64(len(all)), to: c.size})
	return nil
}

// rates are the bit rates of layer III in kilobits a second: of version 1, and of 2.
var rates = [2][16]int{
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0},
}

// frameLength is the length in bytes of the frame of layer III that begins here;
// 0 when none does.
func frameLength(b []byte) int {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe6 != 0xe2 {
		return 0
	}
	version := b[1] >> 3 & 3 // 0 = 2.5, 2 = 2, 3 = 1
	rate := int(b[2] >> 2 & 3)
	if version == 1 || rate == 3 {
		return 0
	}
	samples, table, hertz := 144, 0, []int{44100, 48000, 32000}[rate]
	if version != 3 {
		samples, table, hertz = 72, 1, hertz/2
	}
	if version == 0 {
		hertz /= 2
	}
	bits := rates[table][b[2]>>4]
	if bits == 0 {
		return 0
	}
	return samples*bits*1000/hertz + int(b[2]>>1&1)
}
