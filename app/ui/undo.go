package ui

import "ventanilla/app/ui/widgets"

// offerUndo says that somebody was taken off a list, and offers to bring them back. The list is shown then, for whoever is
// told about meanwhile may stand at another place of it.
func (t *talk) offerUndo(said string, showList func()) {
	a := t.app
	a.frame.ShowSnackbar(widgets.NewSnackbar("undo", said, a.text("action.undo"), func() {
		if t.iv.CanUndo() && t.done(t.iv.Undo()) {
			showList()
		}
	}))
}

// withdrawUndo takes the offer back once something else was answered.
func (t *talk) withdrawUndo() {
	if !t.iv.CanUndo() {
		t.app.frame.HideSnackbar()
	}
}
