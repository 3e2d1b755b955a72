package vault

import "time"

// Scale gives the work factor from the time that 2^15 takes.
func Scale(sample time.Duration) int { return scale(sample) }

// WorkFactor is that of new passphrases.
func WorkFactor(v *Vault) int { return v.file.WorkFactor }

// Words are those that Suggest chooses from.
func Words(language string) ([]string, error) { return wordList(language) }
