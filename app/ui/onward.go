package ui

// onward guards a button that leads on: the second half of a double tap, which falls on the next page, does nothing.
func (a *App) onward(act func()) func() {
	return func() {
		if !a.Stands() {
			return
		}
		act()
		a.came = a.Now()
	}
}

// Stands reports whether the page has been shown long enough that its button which leads on takes a tap.
func (a *App) Stands() bool {
	since := a.Now().Sub(a.came)
	return since < 0 || since >= a.Echo
}
