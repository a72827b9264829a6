package file

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"fengsheng/internal/fault"
)

// MaxSize is how large one file may be, in bytes (IN-01).
const MaxSize = 20 << 20

// maxName is how long the name of a file may be, in characters.
const maxName = 120

// Incoming is a file somebody sends.
type Incoming struct {
	Name     string // as the sender calls it
	Size     int64  // bytes
	Content  io.ReaderAt
	Original bool // of a picture that is evidence: it is also kept as it came
}

// Received is a file that was let in and stored.
type Received struct {
	Name     string
	Kind     Kind
	Pages    int
	Stored           // what is shown: of a picture the copy without anything hidden in it
	Original *Stored // of a picture that is evidence
}

// content is a file under examination.
type content struct {
	kind  Kind
	size  int64
	r     io.ReaderAt
	pages int
	clean []span // what is written over with zeros before it is stored
}

// span is a stretch of a file; mark, when there is one, stands at its beginning.
type span struct {
	from, to int64
	mark     string
}

// Receive examines a file and stores it. It answers with a sentence when the
// file is not let in. It works for seconds: it is called before the transaction
// that refers to the file, never in it.
func (s *Store) Receive(ctx context.Context, in Incoming) (Received, error) {
	name := cleanName(in.Name)
	switch {
	case in.Size == 0:
		return Received{}, fault.New(fault.Invalid, "“%s”是空的，请重新选择", name)
	case in.Size > MaxSize:
		return Received{}, fault.New(fault.TooLarge, "“%s”有%dMB，一个文件最多%dMB，请压缩或者分成几个", name, in.Size>>20, MaxSize>>20)
	}
	head := make([]byte, min(headLength, in.Size))
	if _, err := in.Content.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return Received{}, fmt.Errorf("file: %w", err)
	}
	kind, shown := named(name), sniff(head)
	switch {
	case kind == heic || shown == heic:
		return Received{}, fault.New(fault.Invalid, "“%s”是HEIC照片，电脑上打不开。请在手机的“设置—相机—格式”里改成“兼容性最佳”再拍，或者把照片截屏后上传", name)
	case kind == "":
		return Received{}, fault.New(fault.Invalid, "“%s”这种文件不能上传。可以上传：%s", name, Allowed)
	case !agree(kind, shown):
		return Received{}, fault.New(fault.Invalid, "“%s”的内容和名字对不上，不是%s。请用原来的程序打开，另存后再上传，不要只改名字", name, strings.TrimPrefix(kind.Ending(), "."))
	}
	c := &content{kind: kind, size: in.Size, r: in.Content, pages: 1}
	got, err := s.take(ctx, c, in)
	if found := fault.Of(err); found != nil {
		return Received{}, fault.New(found.Kind, "“%s”%s", name, found.Message)
	}
	got.Name = strings.TrimSuffix(name, path.Ext(name)) + got.Kind.Ending()
	return got, err
}

// take examines the content by its kind and stores what may be kept of it.
func (s *Store) take(ctx context.Context, c *content, in Incoming) (Received, error) {
	if c.kind.Picture() {
		return s.takePicture(ctx, c, in.Original)
	}
	if err := c.alone(); err != nil {
		return Received{}, err
	}
	var err error
	switch c.kind {
	case PDF:
		err = checkPDF(c)
	case DOCX, XLSX:
		err = checkOffice(c)
	case MP3:
		err = checkMP3(c)
	default:
		err = checkBoxes(c)
	}
	if err != nil {
		return Received{}, err
	}
	stored, err := s.Put(ctx, c.reader())
	return Received{Kind: c.kind, Pages: c.pages, Stored: stored}, err
}

// reader reads the content with what has to go written over.
func (c *content) reader() io.Reader {
	var parts []io.Reader
	at := int64(0)
	for _, s := range c.clean {
		parts = append(parts, io.NewSectionReader(c.r, at, s.from-at), strings.NewReader(s.mark), io.LimitReader(zeros{}, s.to-s.from-int64(len(s.mark))))
		at = s.to
	}
	return io.MultiReader(append(parts, io.NewSectionReader(c.r, at, c.size-at))...)
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

var errTwo = fault.New(fault.Invalid, "里面藏着另一种文件，不能上传。请用原来的程序打开，另存后再上传")

// alone refuses a file that another program would open as something else: a zip
// that ends it, a PDF that begins within it (UP-01).
func (c *content) alone() error {
	head, err := c.bytes(0, 1024)
	if err != nil {
		return err
	}
	tail, err := c.bytes(max(0, c.size-(64<<10)-22), c.size)
	if err != nil {
		return err
	}
	zip := c.kind == DOCX || c.kind == XLSX
	if !zip && bytes.Contains(tail, []byte("PK\x05\x06")) || c.kind != PDF && bytes.Contains(head, []byte("%PDF-")) {
		return errTwo
	}
	return nil
}

// bytes are a stretch of the content, which may end before to.
func (c *content) bytes(from, to int64) ([]byte, error) {
	b := make([]byte, max(0, min(to, c.size)-from))
	if _, err := c.r.ReadAt(b, from); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("file: %w", err)
	}
	return b, nil
}

// cleanName is the name without the folders it came from and what hides in it.
func cleanName(name string) string {
	if at := strings.LastIndexAny(name, `/\:`); at >= 0 {
		name = name[at+1:]
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`"<>|*?`+"`", r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimSpace(name)
	ending := path.Ext(name)
	stem := strings.TrimLeft(strings.TrimSuffix(name, ending), ".")
	if n := utf8.RuneCountInString(stem); n > maxName {
		stem = string([]rune(stem)[:maxName])
	}
	if strings.TrimSpace(stem) == "" {
		stem = "未命名"
	}
	return stem + ending
}
