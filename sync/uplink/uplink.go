// Package uplink brings what waits in a kiosk's outbox to the portal over the
// network, and brings receipts and updates back.
//
// Make a [Client] with [New]; [Client.Deliver] makes one pass, [Client.Run] makes
// passes for as long as the kiosk is on. Neither needs the encrypted store, so
// both work while the kiosk is locked.
//
// Promised: nothing is told as delivered but by a receipt that the portal has
// signed; whatever breaks, the next pass goes on where this one ended; one batch
// that is refused keeps no other from going.
package uplink

import (
	"context"
	"io"

	"ventanilla/sync/batch"
)

// Outbox is the custody of what waits. It must be safe for concurrent use.
type Outbox interface {
	// Waiting returns the signed manifests of all batches that no complete
	// receipt is there for, oldest first.
	Waiting(ctx context.Context) ([][]byte, error)
	// Open opens the bytes of a sealed object; the caller closes them.
	Open(ctx context.Context, name batch.Name) (io.ReadSeekCloser, error)
	// KeepReceipt keeps a receipt that the portal of the card has signed for
	// this device, before it returns. The same one may come again.
	KeepReceipt(ctx context.Context, envelope []byte) error
}

// Inbox takes what the portal publishes. It must be safe for concurrent use.
type Inbox interface {
	// LastUpdate returns the highest number kept or refused, 0 for none.
	LastUpdate(ctx context.Context) (int64, error)
	// KeepUpdate keeps an update, before it returns: the envelope of a
	// [batch.Publication] that the portal of the card has signed, or an age file
	// with a signed [batch.CaseStatus] that only the unlocked device can open.
	// One that it refuses for good gives an error, and is the last all the same.
	KeepUpdate(ctx context.Context, number int64, data []byte) error
}
