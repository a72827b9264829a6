package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

//go:embed assets
var files embed.FS

// Stylesheet and Modules name what every page loads.
const Stylesheet = "fengsheng.css"

// Modules are loaded by every page, each on its own; none needs another. What
// only one component needs, the component loads: see module.
var Modules = []string{"form.js", "draft.js", "keys.js", "session.js", "pick.js"}

// AssetRoot is the address below which assets are served.
const AssetRoot = "/assets/"

// asset is one embedded file under its content-hash address.
type asset struct {
	kind     string
	plain    []byte
	compress func() (br, gz []byte) // done on the first request, so that the start stays short
}

// catalogue knows every asset by its hashed name and every hashed name by file.
type catalogue struct {
	byName map[string]*asset
	name   map[string]string
}

// load reads and hashes the embedded files, once.
var load = sync.OnceValue(func() catalogue {
	c := catalogue{byName: map[string]*asset{}, name: map[string]string{}}
	entries, err := fs.ReadDir(files, "assets")
	if err != nil {
		return c
	}
	for _, e := range entries {
		body, err := files.ReadFile("assets/" + e.Name())
		if err != nil {
			continue
		}
		sum := sha256.Sum256(body)
		ext := path.Ext(e.Name())
		hashed := strings.TrimSuffix(e.Name(), ext) + "." + hex.EncodeToString(sum[:6]) + ext
		c.name[e.Name()] = hashed
		c.byName[hashed] = &asset{kind: kindOf(ext), plain: body, compress: sync.OnceValues(func() ([]byte, []byte) {
			return brotliOf(body), gzipOf(body)
		})}
	}
	return c
})

func kindOf(ext string) string {
	switch ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return mime.TypeByExtension(ext)
}

// Asset is the address of the embedded file called name.
func Asset(name string) string { return AssetRoot + load().name[name] }

// ServeAsset answers a request below AssetRoot; false when there is no such
// file, and then nothing has been written.
func ServeAsset(w http.ResponseWriter, r *http.Request) bool {
	a := load().byName[strings.TrimPrefix(r.URL.Path, AssetRoot)]
	if a == nil {
		return false
	}
	body, encoding := a.plain, ""
	br, gz := a.compress()
	accepts := r.Header.Get("Accept-Encoding")
	switch {
	case strings.Contains(accepts, "br"):
		body, encoding = br, "br"
	case strings.Contains(accepts, "gzip"):
		body, encoding = gz, "gzip"
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader has gone; nobody is left to tell
	}
	return true
}

func brotliOf(b []byte) []byte {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotli.BestCompression)
	_, _ = w.Write(b) // a bytes.Buffer does not fail
	_ = w.Close()
	return out.Bytes()
}

func gzipOf(b []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return b
	}
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}
