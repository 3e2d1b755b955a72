package site

import "ventanilla/store/vault"

// Prove reports whether the passphrase is that of the person with this id, without opening the store. It takes about a
// second, and a wrong one counts as at the lock screen. Errors match those of [vault.Vault.Unlock].
func (s *Site) Prove(staff vault.StaffID, passphrase string) error {
	opened, err := s.vault.Unlock(staff, passphrase, s.options.Now())
	if err != nil {
		return err
	}
	opened.Lock()
	return nil
}
