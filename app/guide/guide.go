// Package guide is the printed guide to the set-up of a kiosk: two pages for a supervisor who is no technician, with the
// office's fingerprint and the one-time code where they are needed.
//
// Begin with [PDF]. The guide calls every button by the word that the window has for it, from the same text, so it cannot say
// another one; [Steps] tells which words it names, and on which screens they stand.
package guide

// Step is one thing to do.
type Step struct {
	Title  string // key of the text above it
	Text   string // key of what to do, in which "**" begins and ends what is bold
	Labels []Label
}

// Label is a word of the window that a step names.
type Label struct {
	Place  string // in the step's text
	Key    string // of the word
	Screen string // on which it stands, as the window calls it
}

// next is the button that leads on from a screen.
func next(screen string) Label { return Label{"next", "action.next", screen} }

// Steps returns the guide in its order. The first ones lead through the set-up, a screen each.
func Steps() []Step {
	return []Step{
		{"start.language", "guide.language", []Label{next("start.language")}},
		{"start.card", "guide.card", []Label{next("start.card")}},
		{"start.fingerprint", "guide.fingerprint", []Label{
			{"same", "start.same", "start.fingerprint"}, {"scan", "start.scan", "start.fingerprint"}, next("start.fingerprint"),
		}},
		{"start.code", "guide.code", []Label{next("start.code")}},
		{"start.person", "guide.person", []Label{{"other", "passphrase.other_words", "start.person"}, next("start.person")}},
		{"start.check", "guide.check", []Label{{"make", "start.make", "start.check"}}},
		{"start.made", "guide.made", []Label{{"good", "start.trial_gone", "start.trial"}, {"begin", "start.begin", "start.trial"}}},
		{"guide.known_title", "guide.known", []Label{
			{"carry", "outbox.carry_usb", "supervisor"},
			{"copy", "usb.start", "usb"},
			{"safe", "usb.safe", "usb"},
			{"known", "usb.item.answer", "usb"},
		}},
		{"guide.lock_title", "guide.lock", []Label{{"lock", "home.end_shift", "supervisor"}, {"open", "action.open", "lock"}}},
	}
}

// Troubles returns what to do if something does not go well; their titles say what.
func Troubles() []Step {
	return []Step{
		{"guide.no_card", "guide.no_card_do", nil},
		{"guide.no_code", "guide.no_code_do", nil},
		{"guide.off", "guide.off_do", nil},
		{"guide.forgotten", "guide.forgotten_do", nil},
		{"guide.new_code", "guide.new_code_do", []Label{
			{"outbox", "outbox.title", "supervisor"}, {"new", "enrolment.open", "outbox"}, {"send", "enrolment.send", "enrolment"},
		}},
	}
}

// Office is what the office writes into a guide.
type Office struct {
	Portal      string // where it answers
	Fingerprint string // of its card: groups of digits
	Code        string // one-time, for one tablet; "": there is room to write it by hand
}
