package batch_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"filippo.io/age"

	"ventanilla/sync/batch"
)

// ageModule is the command of the age module that go.mod names.
const ageModule = "filippo.io/age/cmd/age@v1.3.2"

// A bundle can be opened with tools that have nothing to do with this program.
func TestBundleOpensByHand(t *testing.T) {
	tools := t.TempDir()
	install := exec.Command("go", "install", ageModule)
	install.Env = append(os.Environ(), "GOBIN="+tools, "CGO_ENABLED=0")
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("install age: %v\n%s", err, out)
	}
	id := identity(t)
	photo := bytes.Repeat([]byte("picture"), 1000)
	sealedPhoto, err := batch.Seal([]age.Recipient{id.Recipient()}, photo)
	check(t, err)
	sealedCore, err := batch.SealCore([]age.Recipient{id.Recipient()}, key(1), batch.Core(core))
	check(t, err)
	p := newParcel(t, key(1), sealedCore, sealedPhoto)

	dir := t.TempDir()
	check(t, os.WriteFile(filepath.Join(dir, "bundle.tar"), p.bundle(t), 0o600))
	check(t, os.WriteFile(filepath.Join(dir, "key.txt"), []byte(id.String()+"\n"), 0o600))
	script, err := filepath.Abs("testdata/by-hand.sh")
	check(t, err)
	hand := exec.Command("sh", script, "bundle.tar", "key.txt")
	hand.Dir, hand.Env = dir, append(os.Environ(), "AGE="+filepath.Join(tools, "age"))
	if out, err := hand.CombinedOutput(); err != nil {
		t.Fatalf("open by hand (needs tar, sha256sum, zstd): %v\n%s", err, out)
	}
	for file, want := range map[string][]byte{"core.json": []byte(core), "photo.jpg": photo} {
		got, err := os.ReadFile(filepath.Join(dir, file))
		check(t, err)
		if !bytes.Equal(got, want) {
			t.Errorf("%s has other bytes", file)
		}
	}
}
