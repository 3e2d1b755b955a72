package batch_test

import (
	"encoding/hex"
	"errors"
	"testing"

	"ventanilla/sync/batch"
)

func enrolment(t *testing.T, code batch.EnrolmentCode) batch.Enrolment {
	t.Helper()
	e := batch.Enrolment{
		Version: batch.Version, Device: batch.NewDeviceID(public(key(1))), TransportKey: hex.EncodeToString(public(key(2))),
		Recipient: identity(t).Recipient().String(), CreatedAt: noon,
	}
	e.Proof = code.Prove(e)
	return e
}

func TestEnrolmentProvesItsCodeForTheseKeysOnly(t *testing.T) {
	code, err := batch.NewEnrolmentCode("GT")
	check(t, err)
	other, err := batch.NewEnrolmentCode("GT")
	check(t, err)
	data, err := batch.SignDocument(key(1), enrolment(t, code))
	check(t, err)
	e, device, err := batch.OpenEnrolment(data)
	check(t, err)
	same(t, device, public(key(1)))
	if !e.ProvedBy(code.Secret()) || e.ProvedBy(other.Secret()) {
		t.Fatal("the proof does not tell the code")
	}
	e.TransportKey = hex.EncodeToString(public(key(3)))
	if e.ProvedBy(code.Secret()) {
		t.Fatal("the proof serves for another transport key")
	}
	stolen, err := batch.SignDocument(key(5), enrolment(t, code))
	check(t, err)
	if _, _, err := batch.OpenEnrolment(stolen); !errors.Is(err, batch.ErrSignature) {
		t.Fatalf("signed by another device: %v", err)
	}
}

func TestEnrolmentCodeAsPeopleTypeIt(t *testing.T) {
	const want = batch.EnrolmentCode("CO-7K1M-90QX-VB2D-H5T6")
	for _, typed := range []string{string(want), " co-7klm-9oqx-vb2d-h5t6 ", "CO-7KIM-90QX-VB2D-H5T6"} {
		got, err := batch.ParseEnrolmentCode(typed)
		check(t, err)
		same(t, got, want)
		same(t, got.Office(), "CO")
	}
	for _, typed := range []string{
		"", "CO", "CO-7K1M-90QX-VB2D", "C-7K1M-90QX-VB2D-H5T6", "CO-7K1M-90QX-VB2D-H5TU", "CO-7K1M-90QX-VB2D-H5T6-0000",
	} {
		if _, err := batch.ParseEnrolmentCode(typed); !errors.Is(err, batch.ErrMalformed) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

// TestEnrolmentCodeIsCheckedBeforeItTravels mistypes each character in every way, and swaps each pair of neighbours.
func TestEnrolmentCodeIsCheckedBeforeItTravels(t *testing.T) {
	code, err := batch.NewEnrolmentCode("GT")
	check(t, err)
	refused := func(typed string) {
		t.Helper()
		if _, err := batch.ParseEnrolmentCode(typed); typed != string(code) && !errors.Is(err, batch.ErrMalformed) {
			t.Errorf("%s for %s: %v", typed, code, err)
		}
	}
	for i := range len(code) {
		if code[i] == '-' {
			continue
		}
		for _, other := range "023456789ABCDEFGHJKMNPQRSTVWXYZ" {
			refused(string(code[:i]) + string(other) + string(code[i+1:]))
		}
		if i+1 < len(code) && code[i+1] != '-' {
			refused(string(code[:i]) + string(code[i+1]) + string(code[i]) + string(code[i+2:]))
		}
	}
}

func TestCardProvesItsKey(t *testing.T) {
	card := batch.Card{
		Version: batch.Version, URL: "https://portal.example.org", Key: hex.EncodeToString(public(key(9))),
		Recipients: []string{identity(t).Recipient().String()},
	}
	data, err := batch.SignDocument(key(9), card)
	check(t, err)
	got, err := batch.OpenCard(data)
	check(t, err)
	same(t, got, card)
	forged, err := batch.SignDocument(key(8), card)
	check(t, err)
	if _, err := batch.OpenCard(forged); !errors.Is(err, batch.ErrSignature) {
		t.Fatalf("signed by another key: %v", err)
	}
	other := card
	other.URL = "https://evil.example.org"
	if other.Fingerprint() == card.Fingerprint() {
		t.Fatal("two cards have one fingerprint")
	}
	for name, url := range map[string]string{"none": "", "no host": "https://", "file": "file:///etc"} {
		card.URL = url
		if err := card.Check(); !errors.Is(err, batch.ErrMalformed) {
			t.Errorf("url %s: %v", name, err)
		}
	}
}
