// Package outbox has the custody of what was handed in, from the frozen revision until the portal has signed for it.
//
// It has two halves. A [Folder], opened with [OpenFolder], is a directory of sealed objects, signed manifests and what
// came back; it needs no secret, so a locked kiosk delivers and exports from it. A [Custody], made with [NewCustody] while
// the store is unlocked, seals what was frozen, cuts it into batches, and settles what came back. After each unlock call
// [Custody.Recover] once, then [Custody.Submit] and [Custody.Settle] whenever something may have changed.
//
// Promised: what is sealed is sealed once, and every retry sends the same bytes; folder and ledger agree after a kill at
// any moment; nothing counts as delivered but by a receipt that the portal has signed for this device and this batch;
// one revision that cannot be sealed or is damaged is parked and keeps no other waiting.
package outbox

import "errors"

// What is refused of that which comes from outside.
var (
	// ErrForeign says that the portal of the card has not signed this, or not for this device.
	ErrForeign = errors.New("not signed by this portal for this device")
	// ErrNotSent says that a receipt is for what this device never sent.
	ErrNotSent = errors.New("receipt for what was never sent")
	// ErrDamaged says that a file of the folder is not what its name promises.
	ErrDamaged = errors.New("damaged file")
)

// The reasons for which a revision is parked. Each language has a sentence for each, with what to do.
const (
	PhotoMissing  = "photo_missing"   // the store has not got a photo that the answers name
	TooLarge      = "too_large"       // an object is over the limit of the format
	ObjectDamaged = "object_damaged"  // a sealed object was lost or changed on the disk
	Conflict      = "portal_conflict" // the portal holds another revision under this number
	ForeignCase   = "portal_foreign"  // the portal has this application from another device
)
