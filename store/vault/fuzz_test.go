package vault_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ventanilla/store/vault"
)

// FuzzRead reads any bytes as a vault: it refuses them or can list the staff.
func FuzzRead(f *testing.F) {
	s := newSite(f)
	whole, err := os.ReadFile(s.path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(`{"format":"ventanilla vault","version":1}`))
	f.Add([]byte(`{"format":"ventanilla vault","version":9}`))
	path := filepath.Join(f.TempDir(), "vault.json")
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		v, err := vault.Read(path)
		if err != nil {
			if !errors.Is(err, vault.ErrDamaged) && !errors.Is(err, vault.ErrVersion) {
				t.Fatal(err)
			}
			return
		}
		if len(v.Staff()) == 0 {
			t.Fatal("nobody can unlock")
		}
	})
}
