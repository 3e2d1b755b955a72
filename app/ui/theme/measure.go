package theme

// Corner radii in px.
const (
	RadiusChoice = 12
	RadiusField  = 14
	RadiusButton = 16
	RadiusPane   = 28
)

// MinTarget is the least width and height of what can be touched, in px.
const MinTarget = 56

// TargetGap is the least distance between two targets, in px.
const TargetGap = 8

// Measures are the lengths of one mode and class, in px.
type Measures struct {
	Top, Margin      float32 // the bar above the pane; left and right of the pane
	PadX, PadY       float32 // inside the pane
	Sill, Counter    float32 // Counter includes the sill
	Button, Field    float32 // heights
	Cell, Soft       float32 // heights of a choice and of a soft answer
	TopButton        float32 // height of a button in the bar above
	Key, KeyGap      float32 // keyboard: height of a key, distance between keys
	Gap              float32 // between the parts of a page
	ButtonPad        float32 // left and right inside a button
	PrimaryMin       float32 // least width of the primary button
	ReadAloud, Round float32 // diameter of the read-aloud disc; of a person's initials
}

// Measures returns the lengths of the look.
func (t *Theme) Measures() Measures {
	m := Measures{
		Top: 72, Margin: 24, PadX: 40, PadY: 28, Sill: 8, Counter: 104,
		Button: 68, Field: 68, Cell: 72, Soft: 60, TopButton: 56, Key: 62, KeyGap: 8, Gap: 18,
		ButtonPad: 30, PrimaryMin: 240, ReadAloud: 64, Round: 72,
	}
	if !t.Assisted() {
		m.PadX, m.PadY, m.Counter, m.Button, m.Field, m.Soft = 32, 24, 96, 64, 64, 56
		m.Cell, m.Round = 56, 52
	}
	switch t.Class() {
	case Small:
		m.Top, m.Margin, m.PadX, m.PadY, m.Sill, m.Counter = 64, 16, 24, 16, 6, 76
		m.Button, m.Field, m.Cell, m.Soft, m.Key, m.KeyGap = 56, 60, 56, 56, 56, 6
		m.Gap, m.PrimaryMin, m.ReadAloud, m.Round = 12, 190, 56, 52
	case Portrait:
		m.Cell = 60
	}
	return m
}
