package batch_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"

	"ventanilla/sync/batch"
)

func receipt(change ...func(*batch.Receipt)) batch.Receipt {
	r := batch.Receipt{
		Version: batch.Version, Portal: batch.NewPortalID(public(key(9))), Device: batch.NewDeviceID(public(key(1))),
		Batch: batchID, Number: 7, At: noon, Held: []batch.Name{batch.NameOf([]byte("a"))}, Complete: true,
	}
	for _, c := range change {
		c(&r)
	}
	return r
}

func TestDocumentOpensOnlyWithItsSignersKey(t *testing.T) {
	data, err := batch.SignDocument(key(9), receipt())
	check(t, err)
	got, err := batch.OpenDocument[batch.Receipt](public(key(9)), data)
	check(t, err)
	same(t, got, receipt())
	for name, wrong := range map[string]ed25519.PublicKey{"other": public(key(8)), "none": nil} {
		if _, err := batch.OpenDocument[batch.Receipt](wrong, data); !errors.Is(err, batch.ErrSignature) {
			t.Errorf("%s key: %v", name, err)
		}
	}
	if _, err := batch.OpenDocument[batch.EnrolmentAnswer](public(key(9)), data); !errors.Is(err, batch.ErrMalformed) {
		t.Errorf("opened as another type: %v", err)
	}
}

// Every byte of an envelope counts: no other bytes pass for the document.
func TestDocumentHasOneEncoding(t *testing.T) {
	data, err := batch.SignDocument(key(9), receipt())
	check(t, err)
	for i := range data {
		for _, flip := range []byte{1, 0x20, 0x80} {
			changed := bytes.Clone(data)
			changed[i] ^= flip
			if _, err := batch.OpenDocument[batch.Receipt](public(key(9)), changed); err == nil {
				t.Fatalf("byte %d changed and it opens", i)
			}
		}
	}
	for _, extra := range []string{" ", "\n", "{}", "\x00"} {
		if _, err := batch.OpenDocument[batch.Receipt](public(key(9)), append(bytes.Clone(data), extra...)); err == nil {
			t.Errorf("opens with %q after it", extra)
		}
	}
}

// signRaw signs a payload as it is, well-formed or not.
func signRaw(t *testing.T, k ed25519.PrivateKey, kind batch.DocumentType, payload string) []byte {
	t.Helper()
	signer, err := dsse.NewEnvelopeSigner(libraryKey{k})
	check(t, err)
	envelope, err := signer.SignPayload(context.Background(), string(kind), []byte(payload))
	check(t, err)
	return []byte(`{"payload":"` + envelope.Payload + `","payloadType":"` + envelope.PayloadType + `","signatures":[{"keyid":"` +
		hex.EncodeToString(public(k)) + `","sig":"` + envelope.Signatures[0].Sig + `"}]}`)
}

func TestPayloadIsReadStrictly(t *testing.T) {
	good, err := json.Marshal(receipt())
	check(t, err)
	for name, payload := range map[string]string{
		"unknown member":    strings.Replace(string(good), `{`, `{"more":1,`, 1),
		"repeated member":   strings.Replace(string(good), `{`, `{"version":1,`, 1),
		"other case":        strings.Replace(string(good), `"number"`, `"Number"`, 1),
		"white space":       strings.Replace(string(good), `:`, `: `, 1),
		"other order":       strings.Replace(string(good), `"version":1,`, ``, 1)[:len(good)-13] + `,"version":1}`,
		"trailing bytes":    string(good) + "{}",
		"no object":         `[]`,
		"null":              `null`,
		"other time zone":   strings.Replace(string(good), `12:00:00Z`, `12:00:00+01:00`, 1),
		"fraction of time":  strings.Replace(string(good), `12:00:00Z`, `12:00:00.5Z`, 1),
		"other version":     strings.Replace(string(good), `"version":1`, `"version":2`, 1),
		"upper-case digits": strings.Replace(string(good), string(receipt().Portal), strings.ToUpper(string(receipt().Portal)), 1),
		"number zero":       strings.Replace(string(good), `"number":7`, `"number":0`, 1),
		"held absent":       strings.Replace(string(good), `"held":["`+string(receipt().Held[0])+`"]`, `"held":null`, 1),
	} {
		if payload == string(good) {
			t.Errorf("%s: changes nothing", name)
		}
		_, err := batch.OpenDocument[batch.Receipt](public(key(9)), signRaw(t, key(9), batch.TypeReceipt, payload))
		if !errors.Is(err, batch.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := batch.OpenDocument[batch.Receipt](public(key(9)), signRaw(t, key(9), batch.TypeReceipt, string(good))); err != nil {
		t.Errorf("the unchanged one: %v", err)
	}
}

// libraryKey lends a key to an independent implementation of DSSE.
type libraryKey struct{ key ed25519.PrivateKey }

func (k libraryKey) Sign(_ context.Context, data []byte) ([]byte, error) {
	return ed25519.Sign(k.key, data), nil
}

func (k libraryKey) Verify(_ context.Context, data, sig []byte) error {
	if !ed25519.Verify(public(k.key), data, sig) {
		return batch.ErrSignature
	}
	return nil
}

func (k libraryKey) KeyID() (string, error)   { return hex.EncodeToString(public(k.key)), nil }
func (k libraryKey) Public() crypto.PublicKey { return public(k.key) }

func TestEnvelopeIsDSSE(t *testing.T) {
	data, err := batch.SignDocument(key(9), receipt())
	check(t, err)
	var envelope dsse.Envelope
	check(t, json.Unmarshal(data, &envelope))
	verifier, err := dsse.NewEnvelopeVerifier(libraryKey{key(9)})
	check(t, err)
	accepted, err := verifier.Verify(context.Background(), &envelope)
	check(t, err)
	if len(accepted) != 1 {
		t.Fatalf("%d signatures accepted", len(accepted))
	}
	if _, err := base64.StdEncoding.DecodeString(envelope.Payload); err != nil {
		t.Fatal(err)
	}
}

func TestReceiptRefusesWhatContradictsItself(t *testing.T) {
	a, b := batch.NameOf([]byte("a")), batch.NameOf([]byte("b"))
	for name, c := range map[string]struct {
		change func(*batch.Receipt)
		want   error
	}{
		"held twice":       {func(r *batch.Receipt) { r.Held = []batch.Name{a, a} }, batch.ErrMalformed},
		"held and apart":   {func(r *batch.Receipt) { r.Quarantined = []batch.Quarantine{{Name: a, Reason: batch.ReasonConflict}} }, batch.ErrMalformed},
		"unknown reason":   {func(r *batch.Receipt) { r.Quarantined = []batch.Quarantine{{Name: b, Reason: "mood"}} }, batch.ErrMalformed},
		"too many objects": {func(r *batch.Receipt) { r.Held = make([]batch.Name, batch.MaxObjects+1) }, batch.ErrLimit},
		"appointment 0": {func(r *batch.Receipt) {
			r.Appointments = []batch.Appointment{{Application: application, Day: "2026-03-03"}}
		}, batch.ErrMalformed},
		"appointment no day": {func(r *batch.Receipt) {
			r.Appointments = []batch.Appointment{{Application: application, Day: "soon", Number: 1}}
		}, batch.ErrMalformed},
	} {
		if _, err := batch.SignDocument(key(9), receipt(c.change)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
