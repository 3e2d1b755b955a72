package store

// CopyReadable is how a salvage copies the damaged store.
var CopyReadable = copyReadable
