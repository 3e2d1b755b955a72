package ui

import (
	"strings"

	"ventanilla/app/intake"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// readNote finds what a supervisor asks to be mended in the interview that is going on, and says so in its review.
func (a *App) readNote(id intake.ApplicationID) {
	if a.desk.Returned == nil {
		return
	}
	work(a, a.desk.Returned, func(notes map[intake.ApplicationID]string, err error) {
		switch {
		case err != nil:
			a.Log.Error("read notes", "error", err)
		case a.talk != nil && a.talk.iv.Draft().Application == id && notes[id] != "":
			a.talk.note = notes[id]
			a.current.refresh()
			a.update()
		}
	})
}

// noteBanner says what a supervisor asks to be mended; applicants do not see it.
func (t *talk) noteBanner() *widgets.Banner {
	if t.note == "" || t.app.hosted() {
		return nil
	}
	return widgets.NewBanner(assets.IconArrowCounterClockwise, widgets.Warn, "**"+t.app.text("returned.title")+"** "+strings.ReplaceAll(t.note, "**", ""))
}

// shortNote is as much of a note as the row of a draft has room for.
func shortNote(note string) string {
	const most = 60 // characters
	note = strings.Join(strings.Fields(strings.ReplaceAll(note, "**", "")), " ")
	if all := []rune(note); len(all) > most {
		return string(all[:most-1]) + "…"
	}
	return note
}

// readNotes finds which drafts were sent back.
func (h *home) readNotes() {
	a := h.app
	if a.desk.Returned == nil {
		return
	}
	work(a, a.desk.Returned, func(notes map[intake.ApplicationID]string, err error) {
		if err != nil {
			a.Log.Error("read notes", "error", err)
			return
		}
		h.notes = notes
		h.refreshDrafts()
		a.update()
	})
}
