package ui

// Tick lets a second pass.
func (a *App) Tick() { a.tick() }

// Touched tells the window that somebody is there.
func (a *App) Touched() { a.touched() }
