package dossier

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/matter"
)

// The files of a bundle.
const (
	manifestName  = "manifest.json"
	recordName    = "record.json"
	signatureName = "signature.json"
	boundName     = "dossier.pdf"
	bundleFormat  = "fengsheng-dossier/1"
)

// Manifest says what a bundle holds and whose it is. Its digest is what is signed.
type Manifest struct {
	Format string    `json:"format"`
	Made   time.Time `json:"made"`
	Unit   string    `json:"unit"`
	Maker  string    `json:"maker"`
	Matter Outline   `json:"matter"`
	Files  []File    `json:"files"`
	Events []Told    `json:"events"`
}

// Outline is the matter as codes and days.
type Outline struct {
	Number    string        `json:"number"`
	DossierNo string        `json:"dossierNo,omitempty"`
	Kind      string        `json:"kind"`
	Type      string        `json:"disputeType,omitempty"`
	Class     string        `json:"class,omitempty"`
	Channel   string        `json:"channel"`
	Title     string        `json:"title"`
	Received  calendar.Date `json:"receivedOn"`
	Accepted  calendar.Date `json:"acceptedOn,omitempty"`
	Concluded calendar.Date `json:"concludedOn,omitempty"`
	Outcome   string        `json:"outcome,omitempty"`
	Amount    int64         `json:"amountFen,omitempty"`
}

// File is one file of the bundle.
type File struct {
	Name   string        `json:"name"`
	Title  string        `json:"title"`
	Form   string        `json:"form,omitempty"`
	Number string        `json:"number,omitempty"`
	On     calendar.Date `json:"on,omitempty"`
	Size   int           `json:"size"`
	SHA256 string        `json:"sha256"`
}

// Told is one line of the ledger about the matter, with its place in the chain.
type Told struct {
	At     time.Time `json:"at"`
	Who    string    `json:"who"`
	Action string    `json:"action"`
	Hash   string    `json:"hash"`
}

// Record is what was told and by whom: enough to take the matter in elsewhere.
type Record struct {
	Place   string        `json:"place,omitempty"`
	Request string        `json:"request"`
	Parties []RecordParty `json:"parties"`
}

// RecordParty is a party as a bundle carries it.
type RecordParty struct {
	Side     string `json:"side"`
	Body     bool   `json:"body,omitempty"`
	Name     string `json:"name"`
	Phone    string `json:"phone,omitempty"`
	IDNumber string `json:"idNumber,omitempty"`
	Address  string `json:"address,omitempty"`
}

type signature struct {
	Algorithm string `json:"algorithm"`
	Key       string `json:"key"`
	Signature string `json:"signature"`
}

// Bundle is a dossier for a court or another system: its data, its documents,
// their digests and a signature over all of it.
type Bundle struct {
	Manifest Manifest
	Record   Record
	Files    map[string][]byte
	Key      string // the public key it was signed with, in hexadecimal
}

// Pack makes the bundle of a dossier that was bound (Bound may be empty where
// there is no LibreOffice: the documents are in it as .docx all the same).
func Pack(tx *db.Tx, by actor.Actor, v Volume, b Bound) ([]byte, error) {
	if v.Variant != Internal {
		return nil, fault.New(fault.Invalid, "电子卷宗包只从内部卷宗做")
	}
	files, m, err := v.contents(tx, by, b)
	if err != nil {
		return nil, err
	}
	manifest, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("dossier: %w", err)
	}
	files[manifestName] = manifest
	ring, err := tx.Keys()
	if err != nil {
		return nil, err
	}
	key, sign := ring.Sign(manifest)
	if files[signatureName], err = json.Marshal(signature{Algorithm: "Ed25519", Key: hex.EncodeToString(key), Signature: hex.EncodeToString(sign)}); err != nil {
		return nil, fmt.Errorf("dossier: %w", err)
	}
	return zipped(files, m.Made)
}

func (v Volume) contents(tx *db.Tx, by actor.Actor, b Bound) (map[string][]byte, Manifest, error) {
	m := v.Matter
	files := map[string][]byte{}
	manifest := Manifest{Format: bundleFormat, Made: tx.Now.UTC().Truncate(time.Second), Unit: v.Street.Office, Maker: by.Name, Matter: Outline{
		Number: m.Number, DossierNo: m.DossierNo, Kind: string(m.Kind), Type: string(m.DisputeType), Class: string(m.Class), Channel: string(m.Channel), Title: m.Title,
		Received: m.ReceivedOn, Accepted: m.AcceptedOn, Concluded: m.ConcludedOn, Outcome: string(m.Outcome), Amount: m.Amount,
	}}
	put := func(f File, body []byte) {
		f.Size, f.SHA256 = len(body), document.Hash(body)
		files[f.Name] = body
		manifest.Files = append(manifest.Files, f)
	}
	record, err := recordOf(tx, m.ID)
	if err != nil {
		return nil, manifest, err
	}
	put(File{Name: recordName, Title: "登记内容"}, record)
	for i, p := range v.Parts {
		f := File{Form: string(p.Form), Title: p.Title(), Number: p.Piece.Number, On: p.Piece.On}
		if p.File != nil {
			f.Name = fmt.Sprintf("papers/%02d-%s.docx", i+1, p.Form)
			put(f, p.File)
		}
		for k, a := range p.Attached {
			f.Name, f.Title = fmt.Sprintf("papers/%02d-%s-%d%s", i+1, p.code(), k+1, a.Kind.Ending()), p.Title()+"："+a.Name
			put(f, a.Body)
		}
	}
	if len(b.PDF) > 0 {
		put(File{Name: boundName, Title: "装订好的卷宗"}, b.PDF)
	}
	told, err := event.List(tx, event.Filter{Kind: event.Matter, Subject: string(m.ID), Limit: mostTold})
	for _, e := range told {
		manifest.Events = append(manifest.Events, Told{At: e.At.UTC(), Who: e.OfficerName, Action: e.Action, Hash: hex.EncodeToString(e.Hash)})
	}
	return files, manifest, err
}

// code names the part in the names of its files.
func (p Part) code() string {
	if p.Form == "" {
		return "other"
	}
	return string(p.Form)
}

// mostTold bounds the lines of the ledger in one bundle.
const mostTold = 2000

func recordOf(tx *db.Tx, id matter.ID) ([]byte, error) {
	story, err := matter.LoadStory(tx, id)
	if err != nil {
		return nil, err
	}
	parties, err := matter.Parties(tx, id)
	if err != nil {
		return nil, err
	}
	r := Record{Place: story.Place, Request: story.Request}
	for _, p := range parties {
		r.Parties = append(r.Parties, RecordParty{Side: string(p.Side), Body: p.Body, Name: p.Name, Phone: p.Phone, IDNumber: p.IDNumber, Address: p.Address})
	}
	return json.MarshalIndent(r, "", "  ")
}

func zipped(files map[string][]byte, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
		if err == nil {
			_, err = f.Write(files[name])
		}
		if err != nil {
			return nil, fmt.Errorf("dossier: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("dossier: %w", err)
	}
	return out.Bytes(), nil
}

// The limits of a bundle that is read.
const (
	mostFiles  = 1000
	mostUnzip  = 200 << 20
	mostBundle = 100 << 20
)

// ReadBundle reads a bundle from anywhere and believes nothing in it: every file
// must have its digest, no file may be missing or beside the list, and the
// signature must be of the key the bundle names. Whose key that is, a person
// has to know: see Key.
func ReadBundle(body []byte) (Bundle, error) {
	b := Bundle{Files: map[string][]byte{}}
	if len(body) > mostBundle {
		return b, fault.New(fault.Invalid, "文件太大，电子卷宗包最大%d MB", mostBundle>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return b, fault.New(fault.Invalid, "这不是电子卷宗包（.zip）")
	}
	if len(z.File) > mostFiles {
		return b, fault.New(fault.Invalid, "包里的文件太多，最多%d个", mostFiles)
	}
	left := int64(mostUnzip)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return b, fault.New(fault.Invalid, "包里的“%s”打不开", f.Name)
		}
		text, err := io.ReadAll(io.LimitReader(r, left+1))
		if err := errors.Join(err, r.Close()); err != nil {
			return b, fault.New(fault.Invalid, "包里的“%s”已损坏", f.Name)
		}
		if left -= int64(len(text)); left < 0 {
			return b, fault.New(fault.Invalid, "包解开以后太大，最多%d MB", mostUnzip>>20)
		}
		if _, twice := b.Files[f.Name]; twice {
			return b, fault.New(fault.Invalid, "包里有两个“%s”，不能采信", f.Name)
		}
		b.Files[f.Name] = text
	}
	return b, b.verify()
}

func (b *Bundle) verify() error {
	if err := json.Unmarshal(b.Files[manifestName], &b.Manifest); err != nil || b.Manifest.Format != bundleFormat {
		return fault.New(fault.Invalid, "包里没有能读懂的清单（%s），可能不是电子卷宗包", manifestName)
	}
	var s signature
	if err := json.Unmarshal(b.Files[signatureName], &s); err != nil {
		return fault.New(fault.Invalid, "包里没有签名（%s），不能采信", signatureName)
	}
	key, err1 := hex.DecodeString(s.Key)
	sign, err2 := hex.DecodeString(s.Signature)
	if err1 != nil || err2 != nil || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, b.Files[manifestName], sign) {
		return fault.New(fault.Invalid, "签名不对：清单在签名以后被改过，或者签名是伪造的")
	}
	b.Key = s.Key
	listed := map[string]bool{manifestName: true, signatureName: true}
	for _, f := range b.Manifest.Files {
		body, ok := b.Files[f.Name]
		if !ok {
			return fault.New(fault.Invalid, "包里少了“%s”（%s）", f.Title, f.Name)
		}
		if document.Hash(body) != f.SHA256 {
			return fault.New(fault.Invalid, "“%s”（%s）被改过，与清单的摘要不一致", f.Title, f.Name)
		}
		listed[f.Name] = true
	}
	for name := range b.Files {
		if !listed[name] {
			return fault.New(fault.Invalid, "包里多了清单上没有的“%s”", name)
		}
	}
	if err := json.Unmarshal(b.Files[recordName], &b.Record); err != nil {
		return fault.New(fault.Invalid, "登记内容（%s）读不懂", recordName)
	}
	return nil
}

// Ours reports whether the bundle was signed by this installation.
func (b Bundle) Ours(tx *db.Tx) (bool, error) {
	ring, err := tx.Keys()
	if err != nil {
		return false, err
	}
	key, _ := ring.Sign(nil)
	return hex.EncodeToString(key) == b.Key, nil
}

// Store lets the papers of a bundle in like any other files, before the transaction
// that takes the bundle in. What may not be let in, such as another system's data,
// is left out: its name is answered.
func (b Bundle) Store(ctx context.Context, files *file.Store) (stored []file.Received, left []string, err error) {
	for _, f := range b.Manifest.Files {
		if f.Name == recordName {
			continue
		}
		body := b.Files[f.Name]
		got, err := files.Receive(ctx, file.Incoming{Name: path.Base(f.Name), Size: int64(len(body)), Content: bytes.NewReader(body)})
		switch {
		case fault.Of(err) != nil:
			left = append(left, f.Title)
		case err != nil:
			return stored, left, err
		default:
			stored = append(stored, got)
		}
	}
	return stored, left, nil
}

// TakeIn registers the matter of a bundle here: what was told, by whom, with its
// number over there, and the papers that were stored. The one who takes it in has
// looked at it.
func TakeIn(tx *db.Tx, by actor.Actor, b Bundle, unit string, papers []file.Received) (matter.Matter, error) {
	o, r := b.Manifest.Matter, b.Record
	in := matter.Intake{
		Channel: "other", Title: o.Title, Place: r.Place, Unit: unit, Class: matter.Class(o.Class), DisputeType: matter.DisputeType(o.Type), Known: true,
		Request: strings.TrimSpace(r.Request + "\n（随电子卷宗包移来，原编号：" + o.Number + "，原办理单位：" + b.Manifest.Unit + "）"),
	}
	for _, p := range r.Parties {
		in.Parties = append(in.Parties, matter.Party{Side: matter.Side(p.Side), Body: p.Body, Name: p.Name, Phone: p.Phone, IDNumber: p.IDNumber, Address: p.Address})
	}
	m, err := matter.Receive(tx, by, in)
	if err != nil {
		return m, err
	}
	if len(papers) > 0 {
		if _, err := matter.Attach(tx, by, m.ID, matter.Attaching{Files: papers}); err != nil {
			return m, err
		}
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "dossier.takeIn", Kind: event.Matter, Subject: string(m.ID), Role: by.First(actor.Roles...),
		Details: map[string]string{"number": o.Number, "key": b.Key, "digest": document.Hash(b.Files[manifestName])},
	})
	return m, err
}
