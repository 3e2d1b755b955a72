package ui

// furnishDesk makes the screens of an open desk. Their pages are built when they are first shown.
func (a *App) furnishDesk() {
	a.home = newHome(a)
	a.list = newApplications(a)
	a.outbox = newOutbox(a)
	a.talk = newTalk(a)
}

func (a *App) openHome() { a.show(a.home) }

func (a *App) openOutbox() { a.show(a.outbox) }
