package ui

import (
	"context"
	"errors"
	"image"
	"time"

	"ventanilla/app/intake"
	"ventanilla/app/interview"
)

// Kiosk is the machine behind the window, open or locked.
type Kiosk interface {
	Site() Site
	// Staff lists who may open the store, by the names that they chose for the lock screen.
	Staff() []Staff
	// Status tells how the outbox and the link stand. It is cheap and works while the store is locked.
	Status() Status
	// Unlock opens the store. It takes about a second and may run on any goroutine. Errors: ErrPassphrase, *WaitError.
	Unlock(ctx context.Context, staff, passphrase string) (*Desk, error)
}

// Site is the place where the kiosk stands.
type Site struct {
	Name     string
	Office   intake.Office
	Idle     time.Duration // without a touch, after which the store is locked; 0 means five minutes
	Gesture  bool          // the site has agreed on wiping by a gesture at the lock screen
	Enrolled bool          // the portal knows this device
}

// Staff is a person who may open the store.
type Staff struct {
	ID, Name   string
	Supervisor bool
}

// ErrPassphrase is a wrong passphrase.
var ErrPassphrase = errors.New("wrong passphrase")

// ErrDamaged is a store that cannot be opened because bytes of it are not as they were written.
var ErrDamaged = errors.New("store damaged")

// WaitError is a passphrase not even tried, because too many were wrong.
type WaitError struct{ Wait time.Duration }

func (e *WaitError) Error() string { return "wait " + e.Wait.String() + " after wrong passphrases" }

// Desk is what an open store offers to one member of staff. Its fields serve until Lock is called.
type Desk struct {
	Staff       Staff
	Interview   Interviews
	Drafts      Drafts
	Photos      Photos
	Pictures    Pictures // nil: there are none but the camera's
	Records     Records
	Dossiers    Dossiers
	Changes     Changes
	Reviews     Reviews // nil for all but supervisors
	Twins       Twins   // nil for all but supervisors
	Outbox      Outbox
	Batches     Batches
	Sticks      Sticks
	Notices     Notices // nil: the portal announces nothing
	Audit       Audit   // nil for all but supervisors, as the next three
	Reports     Reports
	Diagnostics Diagnostics
	Retention   Retention
	Printer     Printer  // nil: this machine cannot print
	Charges     Charges  // nil: no reports are taken
	Receipts    Receipts // nil: none can be checked
	// Enrolment is nil for all but supervisors.
	Enrolment Enrolment
	// Opening tells when the office takes a new application; nil is always. It is cheap.
	Opening func(ctx context.Context) (Opening, error)
	// Retry seals again what is parked. It is nil for all but supervisors. Error: ErrGone.
	Retry func(ctx context.Context, id intake.ApplicationID) error
	// Returned gives what supervisors ask to be mended, by draft. It is cheap.
	Returned func(ctx context.Context) (map[intake.ApplicationID]string, error)
	// Prove reports whether the passphrase is that of a member of staff; it takes about a second.
	Prove func(ctx context.Context, passphrase string) error
	// Wipe destroys the keys, then the rest, in about a second. It is nil for all but supervisors. Errors: ErrPassphrase.
	Wipe func(ctx context.Context, passphrase string) error
	// People is nil for all but supervisors.
	People People
	// AllowGesture sets whether the site agrees on wiping by a gesture. It is nil for all but supervisors.
	AllowGesture func(ctx context.Context, allow bool) error
	// Rotate gives the store a new key and closes it. It is nil for all but supervisors.
	Rotate func(ctx context.Context) error
	// ChangePassphrase changes the passphrase of who unlocked. Errors: ErrPassphrase, *WaitError, *WeakError.
	ChangePassphrase func(ctx context.Context, current, next string) error
	// Lock closes the store and drops its keys.
	Lock func()
}

// Interviews begins interviews under the rules that hold today. They keep each answer by themselves, as a draft.
type Interviews interface {
	// Begin begins an interview. The error is ErrClosed where the programme takes nothing new.
	Begin(language intake.Language, by intake.AssistedBy) (*interview.Interview, error)
	Resume(draft intake.Draft) (*interview.Interview, error)
	// Check begins a check of the requirements that keeps nothing.
	Check(language intake.Language) (*interview.Interview, error)
}

// Drafts lists and drops interviews that are not handed in.
type Drafts interface {
	List(ctx context.Context) ([]intake.Draft, error)
	Drop(ctx context.Context, id intake.ApplicationID) error
}

// Photos judges pictures and keeps them.
type Photos interface {
	// Judge says whether a picture will do. It takes up to 200 ms and may run on any goroutine.
	Judge(picture image.Image, kind intake.PhotoKind) intake.Quality
	// Keep shrinks a picture, drops all that it tells beside what it shows, and stores it with the draft. The error is ErrSpace
	// where the disk has room for answers only.
	Keep(ctx context.Context, draft intake.ApplicationID, picture image.Image, photo intake.Photo) (intake.Photo, error)
	Show(ctx context.Context, photo intake.Photo) (image.Image, error)
}

// Pictures are image files on drives that can be carried, such as the memory card of a camera.
type Pictures interface {
	// List finds them, newest first. It may take a while.
	List(ctx context.Context) ([]PictureFile, error)
	Open(ctx context.Context, file PictureFile) (image.Image, error)
}

// PictureFile is one of them.
type PictureFile struct {
	Path, Name string
	Bytes      int64
	Changed    time.Time
}

// Camera gives pictures as they come.
type Camera interface {
	Frame(ctx context.Context) (image.Image, error)
}

// Records hands applications in and finds them again.
type Records interface {
	// HandIn freezes the draft, seals it and puts it into the outbox. When it returns, nothing of it can be lost. The error
	// is ErrClosed where the programme takes nothing new.
	HandIn(ctx context.Context, draft intake.Draft) (Slip, error)
	// Find lists one page of what matches, newest first.
	Find(ctx context.Context, search Search) ([]Summary, error)
	// Counts tells how many applications are in each state.
	Counts(ctx context.Context) (map[intake.State]int, error)
	// Draft gives the open draft of an application.
	Draft(ctx context.Context, id intake.ApplicationID) (intake.Draft, error)
}

// Search says which applications to list. The zero value is all of them.
type Search struct {
	Words         string       // as typed so far: of names, codes, numbers, initials or days, in any order
	State         intake.State // "" is any
	Batch         int64        // only those of it, whatever else is asked; 0 is any
	Offset, Limit int          // of the page; Limit 0 is no limit
}

// Slip is what the applicant takes along.
type Slip struct {
	Code     intake.Code
	Initials string
	Day      intake.Day
	Site     Site
	People   int // the applicant and the household
	Photos   int
	Lacking  []intake.Field
	Signed   string      // what the QR says, "" where it could not be signed
	QR       image.Image // of Signed
	Gone     bool        // the answers have left this device, so neither initials nor what was missing is known
	Expected intake.Day  // at the office, zero if it has given no day
	Number   int         // in that day's line
}

// Printer puts receipts on paper.
type Printer interface {
	// Print hands a receipt to the system's printer and returns when the system has taken it, which may be seconds later
	// and before it is on paper. The error is ErrNoPrinter where none is set up.
	Print(ctx context.Context, paper Paper) error
}

// ErrNoPrinter is a machine without a printer.
var ErrNoPrinter = errors.New("no printer set up")

// Paper is a receipt in words of the applicant's language. Of the person it shows the initials, nothing else.
type Paper struct {
	Language         intake.Language
	Title, CodeLabel string
	Code             intake.Code
	Day              intake.Day
	Beside           []string    // the QR: initials, day, office, site
	Blocks           []PaperText // what was handed in, what happens next, that all is free, how to check it
	Signed           string      // for the QR
}

// PaperText is a paragraph that begins with a few bold words.
type PaperText struct{ Lead, Text string }

// Summary is an application in a list. It holds no personal data but initials.
type Summary struct {
	ID       intake.ApplicationID
	Code     intake.Code
	State    intake.State
	Initials string
	Lacking  []intake.Field
	Problem  string // a code of the texts under "parked.", "" unless parked
	Changed  time.Time
	Case     *Case // nil unless the portal has said something of it

	Revision  int  // from 1; of a draft, the one that it will become
	Withdrawn bool // the person has taken it back; the office knows once State says so
	Undoable  bool // the withdrawal can still be undone
	InReview  bool // a supervisor must look at it before it leaves
}

// Link is the state of the network as far as the last attempt told.
type Link string

// The states of the link.
const (
	LinkNone    Link = "none"    // no answer; normal in the field
	LinkUp      Link = "up"      // the portal answered, with its signature
	LinkCaptive Link = "captive" // something else answered
	LinkRefused Link = "refused" // the portal does not know this device, or no longer
	LinkClock   Link = "clock"   // this device's clock is wrong
	LinkCopied  Link = "copied"  // another device works with a copy of this one's disk
	LinkCode    Link = "code"    // the portal does not take the one-time code with which this device asks to be known
)

// Status is how the outbox and the link stand.
type Status struct {
	Link      Link
	Since     time.Time // when the link came to be so
	Waiting   int       // applications of which the portal has nothing
	OnItsWay  int       // applications of which it has a part
	Delivered int       // applications that it holds whole, by its receipts
	Review    int       // applications that wait for a supervisor before they may leave
	Parked    int
	Done      int64         // bytes of those waiting and on their way that the portal has
	Total     int64         // bytes of those waiting and on their way
	Left      time.Duration // at the measured rate, 0 if not known
	Receipt   time.Time     // of the newest receipt, zero before the first
	Clock     bool          // the device's clock ran backwards
	Space     Space         // on the disk
	CoresOnly bool          // the link is paid by the byte: photos wait for another
}

// Outbox delivers in the background.
type Outbox interface {
	// DeliverNow tries at once instead of at the next turn. It does not wait for the outcome.
	DeliverNow()
	// SetCoresOnly keeps photos for a free link or a stick, or lets them go.
	SetCoresOnly(on bool) error
}

// Stick is a drive that can be carried.
type Stick struct {
	Path, Name string
	Free       int64 // bytes
}

// Carried is what an exchange with a stick did.
type Carried struct {
	Applications, Photos     int
	Bytes                    int64
	Receipts, Rules, Notices int // what came in from the stick
	Refused                  int // what of it was not taken; the board says why
	Rescued, Reports         int // drafts and reports that went out; neither is an application
	LeftOut                  int // photos of drafts that found no room
	Items                    []CarriedItem
	Released                 bool // the system has let the drive go, so that it can be pulled out
}

// CarriedItem is one thing that a stick brought.
type CarriedItem struct {
	Kind   CarriedKind
	Code   intake.Code // of the application that it is about, "" if none
	Name   string      // as its author calls it, such as the version of rules; "" if it has none
	Notice Notice      // what is announced, if that is what came
	Reason string      // why it was not taken, a code of the texts under "refused."; "" if it was
}

// CarriedKind says what a stick brought.
type CarriedKind string

// The kinds of what a stick brings.
const (
	CarriedReceipt CarriedKind = "receipt" // the office has that application, whole
	CarriedRules   CarriedKind = "rule_pack"
	CarriedNotice  CarriedKind = "notice"
	CarriedStatus  CarriedKind = "case_status"
	CarriedDraft   CarriedKind = "draft"   // of another tablet, to go on with
	CarriedCard    CarriedKind = "card"    // of the portal, which has a new key
	CarriedAnswer  CarriedKind = "answer"  // the office knows this tablet now
	CarriedDevices CarriedKind = "devices" // the keys of all tablets
	CarriedOther   CarriedKind = "other"
)

// OnStick is a bundle that was written to a stick and is not receipted yet.
type OnStick struct {
	Stick        string
	At           time.Time
	Applications int
	Bytes        int64
}

// Sticks carries batches by hand.
type Sticks interface {
	List(ctx context.Context) ([]Stick, error)
	// Exchange writes what waits, reads it back, and takes what the stick brought. Progress is called from any goroutine.
	// Errors: ErrStickFull, ErrStickReadOnly, ErrStickGone, ErrStickUnreliable.
	Exchange(ctx context.Context, path string, progress func(step CarryStep, done, total int64)) (Carried, error)
	// Rescue is Exchange that carries the drafts out too, as drafts that nobody has handed in. They stay here.
	Rescue(ctx context.Context, path string, progress func(step CarryStep, done, total int64)) (Carried, error)
	// Chase lists what is on sticks and not receipted yet, the oldest first.
	Chase(ctx context.Context) ([]OnStick, error)
}

// CarryStep is what is being done with a stick.
type CarryStep string

// The steps, in their order.
const (
	CarryCopy  CarryStep = "copy"
	CarryCheck CarryStep = "check" // reading back
	CarryTake  CarryStep = "take"  // reading what the stick brought
)
