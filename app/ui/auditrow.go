package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// auditRow is one entry of the record as a sentence. It cannot be tapped.
type auditRow struct {
	app    *App
	object *fyne.Container
	icon   *widgets.Icon
	said   *widgets.Text
	when   *widgets.Text
}

func newAuditRow(a *App) *auditRow {
	const iconSide = 28
	r := &auditRow{
		app: a, icon: widgets.NewIcon(assets.IconClipboardText, widgets.Ink2, iconSide),
		said: widgets.NewText(theme.Label, ""), when: widgets.NewLine(theme.SmallText, "").Toned(widgets.Ink2),
	}
	line := widgets.NewRow(16, r.icon, widgets.Middle(r.said), r.when)
	if a.look.Class == theme.Portrait {
		line = widgets.NewRow(16, r.icon, widgets.Middle(widgets.NewColumn(0, r.said, r.when)))
	}
	r.object = widgets.NewColumn(0, widgets.Fill(line), widgets.NewDivider())
	r.object = widgets.Sized(r.object, 0, a.auditRowHeight())
	return r
}

// auditRowHeight is the height of a row whose sentence takes two lines, in px.
func (a *App) auditRowHeight() float32 {
	const around = 12
	lines := 2 * theme.Current().Type(theme.Label) * theme.Label.Leading()
	if a.look.Class == theme.Portrait {
		lines += theme.Current().Type(theme.SmallText) * theme.SmallText.Leading()
	}
	return lines + around
}

func (r *auditRow) set(e AuditEntry, fault string) {
	a := r.app
	icon, tone, text := auditIcon(auditKindOf(e.Did)), widgets.Ink, a.auditSentence(e)
	iconTone := widgets.Way
	if fault != "" {
		icon, tone, iconTone = assets.IconWarningOctagon, widgets.Bad, widgets.Bad
		text = "**" + a.text("audit.broken."+fault) + "** " + text
	}
	r.icon.Set(icon, iconTone)
	r.said.SetText(text)
	r.said.SetTone(tone)
	r.when.SetText(locale.Capital(a.moment(e.At)))
	r.object.Show()
}

// moment is when something was, always with the time of day.
func (a *App) moment(at time.Time) string {
	when := a.words.When(at, a.Now())
	if clock := a.words.Clock(at); !strings.Contains(when, clock) {
		when += ", " + clock
	}
	return when
}

func auditIcon(kind AuditKind) assets.IconName {
	switch kind {
	case AuditOpening:
		return assets.IconLockKeyOpen
	case AuditApplications:
		return assets.IconFileText
	case AuditDelivery:
		return assets.IconCloudArrowUp
	case AuditStaff:
		return assets.IconUsers
	}
	return assets.IconGear
}

// auditSentence says what was done.
func (a *App) auditSentence(e AuditEntry) string {
	key := "audit.did." + e.Did
	switch {
	case e.Did == "viewed" && e.Application:
		key = "audit.did.viewed_application"
	case !a.words.Has(key):
		key = "audit.did.other"
	}
	application := a.text("audit.application_gone")
	if e.Code != "" {
		application = a.text("audit.application", "code", e.Code.String())
	}
	whom := e.Whom
	if whom == "" {
		whom = a.text("audit.somebody")
	}
	update := a.text("audit.update."+refusedKind(e.Update), "version", e.Version)
	return locale.Capital(a.text(key, "who", a.personName(e.Who), "whom", whom, "application", application, "update", update))
}
