package camera_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"ventanilla/app/camera"
	"ventanilla/app/photo"
)

func plain(c color.Color) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 4, 3))
	for i := range 12 {
		img.Set(i%4, i/4, c)
	}
	return img
}

func encoded(t *testing.T, img image.Image) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestLiveCopiesBeforeRelease(t *testing.T) {
	for name, img := range map[string]image.Image{
		"YCbCr": image.NewYCbCr(image.Rect(0, 0, 4, 4), image.YCbCrSubsampleRatio420), "RGBA": plain(color.White),
	} {
		t.Run(name, func(t *testing.T) {
			want := color.RGBAModel.Convert(img.At(1, 1))
			once := make(chan struct{}, 1)
			once <- struct{}{}
			live := camera.NewLive(func() (image.Image, func(), error) {
				if _, ok := <-once; !ok {
					return nil, nil, io.EOF
				}
				return img, func() { overwrite(img) }, nil
			}, func() error { close(once); return nil })
			got, err := live.Frame(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if color.RGBAModel.Convert(got.At(1, 1)) != want {
				t.Error("the frame changed with the driver's memory")
			}
			if err := live.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// overwrite does what a driver does to memory that was given back.
func overwrite(img image.Image) {
	switch m := img.(type) {
	case *image.YCbCr:
		for i := range m.Y {
			m.Y[i] = 0x77
		}
	case *image.RGBA:
		for i := range m.Pix {
			m.Pix[i] = 0x77
		}
	}
}

func TestLiveGivesTheNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pictures := make(chan image.Image)
		live := camera.NewLive(func() (image.Image, func(), error) {
			img, ok := <-pictures
			if !ok {
				return nil, nil, io.EOF
			}
			return img, func() {}, nil
		}, func() error { close(pictures); return nil })
		for _, v := range []uint8{1, 2, 3} {
			pictures <- plain(color.Gray{v})
		}
		synctest.Wait()
		img, err := live.Frame(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if v := color.GrayModel.Convert(img.At(0, 0)).(color.Gray); v.Y != 3 {
			t.Errorf("picture %d of 3", v.Y)
		}
		if err := live.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := live.Frame(t.Context()); !errors.Is(err, camera.ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
	})
}

func TestLiveTellsWhenUnplugged(t *testing.T) {
	cause := errors.New("no such device")
	closed := 0
	live := camera.NewLive(func() (image.Image, func(), error) { return nil, nil, cause }, func() error { closed++; return nil })
	if _, err := live.Frame(t.Context()); !errors.Is(err, camera.ErrGone) || !errors.Is(err, cause) {
		t.Errorf("got %v", err)
	}
	for range 2 {
		if err := live.Close(); err != nil {
			t.Error(err)
		}
	}
	if closed != 1 {
		t.Errorf("closed %d times", closed)
	}
}

func TestFrameEndsWithContextAndClose(t *testing.T) {
	sources := map[string]func() camera.Camera{
		"live": func() camera.Camera {
			stop := make(chan struct{})
			return camera.NewLive(func() (image.Image, func(), error) { <-stop; return nil, nil, io.EOF },
				func() error { close(stop); return nil })
		},
		"pattern": func() camera.Camera { return camera.NewPattern() },
		"album": func() camera.Camera {
			album, err := camera.OpenAlbum(fstest.MapFS{"a.png": {Data: encoded(t, plain(color.White))}})
			if err != nil {
				t.Fatal(err)
			}
			return album
		},
	}
	for name, open := range sources {
		t.Run(name, func(t *testing.T) {
			cam := open()
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if _, err := cam.Frame(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf("cancelled: %v", err)
			}
			if err := cam.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := cam.Frame(t.Context()); !errors.Is(err, camera.ErrClosed) {
				t.Errorf("closed: %v", err)
			}
		})
	}
}

func TestPatternMovesTwentyTimesASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cam, err := camera.Open(camera.Test)
		if err != nil {
			t.Fatal(err)
		}
		defer cam.Close()
		start := time.Now()
		var last []byte
		for i := range 21 {
			img, err := cam.Frame(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			pix := img.(*image.RGBA).Pix
			if bytes.Equal(pix, last) {
				t.Errorf("frame %d stands still", i)
			}
			last = pix
		}
		if took := time.Since(start); took != time.Second {
			t.Errorf("21 frames in %v", took)
		}
	})
}

func TestAlbumPlaysInTurn(t *testing.T) {
	folder := t.TempDir()
	for name, c := range map[string]color.Gray{"1.png": {10}, "2.PNG": {20}, "10.png": {15}} {
		if err := os.WriteFile(filepath.Join(folder, name), encoded(t, plain(c)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "README.md"), []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	cam, err := camera.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer cam.Close()
	for i, want := range []uint8{10, 15, 20, 10} {
		for range 2 { // it stays until Next
			img, err := cam.Frame(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if v := color.GrayModel.Convert(img.At(640, 480)).(color.Gray); v.Y != want || img.Bounds().Dx() != 1280 {
				t.Errorf("turn %d: luma %d in %v, want %d", i, v.Y, img.Bounds(), want)
			}
		}
		cam.(*camera.Album).Next()
	}
}

func TestAlbumRefuses(t *testing.T) {
	if _, err := camera.Open(t.TempDir()); !errors.Is(err, camera.ErrNoPictures) {
		t.Errorf("empty folder: %v", err)
	}
	album, err := camera.OpenAlbum(fstest.MapFS{"a.jpg": {Data: []byte("no picture")}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := album.Frame(t.Context()); !errors.Is(err, photo.ErrFormat) {
		t.Errorf("text as picture: %v", err)
	}
}

func TestOpenUnknown(t *testing.T) {
	if _, err := camera.Open("no such camera here"); !errors.Is(err, camera.ErrNone) {
		t.Errorf("got %v", err)
	}
	for _, d := range camera.List() {
		if d.ID == "" || d.Name == "" {
			t.Errorf("device %+v", d)
		}
	}
}
