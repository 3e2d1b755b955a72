package main

import "image"

// unlocks is how often unlocking is measured.
const unlocks = 3

// open measures from the Return after the passphrase to the desk on the glass, and leaves the store open.
func (f *figures) open() error {
	var took []wait
	for i := range unlocks {
		if i > 0 {
			if err := f.taps("lock"); err != nil {
				return err
			}
		}
		one, err := f.openOnce()
		if err != nil {
			return err
		}
		took = append(took, one)
	}
	f.times("passphrase to desk painted", took, 1200)
	return nil
}

func (f *figures) openOnce() (wait, error) {
	if err := f.steps(
		func() error { return f.tap("passphrase") },
		func() error { return f.hand.write(f.passphrase) },
		func() error {
			return f.until("the passphrase", func() bool {
				o, ok := f.app.Find("passphrase")
				return ok && o.(interface{ Text() string }).Text() == f.passphrase
			})
		},
		func() error { return f.until("the page to stand", f.app.Stands) },
	); err != nil {
		return wait{}, err
	}
	// The counter reaches over the left edge of the lock screen, and over none of a desk's.
	edge := image.Rect(4, f.height()/2, 12, f.height()/2+8)
	took, err := f.changed(edge, func() error { return f.hand.write("\n") })
	if err == nil {
		err = f.atDesk()
	}
	return took, err
}
