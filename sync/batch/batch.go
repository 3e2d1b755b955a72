// Package batch is the form in which applications leave a kiosk: sealed
// objects, the signed manifest that lists them, the bundle that carries both
// on a stick, and the documents that a portal signs in return.
//
// Start with [SealCore] or [Seal] to make the bytes of an object, describe
// them with [NewObject], and list objects in a [Manifest] signed with
// [SignDocument]. The other side begins with [OpenManifest], or with
// [NewBundleReader] for a stick, and answers with a signed [Receipt].
//
// Promised: an object's name is the SHA-256 of its bytes, so that bytes made
// once can be sent any number of times by any way; every document has exactly
// one encoding; nothing decrypted is returned before its last byte was
// authenticated; whatever comes from outside is held to the limits named here.
// The format to the byte is in FORMAT.md.
package batch
