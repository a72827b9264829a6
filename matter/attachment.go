package matter

import (
	"slices"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/document"
	"fengsheng/event"
	"fengsheng/identity"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/internal/seal"
	"fengsheng/org"
)

// What the attachments of one matter may come to together (IN-01, UP-08).
const (
	mostAttachments = 200
	mostAttached    = 100 << 20 // bytes
)

// Attachment is a file kept with a matter.
type Attachment struct {
	ID        string
	Matter    ID
	Piece     string // the paper of the dossier it is; "" = none
	StandsFor string // the code of that form, or Before, After; "" = other material
	Name      string
	Kind      file.Kind
	Size      int64 // bytes
	Pages     int
	SHA256    string
	Original  bool // of a picture that is evidence: it is also kept as it came
	Officer   string
	At        time.Time
	RemovedBy string // officer; "" = it is there
	RemovedAt time.Time
	Reason    string // why it was removed
}

// What a picture of a hazard shows.
const (
	Before = "before"
	After  = "after"
)

// copied are the forms a piece of which comes as a copy, scan or photo, by the
// kind of matter.
var copied = map[Kind][]document.Form{
	Mediation: {
		document.Application, document.Identity, document.Authority, document.Inquiry, document.Evidence, document.Record, document.Written, document.Oral,
		document.Proof, document.Confirmation, document.ContinueConsent, document.Referral,
	},
	Administrative: {document.OrganApplication, document.Identity, document.Authority, document.Evidence, document.OrganRecord, document.OrganAgreement},
	Petition: {
		document.PetitionRegister, document.Identity, document.Authority, document.Evidence, document.PetitionInquiry, document.Hearing, document.ServiceReceipt,
		document.ReviewRequest, document.RecheckRequest, document.CarryingOut,
	},
}

// StandsFor lists what an attachment of the matter can stand for, "" being other
// material.
func StandsFor(k Kind) Enumeration {
	var all Enumeration
	if k == Hazard {
		all = Enumeration{{Before, "整改前的照片"}, {After, "整改后的照片"}}
	}
	for _, f := range copied[k] {
		all = append(all, Choice{string(f), f.Title()})
	}
	return append(all, Choice{"", "其他材料"})
}

// StandsForLabel is what the attachment stands for in Chinese, whatever its matter is.
func StandsForLabel(code string) string {
	if title := document.Form(code).Title(); title != "" {
		return title
	}
	return StandsFor(Hazard).Label(code)
}

// Evidential reports whether a picture standing for it is also kept as it came:
// when and with what it was taken may have to be proved.
func Evidential(standsFor string) bool {
	return slices.Contains([]string{string(document.Evidence), Before, After}, standsFor)
}

// Attaching is files that were let in, and what they are.
type Attaching struct {
	StandsFor string
	Files     []file.Received
}

// check says what is wrong with it beside what the matter already has.
func (a Attaching) check(m Matter, have []Attachment) error {
	var bad fault.Fields
	bad.Must("file", len(a.Files) > 0, "请选择要上传的文件")
	bad.Must("standsFor", StandsFor(m.Kind).Has(a.StandsFor), "请从列出的选项中选择这些文件是什么")
	sum := int64(0)
	for _, h := range have {
		sum += h.Size
	}
	for _, f := range a.Files {
		sum += f.Size
	}
	bad.Must("file", sum <= mostAttached && len(have)+len(a.Files) <= mostAttachments, "一件事的材料一共最多100MB、200份，现在放不下了；不要的请先移除")
	return bad.Err()
}

// Attach keeps files with a matter. What stands for a form is the dossier's piece
// of that form from then on: nobody enters it a second time. Nothing that is open
// elsewhere becomes stale by it.
func Attach(tx *db.Tx, by actor.Actor, id ID, a Attaching) (Matter, error) {
	m, err := Fillable(tx, by, id)
	if err != nil {
		return m, err
	}
	have, err := withRemoved(tx, id)
	if err != nil {
		return m, err
	}
	if err := a.check(m, have); err != nil {
		return m, err
	}
	piece, err := pieceFor(tx, by, m, a)
	if err != nil {
		return m, err
	}
	c, ids := &cover{tx: tx, id: id}, make([]string, len(a.Files))
	for i, got := range a.Files {
		if ids[i], err = attach(tx, by, c, piece, a.StandsFor, got); err != nil {
			return m, err
		}
	}
	_, err = event.Append(tx, by, event.Entry{
		Action: "matter.attach", Kind: event.Matter, Subject: string(id), Role: by.First(identity.ReadMatter.Roles...),
		Details: map[string]string{"attachments": strings.Join(ids, " "), "standsFor": a.StandsFor},
	})
	return m, err
}

// Fillable loads a matter whose dossier is not closed, for those who may read it.
func Fillable(tx *db.Tx, by actor.Actor, id ID) (Matter, error) {
	m, err := readable(tx, by, id, 0)
	if err == nil && m.State == ArchivedState {
		err = fault.New(fault.Conflict, "%s已经归档，不能再增减材料", m.Number)
	}
	return m, err
}

func attach(tx *db.Tx, by actor.Actor, c *cover, piece, standsFor string, got file.Received) (string, error) {
	files, err := tx.Files()
	if err != nil {
		return "", err
	}
	r := attachmentRow{file: got.Ref.ID}
	if got.Original != nil {
		r.originalFile = got.Original.Ref.ID
		if r.originalKey, err = c.seal(place(r.originalFile), string(got.Original.Ref.Key)); err != nil {
			return "", err
		}
	}
	if !files.Has(r.file) || r.originalFile != "" && !files.Has(r.originalFile) {
		return "", fault.New(fault.Conflict, "文件没有存好，请重新上传")
	}
	if r.Name, err = c.seal(namePlace, got.Name); err != nil {
		return "", err
	}
	if r.fileKey, err = c.seal(place(r.file), string(got.Ref.Key)); err != nil {
		return "", err
	}
	id := tx.NewID()
	_, err = tx.Exec(insertAttachment, tx.Street, id, string(c.id), piece, standsFor, r.Name, string(got.Kind), got.Size, got.Pages, got.SHA256,
		r.file, r.fileKey, r.originalFile, r.originalKey, by.Officer, tx.Millis())
	return id, err
}

// place is where the key of a file is sealed to, so that none opens another's.
func place(file string) string { return "file " + file }

// namePlace is what names of attachments are sealed to.
const namePlace = "file name"

// pieceFor is the dossier's piece that the attachment is: the newest of its form,
// or a new one.
func pieceFor(tx *db.Tx, by actor.Actor, m Matter, a Attaching) (string, error) {
	form := document.Form(a.StandsFor)
	if form.Title() == "" {
		return "", nil
	}
	have, err := newestPiece(tx, m.ID, form)
	if have != "" || err != nil {
		return have, err
	}
	pages := 0
	for _, f := range a.Files {
		pages += f.Pages
	}
	return document.Add(tx, by, Keys(tx, m.ID), document.Piece{Matter: string(m.ID), Form: form, Pages: pages})
}

func newestPiece(tx *db.Tx, id ID, form document.Form) (string, error) {
	all, err := document.Of(tx, string(id))
	for _, p := range slices.Backward(all) {
		if p.Form == form && p.State != document.Void {
			return p.ID, err
		}
	}
	return "", err
}

// Attachments lists the files of a matter that are there, in the order they came.
// Who may see them is whoever may read the matter: callers ask Readable.
func Attachments(tx *db.Tx, id ID) ([]Attachment, error) {
	all, err := withRemoved(tx, id)
	return slices.DeleteFunc(all, func(a Attachment) bool { return a.RemovedBy != "" }), err
}

func withRemoved(tx *db.Tx, id ID) ([]Attachment, error) {
	c := &cover{tx: tx, id: id}
	rows, err := db.All(tx, readAttachments, scanAttachment, tx.Street, string(id))
	all := make([]Attachment, len(rows))
	for i, r := range rows {
		if r.Name, err = c.open(namePlace, r.Name); err != nil {
			return nil, err
		}
		all[i] = r.Attachment
	}
	return all, err
}

// Opened is an attachment and what opens its file.
type Opened struct {
	Attachment
	File file.Ref
}

// Kept are the files of a matter with what opens them, in the order they came: for
// its dossier, whose taking is told as a whole. Callers ask Readable.
func Kept(tx *db.Tx, id ID) ([]Opened, error) {
	rows, err := db.All(tx, readAttachments, scanAttachment, tx.Street, string(id))
	if err != nil {
		return nil, err
	}
	c, all := &cover{tx: tx, id: id}, []Opened{}
	for _, r := range rows {
		if r.RemovedBy != "" {
			continue
		}
		o, err := c.opened(r)
		if err != nil {
			return nil, err
		}
		all = append(all, o.Opened)
	}
	return all, nil
}

// Recorded reports whether looking at the attachments of a matter is told to the
// ledger: of a restricted one all, of any other the copies of identity papers,
// whose numbers the pages mask (AUTHZ-04, PRIV-03).
func Recorded(c Confined, a Attachment) bool {
	return c.Level != Internal || a.StandsFor == string(document.Identity)
}

// OpenAttachment finds an attachment for whoever may read its matter. It changes
// nothing: what has to be told is opened by LookAt.
func OpenAttachment(tx *db.Tx, by actor.Actor, id ID, attachment string) (Opened, error) {
	o, c, err := openAttachment(tx, by, id, attachment)
	if err == nil && Recorded(c, o.Attachment) {
		err = fault.New(fault.Denied, "查看这份材料会留下记录，请在事项页按“查看”")
	}
	return o.Opened, err
}

// Look is why somebody looks at what has to be recorded, and whether at the
// picture as it came.
type Look struct {
	Reason   string
	Original bool
}

// LookAt opens an attachment and tells the ledger who looked and why.
func LookAt(tx *db.Tx, by actor.Actor, id ID, attachment string, l Look) (Opened, error) {
	o, _, err := openAttachment(tx, by, id, attachment)
	if err != nil {
		return o.Opened, err
	}
	return o.looked(tx, by, id, l, "matter.look", by.First(identity.ReadMatter.Roles...))
}

// HiddenAttachment opens a file in the vault's transaction, for a custodian who
// was found to be one of the accusation.
func HiddenAttachment(in *db.Tx, by actor.Actor, id ID, attachment, reason string) (Opened, error) {
	o, err := keysOf(in, id, attachment)
	if err != nil {
		return o.Opened, err
	}
	return o.looked(in, by, id, Look{Reason: reason}, "vault.look", actor.SealedCustodian)
}

func (o openedRow) looked(tx *db.Tx, by actor.Actor, id ID, l Look, action string, role actor.Role) (Opened, error) {
	var bad fault.Fields
	bad.Need("reason", l.Reason, "请写明为什么要看")
	if err := bad.Err(); err != nil {
		return o.Opened, err
	}
	what := "file"
	if l.Original {
		if !o.Original {
			return o.Opened, fault.New(fault.NotFound, "没有保存这份材料的原件")
		}
		o.File, what = o.original, "original"
	}
	_, err := event.Append(tx, by, event.Entry{
		Action: action, Kind: event.Matter, Subject: string(id), Role: role, Fields: []string{what}, Reason: l.Reason,
		Details: map[string]string{"attachment": o.ID},
	})
	return o.Opened, err
}

type openedRow struct {
	Opened
	original file.Ref
}

func openAttachment(tx *db.Tx, by actor.Actor, id ID, attachment string) (openedRow, Confined, error) {
	var o openedRow
	if _, err := Visible(tx, by, id); err != nil {
		return o, Confined{}, err
	}
	may, err := Readable(tx, by, id)
	if err != nil {
		return o, Confined{}, err
	}
	if !may {
		return o, Confined{}, fault.New(fault.Denied, "只有正在办理这件事的人能查看材料，需要时请联系承办人")
	}
	level, err := ConfinedBy(tx, id)
	if err != nil {
		return o, level, err
	}
	o, err = keysOf(tx, id, attachment)
	return o, level, err
}

// keysOf reads an attachment that is there, and opens its keys.
func keysOf(tx *db.Tx, id ID, attachment string) (openedRow, error) {
	var o openedRow
	rows, err := db.All(tx, readAttachments, scanAttachment, tx.Street, string(id))
	if err != nil {
		return o, err
	}
	at := slices.IndexFunc(rows, func(r attachmentRow) bool { return r.ID == attachment && r.RemovedBy == "" })
	if at < 0 {
		return o, fault.New(fault.NotFound, "没有这份材料，可能已经移除")
	}
	return (&cover{tx: tx, id: id}).opened(rows[at])
}

// opened opens the name and the keys of one.
func (c *cover) opened(r attachmentRow) (o openedRow, err error) {
	if r.Name, err = c.open(namePlace, r.Name); err != nil {
		return o, err
	}
	o.Attachment = r.Attachment
	if o.File, err = c.ref(r.file, r.fileKey); err != nil {
		return o, err
	}
	o.original, err = c.ref(r.originalFile, r.originalKey)
	return o, err
}

func (c *cover) ref(id, sealed string) (file.Ref, error) {
	key, err := c.open(place(id), sealed)
	return file.Ref{ID: id, Key: seal.StreamKey(key)}, err
}

// Remove takes an attachment out of sight. It is kept until the matter is erased:
// what a decision was made on does not disappear.
func Remove(tx *db.Tx, by actor.Actor, id ID, attachment, reason string) (Matter, error) {
	m, err := Fillable(tx, by, id)
	if err != nil {
		return m, err
	}
	if _, err := keysOf(tx, id, attachment); err != nil {
		return m, err
	}
	var bad fault.Fields
	bad.Need("reason", reason, "请写明为什么移除，例如：传错了")
	if err := bad.Err(); err != nil {
		return m, err
	}
	if err := tx.ExecOne(removeAttachment, tx.Street, attachment, by.Officer, tx.Millis(), reason); err != nil {
		return m, err
	}
	return m, Amended(tx, by, &m, event.Entry{Action: "matter.remove", Details: map[string]string{"attachment": attachment}}, "移除材料："+strings.TrimSpace(reason))
}

// refer are statements of other packages that give the files their rows refer to.
var refer []db.Stmt

// Refers declares a statement that gives, of one street, the ids of the files that
// rows of another package refer to, so that Sweeping leaves them. Like db.SQL it is
// called for package variables only.
func Refers(s db.Stmt) db.Stmt {
	refer = append(refer, s)
	return s
}

// Sweeping reads which files are referred to, of every street of the database and
// its vault, and answers what takes the others away and counts them (UP-02,
// PRIV-08). That is called after the transaction. others read two ids of files from
// each row of what keeps files besides matters, such as the photos of publicity.
func Sweeping(tx *db.Tx, others ...db.Stmt) (func() (int, error), error) {
	files, err := tx.Files()
	if err != nil {
		return nil, err
	}
	streets, err := org.Streets(tx)
	if err != nil {
		return nil, err
	}
	referred := map[string]bool{}
	for _, street := range streets {
		for _, in := range []*db.Tx{tx.In(street), tx.In(Vault(street))} {
			for _, s := range append([]db.Stmt{referredFiles}, others...) {
				err := in.Each(s, func(r db.Row) error {
					var shown, original string
					err := r.Scan(&shown, &original)
					referred[shown], referred[original] = true, true
					return err
				}, in.Street)
				if err != nil {
					return nil, err
				}
			}
			for _, other := range refer {
				ids, err := db.Values[string](in, other, in.Street)
				if err != nil {
					return nil, err
				}
				for _, id := range ids {
					referred[id] = true
				}
			}
		}
	}
	return func() (int, error) { return files.Sweep(tx.Now, func(id string) bool { return referred[id] }) }, nil
}

// sealedTexts are what of an attachment is sealed, by where it stands.
func (r *attachmentRow) sealedTexts() map[string]*string {
	all := map[string]*string{namePlace: &r.Name, place(r.file): &r.fileKey}
	if r.originalFile != "" {
		all[place(r.originalFile)] = &r.originalKey
	}
	return all
}

// openAll opens what of attachments is sealed, before their matter's key goes.
func openAll(tx *db.Tx, id ID, rows []attachmentRow) error {
	c := &cover{tx: tx, id: id}
	for i := range rows {
		for place, value := range rows[i].sealedTexts() {
			var err error
			if *value, err = c.open(place, *value); err != nil {
				return err
			}
		}
	}
	return nil
}

// sealFiles seals what opens the files and signatures of a matter under the key
// of where it went. The files themselves stay where they are.
func sealFiles(in *db.Tx, id ID, rows []attachmentRow, signed []Signature) error {
	c := &cover{tx: in, id: id}
	for _, r := range rows {
		for place, value := range r.sealedTexts() {
			var err error
			if *value, err = c.seal(place, *value); err != nil {
				return err
			}
		}
		if r.Reason != "" {
			var err error
			if r.Reason, err = c.seal("reason", r.Reason); err != nil {
				return err
			}
		}
		if _, err := in.Exec(resealAttachment, in.Street, r.ID, r.Name, r.fileKey, r.originalKey, r.Reason); err != nil {
			return err
		}
	}
	for _, s := range signed {
		image, err := c.seal(imagePlace, s.stored())
		if err != nil {
			return err
		}
		if _, err := in.Exec(resealSignature, in.Street, s.ID, image); err != nil {
			return err
		}
	}
	return nil
}

// attachmentRow is an attachment as it is stored: name and keys are sealed.
type attachmentRow struct {
	Attachment
	file, fileKey, originalFile, originalKey string
}

func scanAttachment(r db.Row) (attachmentRow, error) {
	var a attachmentRow
	var at, removed int64
	err := r.Scan(&a.ID, &a.Matter, &a.Piece, &a.StandsFor, &a.Name, &a.Kind, &a.Size, &a.Pages, &a.SHA256, &a.file, &a.fileKey, &a.originalFile, &a.originalKey,
		&a.Officer, &at, &a.RemovedBy, &removed, &a.Reason)
	a.At, a.RemovedAt, a.Original = db.Moment(at), db.Moment(removed), a.originalFile != ""
	return a, err
}

var (
	insertAttachment = db.SQL("attachment.insert", `INSERT INTO attachment (street_id, id, matter_id, document_id, stands_for, name, kind, size, pages, sha256,
file_id, file_key, original_id, original_key, officer_id, at, removed_by, removed_at, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', 0, '')`)
	readAttachments = db.SQL("attachment.ofMatter", `SELECT id, matter_id, document_id, stands_for, name, kind, size, pages, sha256, file_id, file_key, original_id,
original_key, officer_id, at, removed_by, removed_at, reason FROM attachment WHERE street_id = $1 AND matter_id = $2 ORDER BY id`)
	removeAttachment = db.SQL("attachment.remove", `UPDATE attachment SET removed_by = $3, removed_at = $4, reason = $5 WHERE street_id = $1 AND id = $2 AND removed_by = ''`)
	resealAttachment = db.SQL("attachment.reseal", `UPDATE attachment SET name = $3, file_key = $4, original_key = $5, reason = $6 WHERE street_id = $1 AND id = $2`)
	eraseAttachments = db.SQL("attachment.erase", `UPDATE attachment SET name = '', sha256 = '', file_id = '', file_key = '', original_id = '', original_key = '', reason = ''
WHERE street_id = $1 AND matter_id = $2`)
	referredFiles = db.SQL("attachment.files", `SELECT file_id, original_id FROM attachment WHERE street_id = $1`)
)
