// Package receipt makes what an applicant takes along: a reference code with a signed text as QR, on the screen and on
// paper.
//
// Begin with [Receipt.Sign], show its text as [QR], print it with [Slip.PDF] and [Print]. [Verify] tells whether a text was
// signed by a device of the programme, which a forged receipt is not: nobody needs a network for that, only the keys of the
// devices. The text says nothing about the person, and the paper no more than initials.
package receipt

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ventanilla/app/intake"
)

// Receipt is what a device confirms: that something was handed in, not by whom.
type Receipt struct {
	Code   intake.Code
	Day    intake.Day // on which it was handed in, by the device's clock
	Office intake.Office
	Site   string // as people call the place, at most SiteLimit bytes
	People int    // the applicant and the household, 1 to 99
	Photos int    // 0 to 99
	Device string // id of the device that signs, in hexadecimal, at most 32 bytes long
}

// SiteLimit is the longest name of a site, in bytes of UTF-8, for which the QR can still be scanned from paper.
const SiteLimit = 60

// What can be wrong with a receipt.
var (
	ErrMalformed     = errors.New("not the text of a receipt")
	ErrUnknownDevice = errors.New("signed by a device that is not known here")
	ErrForged        = errors.New("receipt not signed by its device")
)

// The text of a receipt has these fields between semicolons, UTF-8 without control characters:
//
//	ventanilla:1            what it is, and the version of the form
//	B7KQ4-M2XE9             reference code
//	2026-11-21              day
//	GT                      office
//	Puesto Río Claro        site
//	4                       people
//	1                       photos
//	AAECAwQFBgcICQoLDA0ODw  id of the device, base64url without padding
//	…                       Ed25519 signature of all before the last semicolon, base64url without padding
//
// Nothing else that a device signs begins with the first field.
const (
	form     = "ventanilla:1"
	fields   = 9
	maxText  = 320
	maxCount = 99
)

var base64url = base64.RawURLEncoding.Strict()

// Sign gives the text of a receipt, signed with the device's key. ErrMalformed says that a field is out of its range.
func (r Receipt) Sign(key ed25519.PrivateKey) (string, error) {
	body, err := r.body()
	if err != nil {
		return "", fmt.Errorf("sign receipt: %w", err)
	}
	return body + ";" + base64url.EncodeToString(ed25519.Sign(key, []byte(body))), nil
}

func (r Receipt) body() (string, error) {
	device, err := hex.DecodeString(r.Device)
	if err != nil || !r.valid() {
		return "", ErrMalformed
	}
	return strings.Join([]string{
		form, r.Code.String(), r.Day.String(), string(r.Office), r.Site,
		strconv.Itoa(r.People), strconv.Itoa(r.Photos), base64url.EncodeToString(device),
	}, ";"), nil
}

func (r Receipt) valid() bool {
	code, err := intake.ParseCode(string(r.Code))
	return err == nil && code == r.Code && !r.Day.IsZero() && intake.Country(r.Office).Valid() && validSite(r.Site) &&
		r.People >= 1 && r.People <= maxCount && r.Photos >= 0 && r.Photos <= maxCount &&
		len(r.Device) > 0 && len(r.Device) <= 2*32
}

func validSite(s string) bool {
	return len(s) > 0 && len(s) <= SiteLimit && utf8.ValidString(s) && !strings.ContainsRune(s, ';') &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// Key gives the public key of a device of the programme, and whether it is known. The id is in small hexadecimal.
type Key func(device string) (ed25519.PublicKey, bool)

// Verify reads the text of a receipt and checks its signature. The receipt is nothing to rely on unless the error is nil.
// Errors: [ErrMalformed], [ErrUnknownDevice], [ErrForged].
func Verify(text string, known Key) (Receipt, error) {
	r, err := parse(text)
	if err != nil {
		return Receipt{}, err
	}
	cut := strings.LastIndexByte(text, ';')
	signature, err := base64url.DecodeString(text[cut+1:])
	if err != nil || len(signature) != ed25519.SignatureSize {
		return Receipt{}, ErrMalformed
	}
	key, ok := known(r.Device)
	if !ok || len(key) != ed25519.PublicKeySize {
		return r, ErrUnknownDevice
	}
	if !ed25519.Verify(key, []byte(text[:cut]), signature) {
		return Receipt{}, ErrForged
	}
	return r, nil
}

// parse reads all but the signature. It takes exactly the texts that Sign writes.
func parse(text string) (Receipt, error) {
	if len(text) > maxText {
		return Receipt{}, ErrMalformed
	}
	part := strings.Split(text, ";")
	if len(part) != fields || part[0] != form {
		return Receipt{}, ErrMalformed
	}
	code, wrongCode := intake.ParseCode(part[1])
	day, wrongDay := intake.ParseDay(part[2])
	people, wrongPeople := strconv.Atoi(part[5])
	photos, wrongPhotos := strconv.Atoi(part[6])
	device, wrongDevice := base64url.DecodeString(part[7])
	if errors.Join(wrongCode, wrongDay, wrongPeople, wrongPhotos, wrongDevice) != nil {
		return Receipt{}, ErrMalformed
	}
	r := Receipt{
		Code: code, Day: day, Office: intake.Office(part[3]), Site: part[4],
		People: people, Photos: photos, Device: hex.EncodeToString(device),
	}
	if body, err := r.body(); err != nil || !strings.HasPrefix(text, body+";") {
		return Receipt{}, ErrMalformed
	}
	return r, nil
}
