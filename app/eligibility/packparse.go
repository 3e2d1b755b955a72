package eligibility

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ventanilla/app/intake"
)

// MaxPack is the largest rule pack that is read, in bytes.
const MaxPack = 1 << 20

// What can be wrong with a pack beyond its texts and rules.
var (
	ErrUnknownSource = errors.New("unknown source")
	ErrIdentifier    = errors.New("not an identifier: want small letters, digits, - and _")
	ErrOrder         = errors.New("comes before what it has to follow")
	ErrCountry       = errors.New("not an ISO 3166-1 alpha-2 code")
)

// Limits of a pack.
const (
	maxOffices  = 500
	maxCriteria = 20
	maxPathways = 50
	maxConsents = 50
	maxSources  = 50
)

// ParsePack reads a rule pack and checks that every rule can be asked, every criterion met and every text shown. The
// error is a *PlaceError, which names the place of the first thing that is wrong.
func ParsePack(data []byte) (*Pack, error) {
	var doc document
	root := doc.open(data, MaxPack)
	r := packReader{pack: &Pack{}, zones: make(map[string]*time.Location)}
	if doc.err == nil {
		r.pack.digest = digest(data)
		r.read(root)
	}
	if doc.err != nil {
		return nil, fmt.Errorf("parse rule pack: %w", doc.err)
	}
	return r.pack, nil
}

// digest is the same for a pack as it was written and as it was published.
func digest(data []byte) [32]byte {
	var compact bytes.Buffer
	if err := json.Compact(&compact, data); err != nil {
		return sha256.Sum256(data) // a text that only our own reader takes is compared as it is
	}
	return sha256.Sum256(compact.Bytes())
}

// packReader reads a pack part by part; a part finds what it refers to in the parts before it.
type packReader struct {
	pack    *Pack
	grammar grammar                   // of pathways
	zones   map[string]*time.Location // those read so far: each takes a look into a database
}

func (r *packReader) read(root value) {
	root.onlyHas("programme", "version", "valid_from", "confirmed_on", "review_by", "accepting", "closed",
		"sources", "offices", "pathways", "consent_notices", "texts")
	p := r.pack
	r.texts(root.get("texts"))
	r.header(root)
	r.sources(root.get("sources"))
	offices := root.get("offices")
	for _, code := range offices.names {
		r.grammar.offices = append(r.grammar.offices, intake.Office(code))
	}
	r.grammar.facts = append(personFacts(), OfficeAsked, HostCountry, RelativesAbroad, PetitionFiled)
	offices.some(maxOffices)
	offices.members(func(code string, v value) { p.Offices = append(p.Offices, r.office(code, v)) })
	r.pathways(root.get("pathways"))
	r.consents(root.get("consent_notices"))
}

func (r *packReader) texts(v value) {
	r.pack.texts = make(map[string]Text, len(v.names))
	v.members(func(key string, member value) { r.pack.texts[key] = readText(member) })
	for _, required := range requiredTexts() {
		if err := r.pack.usable(required.key, required.placeholders); errors.Is(err, ErrUnknownText) {
			v.inside(required.key, node{}).refuse(ErrMissing)
		} else if err != nil {
			v.inside(required.key, node{}).refuse(err)
		}
	}
}

func (r *packReader) header(root value) {
	p := r.pack
	p.Programme = identifier(root.get("programme"))
	root.get("version").readText(&p.Version)
	root.get("valid_from").readText(&p.ValidFrom)
	root.get("confirmed_on").readText(&p.ConfirmedOn)
	review := root.get("review_by")
	review.readText(&p.ReviewBy)
	if p.ReviewBy.Before(p.ConfirmedOn) {
		review.refuse(ErrOrder)
	}
	p.Accepting, p.Closed = r.accepting(root)
}

// accepting reads whether new applications are taken and, if not, the text that says what still happens.
func (r *packReader) accepting(v value) (accepting bool, closed string) {
	accepting = v.get("accepting").bool()
	if why, ok := v.find("closed"); ok || !accepting {
		if !ok {
			why = v.get("closed")
		}
		closed = r.textKey(why, "country_in", "day", "source")
	}
	return accepting, closed
}

func (r *packReader) sources(v value) {
	v.some(maxSources)
	r.pack.Sources = make(map[string]Source, len(v.names))
	v.members(func(name string, member value) {
		member.onlyHas("title", "address", "published")
		s := Source{Title: r.textKey(member.get("title"))}
		if address, ok := member.find("address"); ok {
			s.Address = webAddress(address)
		}
		if published, ok := member.find("published"); ok {
			published.readText(&s.Published)
		}
		r.pack.Sources[name] = s
	})
}

// source reads the name of a source.
func (r *packReader) source(v value) string {
	name := v.string()
	if _, ok := r.pack.Sources[name]; !ok && v.kind == kindString {
		v.refuse(ErrUnknownSource)
	}
	return name
}

func (r *packReader) office(code string, v value) *Office {
	v.onlyHas("country", "accepting", "closed", "criteria", "intake")
	o := &Office{Code: intake.Office(code), Country: intake.Country(v.get("country").string())}
	if !isOfficeCode(code) {
		v.refuse(ErrIdentifier)
	}
	if !o.Country.Valid() {
		v.get("country").refuse(ErrCountry)
	}
	o.Accepting, o.Closed = r.accepting(v)
	o.Accepting = o.Accepting && r.pack.Accepting
	r.criteria(o, v.get("criteria"))
	o.Intake = r.calendar(v.get("intake"))
	return o
}

// criteria reads an office's criteria, and refuses them if nobody could meet them all.
func (r *packReader) criteria(o *Office, v value) {
	together := rule{Bound: Bound{Predicate: All}}
	v.elements(1, maxCriteria, func(element value) {
		c := r.criterion(o, element)
		o.Criteria = append(o.Criteria, c)
		together.parts = append(together.parts, c.rule)
	})
	if v.doc.err == nil && errors.Is(together.satisfiable(r.pack.ValidFrom), ErrContradiction) {
		v.refuse(ErrContradiction)
	}
}

func (r *packReader) criterion(o *Office, v value) *Criterion {
	v.onlyHas("id", "title", "asks", "rule", "source", "confirmed_on")
	c := &Criterion{ID: identifier(v.get("id")), ConfirmedOn: r.pack.ConfirmedOn}
	if slices.ContainsFunc(o.Criteria, func(other *Criterion) bool { return other.ID == c.ID }) {
		v.get("id").refuse(ErrDuplicate)
	}
	ruleValue := v.get("rule")
	c.rule = grammar{facts: personFacts()}.rule(ruleValue)
	c.Bounds = c.rule.bounds(nil)
	c.Facts = factsOf(c.Bounds)
	if v.doc.err == nil {
		if err := c.rule.satisfiable(r.pack.ValidFrom); err != nil {
			ruleValue.refuse(err)
		}
	}
	c.Title = r.textKey(v.get("title"))
	c.Asks = r.textKey(v.get("asks"), append(boundNames(c.Bounds), "country_in")...)
	c.Source = r.source(v.get("source"))
	if confirmed, ok := v.find("confirmed_on"); ok {
		confirmed.readText(&c.ConfirmedOn)
	}
	return c
}

// The characters of names.
const (
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	smalls   = "abcdefghijklmnopqrstuvwxyz"
	figures  = "0123456789"
)

// spelled reports whether the name begins with one of the first characters and goes on with those or others.
func spelled(name, first, others string) bool {
	return name != "" && strings.ContainsRune(first, rune(name[0])) && strings.Trim(name, first+others) == ""
}

// isOfficeCode accepts a country's code, and one with a place after it: "CO", "CO-CALI".
func isOfficeCode(code string) bool {
	return len(code) >= 2 && len(code) <= 16 && spelled(code, capitals, figures+"-")
}

// identifier reads a name made for machines.
func identifier(v value) string {
	id := v.limited(maxName)
	if v.kind == kindString && !spelled(id, smalls, figures+"-_") {
		v.refuse(ErrIdentifier)
	}
	return id
}

// webAddress reads an address that nobody can have changed on the way.
func webAddress(v value) string {
	const scheme = "https://"
	address := v.limited(maxName)
	odd := strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' })
	if v.kind == kindString && (!strings.HasPrefix(address, scheme) || address == scheme || odd) {
		v.refuse(ErrBadValue)
	}
	return address
}
