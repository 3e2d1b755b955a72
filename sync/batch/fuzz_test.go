package batch_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ventanilla/sync/batch"
)

// seeds adds the test vectors for one reader.
func seeds(f *testing.F, reader string) {
	f.Helper()
	paths, err := filepath.Glob("testkit/vectors/" + reader + "_*")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no vectors for %s", reader)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		_, input, _ := bytes.Cut(data, []byte("\n\n"))
		f.Add(input)
	}
}

func FuzzOpenManifest(f *testing.F) {
	seeds(f, "manifest")
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := batch.OpenManifest(data)
		if err != nil {
			return
		}
		check(t, m.Check())
		for _, o := range m.Objects {
			if o.Chunks() > 1 && len(o.Hashes) != 32*o.Chunks() {
				t.Fatal("an object with too few hashes passed")
			}
		}
	})
}

func FuzzOpenReceipt(f *testing.F) {
	seeds(f, "receipt")
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := batch.OpenDocument[batch.Receipt](public(key(9)), data); err == nil {
			again, err := batch.SignDocument(key(9), r)
			check(t, err)
			if !bytes.Equal(again, data) {
				t.Fatal("two encodings of one receipt")
			}
		}
	})
}

func FuzzOpenEnrolment(f *testing.F) {
	seeds(f, "enrolment")
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, device, err := batch.OpenEnrolment(data); err == nil && e.Device != batch.NewDeviceID(device) {
			t.Fatal("a request in another device's name passed")
		}
	})
}

func FuzzOpenCard(f *testing.F) {
	seeds(f, "card")
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := batch.OpenCard(data); err == nil && len(c.AgeRecipients()) == 0 {
			t.Fatal("a card without recipients passed")
		}
	})
}

func FuzzVerifyBundle(f *testing.F) {
	seeds(f, "bundle")
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := batch.Verify(bytes.NewReader(data))
		if err == nil && len(c.Damaged) > 0 {
			t.Fatal("damage without an error")
		}
	})
}

func FuzzParseEnrolmentCode(f *testing.F) {
	f.Add("GT-7K3M-90QX-VB2D-H5T7")
	f.Fuzz(func(t *testing.T, text string) {
		code, err := batch.ParseEnrolmentCode(text)
		if err != nil {
			return
		}
		again, err := batch.ParseEnrolmentCode(strings.ToLower(string(code)))
		check(t, err)
		same(t, again, code)
	})
}
