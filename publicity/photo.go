package publicity

import (
	"errors"
	"strings"
	"time"

	"fengsheng/actor"
	"fengsheng/identity"
	"fengsheng/internal/calendar"
	"fengsheng/internal/db"
	"fengsheng/internal/fault"
	"fengsheng/internal/file"
	"fengsheng/internal/seal"
)

// MostPhotos is how many photos one campaign keeps.
const MostPhotos = 12

// Photo is a picture of a campaign. What the camera wrote into it - place, device,
// hour - was left out when it was let in (internal/file).
type Photo struct {
	ID       string
	Campaign ID
	Caption  string
	Alt      string // what is on it, for who cannot see it
	Kind     file.Kind
	Size     int64 // bytes
	Officer  string
	At       time.Time
}

const photoColumns = `id, campaign_id, caption, alt, kind, size, officer_id, at`

var (
	insertPhoto = db.SQL("publicity.photo", `INSERT INTO publicity_photo (street_id, id, campaign_id, caption, alt, kind, size, file_id, file_key, officer_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
	readPhotos    = db.SQL("publicity.photos", `SELECT `+photoColumns+` FROM publicity_photo WHERE street_id = $1 AND campaign_id = $2 ORDER BY id`)
	readPhotoFile = db.SQL("publicity.photoFile", `SELECT kind, file_id, file_key FROM publicity_photo WHERE street_id = $1 AND campaign_id = $2 AND id = $3`)
	dropPhoto     = db.SQL("publicity.dropPhoto", `DELETE FROM publicity_photo WHERE street_id = $1 AND campaign_id = $2 AND id = $3`)

	// PhotoFiles are the files that photos refer to, for matter.Sweeping.
	PhotoFiles = db.SQL("publicity.files", `SELECT file_id, '' FROM publicity_photo WHERE street_id = $1`)
)

// Photos lists the photos of a campaign, in the order they came.
func Photos(tx *db.Tx, id ID) ([]Photo, error) {
	return db.All(tx, readPhotos, scanPhoto, tx.Street, string(id))
}

// Pictured is a photo with the campaign it is of.
type Pictured struct {
	Photo
	Title string
	On    calendar.Date
}

const (
	selectPictured = `SELECT publicity_photo.id, publicity_photo.campaign_id, caption, alt, title, on_date` + fromPictured
	countPictured  = `SELECT count(*)` + fromPictured
	fromPictured   = ` FROM publicity_photo JOIN publicity_campaign ON publicity_campaign.street_id = publicity_photo.street_id
AND publicity_campaign.id = publicity_photo.campaign_id`
)

// Album lists some photos of the campaigns that a filter finds, the latest campaign
// first, and says how many there are.
func Album(tx *db.Tx, by actor.Actor, f Filter, skip, limit int) ([]Pictured, int, error) {
	if !identity.SeePublicity.Allows(by) {
		return nil, 0, nil
	}
	w := f.where(tx.Street)
	count, args := w.Build("publicity.countAlbum", countPictured, "")
	n, err := db.Value[int](tx, count, args...)
	if err != nil || n == 0 {
		return nil, n, err
	}
	some, args := w.Build("publicity.album", selectPictured, "ORDER BY on_date DESC, publicity_campaign.id DESC, publicity_photo.id LIMIT ? OFFSET ?", limit, skip)
	all, err := db.All(tx, some, func(r db.Row) (Pictured, error) {
		var p Pictured
		return p, r.Scan(&p.ID, &p.Campaign, &p.Caption, &p.Alt, &p.Title, &p.On)
	}, args...)
	return all, n, err
}

func scanPhoto(r db.Row) (Photo, error) {
	var p Photo
	var at int64
	err := r.Scan(&p.ID, &p.Campaign, &p.Caption, &p.Alt, &p.Kind, &p.Size, &p.Officer, &at)
	p.At = db.Moment(at)
	return p, err
}

// Fillable loads a campaign that may get photos: it took place.
func Fillable(tx *db.Tx, by actor.Actor, id ID) (Campaign, error) {
	return take(tx, by, id, 0, Held, Recorded)
}

// AddPhoto keeps a picture that was let in with its campaign.
func AddPhoto(tx *db.Tx, by actor.Actor, id ID, got file.Received, caption, alt string) error {
	if _, err := Fillable(tx, by, id); err != nil {
		return err
	}
	have, err := Photos(tx, id)
	if err != nil {
		return err
	}
	caption, alt = strings.TrimSpace(caption), strings.TrimSpace(alt)
	var bad fault.Fields
	bad.Must("photo", got.Kind.Picture(), "请选择照片：.jpg、.png或.webp")
	if len(have) >= MostPhotos {
		bad.Add("photo", "一次活动最多留%d张照片，请先移除不要的", MostPhotos)
	}
	bad.Need("alt", alt, "请写明照片上是什么，例如：宣传台前摆着手册和环保袋")
	bad.Short("alt", "照片上是什么", alt, lineMax)
	bad.Short("caption", "说明", caption, lineMax)
	if err := bad.Err(); err != nil {
		return err
	}
	key, err := sealed(tx, got.Ref)
	if err != nil {
		return err
	}
	photo := tx.NewID()
	_, err = tx.Exec(insertPhoto, tx.Street, photo, string(id), caption, alt, string(got.Kind), got.Size, got.Ref.ID, key, by.Officer, tx.Millis())
	if err != nil {
		return err
	}
	return told(tx, by, "addPhoto", string(id), map[string]any{"photo": photo})
}

// RemovePhoto takes a photo away for good: nobody has to be asked who wants to be no
// longer seen.
func RemovePhoto(tx *db.Tx, by actor.Actor, id ID, photo string) error {
	if _, err := Fillable(tx, by, id); err != nil {
		return err
	}
	n, err := tx.Exec(dropPhoto, tx.Street, string(id), photo)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.NotFound, "没有这张照片，可能已经移除")
	}
	return told(tx, by, "removePhoto", string(id), map[string]any{"photo": photo})
}

// sealed is the key of a stored file as a row keeps it, when the file is there.
func sealed(tx *db.Tx, ref file.Ref) (string, error) {
	files, err := tx.Files()
	if err != nil {
		return "", err
	}
	if !files.Has(ref.ID) {
		return "", fault.New(fault.Conflict, "照片没有存好，请重新上传")
	}
	ring, err := tx.Keys()
	if err != nil {
		return "", err
	}
	return ring.Of(seal.Photos).Seal("photo "+ref.ID, string(ref.Key))
}

// OpenPhoto finds what opens a photo, for somebody who may see publicity.
func OpenPhoto(tx *db.Tx, by actor.Actor, id ID, photo string) (file.Ref, file.Kind, error) {
	if !identity.SeePublicity.Allows(by) {
		return file.Ref{}, "", noPhoto()
	}
	type row struct {
		kind      file.Kind
		file, key string
	}
	p, err := db.One(tx, readPhotoFile, func(r db.Row) (row, error) {
		var p row
		return p, r.Scan(&p.kind, &p.file, &p.key)
	}, tx.Street, string(id), photo)
	if errors.Is(err, db.ErrNone) {
		return file.Ref{}, "", noPhoto()
	}
	if err != nil {
		return file.Ref{}, "", err
	}
	ring, err := tx.Keys()
	if err != nil {
		return file.Ref{}, "", err
	}
	key, err := ring.Of(seal.Photos).Open("photo "+p.file, p.key)
	return file.Ref{ID: p.file, Key: seal.StreamKey(key)}, p.kind, err
}

func noPhoto() error { return fault.New(fault.NotFound, "没有这张照片，可能已经移除") }
