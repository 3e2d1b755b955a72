package widgets

// fieldFocused shows the keyboard for a field that was called for, unless a keyboard with a plug is in use.
func (f *Frame) fieldFocused(field *TextField, called bool) {
	f.keyboard.attend(field)
	if called && !f.hardware {
		f.showKeyboard(field)
	}
}

// fieldTapped shows the keyboard for a field that a finger touched.
func (f *Frame) fieldTapped(field *TextField) {
	f.hardware = false
	f.keyboard.attend(field)
	f.keyboard.caretMoved()
	f.showKeyboard(field)
}

// fieldLeft puts the keyboard away.
func (f *Frame) fieldLeft(*TextField) { f.hideKeyboard() }

// keyed tells that a key was pressed.
func (f *Frame) keyed() {
	f.fingerCame()
}

// fingerCame says that somebody is there.
func (f *Frame) fingerCame() {
	if f.OnTouched != nil {
		f.OnTouched()
	}
}

// hardwareTyped puts the keyboard away until a finger touches a field.
func (f *Frame) hardwareTyped() {
	f.keyed()
	f.hardware = true
	f.hideKeyboard()
}

// closeKeyboard is the keyboard's own close key.
func (f *Frame) closeKeyboard() {
	f.Unfocus()
	f.hideKeyboard()
}

func (f *Frame) showKeyboard(field *TextField) {
	if !f.keyboard.Visible() {
		f.keyboard.Show()
		f.Refresh()
	}
	if f.dialog == nil && f.body.Overflows() {
		f.body.Reveal(field)
	}
}

func (f *Frame) hideKeyboard() {
	if f.keyboard.Visible() {
		f.keyboard.Hide()
		f.Refresh()
	}
}
