package file

import (
	"bytes"
	"path"
	"strings"
)

// Kind is what a file is, by its content and its name alike.
type Kind string

// The kinds that are let in (UP-01).
const (
	JPEG Kind = "jpeg"
	PNG  Kind = "png"
	WebP Kind = "webp"
	PDF  Kind = "pdf"
	DOCX Kind = "docx"
	XLSX Kind = "xlsx"
	MP3  Kind = "mp3"
	M4A  Kind = "m4a"
	MP4  Kind = "mp4"
)

// heic is known only to be refused with a sentence that helps.
const heic Kind = "heic"

var kinds = map[Kind]struct{ label, mime, ending string }{
	JPEG: {"照片", "image/jpeg", ".jpg"},
	PNG:  {"图片", "image/png", ".png"},
	WebP: {"图片", "image/webp", ".webp"},
	PDF:  {"PDF", "application/pdf", ".pdf"},
	DOCX: {"Word文档", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
	XLSX: {"Excel表格", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
	MP3:  {"录音", "audio/mpeg", ".mp3"},
	M4A:  {"录音", "audio/mp4", ".m4a"},
	MP4:  {"录像", "video/mp4", ".mp4"},
}

// Label is the Chinese name.
func (k Kind) Label() string { return kinds[k].label }

// MIME is how the kind is named to a browser.
func (k Kind) MIME() string { return kinds[k].mime }

// Ending is how names of the kind end.
func (k Kind) Ending() string { return kinds[k].ending }

// Picture reports whether it is a picture.
func (k Kind) Picture() bool { return k == JPEG || k == PNG || k == WebP }

// Accept is what a file input offers: the endings of all kinds.
const Accept = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.mp3,.m4a,.mp4"

// Allowed is what may be attached, for a hint.
const Allowed = "照片（JPG、PNG、WebP）、PDF、Word（.docx）、Excel（.xlsx）、录音（MP3、M4A）、录像（MP4）"

// endings are the kinds by the end of a name.
var endings = map[string]Kind{
	".jpg": JPEG, ".jpeg": JPEG, ".jpe": JPEG, ".png": PNG, ".webp": WebP, ".pdf": PDF, ".docx": DOCX, ".xlsx": XLSX, ".mp3": MP3, ".m4a": M4A, ".mp4": MP4,
	".heic": heic, ".heif": heic,
}

// named is the kind a name promises; "" for none of ours.
func named(name string) Kind { return endings[strings.ToLower(path.Ext(name))] }

// headLength is how much of a file its kind is read from.
const headLength = 512

// sniff is the kind the first bytes of a file show; "" for none of ours. What
// begins like a zip is DOCX here: which office file it is its parts say.
func sniff(head []byte) Kind {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case len(head) >= 16 && string(head[:4]) == "RIFF" && string(head[8:15]) == "WEBPVP8":
		return WebP
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return DOCX
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return brand(string(head[8:12]))
	case bytes.HasPrefix(head, []byte("ID3")), frameLength(head) > 0:
		return MP3
	}
	return ""
}

// brand is the kind of an ISO base media file by its major brand.
func brand(b string) Kind {
	switch b {
	case "M4A ", "M4B ":
		return M4A
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1":
		return heic
	case "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "3gp4", "3gp5", "3gp6", "dash", "qt  ":
		return MP4
	}
	return ""
}

// agree reports whether the kind a name promises is the one the content shows.
// Recorders write sound alone under the brands of films, and both offices begin
// like a zip.
func agree(named, shown Kind) bool {
	return named == shown || named == XLSX && shown == DOCX || named == M4A && shown == MP4
}
