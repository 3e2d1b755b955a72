package site

import "fmt"

// CoresOnly reports whether the site's link is paid by the byte, so that photos wait for another. Sticks carry them all the
// same.
func (s *Site) CoresOnly() bool { return s.state().Metered == meteredCores }

// meteredCores is what site.json says of a link that only records may use.
const meteredCores = "cores_only"

// SetCoresOnly keeps photos back from now on, or lets them go; a pass that runs takes heed.
func (s *Site) SetCoresOnly(on bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.file
	if next.Metered = ""; on {
		next.Metered = meteredCores
	}
	if next.Metered == s.file.Metered {
		return nil
	}
	if err := next.save(s.dir); err != nil {
		return fmt.Errorf("keep what the link is for: %w", err)
	}
	s.file = next
	s.client.Wake()
	return nil
}
