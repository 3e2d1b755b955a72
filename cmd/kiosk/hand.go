package main

import (
	"fmt"
	"image"
	"io"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// hand touches an X display as a finger does, and sees it as an eye does. Its taps and keys are events of the X server
// (extension XTEST), so that they take the same way through driver, toolkit and screen as a person's.
// It is not safe for concurrent use.
type hand struct {
	conn   *xgb.Conn
	screen *xproto.ScreenInfo
	keys   map[xproto.Keysym]keystroke
}

// keystroke is a key of the display's layout, with or without Shift.
type keystroke struct {
	code  xproto.Keycode
	shift bool
}

const (
	keysymReturn    xproto.Keysym = 0xff0d
	keysymBackspace xproto.Keysym = 0xff08
	keysymShift     xproto.Keysym = 0xffe1

	press = 40 * time.Millisecond // between a finger's touching and leaving the glass
	key   = 2 * time.Millisecond  // between a key's going down and up: GLFW tells strokes apart by the millisecond
)

// openHand connects to the display that DISPLAY names.
func openHand() (*hand, error) {
	xgb.Logger.SetOutput(io.Discard) // it speaks of what comes back as an error too
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("connect to the display: %w", err)
	}
	if err := xtest.Init(conn); err != nil {
		conn.Close()
		return nil, fmt.Errorf("find the display's XTEST extension: %w", err)
	}
	h := &hand{conn: conn, screen: xproto.Setup(conn).DefaultScreen(conn)}
	if err := h.readLayout(); err != nil {
		conn.Close()
		return nil, err
	}
	return h, nil
}

func (h *hand) close() { h.conn.Close() }

// readLayout learns which key gives which character.
func (h *hand) readLayout() error {
	setup := xproto.Setup(h.conn)
	count := byte(setup.MaxKeycode - setup.MinKeycode + 1)
	layout, err := xproto.GetKeyboardMapping(h.conn, setup.MinKeycode, count).Reply()
	if err != nil {
		return fmt.Errorf("read the display's keyboard: %w", err)
	}
	h.keys = map[xproto.Keysym]keystroke{}
	per := int(layout.KeysymsPerKeycode)
	for i := range int(count) {
		for level := min(per, 2) - 1; level >= 0; level-- {
			if sym := layout.Keysyms[i*per+level]; sym != 0 {
				h.keys[sym] = keystroke{code: setup.MinKeycode + xproto.Keycode(i), shift: level == 1}
			}
		}
	}
	return nil
}

// tap touches the glass at a pixel.
func (h *hand) tap(x, y int) error {
	if err := h.touch(x, y); err != nil {
		return err
	}
	time.Sleep(press)
	return h.lift(x, y)
}

// touch puts a finger on the glass, where it stays.
func (h *hand) touch(x, y int) error {
	if err := h.event(xproto.MotionNotify, 0, x, y); err != nil {
		return err
	}
	return h.event(xproto.ButtonPress, 1, x, y)
}

// lift takes the finger from the glass.
func (h *hand) lift(x, y int) error { return h.event(xproto.ButtonRelease, 1, x, y) }

// write presses the keys of text, which must be on the display's keyboard; '\n' is Return, '\b' Backspace.
func (h *hand) write(text string) error {
	for _, r := range text {
		sym := xproto.Keysym(r)
		switch {
		case r == '\n':
			sym = keysymReturn
		case r == '\b':
			sym = keysymBackspace
		case r > 0xff:
			sym = 0x01000000 | xproto.Keysym(r) // X11 protocol, appendix A: Unicode keysyms
		}
		key, ok := h.keys[sym]
		if !ok {
			return fmt.Errorf("the display's keyboard has no key for %q", r)
		}
		if err := h.stroke(key); err != nil {
			return err
		}
	}
	return nil
}

func (h *hand) stroke(stroke keystroke) error {
	shift := h.keys[keysymShift].code
	if stroke.shift {
		if err := h.event(xproto.KeyPress, byte(shift), 0, 0); err != nil {
			return err
		}
	}
	if err := h.event(xproto.KeyPress, byte(stroke.code), 0, 0); err != nil {
		return err
	}
	time.Sleep(key)
	if err := h.event(xproto.KeyRelease, byte(stroke.code), 0, 0); err != nil {
		return err
	}
	if stroke.shift {
		return h.event(xproto.KeyRelease, byte(shift), 0, 0)
	}
	return nil
}

// event hands one input event to the X server and waits until it has it.
func (h *hand) event(kind, detail byte, x, y int) error {
	err := xtest.FakeInputChecked(h.conn, kind, detail, 0, h.screen.Root, int16(x), int16(y), 0).Check()
	if err != nil {
		return fmt.Errorf("touch the display: %w", err)
	}
	return nil
}

// lookAt takes a part of the display as the server has it, quicker than a picture.
func (h *hand) lookAt(part image.Rectangle) ([]byte, error) {
	shot, err := xproto.GetImage(h.conn, xproto.ImageFormatZPixmap, xproto.Drawable(h.screen.Root),
		int16(part.Min.X), int16(part.Min.Y), uint16(part.Dx()), uint16(part.Dy()), 0xffffffff).Reply()
	if err != nil {
		return nil, fmt.Errorf("look at the display: %w", err)
	}
	return shot.Data, nil
}

// look takes a picture of the whole display.
func (h *hand) look() (image.Image, error) {
	width, height := h.screen.WidthInPixels, h.screen.HeightInPixels
	shot, err := xproto.GetImage(h.conn, xproto.ImageFormatZPixmap, xproto.Drawable(h.screen.Root),
		0, 0, width, height, 0xffffffff).Reply()
	if err != nil {
		return nil, fmt.Errorf("look at the display: %w", err)
	}
	if want := int(width) * int(height) * 4; len(shot.Data) < want {
		return nil, fmt.Errorf("look at the display: %d bytes where 32 bits a pixel make %d", len(shot.Data), want)
	}
	picture := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
	for i := 0; i < len(picture.Pix); i += 4 {
		b, g, r := shot.Data[i], shot.Data[i+1], shot.Data[i+2]
		picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2], picture.Pix[i+3] = r, g, b, 0xff
	}
	return picture, nil
}
