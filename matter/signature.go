package matter

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"time"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
)

// Signature is a signature drawn on the screen, for one paper as it was shown.
type Signature struct {
	ID      string
	Piece   string // the paper of the dossier
	Party   string // who signed, of the parties; "" = an officer
	Officer string // who signed, of the officers; "" = a party
	Witness string // the officer who held the screen out
	Content string // SHA-256 of what the signer was shown, in hexadecimal digits
	PNG     []byte
	SHA256  string // of PNG
	At      time.Time
}

// stored is the picture as it is kept, before it is sealed.
func (s Signature) stored() string { return base64.StdEncoding.EncodeToString(s.PNG) }

// Signing is what somebody drew, and under which paper.
type Signing struct {
	Piece   string
	Party   string // "" = the officer who is signed in signs
	Content string // SHA-256 of what was shown
	Strokes file.Strokes
}

// ScreenSigning reports whether the papers of a matter may be signed on a screen:
// what concerns marriage, adoption and inheritance is signed by hand on paper
// (电子签名法 art. 3).
func ScreenSigning(m Matter) bool { return m.DisputeType != MarriageFamily }

// Unsettled reports whether a paper must be given out before anybody signs it: an
// agreement, for what is signed has its number and changes no more.
func Unsettled(p document.Piece) bool {
	return p.State == document.Open && (p.Form == document.Written || p.Form == document.OrganAgreement)
}

// Sign keeps a signature. The program draws the picture itself from the strokes:
// no picture from outside is believed to be a signature. A paper that changed
// since it was shown is not signed.
func Sign(tx *db.Tx, by actor.Actor, id ID, s Signing, content string) (Matter, error) {
	m, err := Fillable(tx, by, id)
	if err != nil {
		return m, err
	}
	if !ScreenSigning(m) {
		return m, fault.New(fault.Conflict, "涉及婚姻、收养、继承等人身关系的文书不能在屏幕上签，请打印出来在纸上签（《电子签名法》第三条）")
	}
	pieces, err := document.Of(tx, string(id))
	if err != nil {
		return m, err
	}
	parties, err := Parties(tx, id)
	if err != nil {
		return m, err
	}
	png, drawn := s.Strokes.PNG()
	at := slices.IndexFunc(pieces, func(p document.Piece) bool { return p.ID == s.Piece })
	if at >= 0 && Unsettled(pieces[at]) {
		return m, fault.New(fault.Conflict, "《%s》还没有定稿：定稿以后有了编号、内容不再变，再请各方签名", pieces[at].Form.Title())
	}
	var bad fault.Fields
	bad.Must("piece", at >= 0, "没有这份文书，请回到事项页重新打开")
	bad.Must("party", s.Party == "" || slices.ContainsFunc(parties, func(p Party) bool { return p.ID == s.Party }), "请选择谁来签")
	bad.Must("strokes", drawn == nil, "还没有签名，请在框里签上姓名")
	if err := bad.Err(); err != nil {
		return m, err
	}
	if s.Content != content {
		return m, fault.New(fault.Conflict, "这份文书刚刚改过，请重新看一遍再签")
	}
	image := sha256.Sum256(png)
	made := Signature{ID: tx.NewID(), Piece: s.Piece, Party: s.Party, Witness: by.Officer, Content: content, PNG: png, SHA256: hex.EncodeToString(image[:])}
	if s.Party == "" {
		made.Officer = by.Officer
	}
	c := &cover{tx: tx, id: id}
	sealed, err := c.seal(imagePlace, made.stored())
	if err != nil {
		return m, err
	}
	if _, err := tx.Exec(insertSignature, tx.Street, made.ID, string(id), made.Piece, made.Party, made.Officer, made.Witness, content, sealed, made.SHA256, tx.Millis()); err != nil {
		return m, err
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "matter.sign", Kind: event.Matter, Subject: string(id), Role: by.First(identity.ReadMatter.Roles...),
		Details: map[string]string{"piece": made.Piece, "party": made.Party, "signature": made.ID, "content": content},
	})
	return m, err
}

// Signatures lists what was signed on the screen in a matter, in its order.
// Callers ask Readable.
func Signatures(tx *db.Tx, id ID) ([]Signature, error) {
	c := &cover{tx: tx, id: id}
	all, err := db.All(tx, readSignatures, func(r db.Row) (Signature, error) {
		var s Signature
		var at int64
		var image string
		if err := r.Scan(&s.ID, &s.Piece, &s.Party, &s.Officer, &s.Witness, &s.Content, &image, &s.SHA256, &at); err != nil {
			return s, err
		}
		s.At, s.PNG = db.Moment(at), []byte(image)
		return s, nil
	}, tx.Street, string(id))
	if err != nil {
		return nil, err
	}
	for i := range all { // a key is read by a statement of its own, after these rows
		plain, err := c.open(imagePlace, string(all[i].PNG))
		if err != nil {
			return nil, err
		}
		if all[i].PNG, err = base64.StdEncoding.DecodeString(plain); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// imagePlace is what pictures of signatures are sealed to.
const imagePlace = "signature"

var (
	insertSignature = db.SQL("signature.insert", `INSERT INTO signature (street_id, id, matter_id, document_id, party_id, officer_id, witness_id, content, image, sha256, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	readSignatures = db.SQL("signature.ofMatter", `SELECT id, document_id, party_id, officer_id, witness_id, content, image, sha256, at FROM signature
WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)
	resealSignature = db.SQL("signature.reseal", `UPDATE signature SET image = $3 WHERE street_id = $1 AND id = $2`)
	eraseSignatures = db.SQL("signature.erase", `UPDATE signature SET image = '', content = '', sha256 = '' WHERE street_id = $1 AND matter_id = $2`)
)
