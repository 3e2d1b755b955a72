package outbox

import "ventanilla/sync/batch"

// AnyNumber says that an office sets no limit.
const AnyNumber = -1

// room is how many new applications may be cut into batches now. What is over it stays sealed.
type room struct {
	left     int // AnyNumber: no limit
	admitted map[string]bool
}

func newRoom(left int) *room { return &room{left: left, admitted: map[string]bool{}} }

// admits takes an object of a new application only while there is room, and then all of that application. Corrections,
// withdrawals and reports always pass.
func (r *room) admits(o batch.Object) bool {
	isNew := o.Revision == 1 && (o.Kind == batch.KindCore || o.Kind == batch.KindPhoto)
	switch {
	case r.left == AnyNumber, !isNew, r.admitted[o.Application]:
		return true
	case r.left == 0:
		return false
	}
	r.left--
	r.admitted[o.Application] = true
	return true
}

// looksAt is how many objects are looked at for the next batch: those that are held stand before others that may go.
func (r *room) looksAt() int {
	if r.left == AnyNumber {
		return maxBatch
	}
	return 16 * maxBatch
}
