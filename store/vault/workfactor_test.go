package vault_test

import (
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"

	"ventanilla/store/vault"
)

// The work factor makes an unlock take 0.5 to 1 s on a device that can, and
// stays at the least on one that is slower.
func TestScale(t *testing.T) {
	for _, c := range []struct {
		sample time.Duration // what 2^15 takes
		want   int
		within bool // 0.5 to 1 s
	}{
		{200 * time.Millisecond, vault.MinWorkFactor, false}, // 1.6 s: never weaker
		{125 * time.Millisecond, vault.MinWorkFactor, true},
		{63 * time.Millisecond, vault.MinWorkFactor, true},
		{62 * time.Millisecond, vault.MinWorkFactor + 1, true},
		{32 * time.Millisecond, vault.MinWorkFactor + 1, true},
		{31 * time.Millisecond, vault.MinWorkFactor + 2, true},
		{16 * time.Millisecond, vault.MinWorkFactor + 2, true},
		{time.Millisecond, vault.MinWorkFactor + 2, false}, // memory ends it
	} {
		got := vault.Scale(c.sample)
		took := c.sample << (got - 15)
		if got != c.want || c.within != (took >= time.Second/2 && took <= time.Second) {
			t.Errorf("%v: work factor %d, an unlock in %v; want %d", c.sample, got, took, c.want)
		}
	}
}

// BenchmarkUnlock unlocks with the work factor that is measured here.
func BenchmarkUnlock(b *testing.B) {
	recovery, err := age.GenerateHybridIdentity()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "vault.json")
	s, err := vault.Create(path, vault.Config{Name: "Ana", Passphrase: anaPhrase, Recovery: []string{recovery.Recipient().String()}})
	if err != nil {
		b.Fatal(err)
	}
	id := s.Staff().ID
	s.Lock()
	v, err := vault.Read(path)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		u, err := v.Unlock(id, anaPhrase, noon)
		if err != nil {
			b.Fatal(err)
		}
		u.Lock()
	}
	b.ReportMetric(float64(vault.WorkFactor(v)), "work-factor")
}
