package site_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"ventanilla/app/intake"
	"ventanilla/cmd/internal/site"
)

func TestRoomForPhotosEndsBeforeRoomForAnswers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, newPortal(t).newSite(t)))
	free, asked := uint64(0), error(nil)
	s, err := site.Open(dir, site.Options{Free: func(_ context.Context, of string) (uint64, error) {
		if of != dir {
			t.Errorf("asked for the disk of %s", of)
		}
		return free, asked
	}})
	must(t, err)
	session := unlock(t, s)
	for _, c := range []struct {
		free  uint64
		want  site.Space
		photo error
	}{
		{1 << 40, site.SpaceEnough, nil},
		{1<<30 - 1, site.SpaceLow, nil},
		{100 << 20, site.SpaceLow, nil},
		{100<<20 - 1, site.SpaceFull, site.ErrSpace},
		{0, site.SpaceFull, site.ErrSpace},
	} {
		free = c.free
		if got, bytes := s.Space(t.Context()); got != c.want || bytes != c.free {
			t.Errorf("with %d bytes free: %s, %d", c.free, got, bytes)
		}
		if err := s.RoomForPhoto(t.Context()); !errors.Is(err, c.photo) {
			t.Errorf("with %d bytes free a photo: %v", c.free, err)
		}
		d, err := session.Store.StartDraft(t.Context(), intake.Application{Office: "GT"})
		must(t, err)
		must(t, session.Store.DeleteDraft(t.Context(), d.Application))
	}
	asked = errors.New("the system does not tell")
	if got, _ := s.Space(t.Context()); got != site.SpaceUnknown || s.RoomForPhoto(t.Context()) != nil {
		t.Errorf("where the system does not tell: %s", got)
	}
}

func TestTheSystemTellsHowMuchIsFree(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kiosk")
	must(t, site.Init(t.Context(), dir, newPortal(t).newSite(t)))
	if space, free := open(t, dir).Space(t.Context()); space == site.SpaceUnknown || free == 0 {
		t.Errorf("%s, %d bytes", space, free)
	}
}
