package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/widgets"
	"ventanilla/assets"
)

// noteLimit is the longest note with which an application is sent back, in characters.
const noteLimit = 500

// sendBack asks a supervisor what is to be mended in an application.
type sendBack struct {
	record *record
	note   string

	field *widgets.TextField
	do    *widgets.Button
}

func (r *record) openSendBack() { r.app.show(&sendBack{record: r}) }

func (s *sendBack) id() string { return "sendback" }

func (s *sendBack) leave() { delete(s.record.app.pages, s) }

func (s *sendBack) build() *widgets.Page {
	a := s.record.app
	s.field = widgets.NewTextField("note", widgets.SentenceKind, a.text("sendback.note"))
	s.field.MaxRunes = noteLimit
	s.field.OnChanged = func(text string) {
		s.note = text
		s.do.SetReady(strings.TrimSpace(text) != "")
	}
	stay := widgets.NewButton("back", widgets.Secondary, a.spare("action.back"), func() { a.show(s.record) }).WithIcon(assets.IconArrowLeft)
	s.do = widgets.NewButton("sendback.do", widgets.Primary, a.text("reviews.send_back"), s.send).WithIcon(assets.IconArrowCounterClockwise)
	return &widgets.Page{
		Header: widgets.NewHeader(a.text("sendback.title"), s.record.dossier.Code.String()),
		Body: widgets.NewColumn(16, s.field,
			widgets.NewBanner(assets.IconInfo, widgets.Quiet, a.text("sendback.then"))),
		Left: []fyne.CanvasObject{stay}, Right: []fyne.CanvasObject{s.do},
	}
}

func (s *sendBack) refresh() {
	s.field.SetText(s.note)
	s.do.SetReady(strings.TrimSpace(s.note) != "")
}

func (s *sendBack) send() {
	a, r, note := s.record.app, s.record, s.note
	s.do.SetReady(false)
	work(a, func(ctx context.Context) (bool, error) { return true, a.desk.Reviews.SendBack(ctx, r.key, note) },
		func(_ bool, err error) {
			if err != nil {
				s.do.SetReady(true)
				a.trouble("send back", err)
				return
			}
			r.back()
		})
}

// approve lets the application leave.
func (r *record) approve() {
	a := r.app
	work(a, func(ctx context.Context) (bool, error) {
		return true, a.desk.Reviews.Approve(ctx, []intake.ApplicationID{r.key})
	}, func(_ bool, err error) {
		if err != nil {
			a.trouble("approve", err)
			return
		}
		r.back()
	})
}
