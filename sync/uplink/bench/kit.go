//go:build linux

package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/sqlite"
)

const (
	port         = "8443"
	size         = 1 << 20 // bytes of all objects
	applications = 6       // each with a core and a photo
)

// kit is what both ends of a trial are made from, in a folder that both read.
type kit struct {
	Portal    ed25519.PrivateKey
	Signing   ed25519.PrivateKey // the device's
	Transport ed25519.PrivateKey
	Card      batch.Card
	Device    batch.DeviceID
	Manifest  []byte // signed
	Objects   map[batch.Name][]byte
}

const (
	kitFile  = "kit.json"
	certFile = "cert.pem"
	keyFile  = "key.pem"
	books    = "portal.db"
)

func readKit(dir string) (kit, error) {
	var k kit
	data, err := os.ReadFile(filepath.Join(dir, kitFile))
	if err != nil {
		return k, err
	}
	return k, json.Unmarshal(data, &k)
}

// makeKit makes keys, a certificate, an enrolled device and its batch.
func makeKit(ctx context.Context, dir, address string) error {
	var k kit
	var err error
	for _, key := range []*ed25519.PrivateKey{&k.Portal, &k.Transport, &k.Signing} {
		if _, *key, err = ed25519.GenerateKey(nil); err != nil {
			return err
		}
	}
	identity, err := age.GenerateHybridIdentity()
	if err != nil {
		return err
	}
	pin, err := makeCertificate(dir)
	if err != nil {
		return err
	}
	device := k.Signing
	k.Device = batch.NewDeviceID(device.Public().(ed25519.PublicKey))
	k.Card = batch.Card{
		Version: batch.Version, URL: "https://" + address + ":" + port, TLSPin: pin,
		Key:        hex.EncodeToString(k.Portal.Public().(ed25519.PublicKey)),
		Recipients: []string{identity.Recipient().String()},
	}
	if err := k.fill(device, identity.Recipient()); err != nil {
		return err
	}
	if err := k.enrol(ctx, dir, device, identity.Recipient()); err != nil {
		return err
	}
	data, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, kitFile), data, 0o600)
}

// makeCertificate returns the pin of its key.
func makeCertificate(dir string) (string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "portal"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return "", err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return "", err
	}
	for name, block := range map[string]*pem.Block{
		certFile: {Type: "CERTIFICATE", Bytes: cert},
		keyFile:  {Type: "PRIVATE KEY", Bytes: secret},
	} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			return "", err
		}
	}
	parsed, err := x509.ParseCertificate(cert)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(parsed.RawSubjectPublicKeyInfo)
	return hex.EncodeToString(sum[:]), nil
}

func serverTLS(dir string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(dir, certFile), filepath.Join(dir, keyFile))
	return &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{pair}, NextProtos: []string{"http/1.1"}}, err
}

// fill makes the one batch: sealed cores, and photos that bring all to size.
func (k *kit) fill(device ed25519.PrivateKey, to age.Recipient) error {
	k.Objects = map[batch.Name][]byte{}
	m := batch.Manifest{
		Version: batch.Version, Batch: uuid.Must(uuid.NewV7()).String(), Device: k.Device, Site: "Casa del Migrante",
		Sequence: 1, CreatedAt: batch.Stamp(time.Now()),
	}
	left := size
	var ids []string
	add := func(kind batch.Kind, id string, data []byte) error {
		o, err := batch.NewObject(kind, id, 1, data)
		k.Objects[o.Name] = data
		m.Objects = append(m.Objects, o)
		left -= len(data)
		return err
	}
	for range applications {
		id := uuid.Must(uuid.NewV7()).String()
		ids = append(ids, id)
		answers := make([]byte, 600) // what one application's answers weigh when compressed
		rand.Read(answers)
		text := fmt.Sprintf(`{"application":%q,"code":"ABCDE-FGHJK","revision":1,"answers":"%x"}`, id, answers)
		sealed, err := batch.SealCore([]age.Recipient{to}, device, batch.Core(text))
		if err != nil {
			return err
		}
		if err := add(batch.KindCore, id, sealed); err != nil {
			return err
		}
	}
	for i, id := range ids {
		photo := make([]byte, left/(len(ids)-i))
		rand.Read(photo)
		if err := add(batch.KindPhoto, id, photo); err != nil {
			return err
		}
	}
	var err error
	k.Manifest, err = batch.SignDocument(device, m)
	return err
}

// enrol makes the portal's books and has them know the device.
func (k *kit) enrol(ctx context.Context, dir string, device ed25519.PrivateKey, to *age.HybridRecipient) error {
	ledger, db, err := sqlite.Open(ctx, filepath.Join(dir, books), time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	code, err := batch.NewEnrolmentCode("GT")
	if err != nil {
		return err
	}
	if err := ledger.AddCode(ctx, code, "Casa del Migrante", time.Now().Add(time.Hour)); err != nil {
		return err
	}
	e := batch.Enrolment{
		Version: batch.Version, Device: k.Device, Recipient: to.String(), CreatedAt: batch.Stamp(time.Now()),
		TransportKey: hex.EncodeToString(k.Transport.Public().(ed25519.PublicKey)),
	}
	e.Proof = code.Prove(e)
	request, err := batch.SignDocument(device, e)
	if err != nil {
		return err
	}
	_, err = (&portal.Portal{Key: k.Portal, Devices: ledger, Now: time.Now}).Enrol(ctx, request)
	return err
}
