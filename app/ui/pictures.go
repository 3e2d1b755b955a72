package ui

import (
	"context"
	"errors"
	"image"
	"strconv"

	"fyne.io/fyne/v2"

	"ventanilla/app/locale"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// ErrPictureSize is a picture with more pixels or bytes than are read.
var ErrPictureSize = errors.New("picture too large")

// openFiles lets staff choose a picture on a memory card or a stick instead of the camera's.
func (p *photoPart) openFiles() {
	a, visit := p.talk.app, p.visit
	work(a, a.desk.Pictures.List, func(files []PictureFile, err error) {
		if p.visit != visit {
			return
		}
		if err != nil {
			a.trouble("list pictures", err)
			return
		}
		if len(files) == 0 {
			a.frame.ShowDialog(widgets.NewDialog(a.text("camera.files_title"), widgets.NewBody(a.text("camera.files_none")), a.closeButton()))
			return
		}
		var rows []fyne.CanvasObject
		for i, f := range files {
			rows = append(rows, p.fileRow(i, f))
		}
		list := widgets.Sized(widgets.NewScroll(widgets.NewColumn(0, rows...)), 0, 380)
		a.frame.ShowDialog(widgets.NewDialog(a.text("camera.files_title"), list, a.closeButton()))
	})
}

func (p *photoPart) fileRow(i int, f PictureFile) fyne.CanvasObject {
	a := p.talk.app
	about := locale.Capital(a.words.When(f.Changed, a.Now())) + " · " + a.words.Bytes(f.Bytes)
	words := widgets.NewColumn(0, widgets.NewText(theme.Label, f.Name), widgets.NewSmall(about))
	return widgets.NewListRow("file."+strconv.Itoa(i), widgets.NewRow(0, widgets.Middle(words)), func() { p.openFile(f) })
}

// openFile reads a picture and has it judged as if the camera had taken it.
func (p *photoPart) openFile(f PictureFile) {
	a, pictures, visit := p.talk.app, p.talk.app.desk.Pictures, p.visit
	a.frame.HideDialog()
	work(a, func(ctx context.Context) (image.Image, error) { return pictures.Open(ctx, f) }, func(picture image.Image, err error) {
		if p.visit != visit {
			return
		}
		if err != nil {
			a.Log.Warn("open picture", "error", err)
			why := "photo.unreadable"
			if errors.Is(err, ErrPictureSize) {
				why = "photo.too_large"
			}
			a.tell(a.text("problem.title"), a.text(why))
			return
		}
		p.hold(picture)
	})
}
