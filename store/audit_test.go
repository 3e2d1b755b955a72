package store_test

import (
	"errors"
	"testing"

	"ventanilla/store"
)

func TestAuditNamesWhatWasDoneToIt(t *testing.T) {
	const free = "DROP TRIGGER audit_never_changes; DROP TRIGGER audit_stays;"
	for _, c := range []struct {
		name, sql string
		cause     error
		sequence  int64
	}{
		{"changed", "UPDATE audit SET who = 'eva' WHERE sequence = 3", store.ErrAuditChanged, 3},
		{"missing", "DELETE FROM audit WHERE sequence = 3", store.ErrAuditMissing, 3},
		{"first missing", "DELETE FROM audit WHERE sequence = 1", store.ErrAuditMissing, 1},
		{"cut off", "DELETE FROM audit WHERE sequence > 3", store.ErrAuditMissing, 4},
		{"all gone", "DELETE FROM audit", store.ErrAuditMissing, 1},
		{
			"reordered", `UPDATE audit SET sequence = 99 WHERE sequence = 3; UPDATE audit SET sequence = 3 WHERE sequence = 4;
				UPDATE audit SET sequence = 4 WHERE sequence = 99`, store.ErrAuditReordered, 3,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := open(t)
			for range 3 {
				b.frozen(t, ana())
			}
			must(t, b.VerifyAudit(t.Context()))
			must(t, b.Close())
			b.tamper(t, free, c.sql)
			b.again(t)
			var found *store.AuditError
			err := b.VerifyAudit(t.Context())
			if !errors.As(err, &found) || !errors.Is(err, c.cause) || found.Sequence != c.sequence {
				t.Errorf("found %v", err)
			}
		})
	}
}

func TestAuditOfANewStore(t *testing.T) {
	b := open(t)
	must(t, b.VerifyAudit(t.Context()))
	must(t, b.Record(t.Context(), store.Exported, ""))
	var entries []store.Entry
	must(t, b.Audit(t.Context(), func(e store.Entry) bool { entries = append(entries, e); return true }))
	if len(entries) != 1 || entries[0].Who != "ana" || entries[0].What != store.Exported {
		t.Errorf("entries %+v", entries)
	}
	must(t, b.VerifyAudit(t.Context()))
}
