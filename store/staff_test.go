package store_test

import (
	"testing"

	"ventanilla/store"
)

func TestOlderVaultIsSeen(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	must(t, s.SawVault(ctx, 3))
	must(t, s.SawVault(ctx, 3))
	mustBe(t, s.SawVault(ctx, 2), store.ErrOlder)
	must(t, s.RecordStaff(ctx, store.StaffAdded, "0123456789abcdef", 4))
	must(t, s.SawVault(ctx, 4))
	must(t, s.SawVault(ctx, 6)) // by something that kept quiet
	mustBe(t, s.SawVault(ctx, 5), store.ErrOlder)
	must(t, s.RecordStaff(ctx, store.OlderVaultRecovered, "", 5))
	must(t, s.SawVault(ctx, 5))

	var told []string
	must(t, s.Audit(ctx, func(e store.Entry) bool {
		told = append(told, string(e.What)+" "+e.Subject)
		return true
	}))
	want := []string{"staff_added 0123456789abcdef", "vault_changed ", "older_vault_recovered "}
	if len(told) != len(want) {
		t.Fatalf("told %q", told)
	}
	for i := range want {
		if told[i] != want[i] {
			t.Errorf("entry %d is %q, want %q", i+1, told[i], want[i])
		}
	}
	must(t, s.VerifyAudit(ctx))
}
