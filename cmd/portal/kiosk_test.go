package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"filippo.io/age"
	"github.com/google/uuid"

	"ventanilla/app/intake"
	"ventanilla/sync/batch"
	"ventanilla/sync/uplink"
)

// kioskMain is a kiosk that captures, delivers and exports in one go:
//
//	kiosk [-deliver] CARD CODE BUNDLE
//
// It makes an application with two photos, photo-1.jpg and photo-2.jpg, whose
// reference code it prints. It has an outbox in memory.
func kioskMain() {
	deliver := flag.Bool("deliver", false, "enrol and deliver by network too")
	flag.Parse()
	k, err := newKiosk(flag.Arg(0), flag.Arg(1))
	if err == nil {
		err = k.capture()
	}
	if err == nil && *deliver {
		err = k.deliver()
	}
	if err == nil {
		err = os.WriteFile(flag.Arg(2), k.bundle(), 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "kiosk:", err)
		os.Exit(1)
	}
	fmt.Println(k.revision.Code)
}

type kiosk struct {
	card           batch.Card
	key, transport ed25519.PrivateKey
	identity       *age.HybridIdentity
	id             batch.DeviceID
	request        []byte
	revision       intake.Revision
	objects        map[batch.Name][]byte
	manifest       batch.Manifest
	envelope       []byte
	receipt        *batch.Receipt
	updates        int
}

func newKiosk(cardFile, code string) (*kiosk, error) {
	data, err := os.ReadFile(cardFile)
	if err != nil {
		return nil, err
	}
	k := &kiosk{objects: map[batch.Name][]byte{}}
	if k.card, err = batch.OpenCard(bytes.TrimSpace(data)); err != nil {
		return nil, err
	}
	_, k.key, _ = ed25519.GenerateKey(nil)
	_, k.transport, _ = ed25519.GenerateKey(nil)
	k.id = batch.NewDeviceID(k.key.Public().(ed25519.PublicKey))
	if k.identity, err = age.GenerateHybridIdentity(); err != nil {
		return nil, err
	}
	parsed, err := batch.ParseEnrolmentCode(code)
	if err != nil {
		return nil, err
	}
	e := batch.Enrolment{
		Version: batch.Version, Device: k.id, TransportKey: hex.EncodeToString(k.transport.Public().(ed25519.PublicKey)),
		Recipient: k.identity.Recipient().String(), CreatedAt: batch.Stamp(time.Now()),
	}
	e.Proof = parsed.Prove(e)
	k.request, err = batch.SignDocument(k.key, e)
	return k, err
}

func (k *kiosk) capture() error {
	id, err := intake.NewApplicationID()
	if err != nil {
		return err
	}
	code, err := intake.NewCode()
	if err != nil {
		return err
	}
	k.revision = intake.Revision{
		Application: id, Code: code, Number: 1, Device: string(k.id), Site: "Casa",
		Answers: intake.Application{Applicant: intake.Person{GivenNames: "Ángela", Surname: "Ñúñez"}},
	}
	for i, kind := range []intake.PhotoKind{intake.Portrait, intake.DocumentFront} {
		photo := bytes.Repeat([]byte{0xff, 0xd8, byte(i)}, 40_000)
		if err := os.WriteFile(fmt.Sprintf("photo-%d.jpg", i+1), photo, 0o600); err != nil {
			return err
		}
		sum := sha256.Sum256(photo)
		k.revision.Answers.Photos = append(k.revision.Answers.Photos, intake.Photo{Kind: kind, SHA256: hex.EncodeToString(sum[:])})
		sealed, err := batch.Seal(k.card.AgeRecipients(), photo)
		if err != nil {
			return err
		}
		if err := k.add(batch.KindPhoto, sealed); err != nil {
			return err
		}
	}
	core, err := json.Marshal(k.revision)
	if err != nil {
		return err
	}
	sealed, err := batch.SealCore(k.card.AgeRecipients(), k.key, core)
	if err != nil {
		return err
	}
	if err := k.add(batch.KindCore, sealed); err != nil {
		return err
	}
	return k.cut()
}

func (k *kiosk) add(kind batch.Kind, sealed []byte) error {
	o, err := batch.NewObject(kind, string(k.revision.Application), 1, sealed)
	k.objects[o.Name] = sealed
	k.manifest.Objects = append(k.manifest.Objects, o)
	return err
}

func (k *kiosk) cut() error {
	k.manifest.Version, k.manifest.Device, k.manifest.Site = batch.Version, k.id, "Casa"
	k.manifest.Batch = uuid.Must(uuid.NewV7()).String()
	k.manifest.Sequence, k.manifest.CreatedAt = 1, batch.Stamp(time.Now())
	var err error
	k.envelope, err = batch.SignDocument(k.key, k.manifest)
	return err
}

func (k *kiosk) bundle() []byte {
	var out bytes.Buffer
	w := batch.NewBundleWriter(&out)
	err := w.WriteEnrolment(k.request)
	if err == nil {
		err = w.WriteManifest(k.manifest, k.envelope)
	}
	for _, o := range k.manifest.Objects {
		if err == nil {
			err = w.WriteObject(o, k.objects[o.Name])
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

// deliver waits for the portal to serve, enrols and delivers.
func (k *kiosk) deliver() error {
	for range 12_000 { // two minutes: a laden machine starts slowly
		if answer, err := http.Get(k.card.URL + "/healthz"); err == nil {
			answer.Body.Close()
			break
		}
		time.Sleep(10 * time.Millisecond) // another process starts meanwhile
	}
	client := uplink.New(uplink.Config{Card: k.card, Device: k.id, Key: k.transport, Outbox: k, Inbox: k})
	if _, err := client.Enrol(context.Background(), k.request); err != nil {
		return err
	}
	if _, err := client.Deliver(context.Background(), nil); err != nil {
		return err
	}
	if k.receipt == nil || !k.receipt.Covers(k.manifest) {
		return fmt.Errorf("no receipt")
	}
	fmt.Fprintln(os.Stderr, "updates:", k.updates)
	return nil
}

func (k *kiosk) Waiting(context.Context) ([][]byte, error) { return [][]byte{k.envelope}, nil }

func (k *kiosk) Open(_ context.Context, name batch.Name) (io.ReadSeekCloser, error) {
	return closer{bytes.NewReader(k.objects[name])}, nil
}

func (k *kiosk) KeepReceipt(_ context.Context, envelope []byte) error {
	r, err := batch.OpenDocument[batch.Receipt](k.card.PublicKey(), envelope)
	k.receipt = &r
	return err
}

func (k *kiosk) LastUpdate(context.Context) (int64, error) { return 0, nil }

func (k *kiosk) KeepUpdate(context.Context, int64, []byte) error {
	k.updates++
	return nil
}

type closer struct{ *bytes.Reader }

func (closer) Close() error { return nil }
