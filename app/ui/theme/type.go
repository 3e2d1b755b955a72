package theme

// Role is what a text is for; its size follows from the role, the mode, the class and
// the text step.
type Role string

// The roles.
const (
	Call      Role = "call"    // what is to be read from three metres
	Display   Role = "display" // one word of welcome on the wall
	Title     Role = "title"   // one a screen: the question itself
	Coach     Role = "coach"   // the one thing to change about a photo
	Heading   Role = "heading" // of a part of the screen, of a card
	Button    Role = "button"  // on the counter
	Answer    Role = "answer"  // choices and fields
	Soft      Role = "soft"    // soft answers: like an answer, in regular weight
	Label     Role = "label"   // buttons in the pane and in the bar above it
	Body      Role = "body"    // why, explanations
	SmallText Role = "small"   // sources, dates, hints; nothing is smaller
	Code      Role = "code"    // reference codes in lists, mono
	BigCode   Role = "bigcode" // the code on the slip, mono
	Letter    Role = "letter"  // a key of the keyboard
)

// sizes are px at text step 1, for assisted, worker and the small class.
func (r Role) sizes() (assisted, worker, small float32) {
	switch r {
	case Call:
		return 120, 120, 88
	case Display:
		return 46, 46, 38
	case Title:
		return 38, 30, 28
	case Coach:
		return 30, 24, 20
	case Heading:
		return 26, 24, 22
	case Button:
		return 26, 22, 22
	case Answer:
		return 24, 20, 22
	case Body:
		return 24, 20, 20
	case Soft:
		return 22, 20, 20
	case Label:
		return 20, 20, 20
	case Code:
		return 22, 22, 20
	case BigCode:
		return 48, 48, 40
	case Letter:
		return 30, 30, 28
	default:
		return 20, 18, 20
	}
}

// Type returns the size of a role's text in px. What is read from afar, letters of the
// keyboard and the big code do not grow with the text step: they are large already.
func (t *Theme) Type(r Role) float32 {
	assisted, worker, small := r.sizes()
	size := worker
	switch {
	case t.Class() == Small:
		size = small
	case t.Assisted():
		size = assisted
	}
	if r == Call || r == Letter || r == BigCode {
		return size
	}
	return size * t.look.Step.factor()
}

// Least is the size in px below which no text is shrunk to fit: small text at the first
// text step.
func (t *Theme) Least() float32 { return t.Type(SmallText) / t.look.Step.factor() }

// Bold reports whether a role's text is set in weight 700.
func (r Role) Bold() bool {
	switch r {
	case Call, Display, Title, Heading, Button, Answer:
		return true
	default:
		return false
	}
}

// Mono reports whether a role's text is set in the fixed-width font.
func (r Role) Mono() bool { return r == Code || r == BigCode }

// Leading returns the height of a line as a multiple of the size.
func (r Role) Leading() float32 {
	if r == Call || r == Display || r == Title || r == BigCode {
		return 1.1
	}
	return 1.3
}
