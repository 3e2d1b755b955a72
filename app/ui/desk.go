package ui

import "ventanilla/app/intake"

// furnishDesk makes the screens of an open desk. Their pages are built when they are first shown.
func (a *App) furnishDesk() {
	a.audit = newAudit(a)
	a.diagnostics = newDiagnostics(a)
	a.reports = newReports(a)
	a.retention = newRetention(a)
	a.home = newHome(a)
	a.supervisor = newSupervisor(a)
	a.list = newApplications(a)
	a.reviews = &reviewList{app: a}
	a.twins = &twinsView{app: a}
	a.outbox = newOutbox(a)
	a.outboxList = &outboxList{app: a, state: intake.StateOnItsWay}
	a.notices = newNotices(a)
	a.stick = newStick(a)
	a.rescue = newRescue(a)
	a.charge = newCharge(a)
	a.verify = newVerify(a)
	a.wipe = newWipe(a)
	a.people = newStaffList(a)
}

func (a *App) openOutbox() { a.show(a.outbox) }

func (a *App) openReviews() { a.show(a.reviews) }

func (a *App) openWipe() { a.show(a.wipe) }
