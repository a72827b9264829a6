package file

import (
	"bytes"
	"compress/zlib"

	"fengsheng/internal/fault"
)

// What a PDF may unpack to while it is looked through.
const (
	maxUnpacked = 256 << 20
	maxStreams  = 100_000
)

// actions are what a PDF may not hold, as the names its programs and hidden
// files need; they are long enough never to stand in packed bytes by chance.
var actions = map[string]string{
	"JavaScript":   "里面有会自己运行的脚本",
	"Launch":       "里面有会打开别的程序的动作",
	"EmbeddedFile": "里面夹带了别的文件",
	"RichMedia":    "里面夹带了多媒体程序",
	"Rendition":    "里面有会自己运行的动作",
	"SubmitForm":   "里面有会把内容发到网上的动作",
	"ImportData":   "里面有会读取别的文件的动作",
	"Encrypt":      "设了密码，看不到里面的内容",
}

// checkPDF looks through a PDF for what acts by itself or hides (UP-01). It
// reads names wherever they stand, also escaped and also in packed streams,
// because readers differ in what they take for an object.
func checkPDF(c *content) error {
	all, err := c.bytes(0, c.size)
	if err != nil {
		return err
	}
	end := bytes.LastIndex(all, []byte("%%EOF"))
	if end < 0 {
		return fault.New(fault.Invalid, "没有传完整，请重新上传")
	}
	if len(all)-end > 1024 {
		return errTwo
	}
	found := &names{}
	found.look(all, false)
	left := int64(maxUnpacked)
	for at, n := 0, 0; left >= 0 && n < maxStreams; n++ {
		i := bytes.Index(all[at:], []byte("stream"))
		if i < 0 {
			return found.verdict(c)
		}
		at += i + len("stream")
		if !bytes.HasSuffix(all[:at], []byte("endstream")) {
			left = found.inside(dictionary(all[:at-len("stream")]), all[at:], left)
		}
	}
	return fault.New(fault.Invalid, "展开以后太大，请用“打印—另存为PDF”重新生成一份，或者分成几个文件")
}

func (f *names) verdict(c *content) error {
	if f.why != "" {
		return fault.New(fault.Invalid, "%s，不能上传。请用“打印—另存为PDF”重新生成一份再上传", f.why)
	}
	c.pages = max(1, min(f.pages, 9999))
	return nil
}

// dictionary is what stands between the last object's beginning and its stream.
func dictionary(before []byte) []byte {
	before = before[max(0, len(before)-4096):]
	if i := bytes.LastIndex(before, []byte("obj")); i >= 0 {
		return before[i:]
	}
	return before
}

// inside looks through a packed stream and answers how many bytes of all that
// may be unpacked are left; below zero there were too many.
func (f *names) inside(dict, after []byte, left int64) int64 {
	about := &names{}
	about.look(dict, false)
	if about.objects && (about.filters > 1 || about.filters == 1 && !about.flate || about.predictor) {
		f.why = "结构不常见，没法检查"
		return left
	}
	z, err := zlib.NewReader(bytes.NewReader(bytes.TrimPrefix(bytes.TrimPrefix(after, []byte("\r")), []byte("\n"))))
	if err != nil {
		return left // not packed this way: what it says has been read
	}
	block, kept := make([]byte, 64<<10), 0
	for first := true; ; first = false {
		n, err := z.Read(block[kept:])
		if left -= int64(n); left < 0 || first && about.image && !listing(block[:n]) { // the latter: pixels
			return left
		}
		rest := f.look(block[:kept+n], err == nil)
		if err != nil {
			return left // its end, or broken from here on for every reader
		}
		kept = copy(block, rest)
	}
}

// listing reports whether bytes begin like the table of an object stream.
func listing(b []byte) bool {
	for _, c := range b[:min(64, len(b))] {
		if (c < '0' || c > '9') && c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c == '<' || c == '[' || c == '(' || c == '/'
		}
	}
	return true
}

// longestName is how much of a name is read; those that matter are shorter.
const longestName = 64

// names is what was found of the names in a PDF.
type names struct {
	why       string // what must not be there
	pages     int
	typed     bool // the name before was Type
	objects   bool
	image     bool
	flate     bool
	filters   int
	predictor bool
}

// look reads every name in a stretch of a PDF. When there is more to come it
// answers the beginning of a name that may go on.
func (f *names) look(b []byte, more bool) []byte {
	for {
		i := bytes.IndexByte(b, '/')
		if i < 0 {
			return nil
		}
		from := b[i:]
		var name string
		name, b = oneName(b[i+1:])
		if len(b) == 0 && more && len(from) < 4*longestName {
			return from
		}
		f.note(name)
	}
}

func (f *names) note(name string) {
	if why, bad := actions[name]; bad {
		f.why = why
	}
	switch name {
	case "EmbeddedFiles":
		f.why = actions["EmbeddedFile"]
	case "Page":
		if f.typed {
			f.pages++
		}
	case "ObjStm":
		f.objects = true
	case "Image":
		f.image = true
	case "FlateDecode", "Fl":
		f.flate = true
		f.filters++
	case "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "LZWDecode", "LZW", "RunLengthDecode", "RL", "Crypt":
		f.filters++
	case "Predictor":
		f.predictor = true
	}
	f.typed = name == "Type"
}

// oneName reads a name as PDF writes it, #41 being A, and what follows it.
func oneName(b []byte) (string, []byte) {
	var name [longestName]byte
	n := 0
	for len(b) > 0 && !bytes.ContainsRune([]byte(" \t\r\n\f\x00()<>[]{}/%"), rune(b[0])) {
		c, used := b[0], 1
		if c == '#' && len(b) > 2 && hexDigit(b[1]) >= 0 && hexDigit(b[2]) >= 0 {
			c, used = byte(hexDigit(b[1])<<4|hexDigit(b[2])), 3
		}
		if n < len(name) {
			name[n] = c
			n++
		}
		b = b[used:]
	}
	return string(name[:n]), b
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
