package cryptvfs_test

import (
	"crypto/rand"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"ventanilla/store/cryptvfs"
)

func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "notes.db")
	key := make([]byte, cryptvfs.KeySize) // keep it where it is safe
	rand.Read(key)

	db, err := cryptvfs.Create(path, key, cryptvfs.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE note(t TEXT); INSERT INTO note VALUES('said in confidence')"); err != nil {
		log.Fatal(err)
	}
	db.Close()

	if db, err = cryptvfs.Open(path, key, cryptvfs.Options{}); err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	var note string
	if err := db.QueryRow("SELECT t FROM note").Scan(&note); err != nil {
		log.Fatal(err)
	}
	fmt.Println(note)
	// Output: said in confidence
}
