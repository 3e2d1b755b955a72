// Package wire is what kiosk and portal say to each other over the network:
// paths, signed answers, and the frames of a flow.
//
// A kiosk first gets a [Hello], then opens one or more flows: each a POST whose
// body and whose answer are both streams of frames, at the same time. It is
// read with [NewReader] and written with [Frame.AppendTo]; [ParseChunk],
// [ParseState] and their like read the bodies.
//
// Promised: nothing here trusts a length from outside beyond its limit, and
// nothing but a signed receipt says that a portal holds something. The protocol
// is told in full in sync/portal/PROTOCOL.md.
package wire

// Where the portal answers.
const (
	PathHello   = "/v1/hello"
	PathEnrol   = "/v1/enrol"
	PathFlow    = "/v1/flow"
	PathUpdates = "/v1/updates"
	PathCard    = "/v1/card"
	PathHealth  = "/healthz"
	PathReady   = "/readyz"
)

// The parameters of an RFC 9421 request signature.
const (
	// SignatureName labels the signature.
	SignatureName = "kiosk"
	// SignatureTag tells the signature's purpose.
	SignatureTag = "ventanilla-v1"
)

// QueryChallenge, QueryAfter and QueryPortal are the query parameters of hello, updates and card.
const (
	QueryChallenge = "challenge"
	QueryAfter     = "after"
	QueryPortal    = "portal"
)

// SignedParts returns the parts of a request that its signature covers.
func SignedParts() []string { return []string{"@method", "@path", "@query"} }
