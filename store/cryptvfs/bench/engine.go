//go:build unix

package main

import (
	"bytes"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"

	_ "github.com/mutecomm/go-sqlcipher/v4" // registers "sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum"
	_ "github.com/ncruces/go-sqlite3/vfs/xts"
	_ "modernc.org/sqlite" // registers "sqlite"

	"ventanilla/store/cryptvfs"
)

// engine opens a database that does not exist yet.
type engine struct {
	name string
	open func(path string) (*sql.DB, error)
}

// key is every engine's. XTS takes two, which must differ.
var (
	key    = bytes.Repeat([]byte{7}, 32)
	second = bytes.Repeat([]byte{8}, 32)
)

// engines, the plain one first.
var engines = []engine{
	{"modernc.org/sqlite, plain", func(path string) (*sql.DB, error) { return prepare(sql.Open("sqlite", path)) }},
	{"cryptvfs, AES-256-GCM", func(path string) (*sql.DB, error) {
		return prepare(cryptvfs.Create(path, key, cryptvfs.Options{Cipher: cryptvfs.AES256GCM}))
	}},
	{"cryptvfs, ChaCha20-Poly1305", func(path string) (*sql.DB, error) {
		return prepare(cryptvfs.Create(path, key, cryptvfs.Options{Cipher: cryptvfs.ChaCha20Poly1305}))
	}},
	{"SQLCipher 4.4.2 (cgo)", func(path string) (*sql.DB, error) {
		return prepare(sql.Open("sqlite3", fmt.Sprintf("file:%s?_pragma_key=x'%s'&_pragma_cipher_page_size=4096", path, hex.EncodeToString(key))))
	}},
	{"ncruces adiantum", func(path string) (*sql.DB, error) { return prepare(ncruces(path, "adiantum", key)) }},
	{"ncruces xts", func(path string) (*sql.DB, error) { return prepare(ncruces(path, "xts", slices.Concat(key, second))) }},
}

func ncruces(path, vfs string, key []byte) (*sql.DB, error) {
	return driver.Open("file:" + path + "?vfs=" + vfs + "&hexkey=" + hex.EncodeToString(key))
}

// prepare gives all engines the settings of cryptvfs.
func prepare(db *sql.DB, err error) (*sql.DB, error) {
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	for _, s := range []string{
		"auto_vacuum = INCREMENTAL", "locking_mode = EXCLUSIVE", "temp_store = MEMORY", "journal_mode = WAL",
		"synchronous = FULL", "secure_delete = ON", "foreign_keys = ON", "trusted_schema = OFF", "cache_size = -8000",
	} {
		if _, err := db.Exec("PRAGMA " + s); err != nil {
			db.Close()
			return nil, err
		}
	}
	return db, nil
}
