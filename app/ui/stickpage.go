package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// write puts on the page how far the work with the stick is.
func (s *stick) write() {
	s.writeSteps()
	s.writeStick()
	s.writeLines()
	s.writeBanner()
	s.writeCounter()
}

// writeSteps fills the three cards at the left: copied, read back, safe to remove.
func (s *stick) writeSteps() {
	a := s.app
	amount := a.text("outbox.of", "done", a.words.Bytes(s.done), "total", a.words.Bytes(s.total))
	copying := s.stage == stickBusy && s.step == CarryCopy
	checking := s.stage == stickBusy && s.step != CarryCopy
	safe := s.stage == stickSafe
	switch {
	case copying:
		s.steps[0].write(stageNow, assets.IconUploadSimple, a.text("usb.copying"), amount, s.part())
	case checking || safe:
		s.steps[0].write(stageDone, assets.IconCheckCircle, a.text("usb.copied"), s.copied(), -1)
	default:
		s.steps[0].write(stageLater, assets.IconUploadSimple, a.text("usb.start"), "", -1)
	}
	switch {
	case checking:
		s.steps[1].write(stageNow, assets.IconMagnifyingGlass, a.text("usb.checking"), amount, s.part())
	case safe:
		s.steps[1].write(stageDone, assets.IconCheckCircle, a.text("usb.checked"), a.text("usb.checked_detail"), -1)
	default:
		s.steps[1].write(stageLater, assets.IconMagnifyingGlass, a.text("usb.checking"), "", -1)
	}
	if safe {
		detail := a.text("usb.safe_detail")
		if !s.result.Released {
			detail = a.text("usb.safe_written")
		}
		s.steps[2].write(stageGood, assets.IconCheckCircle, a.text("usb.safe"), detail, -1)
	} else {
		s.steps[2].write(stageLater, assets.IconUsb, a.text("usb.safe"), a.text("usb.not_yet"), -1)
	}
}

func (s *stick) part() float32 {
	if s.total == 0 {
		return 0
	}
	return float32(s.done) / float32(s.total)
}

// copied says how much was written, once that is known.
func (s *stick) copied() string {
	if s.stage != stickSafe {
		return ""
	}
	a, r := s.app, s.result
	parts := []string{a.count("applications.in_count", r.Applications), a.count("receipt.photos", r.Photos)}
	if s.rescue {
		parts = []string{a.count("rescue.drafts", r.Rescued), a.count("applications.in_count", r.Applications)}
	}
	if !a.Kiosk.Site().Enrolled && r.Applications == 0 && !s.rescue {
		parts = []string{a.text("usb.presents")}
	}
	if a.Kiosk.Site().Enrolled && r.Applications+r.Photos+r.Reports == 0 && !s.rescue {
		return a.text("usb.nothing")
	}
	if r.Reports > 0 {
		parts = append(parts, a.count("usb.reports", r.Reports))
	}
	return strings.Join(append(parts, a.words.Bytes(r.Bytes)), ", ")
}

func (s *stick) writeStick() {
	a := s.app
	s.name.SetText(a.text("usb.choose"))
	s.free.SetText("")
	if s.chosen.Path != "" {
		s.name.SetText(s.chosen.Name)
		s.free.SetText(a.text("usb.free", "size", a.words.Bytes(s.chosen.Free)))
	}
	s.choices.Objects = nil
	if len(s.drives) > 1 && s.stage == stickWanted {
		for _, d := range s.drives {
			s.choices.Add(widgets.NewChoice("stick."+d.Path, d.Name, func() { s.pick(d) }))
		}
	}
}

func (s *stick) pick(d Stick) {
	s.chosen, s.stage = d, stickReady
	s.write()
	s.app.update()
}

// writeLines says what goes on the stick and, afterwards, what came from it.
func (s *stick) writeLines() {
	a := s.app
	if s.stage != stickSafe {
		s.head.SetText(a.text("usb.goes_on"))
		s.lines[0].write(assets.IconFileLock, a.count("applications.in_count", a.status.Waiting+a.status.OnItsWay))
		s.lines[1].write(assets.IconProhibit, a.text("usb.no_drafts"))
		if s.rescue {
			s.lines[1].write(assets.IconPencilSimple, a.text("rescue.with_drafts"))
		}
		s.lines[2].write("", "")
		if !a.Kiosk.Site().Enrolled {
			s.lines[2].write(assets.IconIdentificationCard, a.text("usb.presents"))
		}
		return
	}
	s.head.SetText(a.text("usb.came_in"))
	s.lines[0].write(assets.IconReceipt, a.count("usb.receipts", s.result.Receipts))
	s.lines[1].write(assets.IconFileText, a.count("usb.rule_packs", s.result.Rules))
	s.lines[2].write(assets.IconBell, a.count("usb.notices", s.result.Notices))
	if s.result.Refused > 0 {
		s.lines[2].write(assets.IconWarning, a.count("usb.refused", s.result.Refused))
	}
}

func (s *stick) writeBanner() {
	a := s.app
	switch {
	case s.stage == stickBusy:
		s.banner.Set(assets.IconWarning, widgets.Warn, a.text("usb.pulled_out"))
	case s.stage == stickFailed:
		s.banner.Set(assets.IconWarning, widgets.Warn, a.text(stickTrouble(s.err)))
	case s.stage == stickSafe && s.result.LeftOut > 0:
		s.banner.Set(assets.IconWarning, widgets.Warn, a.count("rescue.left_out", s.result.LeftOut))
	case s.stage == stickSafe && slices.ContainsFunc(s.result.Items, func(i CarriedItem) bool { return i.Kind == CarriedAnswer }):
		s.banner.Set(assets.IconCloudCheck, widgets.Good, a.text("usb.item.answer"))
	case s.stage == stickSafe && s.rescue && s.result.Rescued > 0:
		s.banner.Set(assets.IconInfo, widgets.Unknown, a.text("rescue.not_handed_in"))
	case s.stage == stickSafe && s.result.Applications > 0:
		s.banner.Set(assets.IconClock, widgets.Unknown, a.text("usb.not_delivered"))
	default:
		s.banner.Hide()
		return
	}
	s.banner.Show()
}

func (s *stick) writeCounter() {
	a := s.app
	s.back.SetText(a.text("action.home"))
	s.back.SetIcon(assets.IconHouseLine)
	text, icon, ready := "usb.start", assets.IconUploadSimple, s.stage == stickReady
	switch s.stage {
	case stickBusy:
		s.back.SetText(a.text("action.stop"))
		s.back.SetIcon(assets.IconX)
		text, icon = "action.wait", assets.IconHourglass
	case stickSafe:
		text, icon, ready = "action.finish", assets.IconCheck, true
	case stickFailed:
		text, icon, ready = "action.retry", assets.IconArrowClockwise, true
	}
	s.writeList()
	s.primary.SetText(a.text(text))
	s.primary.SetIcon(icon)
	s.primary.SetReady(ready)
}

// stageLook is how a step of the work is drawn.
type stageLook string

const (
	stageLater stageLook = "later"
	stageNow   stageLook = "now"
	stageDone  stageLook = "done"
	stageGood  stageLook = "good" // done, and what everybody waited for
)

// stageCard is one step of the work: icon, what, how far.
type stageCard struct {
	card        *widgets.Card
	icon        *widgets.Icon
	title, text *widgets.Text
	bar         *widgets.Progress
}

func newStageCard() stageCard {
	c := stageCard{
		icon: widgets.NewIcon(assets.IconUsb, widgets.Ink2, 52), title: widgets.NewText(theme.Heading, ""),
		text: widgets.NewText(theme.Label, ""), bar: widgets.NewProgress(),
	}
	words := widgets.NewColumn(6, c.title, c.text, c.bar)
	row := widgets.NewRow(24, c.icon, widgets.Middle(words))
	c.card = widgets.NewCard(widgets.Quiet, widgets.NewColumn(0, fyne.CanvasObject(widgets.Fill(row)))).Padded(30, 16)
	return c
}

// write shows a step; a part below 0 shows no bar.
func (c stageCard) write(look stageLook, icon assets.IconName, title, text string, part float32) {
	ground, ink, iconTone := widgets.Quiet, widgets.Ink, widgets.Good
	switch look {
	case stageLater:
		ink, iconTone = widgets.Ink2, widgets.Ink2
	case stageNow:
		ground, iconTone = widgets.Way, widgets.Way
	case stageGood:
		ground = widgets.Good
	}
	c.card.SetTone(ground, look == stageNow || look == stageGood)
	c.icon.Set(icon, iconTone)
	c.title.SetText(title)
	c.title.SetTone(ink)
	c.text.SetText(text)
	c.text.SetTone(ink)
	setVisible(c.text, text != "")
	setVisible(c.bar, part >= 0)
	c.bar.SetPart(max(part, 0))
}

// carryLine is an icon and a few words.
type carryLine struct {
	all  fyne.CanvasObject
	icon *widgets.Icon
	text *widgets.Text
}

func newCarryLine() carryLine {
	l := carryLine{icon: widgets.NewIcon(assets.IconFileLock, widgets.Way, 30), text: widgets.NewText(theme.Label, "")}
	l.all = widgets.NewRow(14, l.icon, widgets.Middle(l.text))
	return l
}

func (l carryLine) write(icon assets.IconName, text string) {
	setVisible(l.all, text != "")
	l.icon.Set(icon, widgets.Way)
	l.text.SetText(text)
}
