// Package eligibility says what a programme's public rules say about a person: which minimum requirements of an office
// are met, which are not, and what is not known yet; which lawful pathways may be considered; when an office takes
// applications; and all of that in plain words of five languages.
//
// Begin with [ParsePack], which reads the rules and refuses any that could not be asked or shown, then [Assess] and
// [Pathways]. [Pack.Explain] puts an answer into words. [ParseQuestion] and [Question.Answer] do the same for programs.
//
// Nothing here guesses: what is not known is unknown, in Kleene's three-valued logic, and knowing more never turns an
// answer that was settled. Nothing here promises: there is no "eligible" and no "approved". The package does no I/O,
// except that parsing a pack looks its time zones up in Go's database of them, and reads no clock; the day is always
// given, so that the same question has the same answer for ever.
//
// README.md beside this file describes rule packs; assets/rules/schema.json is their JSON Schema.
package eligibility
