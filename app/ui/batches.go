package ui

import (
	"context"
	"strings"
	"time"

	"ventanilla/app/locale"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// Batches are what leaves together.
type Batches interface {
	// List gives a page of them, the newest first, and how many there are in all.
	List(ctx context.Context, offset, limit int) ([]Batch, int, error)
}

// Batch is what was packed and signed at one time.
type Batch struct {
	Number       int64 // from 1
	Cut          time.Time
	Applications int
	Parked       int   // of the applications
	Bytes        int64 // of all that is in it
	Arrived      int64 // of those, what the office has by its receipts
	Receipt      time.Time
	Stick        string    // on which it lies without a receipt, "" if on none
	Carried      time.Time // when it was written there
}

// outboxItem is what a row of the outbox shows.
type outboxItem struct {
	icon         assets.IconName
	tone         widgets.Tone
	name, remark string
	open         func()
}

// batchItem shows a batch; a tap leads to what is in it.
func (l *outboxList) batchItem(b Batch) outboxItem {
	a := l.app
	item := outboxItem{icon: assets.IconClock, tone: widgets.Way, open: func() { l.begin(true, b) }}
	switch {
	case b.Parked > 0:
		item.icon, item.tone = assets.IconWarning, widgets.Warn
	case b.Arrived == b.Bytes:
		item.icon, item.tone = assets.IconCheckCircle, widgets.Good
	case b.Arrived > 0:
		item.icon = assets.IconArrowCircleUp
	}
	item.name, item.remark = a.text("outbox.batch", "n", b.Number), locale.Capital(a.batchProgress(b))
	return item
}

// batchProgress says how far a batch has come.
func (a *App) batchProgress(b Batch) string {
	var parts []string
	if b.Applications > 0 {
		parts = append(parts, a.count("applications.in_count", b.Applications))
	}
	if b.Parked > 0 {
		parts = append(parts, a.count("outbox.batch_parked", b.Parked))
	}
	switch {
	case b.Arrived < b.Bytes && b.Arrived > 0:
		parts = append(parts, a.text("outbox.of", "done", a.words.Bytes(b.Arrived), "total", a.words.Bytes(b.Bytes)))
	case b.Arrived < b.Bytes:
		parts = append(parts, a.words.Bytes(b.Bytes), a.words.When(b.Cut, a.Now()))
	case !b.Receipt.IsZero():
		return strings.Join(append(parts, a.text("outbox.batch_has", "when", a.words.When(b.Receipt, a.Now()))), " · ")
	}
	if b.Stick != "" {
		parts = append(parts, a.text("outbox.on_stick", "stick", b.Stick, "when", a.words.When(b.Carried, a.Now())))
	}
	if left := a.leftFor(b.Bytes - b.Arrived); left > 0 && b.Arrived > 0 {
		parts = append(parts, a.leftWord(left))
	}
	return strings.Join(parts, " · ")
}

// dossierItem shows an application.
func (l *outboxList) dossierItem(d Dossier) outboxItem {
	a := l.app
	icon, tone := a.summaryLook(d.Summary)
	open := func() { a.openDossier(d.Summary, func() { a.show(l) }) }
	return outboxItem{icon, tone, d.Code.String(), locale.Capital(a.progress(d)), open}
}

// items are the rows of the page.
func (l *outboxList) items() (items []outboxItem) {
	for _, b := range l.page.packs {
		items = append(items, l.batchItem(b))
	}
	for _, d := range l.page.found {
		items = append(items, l.dossierItem(d))
	}
	return items
}

// byBatch lists batches instead of the applications of a state.
func (l *outboxList) byBatch() { l.begin(true, Batch{}) }

// goBack leads from a batch to all of them, and from a list to the outbox.
func (l *outboxList) goBack() {
	if l.batch.Number > 0 {
		l.byBatch()
		return
	}
	l.app.openOutbox()
}
