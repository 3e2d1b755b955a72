package testkit_test

import (
	"archive/tar"
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"ventanilla/sync/batch"
)

var (
	update = flag.Bool("update", false, "write the vectors anew")
	add    = flag.Bool("add", false, "write the vectors that are not there yet, of documents that nobody seals")
)

const (
	application = "01990000-0000-7000-8000-000000000001"
	batchID     = "01990000-0000-7000-8000-0000000000b1"
	record      = `{"application":"` + application + `","code":"00000-00000","revision":1}`
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// maker makes the vectors; its first trouble ends the test.
type maker struct {
	t              *testing.T
	device, portal ed25519.PrivateKey
	identity       *age.HybridIdentity
	vectors        []vector
}

func TestUpdate(t *testing.T) {
	if !*update && !*add {
		return // the vectors are data, and made on request only
	}
	m := &maker{t: t, device: seed(1), portal: seed(9)}
	var err error
	m.identity, err = age.GenerateHybridIdentity()
	m.check(err)
	m.manifests()
	m.receipts()
	m.others()
	m.successions()
	m.downward()
	if *add {
		m.append()
		return
	}
	m.cores()
	m.bundles()
	m.write()
}

func seed(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func (m *maker) check(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *maker) add(name, expect, why string, input []byte) {
	read, _, _ := strings.Cut(name, "_")
	m.vectors = append(m.vectors, vector{name: name, expect: expect, read: read, why: why, input: input})
}

func (m *maker) write() {
	old, err := filepath.Glob("vectors/*")
	m.check(err)
	for _, path := range old {
		m.check(os.Remove(path))
	}
	for _, v := range m.vectors {
		var out bytes.Buffer
		m.check(v.write(&out))
		m.check(os.WriteFile(filepath.Join("vectors", v.name), out.Bytes(), 0o644))
	}
	m.check(os.WriteFile("keys.txt", fmt.Appendf(nil, "portal signing key: %x\nportal identity: %s\n",
		public(m.portal), m.identity), 0o644))
}

// append writes what is not there yet.
func (m *maker) append() {
	for _, v := range m.vectors {
		path := filepath.Join("vectors", v.name)
		if _, err := os.Stat(path); err == nil {
			continue
		}
		var out bytes.Buffer
		m.check(v.write(&out))
		m.check(os.WriteFile(path, out.Bytes(), 0o644))
	}
}

// sign signs a payload as it is, well-formed or not.
func sign(k ed25519.PrivateKey, kind batch.DocumentType, payload string) []byte {
	signed := fmt.Sprintf("DSSEv1 %d %s %d %s", len(kind), kind, len(payload), payload)
	return fmt.Appendf(nil, `{"payload":"%s","payloadType":"%s","signatures":[{"keyid":"%x","sig":"%s"}]}`,
		base64.StdEncoding.EncodeToString([]byte(payload)), kind, public(k),
		base64.StdEncoding.EncodeToString(ed25519.Sign(k, []byte(signed))))
}

func text(v any) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func (m *maker) manifest(contents ...[]byte) batch.Manifest {
	manifest := batch.Manifest{
		Version: batch.Version, Batch: batchID, Device: batch.NewDeviceID(public(m.device)), Site: "Casa <Ñandú> & más",
		Sequence: 1, CreatedAt: noon,
	}
	for _, c := range contents {
		o, err := batch.NewObject(batch.KindPhoto, application, 1, c)
		m.check(err)
		manifest.Objects = append(manifest.Objects, o)
	}
	return manifest
}

func (m *maker) manifests() {
	large := bytes.Repeat([]byte("large"), 3000)
	good := text(m.manifest([]byte("small"), large))
	kind := batch.TypeManifest
	ok := sign(m.device, kind, good)
	m.add("manifest_ok", "ok", "an object of one chunk and one of four", ok)
	later := m.manifest([]byte("x"))
	later.Sequence, later.Previous, later.PortalTime = 2, batch.ManifestHash(ok), noon
	m.add("manifest_second", "ok", "with a manifest before it and the portal's time", sign(m.device, kind, text(later)))
	m.add("manifest_other_device", "signature", "signed by another device than it names", sign(seed(2), kind, good))
	m.add("manifest_changed", "signature", "one character of the payload was changed",
		bytes.Replace(ok, []byte(`"payload":"ey`), []byte(`"payload":"ez`), 1))
	m.add("manifest_as_receipt", "malformed", "of another type", sign(m.device, batch.TypeReceipt, good))
	m.add("manifest_space", "malformed", "a space after the envelope", append(bytes.Clone(ok), ' '))
	m.add("manifest_two_signatures", "malformed", "two signatures",
		bytes.Replace(ok, []byte(`"signatures":[`), []byte(`"signatures":[{"keyid":"","sig":""},`), 1))
	for name, c := range map[string][3]string{
		"unknown_member":   {"a member that the format does not know", `{"version":1`, `{"more":0,"version":1`},
		"repeated_member":  {"a member twice", `"version":1`, `"version":1,"version":1`},
		"capital_member":   {"a member in another case", `"site"`, `"Site"`},
		"escaped_html":     {"an escape that JSON does not demand", `<`, `\u003c`},
		"version":          {"another version", `"version":1`, `"version":2`},
		"batch_v4":         {"a random UUID for the batch", batchID, `6ba7b810-9dad-41d1-80b4-00c04fd430c8`},
		"sequence_zero":    {"a sequence of 0", `"sequence":1`, `"sequence":0`},
		"sequence_two":     {"a second manifest without the hash of the first", `"sequence":1`, `"sequence":2`},
		"local_time":       {"a time that is not in UTC", `12:00:00Z`, `12:00:00-05:00`},
		"fraction":         {"a time with a fraction", `12:00:00Z`, `12:00:00.25Z`},
		"unknown_kind":     {"a kind of object that the format does not know", `"kind":"photo"`, `"kind":"video"`},
		"name_path":        {"a name that is a path", `"name":"`, `"name":"../`},
		"size_zero":        {"an object of no bytes", `"size":5`, `"size":0`},
		"no_application":   {"a photo of no application", `"application":"` + application + `",`, ``},
		"hashes_missing":   {"an object of four chunks without their hashes", `"size":5,`, `"size":15000,`},
		"control_in_site":  {"a control character in the site's name", `"site":"`, `"site":"\u0007`},
		"device_too_short": {"a device id of 30 digits", `"device":"` + string(batch.NewDeviceID(public(m.device)))[:2], `"device":"`},
	} {
		m.add("manifest_"+name, "malformed", c[0], sign(m.device, kind, strings.Replace(good, c[1], c[2], 1)))
	}
	m.add("manifest_size", "limit", "an object of more than 16 MiB", sign(m.device, kind, strings.Replace(good, `"size":5`, `"size":16777217`, 1)))
	twice := m.manifest([]byte("x"), []byte("x"))
	m.add("manifest_twice", "malformed", "an object twice", sign(m.device, kind, text(twice)))
}

func (m *maker) receipts() {
	r := batch.Receipt{
		Version: batch.Version, Portal: batch.NewPortalID(public(m.portal)), Device: batch.NewDeviceID(public(m.device)),
		Batch: batchID, Number: 3, At: noon, Held: []batch.Name{batch.NameOf([]byte("x"))}, Complete: true,
		Quarantined:  []batch.Quarantine{{Name: batch.NameOf([]byte("y")), Reason: batch.ReasonConflict}},
		Appointments: []batch.Appointment{{Application: application, Day: "2026-03-09", Number: 12}},
	}
	good := text(r)
	m.add("receipt_ok", "ok", "with all that it can hold", sign(m.portal, batch.TypeReceipt, good))
	m.add("receipt_other_portal", "signature", "signed by another portal", sign(seed(8), batch.TypeReceipt, good))
	m.add("receipt_held_absent", "malformed", "without the list of what is held",
		sign(m.portal, batch.TypeReceipt, strings.Replace(good, `"held":["`+string(r.Held[0])+`"],`, ``, 1)))
	m.add("receipt_held_and_apart", "malformed", "an object both held and kept apart",
		sign(m.portal, batch.TypeReceipt, strings.Replace(good, string(r.Quarantined[0].Name), string(r.Held[0]), 1)))
	m.add("receipt_reason", "malformed", "an unknown reason", sign(m.portal, batch.TypeReceipt, strings.Replace(good, `"conflict"`, `"mood"`, 1)))
	m.add("receipt_number", "malformed", "number 0", sign(m.portal, batch.TypeReceipt, strings.Replace(good, `"number":3`, `"number":0`, 1)))
}

func (m *maker) others() {
	recipient := m.identity.Recipient().String()
	card := batch.Card{
		Version: batch.Version, URL: "https://portal.example.org", Key: hex.EncodeToString(public(m.portal)),
		Recipients: []string{recipient}, TLSPin: strings.Repeat("0", 64),
	}
	m.add("card_ok", "ok", "with a pin", sign(m.portal, batch.TypeCard, text(card)))
	m.add("card_other_key", "signature", "signed by another key than the one on it", sign(seed(8), batch.TypeCard, text(card)))
	m.add("card_scheme", "malformed", "an address that is no web address",
		sign(m.portal, batch.TypeCard, strings.Replace(text(card), "https:", "file:", 1)))
	classic, err := age.GenerateX25519Identity()
	m.check(err)
	m.add("card_classic", "malformed", "a recipient that is not post-quantum",
		sign(m.portal, batch.TypeCard, strings.Replace(text(card), recipient, classic.Recipient().String(), 1)))
	e := batch.Enrolment{
		Version: batch.Version, Device: batch.NewDeviceID(public(m.device)), TransportKey: hex.EncodeToString(public(seed(3))),
		Recipient: recipient, CreatedAt: noon,
	}
	e.Proof = batch.EnrolmentCode("GT-7K3M-90QX-VB2D-H5T7").Prove(e)
	m.add("enrolment_ok", "ok", "with the code GT-7K3M-90QX-VB2D-H5T7", sign(m.device, batch.TypeEnrolment, text(e)))
	m.add("enrolment_other_device", "signature", "signed by another device", sign(seed(2), batch.TypeEnrolment, text(e)))
	m.add("enrolment_proof", "malformed", "a proof that is too short",
		sign(m.device, batch.TypeEnrolment, strings.Replace(text(e), `"proof":"`+e.Proof[:2], `"proof":"`, 1)))
}

// successions lead from the portal's key to that of seed 7.
func (m *maker) successions() {
	card := func(key, signer ed25519.PrivateKey) []byte {
		return sign(signer, batch.TypeCard, text(batch.Card{
			Version: batch.Version, URL: "https://portal.example.org", Key: hex.EncodeToString(public(key)),
			Recipients: []string{m.identity.Recipient().String()},
		}))
	}
	next, kind := seed(7), batch.TypeSuccession
	succession := func(card []byte) string {
		return text(batch.Succession{Version: batch.Version, Portal: batch.NewPortalID(public(m.portal)), Card: card, At: noon})
	}
	good := succession(card(next, next))
	m.add("succession_ok", "ok", "a new card, signed with the key on it, handed over by the held key", sign(m.portal, kind, good))
	m.add("succession_other_key", "signature", "handed over by another key than the held one", sign(seed(8), kind, good))
	m.add("succession_itself", "signature", "handed over by the new key itself", sign(next, kind, good))
	m.add("succession_card_forged", "signature", "a card that another key has signed", sign(m.portal, kind, succession(card(next, seed(8)))))
	m.add("succession_same_key", "malformed", "leads back to the held key", sign(m.portal, kind, succession(card(m.portal, m.portal))))
	m.add("succession_no_card", "limit", "no card in it", sign(m.portal, kind, succession([]byte{})))
}

// downward are other documents that a portal signs.
func (m *maker) downward() {
	returned := text(batch.ReturnedDraft{
		Version: batch.Version, Portal: batch.NewPortalID(public(m.portal)), Device: batch.NewDeviceID(public(seed(2))),
		From: batch.NewDeviceID(public(m.device)), Application: application, Rescue: []byte(`{"draft":{}}`), At: noon,
	})
	kind := batch.TypeReturnedDraft
	m.add("returned_ok", "ok", "a rescued draft for another device", sign(m.portal, kind, returned))
	m.add("returned_other_portal", "signature", "signed by another portal", sign(seed(8), kind, returned))
	m.add("returned_no_device", "malformed", "no device that takes it",
		sign(m.portal, kind, strings.Replace(returned, string(batch.NewDeviceID(public(seed(2)))), "", 1)))
	list := text(batch.Publication{
		Version: batch.Version, Portal: batch.NewPortalID(public(m.portal)), Topic: batch.TopicDevices,
		Subject: batch.DeviceListSubject, Number: 1, At: noon, Body: []byte(`{"devices":[]}`),
	})
	m.add("publication_devices", "ok", "a list of kiosks", sign(m.portal, batch.TypePublication, list))
	m.add("publication_topic", "malformed", "an unknown topic",
		sign(m.portal, batch.TypePublication, strings.Replace(list, `"topic":"devices"`, `"topic":"gossip"`, 1)))
}

func (m *maker) cores() {
	w, err := zstd.NewWriter(nil)
	m.check(err)
	seal := func(plaintext []byte, to ...age.Recipient) []byte {
		if to == nil {
			to = []age.Recipient{m.identity.Recipient()}
		}
		sealed, err := batch.Seal(to, plaintext)
		m.check(err)
		return sealed
	}
	envelope := sign(m.device, batch.TypeCore, record)
	ok := seal(w.EncodeAll(envelope, nil))
	m.add("core_ok", "ok", "a core", ok)
	stranger, err := age.GenerateHybridIdentity()
	m.check(err)
	m.add("core_stranger", "not_for_us", "sealed to somebody else", seal(w.EncodeAll(envelope, nil), stranger.Recipient()))
	changed := bytes.Clone(ok)
	changed[len(changed)-1] ^= 1
	m.add("core_changed", "damaged", "its last byte was changed", changed)
	m.add("core_cut", "damaged", "its last byte is missing", ok[:len(ok)-1])
	m.add("core_longer", "damaged", "a byte follows", append(bytes.Clone(ok), 0))
	m.add("core_plain", "malformed", "not compressed", seal(envelope))
	m.add("core_unsigned", "malformed", "not signed", seal(w.EncodeAll([]byte(record), nil)))
	m.add("core_forged", "signature", "its envelope names another signer", seal(w.EncodeAll(
		bytes.Replace(envelope, fmt.Appendf(nil, "%x", public(m.device)), fmt.Appendf(nil, "%x", public(seed(2))), 1), nil)))
	m.add("core_bomb", "limit", "expands to 64 MiB", seal(w.EncodeAll(make([]byte, 64<<20), nil)))
}

func (m *maker) bundles() {
	one, two := []byte("one"), bytes.Repeat([]byte("two"), 2000)
	manifest := m.manifest(one, two)
	envelope := sign(m.device, batch.TypeManifest, text(manifest))
	head := file{"manifests/000000000001-" + batchID + ".json", envelope}
	first := file{"objects/" + string(batch.NameOf(one)) + ".age", one}
	second := file{"objects/" + string(batch.NameOf(two)) + ".age", two}
	whole := m.tar(sums(head, first, second)...)
	m.add("bundle_ok", "ok", "a manifest and its two objects", whole)
	m.add("bundle_part", "ok", "one of the two objects lies in another bundle", m.tar(sums(head, second)...))
	m.add("bundle_empty", "ok", "nothing but sums", m.tar(sums()...))
	m.add("bundle_changed", "damaged", "one byte of an object was changed", bytes.Replace(whole, []byte("twotwo"), []byte("tw0two"), 1))
	m.add("bundle_cut", "damaged", "cut off in an object", whole[:len(whole)-5000])
	m.add("bundle_no_sums", "damaged", "cut off before the sums", m.tar(head, first, second))
	m.add("bundle_wrong_sums", "damaged", "sums of other bytes", m.tar(head, file{"SHA256SUMS", sums(file{head.name, one})[1].data}))
	m.add("bundle_order", "malformed", "an object before its manifest", m.tar(sums(first, head)...))
	m.add("bundle_unlisted", "malformed", "an object that no manifest lists", m.tar(sums(head, file{"objects/" + string(batch.NameOf(nil)) + ".age", nil})...))
	m.add("bundle_twice", "malformed", "an object twice", m.tar(sums(head, first, first)...))
	m.add("bundle_path", "malformed", "a path that climbs", m.tar(sums(head, file{"objects/../../" + first.name, one})...))
	m.add("bundle_unknown", "malformed", "an entry that the format does not know", m.tar(append(sums(head), file{"readme.txt", one})...))
	m.add("bundle_misnamed", "malformed", "a manifest under another sequence", m.tar(sums(file{strings.Replace(head.name, "1-", "2-", 1), envelope})...))
	m.add("bundle_forged", "signature", "a manifest signed by another device than it names",
		m.tar(sums(file{head.name, sign(seed(2), batch.TypeManifest, text(manifest))})...))
}

type file struct {
	name string
	data []byte
}

func sums(files ...file) []file {
	var lines []byte
	for _, f := range files {
		lines = fmt.Appendf(lines, "%s  %s\n", batch.NameOf(f.data), f.name)
	}
	return append(files[:len(files):len(files)], file{"SHA256SUMS", lines})
}

func (m *maker) tar(files ...file) []byte {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, f := range files {
		m.check(w.WriteHeader(&tar.Header{
			Typeflag: tar.TypeReg, Name: f.name, Size: int64(len(f.data)), Mode: 0o644, Format: tar.FormatUSTAR,
		}))
		_, err := w.Write(f.data)
		m.check(err)
	}
	m.check(w.Close())
	return out.Bytes()
}
