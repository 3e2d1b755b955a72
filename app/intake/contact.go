package intake

import (
	"net/mail"
	"regexp"
	"strings"
)

// Contact says how the office can reach the applicant. Why a way is missing stands in [Application.Missing].
type Contact struct {
	Email        string `json:"email,omitempty"`
	Phone        string `json:"phone,omitempty"` // E.164, "+50298140418"
	PhoneShared  *bool  `json:"phone_shared,omitempty"`
	MessagesSafe *bool  `json:"messages_safe,omitempty"`
	Other        string `json:"other,omitempty"` // free text, at most NoteLimit characters
}

var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// ValidPhone reports whether s has the form of E.164: a plus sign and 7 to 15 digits, the first not zero.
func ValidPhone(s string) bool { return e164.MatchString(s) }

// ValidEmail reports whether s is one bare mailbox whose domain has a dot, at most 254 characters long (RFC 5321).
func ValidEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > 254 {
		return false
	}
	_, domain, _ := strings.Cut(s, "@")
	dot := strings.LastIndexByte(domain, '.')
	return dot > 0 && dot < len(domain)-1
}
