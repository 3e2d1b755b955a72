package vault_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	"ventanilla/store/vault"
)

func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "vault.json")
	programme, err := age.GenerateHybridIdentity() // at head office; only its recipient comes here
	if err != nil {
		log.Fatal(err)
	}

	s, err := vault.Create(path, vault.Config{
		Name: "Ana", Passphrase: "cuatro gatos miran pájaros", Recovery: []string{programme.Recipient().String()},
		WorkFactor: 2, Weak: true, // an example may not take a second; leave both out
	})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := s.Add("Jo", vault.Worker, "hay 3 sillas rotas aquí"); err != nil {
		log.Fatal(err)
	}
	s.Lock()

	v, err := vault.Read(path)
	if err != nil {
		log.Fatal(err)
	}
	jo := v.Staff()[1]
	if s, err = v.Unlock(jo.ID, "hay 3 sillas rotas aquí", time.Now()); err != nil {
		log.Fatal(err)
	}
	defer s.Lock()
	fmt.Println(s.Staff().Name, s.Staff().Role, len(s.Key()))
	// Output: Jo worker 32
}
