package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ventanilla/app/intake"
)

// term is a word that somebody has typed so far: the beginnings of stored words that it can stand for.
type term []beginning

// beginning is that of a stored word, behind its space, and its mark.
type beginning struct {
	text []byte
	at   int
	bit  uint64
}

func newBeginning(word string) beginning {
	at, bit := markOf([]byte(word))
	return beginning{[]byte(" " + word), at, bit}
}

// Limits of what is searched for.
const (
	mostTerms   = 8
	longestTerm = 40 // bytes
)

// terms reads what somebody has typed. Text without a letter or digit gives none.
func terms(text string) []term {
	if code, err := intake.ParseCode(text); err == nil {
		return []term{append(wordTerm(joined(text)), newBeginning(codeSign+strings.ToLower(string(code))))}
	}
	var found []term
	var digits []string // that follow each other and may be one number
	flush := func() {
		found = append(found, digitTerms(digits)...)
		digits = nil
	}
	for token := range strings.FieldsSeq(text) {
		if day, ok := parseDay(token); ok {
			flush()
			found = append(found, term{newBeginning(dateSign + day)})
			continue
		}
		for _, word := range fold(token) {
			if isNumber(word) {
				digits = append(digits, word)
				continue
			}
			flush()
			found = append(found, wordTerm(word))
		}
	}
	flush()
	return found[:min(len(found), mostTerms)]
}

// longestGroup is how many digits can stand for several numbers; more are one number that was typed in groups.
const longestGroup = 8

func digitTerms(groups []string) []term {
	if whole := strings.Join(groups, ""); len(whole) > longestGroup {
		return []term{wordTerm(whole)}
	}
	var found []term
	for _, group := range groups {
		found = append(found, wordTerm(group))
	}
	return found
}

// wordTerm takes a word as the beginning of a word, of a code where it can be, and of a day from its year on.
func wordTerm(word string) term {
	word = word[:min(len(word), longestTerm)]
	t := term{newBeginning(word)}
	if code := codeStart(word); code != "" {
		t = append(t, newBeginning(codeSign+code))
	}
	const yearDigits = 4
	if isNumber(word) && len(word) >= yearDigits {
		t = append(t, newBeginning(dateSign+word))
	}
	return t
}

// codeStart reads the beginning of a code as people write it, "" if it cannot be one.
func codeStart(word string) string {
	const length, notInCodes = 10, "u"
	word = strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(word)
	for _, r := range word {
		if r > 'z' || strings.ContainsRune(notInCodes, r) {
			return ""
		}
	}
	if len(word) > length {
		return ""
	}
	return word
}

func isNumber(word string) bool {
	return word != "" && strings.Trim(word, "0123456789") == ""
}

// Days as people write them: the year first or last, the day before the month.
var (
	yearFirst = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$`)
	yearLast  = regexp.MustCompile(`^(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})$`)
)

// parseDay reads a day or a month.
func parseDay(token string) (string, bool) {
	var year, month, day int
	if m := yearFirst.FindStringSubmatch(token); m != nil {
		year, month, day = number(m[1]), number(m[2]), number(m[3])
	}
	if m := yearLast.FindStringSubmatch(token); m != nil {
		year, month, day = number(m[3]), number(m[2]), number(m[1])
	}
	_, err := intake.NewDate(year, time.Month(month), day)
	return dayWord(year, month, day), err == nil && year >= oldestYear
}

// oldestYear keeps numbers of documents from being taken for days.
const oldestYear = 1900

// number reads at most four digits; none are 0.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// find lists what matches every term, the last begun first.
func (s *Store) find(ctx context.Context, f Filter, all []term) ([]Summary, error) {
	ids, err := s.search(ctx, f, all)
	if err != nil {
		return nil, fmt.Errorf("search applications: %w", err)
	}
	return s.summaries(ctx, ids)
}

func (s *Store) search(ctx context.Context, f Filter, all []term) ([]intake.ApplicationID, error) {
	if len(all) == 0 {
		return nil, nil
	}
	if err := s.loadCatalogue(ctx); err != nil {
		return nil, err
	}
	if f.State == "" {
		return f.part(s.catalogue.matching(all, f.last())), nil
	}
	members, few, err := s.fewIn(ctx, f.State)
	if err != nil {
		return nil, err
	}
	matching := s.catalogue.matching(all, math.MaxInt)
	if few {
		matching = slices.DeleteFunc(matching, func(id intake.ApplicationID) bool { return !members[id] })
		return f.part(matching), nil
	}
	return s.inState(ctx, f, matching)
}

// last is how many matches make the wanted part of a list.
func (f Filter) last() int {
	if f.Limit == 0 {
		return math.MaxInt
	}
	return f.Offset + f.Limit
}

// part cuts the wanted part out of all matches.
func (f Filter) part(all []intake.ApplicationID) []intake.ApplicationID {
	return all[min(f.Offset, len(all)):min(f.last(), len(all))]
}

// few is up to how many applications in a state are read at once.
const few = 4000

// fewIn returns the applications that are listed in a state, if they are few.
func (s *Store) fewIn(ctx context.Context, state intake.State) (map[intake.ApplicationID]bool, bool, error) {
	text := `SELECT application FROM revision WHERE latest = 1 AND state = ? AND application NOT IN (SELECT application FROM draft) LIMIT ?`
	if state == intake.StateDraft {
		text = "SELECT application FROM draft WHERE ? = 'draft' LIMIT ?"
	}
	ids, err := query(ctx, s.db, scanOne[intake.ApplicationID], text, state, few+1)
	members := make(map[intake.ApplicationID]bool, len(ids))
	for _, id := range ids {
		members[id] = true
	}
	return members, len(ids) <= few, err
}

// inState looks through matches of which many are in the state, until the wanted part is found.
func (s *Store) inState(ctx context.Context, f Filter, matching []intake.ApplicationID) (in []intake.ApplicationID, err error) {
	const atOnce = 200
	for chunk := range slices.Chunk(matching, atOnce) {
		list, err := s.summaries(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for _, one := range list {
			if one.State == f.State {
				in = append(in, one.Application)
			}
		}
		if len(in) >= f.last() {
			break
		}
	}
	return f.part(in), nil
}

// summaries returns the summaries of applications in the order of their ids here.
func (s *Store) summaries(ctx context.Context, ids []intake.ApplicationID) ([]Summary, error) {
	wanted, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	const among = "application IN (SELECT value FROM json_each(?1))"
	list, err := query(ctx, s.db, scanSummary,
		weighed+"("+draftRows+" WHERE "+among+" UNION ALL "+revisionRows+" AND n."+among+") n", string(wanted))
	if err != nil {
		return nil, fmt.Errorf("read summaries: %w", err)
	}
	place := make(map[intake.ApplicationID]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(list, func(a, b Summary) int { return place[a.Application] - place[b.Application] })
	return list, nil
}
