package ui

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"

	"ventanilla/app/intake"
	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// twinFaces are the portraits of two applications beside each other. They are there only while they are looked at.
type twinFaces struct {
	here  bool // both; one alone has nothing to be held against
	views [2]*widgets.Camera
}

func newTwinFaces(class theme.Class) *twinFaces {
	f := &twinFaces{}
	for i := range f.views {
		f.views[i] = widgets.NewCamera(widgets.NoGuide).Sized(104, 130) // four by five, as portraits are cut
		if class == theme.Small {
			f.views[i].Sized(64, 80)
		}
	}
	return f
}

// forget leaves nothing of the portraits.
func (f *twinFaces) forget() {
	f.here = false
	for _, view := range f.views {
		view.SetFrame(nil)
	}
}

// with puts a portrait before the head of its column, or above it where the column is narrow.
func (f *twinFaces) with(a *App, i int, head fyne.CanvasObject) fyne.CanvasObject {
	if !f.here {
		return head
	}
	if a.look.Class != theme.Landscape || a.look.Step != theme.Normal {
		return widgets.NewColumn(8, widgets.NewRow(0, f.views[i], widgets.Fill(nil)), head)
	}
	return widgets.NewRow(12, f.views[i], widgets.Middle(head))
}

// openFaces shows the portraits of what is compared, if this device has both.
func (v *twinsView) openFaces() {
	a, shown := v.app, v.shown
	var photos [2]intake.Photo
	for i, s := range shown.Sides {
		if s.Answers == nil {
			return
		}
		at := slices.IndexFunc(s.Answers.Photos, func(p intake.Photo) bool { return p.Kind == intake.Portrait })
		if at < 0 {
			return
		}
		photos[i] = s.Answers.Photos[at]
	}
	work(a, func(ctx context.Context) (faces [2]image.Image, err error) {
		for i := 0; i < len(photos) && err == nil; i++ {
			faces[i], err = a.desk.Photos.Show(ctx, photos[i])
		}
		return faces, err
	}, func(faces [2]image.Image, err error) {
		if v.shown != shown { // it is another pair, or nobody's
			return
		}
		if err != nil {
			a.Log.Warn("show portraits", "error", err) // the answers can be compared without them
			return
		}
		v.faces.here = true
		for i, view := range v.faces.views {
			view.SetFrame(faces[i])
		}
		v.write()
		a.update()
	})
}
