package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

func (s *start) buildCards() fyne.CanvasObject {
	s.body = widgets.NewColumn(12)
	s.writeCards()
	return s.body
}

// look finds cards.
func (s *start) look() {
	a := s.app
	if s.looking {
		return
	}
	s.looking = true
	work(a, a.Founder.Cards, func(cards []Card, err error) {
		s.looking = false
		if err != nil {
			a.Log.Error("find cards", "error", err)
			return
		}
		if s.step != startCard || len(cards) == len(s.cards) && s.body != nil && len(cards) > 0 {
			return
		}
		s.cards = cards
		s.writeCards()
		a.update()
	})
}

func (s *start) writeCards() {
	a := s.app
	s.body.Objects = nil
	if len(s.cards) == 0 {
		s.body.Add(widgets.NewBanner(assets.IconUsb, widgets.Quiet, a.text("start.no_card")))
		return
	}
	for _, c := range s.cards {
		words := widgets.NewColumn(2, widgets.NewText(theme.Label, c.Name).Strong(), widgets.NewSmall(c.Portal))
		tile := widgets.NewTile("card."+c.Name, widgets.NewRow(18, widgets.NewIcon(assets.IconIdentificationCard, widgets.Way, 36), widgets.Middle(words)), func() {
			s.card, s.typed, s.agreed = c, "", false
			s.writeCards()
			s.ready()
			a.update()
		})
		tile.SetChosen(c.Fingerprint == s.card.Fingerprint)
		s.body.Add(tile)
	}
}

// buildFingerprint shows the groups to compare, and takes what is typed or held before the camera.
func (s *start) buildFingerprint() fyne.CanvasObject {
	a := s.app
	var groups []fyne.CanvasObject
	for group := range strings.FieldsSeq(s.card.Fingerprint) {
		groups = append(groups, widgets.NewLine(theme.Code, group))
	}
	s.field = widgets.NewTextField("start.typed", widgets.CodeKind, a.text("start.type_fingerprint")).WithIcon(assets.IconKeyboard)
	s.field.SetText(s.typed)
	s.field.OnChanged = s.compare
	s.seen = widgets.NewChoice("start.same", a.text("start.same"), func() { s.agree(!s.agreed) })
	s.seen.SetChosen(s.agreed)
	ways := []fyne.CanvasObject{widgets.NewGrid(1, 16, s.seen), s.field}
	if a.Camera != nil && a.ReadQR != nil {
		ways = append(ways, widgets.NewButton("start.scan", widgets.InPane, a.text("start.scan"), s.scan).WithIcon(assets.IconQrCode))
	}
	return widgets.NewColumn(16,
		widgets.NewCard(widgets.Quiet, widgets.NewGrid(a.columns(5, 2), 12, groups...)),
		widgets.Pad(widgets.NewColumn(12, ways...), 0, 12, 9, 0))
}

func (s *start) agree(agreed bool) {
	s.agreed = agreed
	s.seen.SetChosen(agreed)
	s.ready()
	s.app.update()
}

// compare tells of the first wrong sign while it is typed.
func (s *start) compare(text string) {
	a := s.app
	s.typed = text
	typed, want := plain(text), plain(s.card.Fingerprint)
	problem := ""
	if !strings.HasPrefix(want, typed) {
		problem = a.text("start.not_same")
	}
	s.field.SetProblem(problem)
	s.agree(typed == want)
}

// plain is a fingerprint without spaces, in small letters.
func plain(text string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(text))
}

// scanTime is how long the camera is looked through for the office's code.
const scanTime = 20 * time.Second

func (s *start) scan() {
	a := s.app
	a.frame.ShowDialog(widgets.NewDialog(a.text("start.scan"), widgets.NewBody(a.text("start.scanning"))))
	work(a, func(ctx context.Context) (bool, error) {
		ctx, stop := context.WithTimeout(ctx, scanTime)
		defer stop()
		return s.readFingerprint(ctx)
	}, func(same bool, err error) {
		switch {
		case err != nil:
			a.Log.Error("read fingerprint", "error", err)
			a.frame.ShowDialog(widgets.NewDialog(a.text("start.scan"), widgets.NewBody(a.text("start.not_scanned")), a.closeButton()))
		case !same:
			a.frame.ShowDialog(widgets.NewDialog(a.text("start.scan"), widgets.NewBody(a.text("start.not_same")), a.closeButton()))
		default:
			a.frame.HideDialog()
		}
		s.agree(err == nil && same)
	})
}

func (s *start) buildPerson() fyne.CanvasObject {
	a := s.app
	s.field = widgets.NewTextField("staff.name", widgets.NameKind, a.text("staff.name")).WithIcon(assets.IconUser)
	s.field.SetText(s.name)
	s.field.OnChanged = func(text string) {
		s.name = text
		s.ready()
	}
	name := widgets.NewColumn(12, s.field, widgets.NewSmall(a.text("staff.name_hint")))
	return widgets.NewSplit(0.5, float32(a.columns(32, 16)), name, s.secret.build())
}

func (s *start) buildCheck() fyne.CanvasObject {
	s.body = widgets.NewColumn(12)
	s.writeCheck()
	return s.body
}

// check looks at camera, printer and clock.
func (s *start) check() {
	a := s.app
	work(a, func(ctx context.Context) (Checkup, error) { return a.Founder.Check(ctx), nil }, func(c Checkup, _ error) {
		s.checkup, s.checked = c, true
		if s.step == startCheck {
			s.writeCheck()
			s.ready()
			a.update()
		}
	})
}

func (s *start) writeCheck() {
	a, now := s.app, s.app.Now()
	s.body.Objects = nil
	if !s.checked {
		s.body.Add(widgets.NewText(theme.Body, a.text("start.checking")).Toned(widgets.Ink2))
		return
	}
	day := locale.Capital(a.words.Day(intake.DayOf(now))) + ", " + a.words.Clock(now)
	clock := a.text("start.clock_is", "time", day)
	if !s.checkup.Clock {
		clock = a.text("start.clock_wrong", "time", day)
	}
	s.line(assets.IconClock, s.checkup.Clock, clock, clock)
	s.line(assets.IconCamera, s.checkup.Camera, a.text("start.camera_good"), a.text("start.camera_none"))
	s.line(assets.IconPrinter, s.checkup.Printer, a.text("start.printer_good"), a.text("start.printer_none"))
	again := widgets.NewButton("start.again", widgets.InPane, a.text("start.check_again"), func() {
		s.checked = false
		s.writeCheck()
		s.ready()
		a.update()
		s.check()
	}).WithIcon(assets.IconArrowClockwise)
	s.body.Add(widgets.NewRow(0, again, widgets.Fill(nil)))
}

func (s *start) line(icon assets.IconName, good bool, fine, lacking string) {
	if good {
		s.body.Add(widgets.NewBanner(icon, widgets.Good, fine))
		return
	}
	s.body.Add(widgets.NewBanner(icon, widgets.Warn, lacking))
}
