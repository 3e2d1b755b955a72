package store

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ventanilla/app/intake"
)

// term is a word that somebody has typed so far: the beginnings of stored words that it can stand for.
type term []string

// Limits of what is searched for.
const (
	mostTerms   = 8
	longestTerm = 40 // bytes
)

// terms reads what somebody has typed. Text without a letter or digit gives none.
func terms(text string) []term {
	if code, err := intake.ParseCode(text); err == nil {
		return []term{append(wordTerm(joined(text)), codeSign+strings.ToLower(string(code)))}
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
			found = append(found, term{dateSign + day})
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
	t := term{word}
	if code := codeStart(word); code != "" {
		t = append(t, codeSign+code)
	}
	const yearDigits = 4
	if isNumber(word) && len(word) >= yearDigits {
		t = append(t, dateSign+word)
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

// behind follows every word that begins with what stands before it.
const behind = "\U0010FFFF"

// rows is the rows of the word table that a term matches, as a WHERE clause.
func (t term) rows() (text string, args []any) {
	parts := make([]string, len(t))
	for i, start := range t {
		parts[i] = "word >= ? AND word < ?"
		args = append(args, start, start+behind)
	}
	return strings.Join(parts, " OR "), args
}

// match is the same as a condition on a row of the search table.
func (t term) match() (text string, args []any) {
	parts := make([]string, len(t))
	for i, start := range t {
		parts[i] = "instr(s.words, ?) > 0"
		args = append(args, " "+start)
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// find lists what matches every term, the last begun first.
func (s *Store) find(ctx context.Context, f Filter, all []term) ([]Summary, error) {
	if len(all) == 0 {
		return nil, nil
	}
	where, args, err := s.narrowest(ctx, f.State, all)
	if err != nil {
		return nil, fmt.Errorf("search applications: %w", err)
	}
	for _, t := range all {
		text, values := t.match()
		where, args = where+" AND "+text, append(args, values...)
	}
	if f.State != "" {
		where, args = where+" AND "+stateIs, append(args, f.State)
	}
	found, err := query(ctx, s.db, scanOne[intake.ApplicationID],
		"SELECT application FROM search s WHERE "+where+" ORDER BY id DESC LIMIT ? OFFSET ?", append(args, f.limit(), f.Offset)...)
	if err != nil {
		return nil, fmt.Errorf("search applications: %w", err)
	}
	return s.summaries(ctx, found)
}

// stateIs is the condition that a row of the search table is listed in a state.
const stateIs = `iif(EXISTS (SELECT 1 FROM draft d WHERE d.application = s.application), 'draft',
	(SELECT state FROM revision r WHERE r.application = s.application AND r.latest = 1)) = ?`

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

// few is how many applications are looked up one by one. Where each word is that of more, walking through all of them from
// the newest on finds a page sooner.
const few = 4000

// narrowest gives a condition that the index can follow: the term, or the state, with the fewest applications. It is "1"
// where all have too many.
func (s *Store) narrowest(ctx context.Context, state intake.State, all []term) (where string, args []any, err error) {
	where, least := "1", few
	consider := func(condition, from string, values []any) error {
		var n int
		err := s.db.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %s LIMIT %d)", from, least), values...).Scan(&n)
		if err == nil && n < least {
			where, args, least = fmt.Sprintf(condition, from), values, n
		}
		return err
	}
	for _, t := range all {
		rows, values := t.rows()
		if err := consider("s.id IN (SELECT search FROM %s)", "word WHERE "+rows, values); err != nil {
			return "", nil, err
		}
	}
	switch state {
	case "":
	case intake.StateDraft:
		err = consider("s.application IN (SELECT application FROM %s)", "draft", nil)
	default:
		err = consider("s.application IN (SELECT application FROM %s)", "revision WHERE latest = 1 AND state = ?", []any{state})
	}
	return where, args, err
}
