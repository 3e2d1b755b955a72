package wire

import (
	"fmt"
	"time"

	"ventanilla/sync/batch"
)

// The types of the documents that a portal signs for the network alone.
const (
	TypeHelloAnswer   batch.DocumentType = "application/vnd.ventanilla.hello+json"
	TypeRefusalAnswer batch.DocumentType = "application/vnd.ventanilla.refusal+json"
	TypeUpdatesAnswer batch.DocumentType = "application/vnd.ventanilla.updates+json"
)

// Hello is how a portal shows itself. A captive portal cannot sign it.
type Hello struct {
	Version int            `json:"version"` // 1
	Portal  batch.PortalID `json:"portal"`
	// Challenge is what the kiosk asked with, so that no old answer passes.
	Challenge string `json:"challenge"`
	// Nonce goes into the signatures of the requests that follow.
	Nonce string    `json:"nonce"`
	At    time.Time `json:"at"` // the portal's time as [batch.Stamp] gives it
}

// Refusal is a portal's signed no.
type Refusal struct {
	Version int            `json:"version"` // 1
	Portal  batch.PortalID `json:"portal"`
	// Nonce is that of the refused request, empty for an enrolment.
	Nonce string `json:"nonce,omitempty"`
	Code  Code   `json:"code"`
	// Batch is the refused batch, empty if the whole request is refused.
	Batch string    `json:"batch,omitempty"`
	At    time.Time `json:"at"` // the portal's time as [batch.Stamp] gives it
}

// Code says why a portal refuses. Each has a next step in PROTOCOL.md.
type Code string

// The codes of refusals.
const (
	// CodeStaleNonce: get a hello and ask again.
	CodeStaleNonce Code = "stale_nonce"
	// CodeBadSignature: the request is not signed by the device's transport key.
	CodeBadSignature Code = "bad_signature"
	// CodeUnknownDevice: enrol the device.
	CodeUnknownDevice Code = "unknown_device"
	// CodeRevokedDevice: the portal's people took the device off the list.
	CodeRevokedDevice Code = "revoked_device"
	// CodeClonedDevice: the manifest forks the device's chain, as after a
	// restored disk; enrol the device anew.
	CodeClonedDevice Code = "cloned_device"
	// CodeWrongCode: no such one-time code waits, or it has expired.
	CodeWrongCode Code = "wrong_code"
	// CodeUsedCode: another device has used the one-time code.
	CodeUsedCode Code = "used_code"
	// CodeConflict: another manifest has this batch's id, or an object is
	// described otherwise than before.
	CodeConflict Code = "conflict"
	// CodeMalformed: the bytes are not of the format.
	CodeMalformed Code = "malformed"
	// CodeUnknownBatch: send the manifest first.
	CodeUnknownBatch Code = "unknown_batch"
	// CodeBusy: ask again later.
	CodeBusy Code = "busy"
)

// Updates are what a portal has for a device since it last asked.
type Updates struct {
	Version int            `json:"version"` // 1
	Portal  batch.PortalID `json:"portal"`
	Nonce   string         `json:"nonce"` // of the request
	Items   []Update       `json:"items"` // by rising number
	// More is true if asking again after the last number gives more.
	More bool      `json:"more"`
	At   time.Time `json:"at"` // the portal's time as [batch.Stamp] gives it
}

// Update is one signed publication, or one signed case status that is sealed
// to the device.
type Update struct {
	Number int64  `json:"number"`
	Data   []byte `json:"data"`
}

// DocumentType returns application/vnd.ventanilla.hello+json.
func (Hello) DocumentType() batch.DocumentType { return TypeHelloAnswer }

// Check returns batch.ErrMalformed if the hello breaks the format.
func (h Hello) Check() error {
	return checkAnswer(h.Version, h.Portal, h.Challenge != "" && h.Nonce != "", h.At)
}

// DocumentType returns application/vnd.ventanilla.refusal+json.
func (Refusal) DocumentType() batch.DocumentType { return TypeRefusalAnswer }

// Check returns batch.ErrMalformed if the refusal breaks the format.
func (r Refusal) Check() error {
	return checkAnswer(r.Version, r.Portal, r.Code != "", r.At)
}

// DocumentType returns application/vnd.ventanilla.updates+json.
func (Updates) DocumentType() batch.DocumentType { return TypeUpdatesAnswer }

// Check returns batch.ErrMalformed if the updates break the format.
func (u Updates) Check() error {
	rising := u.Items != nil
	for i, item := range u.Items {
		rising = rising && item.Number > 0 && (i == 0 || item.Number > u.Items[i-1].Number)
	}
	return checkAnswer(u.Version, u.Portal, rising, u.At)
}

func checkAnswer(version int, portal batch.PortalID, filled bool, at time.Time) error {
	if version != batch.Version || !filled || at.IsZero() || !at.Equal(batch.Stamp(at)) {
		return fmt.Errorf("read answer: %w", batch.ErrMalformed)
	}
	return portal.Check()
}
