package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ventanilla/app/ui/theme"
	"ventanilla/app/ui/widgets"
)

// fieldFrame shows one field in a frame.
func fieldFrame(t *testing.T, kind widgets.Kind) (*widgets.Frame, *widgets.TextField) {
	t.Helper()
	f := assistedFrame()
	field := widgets.NewTextField("field", kind, "Nombre")
	f.Open(onCounter(&widgets.Page{Body: widgets.NewColumn(20, field)}, "", 1))
	show(t, theme.Look{Mode: theme.Assisted}, landscape, f)
	return f, field
}

func TestKeyboardTypes(t *testing.T) {
	tests := []struct {
		name string
		kind widgets.Kind
		lang string
		keys string // as they stand on the keys
		want string
	}{
		{"capital at a name's start", widgets.NameKind, "es", "Wendy", "Wendy"},
		{"capital after a space", widgets.NameKind, "es", "Ana Muñoz", "Ana Muñoz"},
		{"capital after a hyphen", widgets.NameKind, "ht", "Jean-Édouard", "Jean-Édouard"},
		{"accents of es", widgets.NameKind, "es", "Áéíóúü", "Áéíóúü"},
		{"accents of fr", widgets.NameKind, "fr", "Éèêàçùôîœ", "Éèêàçùôîœ"},
		{"accents of ht", widgets.NameKind, "ht", "Èòà", "Èòà"},
		{"accents of pt", widgets.NameKind, "pt", "Ãõáéíóúâêôç", "Ãõáéíóúâêôç"},
		{"no capitals in a search", widgets.SearchKind, "es", "haití", "haití"},
		{"digits first for a phone", widgets.PhoneKind, "es", "98140418", "98140418"},
		{"an address", widgets.EmailKind, "es", "wendy_@gmail.com", "wendy_@gmail.com"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, field := fieldFrame(t, tt.kind)
			f.Keyboard().SetLanguage(tt.lang)
			tapID(t, f, "field")
			if tt.kind == widgets.EmailKind {
				name, domain, _ := strings.Cut(tt.keys, "@")
				typeKeys(t, f, name)
				tapObject(f.Keyboard().Key("@" + domain))
			} else {
				typeKeys(t, f, tt.keys)
			}
			if field.Text() != tt.want {
				t.Errorf("typed %q, want %q", field.Text(), tt.want)
			}
		})
	}
}

func TestShiftLocksAndLetsGo(t *testing.T) {
	f, field := fieldFrame(t, widgets.SearchKind)
	tapID(t, f, "field")
	tapID(t, f, "key.shift")
	typeKeys(t, f, "Ab")
	tapID(t, f, "key.shift")
	tapID(t, f, "key.shift")
	typeKeys(t, f, "CD")
	tapID(t, f, "key.shift")
	typeKeys(t, f, "e")
	if field.Text() != "AbCDe" {
		t.Errorf("typed %q", field.Text())
	}
}

func TestKeyboardEditsAndSwitches(t *testing.T) {
	f, field := fieldFrame(t, widgets.SearchKind)
	tapID(t, f, "field")
	typeKeys(t, f, "abd")
	tapID(t, f, "key.left")
	typeKeys(t, f, "c")
	tapID(t, f, "key.right")
	tapID(t, f, "key.layer")
	typeKeys(t, f, "12")
	tapID(t, f, "key.erase")
	tapID(t, f, "key.layer")
	typeKeys(t, f, "e")
	if field.Text() != "abcd1e" {
		t.Errorf("typed %q", field.Text())
	}
	if !field.Focused() {
		t.Error("the keys took the focus from the field")
	}
}

func TestKeyboardComesAndGoes(t *testing.T) {
	f, field := fieldFrame(t, widgets.NameKind)
	if f.Keyboard().Visible() {
		t.Fatal("shown before a field has the focus")
	}
	tapID(t, f, "field")
	if !f.Keyboard().Visible() {
		t.Fatal("not shown for a field that was tapped")
	}
	field.TypedRune('x')
	if f.Keyboard().Visible() {
		t.Error("stays although a keyboard with a plug types")
	}
	field.FocusLost()
	field.FocusGained()
	if f.Keyboard().Visible() {
		t.Error("comes back although a keyboard with a plug is in use")
	}
	tapID(t, f, "field")
	if !f.Keyboard().Visible() {
		t.Error("does not come back for a finger")
	}
	tapID(t, f, "key.close")
	if f.Keyboard().Visible() || field.Focused() {
		t.Error("close does not close")
	}
}

func TestFieldTakesWhatItsKindAllows(t *testing.T) {
	tests := []struct {
		kind  widgets.Kind
		typed string
		want  string
	}{
		{widgets.NameKind, "Ana\tMaría", "AnaMaría"},
		{widgets.EmailKind, "a b@c.hn", "ab@c.hn"},
		{widgets.DigitsKind, "12a-3", "123"},
		{widgets.PhoneKind, "+504 98-14x", "+504 9814"},
		{widgets.CodeKind, "b7k-q4m2_", "B7K-Q4M2"},
		{widgets.SecretKind, " a b ", " a b "},
	}
	for _, tt := range tests {
		_, field := fieldFrame(t, tt.kind)
		test.Type(field, tt.typed)
		if field.Text() != tt.want {
			t.Errorf("%s: %q became %q, want %q", tt.kind, tt.typed, field.Text(), tt.want)
		}
	}
}

func TestFieldKeys(t *testing.T) {
	press := func(f *widgets.TextField, keys ...fyne.KeyName) {
		for _, k := range keys {
			f.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	_, field := fieldFrame(t, widgets.SearchKind)
	submitted := 0
	field.OnSubmitted = func() { submitted++ }
	test.Type(field, "bcd")
	press(field, fyne.KeyHome)
	test.Type(field, "a")
	press(field, fyne.KeyDelete, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyReturn)
	test.Type(field, "x")
	if field.Text() != "xac" || submitted != 1 {
		t.Errorf("%q, submitted %d", field.Text(), submitted)
	}
}

func TestFieldStates(t *testing.T) {
	f, field := fieldFrame(t, widgets.NameKind)
	var heard []string
	wrote := 0
	field.OnChanged = func(s string) { heard = append(heard, s) }
	field.OnWrite = func() { wrote++ }
	field.MaxRunes = 2
	field.SetProblem("Falta algo")
	field.SetMissing("No sabe", "Escribir")
	tapID(t, f, "field")
	typeKeys(t, f, "Ab")
	test.Type(field, "c")
	if field.Problem() != "" {
		t.Error("a problem stays although the text changed")
	}
	if field.Text() != "Ab" || len(heard) != 2 || heard[1] != "Ab" || wrote != 1 {
		t.Errorf("text %q, heard %q, wrote %d", field.Text(), heard, wrote)
	}
}

func TestTextAreaBreaksLines(t *testing.T) {
	f := assistedFrame()
	area := widgets.NewTextArea("area", "¿Qué pasó?", 4)
	f.Open(&widgets.Page{Body: widgets.NewColumn(20, area)})
	show(t, theme.Look{}, small, f)
	long := strings.Repeat("uno dos tres ", 12)
	test.Type(area, long)
	area.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	test.Type(area, "fin")
	area.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	area.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	test.Type(area, "¡")
	if want := "¡" + strings.TrimSpace(long) + " \nfin"; area.Text() != want {
		t.Errorf("%q, want %q", area.Text(), want)
	}
}

func TestPasteButNoCopy(t *testing.T) {
	_, field := fieldFrame(t, widgets.NameKind)
	clipboard := test.NewClipboard()
	clipboard.SetContent("Rosa")
	field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	field.SetText(field.Text() + " Ortiz")
	field.TypedShortcut(&fyne.ShortcutSelectAll{})
	field.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	field.TypedShortcut(&fyne.ShortcutCut{Clipboard: clipboard})
	if field.Text() != "Rosa Ortiz" || clipboard.Content() != "Rosa" {
		t.Errorf("field %q, clipboard %q", field.Text(), clipboard.Content())
	}
}
