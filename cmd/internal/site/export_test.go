package site

// WipeBy is Wipe with another way to remove what is not the vault.
var WipeBy = wipe
