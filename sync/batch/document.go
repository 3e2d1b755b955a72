package batch

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// DocumentType is the media type of a signed document's payload. It is signed
// with the payload, so that no document passes for one of another type.
type DocumentType string

// The types of signed documents.
const (
	TypeManifest        DocumentType = "application/vnd.ventanilla.manifest+json"
	TypeReceipt         DocumentType = "application/vnd.ventanilla.receipt+json"
	TypeCore            DocumentType = "application/vnd.ventanilla.core+json"
	TypeCard            DocumentType = "application/vnd.ventanilla.card+json"
	TypeEnrolment       DocumentType = "application/vnd.ventanilla.enrolment+json"
	TypeEnrolmentAnswer DocumentType = "application/vnd.ventanilla.enrolment-answer+json"
	TypePublication     DocumentType = "application/vnd.ventanilla.publication+json"
	TypeCaseStatus      DocumentType = "application/vnd.ventanilla.case-status+json"
	TypeReturnedDraft   DocumentType = "application/vnd.ventanilla.returned-draft+json"
	TypeSuccession      DocumentType = "application/vnd.ventanilla.succession+json"
)

// MaxDocumentSize is the largest signed envelope, in bytes.
const MaxDocumentSize = 8 << 20

// Document is what can be signed: a value with one JSON encoding.
type Document interface {
	// DocumentType returns the type that is signed with the payload.
	DocumentType() DocumentType
	// Check returns ErrMalformed or ErrLimit if the value breaks the format.
	Check() error
}

// envelope is a DSSE envelope with exactly one signature,
// https://github.com/secure-systems-lab/dsse/blob/master/envelope.md.
type envelope struct {
	Payload     []byte      `json:"payload"`
	PayloadType string      `json:"payloadType"`
	Signatures  []signature `json:"signatures"`
}

type signature struct {
	KeyID string `json:"keyid"` // the signer's public key in hexadecimal digits
	Sig   []byte `json:"sig"`
}

// SignDocument returns the envelope of d signed with key. Signing an equal
// value with the same key gives the same bytes.
func SignDocument(key ed25519.PrivateKey, d Document) ([]byte, error) {
	if err := d.Check(); err != nil {
		return nil, fmt.Errorf("sign %s: %w", d.DocumentType(), err)
	}
	payload, err := encode(d)
	if err != nil {
		return nil, fmt.Errorf("sign %s: %w", d.DocumentType(), err)
	}
	public := key.Public().(ed25519.PublicKey)
	data, err := encode(envelope{
		Payload:     payload,
		PayloadType: string(d.DocumentType()),
		Signatures: []signature{{
			KeyID: hex.EncodeToString(public),
			Sig:   ed25519.Sign(key, preAuth(d.DocumentType(), payload)),
		}},
	})
	if err != nil {
		return nil, fmt.Errorf("sign %s: %w", d.DocumentType(), err)
	}
	if len(data) > MaxDocumentSize {
		return nil, fmt.Errorf("sign %s: %w", d.DocumentType(), ErrLimit)
	}
	return data, nil
}

// OpenDocument reads a document that key must have signed. It returns
// ErrSignature for any other signer, and ErrMalformed for a document whose
// bytes are not exactly those that [SignDocument] would write.
func OpenDocument[D Document](key ed25519.PublicKey, data []byte) (D, error) {
	var d, none D
	e, err := parseEnvelope(data)
	if err != nil {
		return none, fmt.Errorf("open %s: %w", d.DocumentType(), err)
	}
	if e.PayloadType != string(d.DocumentType()) {
		return none, fmt.Errorf("open %s: %w: other type", d.DocumentType(), ErrMalformed)
	}
	if !e.signedBy(key) {
		return none, fmt.Errorf("open %s: %w", d.DocumentType(), ErrSignature)
	}
	if err := decode(e.Payload, &d); err != nil {
		return none, fmt.Errorf("open %s: %w", d.DocumentType(), err)
	}
	if err := d.Check(); err != nil {
		return none, fmt.Errorf("open %s: %w", d.DocumentType(), err)
	}
	return d, nil
}

// Signer returns the public key that an envelope names as its signer. It
// proves nothing: pass the key to [OpenDocument], and know whose it is.
func Signer(data []byte) (ed25519.PublicKey, error) {
	e, err := parseEnvelope(data)
	if err != nil {
		return nil, fmt.Errorf("find signer: %w", err)
	}
	return ParseKey(e.Signatures[0].KeyID)
}

// TypeOf returns the type that an envelope claims, without proving anything.
func TypeOf(data []byte) (DocumentType, error) {
	e, err := parseEnvelope(data)
	return DocumentType(e.PayloadType), err
}

func parseEnvelope(data []byte) (envelope, error) {
	if len(data) > MaxDocumentSize {
		return envelope{}, ErrLimit
	}
	var e envelope
	if err := decode(data, &e); err != nil {
		return envelope{}, err
	}
	if len(e.Signatures) != 1 {
		return envelope{}, ErrMalformed
	}
	return e, nil
}

func (e envelope) signedBy(key ed25519.PublicKey) bool {
	s := e.Signatures[0]
	return len(key) == ed25519.PublicKeySize && s.KeyID == hex.EncodeToString(key) &&
		ed25519.Verify(key, preAuth(DocumentType(e.PayloadType), e.Payload), s.Sig)
}

// preAuth is DSSE's pre-authentication encoding, the bytes that are signed:
// "DSSEv1" SP len(type) SP type SP len(payload) SP payload.
// https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
func preAuth(t DocumentType, payload []byte) []byte {
	head := fmt.Sprintf("DSSEv1 %d %s %d ", len(t), t, len(payload))
	return append([]byte(head), payload...)
}

// encode writes the one JSON form of this format: fields in the order of the
// structs, no white space, no HTML escapes.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// decode reads JSON and refuses all that encode would not have written:
// unknown, repeated or differently spelled fields, white space, trailing bytes.
func decode(data []byte, v any) error {
	if err := json.Unmarshal(data, v); err != nil {
		return ErrMalformed
	}
	again, err := encode(v)
	if err != nil || !bytes.Equal(again, data) {
		return ErrMalformed
	}
	return nil
}
