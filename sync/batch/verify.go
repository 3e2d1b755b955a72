package batch

import (
	"errors"
	"io"
)

// Contents is what [Verify] found in a bundle.
type Contents struct {
	// Enrolment tells whether an enrolment request is in it; its signature holds.
	Enrolment bool
	// Manifests are those in the bundle, each signed by the device that it names.
	Manifests []Manifest
	// Objects are those in the bundle whose hash holds.
	Objects []Object
	// Damaged names the objects in the bundle whose hash does not hold.
	Damaged []Name
	// Absent names the objects that a manifest lists and this bundle lacks;
	// another bundle may carry them.
	Absent []Name
}

// Verify reads a whole bundle and checks every signature and every hash,
// without any secret. Damaged objects are listed and also give ErrDamaged.
func Verify(r io.Reader) (Contents, error) {
	var c Contents
	var damage error
	b := NewBundleReader(r)
	b.hash = make([]byte, 256<<10)
	for {
		entry, err := b.Next()
		var damaged *DamagedObject
		switch {
		case errors.Is(err, io.EOF):
			c.Absent = b.absent(c.Manifests)
			return c, damage
		case errors.As(err, &damaged):
			c.Damaged = append(c.Damaged, damaged.Name)
			damage = err
		case err != nil:
			return c, err
		default:
			if err := c.add(entry); err != nil {
				return c, err
			}
		}
	}
}

func (c *Contents) add(entry Entry) error {
	switch {
	case entry.Enrolment != nil:
		c.Enrolment = true
		_, _, err := OpenEnrolment(entry.Enrolment)
		return err
	case entry.Manifest != nil:
		c.Manifests = append(c.Manifests, *entry.Manifest)
	case entry.Object != nil:
		c.Objects = append(c.Objects, *entry.Object)
	}
	return nil
}

func (b *BundleReader) absent(manifests []Manifest) []Name {
	var names []Name
	seen := map[Name]bool{}
	for _, m := range manifests {
		for _, o := range m.Objects {
			if !b.read[o.Name] && !seen[o.Name] {
				names = append(names, o.Name)
			}
			seen[o.Name] = true
		}
	}
	return names
}
