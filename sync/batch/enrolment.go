package batch

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Enrolment asks a portal to know a device. It is signed with the device's key
// and proves knowledge of a one-time code without showing it, so that it may
// travel in the clear, by network and on a stick.
type Enrolment struct {
	Version int      `json:"version"` // 1
	Device  DeviceID `json:"device"`
	// TransportKey is the Ed25519 key that signs the device's requests, in
	// hexadecimal digits. It can ask and upload, and sign no manifest.
	TransportKey string `json:"transport_key"`
	// Recipient is the hybrid age recipient for what only this device may read.
	Recipient string `json:"recipient"`
	// Proof is what [EnrolmentCode.Prove] returns for the three fields above.
	Proof string `json:"proof"`
	// CreatedAt is the device's time as [Stamp] gives it.
	CreatedAt time.Time `json:"created_at"`
}

// EnrolmentAnswer says that the portal knows a device, and where it stands.
type EnrolmentAnswer struct {
	Version int       `json:"version"` // 1
	Portal  PortalID  `json:"portal"`
	Device  DeviceID  `json:"device"`
	Site    string    `json:"site"`
	Office  string    `json:"office"`
	At      time.Time `json:"at"` // the portal's time as [Stamp] gives it
}

// EnrolmentCode is a one-time code: the office, a dash, and 15 random Crockford
// base32 digits and a check digit in groups of four, such as
// GT-7K3M-90QX-VB2D-H5T7.
//
// The check digit is the number that office and random digits make in base 36,
// modulo 37. It catches each single wrong character and each swap of neighbours.
// Codes whose check digit is no Crockford digit are never given out.
type EnrolmentCode string

const (
	crockford  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	base36     = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	codeDigits = 15 // 75 bits
	maxOffice  = 8
)

var (
	officeForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,7}$`)
	codeForm   = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,7}(-[` + crockford + `]{4}){4}$`)
)

// NewEnrolmentCode makes a random code for an office such as GT.
func NewEnrolmentCode(office string) (EnrolmentCode, error) {
	if err := checkOffice(office); err != nil {
		return "", err
	}
	for {
		if code, ok := drawCode(office); ok {
			return code, nil
		}
	}
}

// drawCode makes a code, unless its check digit would be none that people can read.
func drawCode(office string) (EnrolmentCode, bool) {
	random := make([]byte, codeDigits)
	rand.Read(random) // never fails
	var b strings.Builder
	b.WriteString(office)
	for i, r := range random {
		if i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(crockford[int(r)%len(crockford)])
	}
	check := checkDigit(b.String())
	b.WriteString(check)
	return EnrolmentCode(b.String()), check != "" && strings.Contains(crockford, check)
}

// checkDigit returns the check digit of all that stands before it, or "" for 36.
func checkDigit(text string) string {
	sum := 0
	for _, r := range strings.ReplaceAll(text, "-", "") {
		sum = (sum*len(base36) + strings.IndexRune(base36, r)) % (len(base36) + 1)
	}
	if sum == len(base36) {
		return ""
	}
	return base36[sum : sum+1]
}

// ParseEnrolmentCode reads a code as a person types it: in any case, O for 0,
// I and L for 1 in the random part, spaces around it. It returns ErrMalformed
// for one that was mistyped.
func ParseEnrolmentCode(text string) (EnrolmentCode, error) {
	office, digits, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(text)), "-")
	code := office + "-" + strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(digits)
	if !codeForm.MatchString(code) {
		return "", fmt.Errorf("read enrolment code: %w", ErrMalformed)
	}
	if last := len(code) - 1; checkDigit(code[:last]) != code[last:] {
		return "", fmt.Errorf("read enrolment code: %w: its check digit says that it was mistyped", ErrMalformed)
	}
	return EnrolmentCode(code), nil
}

// Office returns the office that the code enrols for.
func (c EnrolmentCode) Office() string {
	office, _, _ := strings.Cut(string(c), "-")
	return office
}

// Secret returns what a portal keeps of a code to check proofs by.
func (c EnrolmentCode) Secret() []byte {
	sum := sha256.Sum256([]byte("ventanilla enrolment code\n" + string(c)))
	return sum[:]
}

// Prove returns the proof for e's device, transport key and recipient.
func (c EnrolmentCode) Prove(e Enrolment) string { return prove(c.Secret(), e) }

// ProvedBy reports whether e was made by who knows the code with this secret.
func (e Enrolment) ProvedBy(secret []byte) bool {
	return hmac.Equal([]byte(prove(secret, e)), []byte(e.Proof))
}

func prove(secret []byte, e Enrolment) string {
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s\n%s\n%s\n", e.Device, e.TransportKey, e.Recipient)
	return hex.EncodeToString(mac.Sum(nil))
}

// OpenEnrolment reads a request and proves that the device it names has signed
// it. It returns the device's public key for the portal to keep.
func OpenEnrolment(data []byte) (Enrolment, ed25519.PublicKey, error) {
	signer, err := Signer(data)
	if err != nil {
		return Enrolment{}, nil, fmt.Errorf("open enrolment: %w", err)
	}
	e, err := OpenDocument[Enrolment](signer, data)
	if err != nil {
		return Enrolment{}, nil, err
	}
	if e.Device != NewDeviceID(signer) {
		return Enrolment{}, nil, fmt.Errorf("open enrolment: %w", ErrSignature)
	}
	return e, signer, nil
}

// DocumentType returns application/vnd.ventanilla.enrolment+json.
func (Enrolment) DocumentType() DocumentType { return TypeEnrolment }

// Check returns ErrMalformed if the request breaks the format.
func (e Enrolment) Check() error {
	if err := checkVersion(e.Version); err != nil {
		return err
	}
	if err := e.Device.Check(); err != nil {
		return err
	}
	if _, err := ParseKey(e.TransportKey); err != nil {
		return err
	}
	if _, err := ParseRecipients([]string{e.Recipient}); err != nil {
		return err
	}
	if err := checkHex("proof", e.Proof, sha256.Size); err != nil {
		return err
	}
	return checkTimes(e.CreatedAt, time.Time{})
}

// DocumentType returns application/vnd.ventanilla.enrolment-answer+json.
func (EnrolmentAnswer) DocumentType() DocumentType { return TypeEnrolmentAnswer }

// Check returns ErrMalformed or ErrLimit if the answer breaks the format.
func (a EnrolmentAnswer) Check() error {
	if err := checkVersion(a.Version); err != nil {
		return err
	}
	if err := a.Portal.Check(); err != nil {
		return err
	}
	if err := a.Device.Check(); err != nil {
		return err
	}
	if err := checkText("site", a.Site); err != nil {
		return err
	}
	if err := checkOffice(a.Office); err != nil {
		return err
	}
	return checkTimes(a.At, time.Time{})
}

func checkOffice(office string) error {
	if len(office) > maxOffice || !officeForm.MatchString(office) {
		return fmt.Errorf("read office: %w", ErrMalformed)
	}
	return nil
}
