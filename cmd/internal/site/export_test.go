package site

// WipeBy is Wipe with another way to remove what is not the vault.
var WipeBy = wipe

// CopyTree is how a rescue copies what lies beside the store.
var CopyTree = copyTree
