package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// askChase finds out what is on sticks and not receipted yet.
func (s *stick) askChase() {
	a := s.app
	work(a, a.desk.Sticks.Chase, func(chase []OnStick, err error) {
		if err != nil {
			a.Log.Error("list what is on sticks", "error", err)
			return
		}
		s.chase = chase
		if a.current == screen(s) {
			s.write()
			a.update()
		}
	})
}

// writeList offers the list that fits: what came, once something came, else what is to be chased.
func (s *stick) writeList() {
	a := s.app
	came := s.stage == stickSafe && len(s.result.Items) > 0
	setVisible(s.list, came || len(s.chase) > 0 && s.stage != stickBusy && s.stage != stickFailed)
	text := a.count("usb.chase", len(s.chase))
	if came {
		text = a.count("usb.see_items", len(s.result.Items))
	}
	if a.look.Class != theme.Landscape && a.look.Step != theme.Normal {
		text = "" // the icon has to do
	}
	s.list.SetText(text)
}

func (s *stick) openList() {
	a := s.app
	if s.stage == stickSafe && len(s.result.Items) > 0 {
		a.show(&carryList{app: a, from: s, title: "usb.came_in", rows: s.itemRows})
		return
	}
	a.show(&carryList{app: a, from: s, title: "usb.chase_title", why: "usb.chase_why", rows: s.chaseRows})
}

// carryList is a page of what came from a stick, or of what is on sticks, a row each.
type carryList struct {
	app        *App
	from       *stick
	title, why string // keys
	rows       func() []fyne.CanvasObject
}

func (l *carryList) id() string { return "stick_list" }

func (l *carryList) build() *widgets.Page {
	a := l.app
	why := ""
	if l.why != "" {
		why = a.text(l.why)
	}
	back := widgets.NewButton("back", widgets.Secondary, a.spare("action.back"), func() { a.show(l.from) }).WithIcon(assets.IconArrowLeft)
	return &widgets.Page{
		Header: widgets.NewHeader(a.text(l.title), why),
		Body:   widgets.NewColumn(12, l.rows()...),
		Left:   []fyne.CanvasObject{back},
	}
}

func (l *carryList) refresh() {}

// leave forgets the page: the next list is another.
func (l *carryList) leave() { delete(l.app.pages, l) }

func (s *stick) itemRows() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, item := range s.result.Items {
		rows = append(rows, s.itemRow(item))
	}
	return rows
}

// itemRow says what came and, of what was not taken, why.
func (s *stick) itemRow(item CarriedItem) fyne.CanvasObject {
	a := s.app
	words := widgets.NewColumn(2, widgets.NewText(theme.Label, a.text("usb.item."+string(item.Kind))).Strong())
	var small []string
	if item.Code != "" {
		small = append(small, item.Code.String())
	}
	if item.Name != "" {
		small = append(small, item.Name)
	}
	if text := item.Notice.in(a.words.Language()); text != "" {
		small = append(small, text)
	}
	if item.Reason != "" {
		small = append(small, a.text("refused."+item.Reason))
	}
	if len(small) > 0 {
		words.Add(widgets.NewSmall(strings.Join(small, " · ")))
	}
	icon, tone, iconTone := itemIcon(item.Kind), widgets.Quiet, widgets.Way
	if item.Reason != "" {
		icon, tone, iconTone = assets.IconWarning, widgets.Warn, widgets.Warn
	}
	return widgets.NewCard(tone, widgets.NewRow(18, widgets.NewIcon(icon, iconTone, 34), widgets.Middle(words))).Padded(20, 10)
}

func itemIcon(kind CarriedKind) assets.IconName {
	switch kind {
	case CarriedReceipt:
		return assets.IconReceipt
	case CarriedRules:
		return assets.IconFileText
	case CarriedNotice, CarriedStatus:
		return assets.IconBell
	case CarriedDraft:
		return assets.IconPencilSimple
	case CarriedCard, CarriedDevices:
		return assets.IconKey
	case CarriedAnswer:
		return assets.IconCloudCheck
	default:
		return assets.IconFileLock
	}
}

func (s *stick) chaseRows() []fyne.CanvasObject {
	a := s.app
	var rows []fyne.CanvasObject
	for _, one := range s.chase {
		words := widgets.NewColumn(2, widgets.NewText(theme.Label, one.Stick).Strong(),
			widgets.NewSmall(a.words.When(one.At, a.Now())+" · "+a.count("applications.in_count", one.Applications)+" · "+a.words.Bytes(one.Bytes)))
		rows = append(rows, widgets.NewCard(widgets.Quiet, widgets.NewRow(18, widgets.NewIcon(assets.IconUsb, widgets.Way, 34), widgets.Middle(words))).Padded(20, 10))
	}
	return rows
}
