package acs

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// UnderstoodID is the id that a text names, where the text is one that somebody
// typed, or copied out of a link, a log, JSON or a list.
type UnderstoodID struct {
	// ID is the id to use: the text itself, without white space around it, where it
	// is an id already or where none was found in it.
	ID string
	// Decoded reports whether ID was taken out of the text, so that it differs from
	// what stands there. It is to be shown before it is used.
	Decoded bool
	// Known reports whether ID has a form that this package knows. Ids are opaque:
	// one of another form may be right as well.
	Known bool
	// Fault is why the text names no such id; IDFaultNone: it can be one.
	Fault IDFault
	// Problem is what the text holds instead of the id, as the object of "holds":
	// "a thread ID, not a user's raw ID". Empty where there is no fault.
	Problem string
}

// IDFault is why a text names no id of the kind that was asked for.
type IDFault int

// The faults: the text cannot be an id and holds none, holds different ones, or holds
// one of the other kind.
const (
	IDFaultNone IDFault = iota
	IDFaultAbsent
	IDFaultSeveral
	IDFaultOtherKind
)

// UnderstandThreadID returns the id of a thread that a text names. The text may be
// the id, percent-encoded any number of times, in quotation marks or brackets, with
// punctuation behind it, or a link, a line of a log or a piece of JSON that holds it.
// What is a thread's id already is never changed, whatever it is made of.
func UnderstandThreadID(text string) UnderstoodID {
	return understandID(text, threadIDText(), rawIDText())
}

// UnderstandRawID is UnderstandThreadID for the raw id of a user or of any other
// participant.
func UnderstandRawID(text string) UnderstoodID {
	return understandID(text, rawIDText(), threadIDText())
}

// idText is how one kind of id is found in a text.
type idText struct {
	// name is the id's, bare the same without an article, and plural that of several.
	name, bare, plural string
	// starts are what ids begin with within a longer text.
	starts []string
	// is reports whether a text is such an id and nothing else.
	is func(text string) bool
	// typical reports whether such an id is one also within a longer text, which has
	// more in it than ids with colons and signs.
	typical func(id string) bool
	// whole reports whether such an id is one to its end, and not the beginning of one
	// that was broken across lines.
	whole func(id string) bool
	// same reports whether two ids name the same.
	same func(a, b string) bool
}

func threadIDText() idText {
	return idText{
		name: "a thread ID", bare: "thread ID", plural: "thread IDs", starts: []string{"19:"},
		is: isThreadID, typical: isTypicalThreadID,
		whole: func(id string) bool { return isThreadID(id) && isTypicalThreadID(id) },
		same:  func(a, b string) bool { return a == b },
	}
}

func rawIDText() idText {
	return idText{
		name: "a user's raw ID", bare: "raw ID", plural: "raw IDs",
		starts: []string{
			prefixACSPublic, prefixACSDod, prefixACSGcch, prefixSpool, prefixTeamsUserPublic, prefixTeamsUserDod, prefixTeamsUserGcch,
			prefixTeamsVisitor, prefixTeamsAppPublic, prefixTeamsAppDod, prefixTeamsAppGcch, prefixPhoneNumber + "+",
		},
		is: isKnownRawID, typical: isTypicalRawID, whole: isWholeACSUser, same: strings.EqualFold,
	}
}

// isThreadID reports whether a text has the form of every thread's id that was seen:
// 19:, something, @ and a name with dots.
func isThreadID(text string) bool {
	body, found := strings.CutPrefix(text, "19:")
	name, domain, at := strings.Cut(body, "@")
	return found && at && name != "" && domain != "" && isIDText(text) &&
		!strings.ContainsFunc(domain, func(r rune) bool { return !isASCIIAlphanumeric(r) && r != '.' && r != '-' })
}

func isTypicalThreadID(id string) bool {
	_, domain, _ := strings.Cut(id, "@")
	return strings.HasPrefix(domain, "thread.") || domain == "p2p.thread.skype" || domain == "unq.gbl.spaces"
}

// isKnownRawID reports whether a text is a raw id of a kind that ParseRawID knows.
func isKnownRawID(text string) bool {
	if !isIDText(text) {
		return false
	}
	switch identifier := ParseRawID(text).(type) {
	case UnknownIdentifier:
		return false
	case PhoneNumberIdentifier:
		number, _, _ := strings.Cut(identifier.PhoneNumber, "_")
		return identifier.IsAnonymous || isDigits(strings.TrimPrefix(number, "+"))
	}
	return true
}

func isTypicalRawID(id string) bool {
	const shortest = 5
	number, isPhone := strings.CutPrefix(id, prefixPhoneNumber+"+")
	return !isPhone || len(number) >= shortest
}

// isWholeACSUser reports whether a text is the id of an ACS user, the one kind of raw id
// whose end shows.
func isWholeACSUser(id string) bool {
	parsed := ParseRawID(id)
	return parsed.Kind() != CommunicationIdentifierKindUnknown && strings.Contains(id, "acs:") && ValidateRawID(id) == nil
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// isIDText reports whether a text can be an id and nothing around it.
func isIDText(text string) bool {
	return text != "" && !strings.ContainsFunc(text, isIDDelimiter) && strings.IndexByte(".:", text[len(text)-1]) < 0
}

// What people and programs put around an id; a bracket is part of none, either.
const quotesAndBrackets = "\"'`“”„‟‘’‚‛«»‹›<>()[]{}"

func isIDDelimiter(r rune) bool {
	if r > ' ' && r < unicode.MaxASCII && (isASCIIAlphanumeric(r) || strings.ContainsRune("-_:.@%+=", r)) {
		return false
	}
	return isBlank(r) || strings.ContainsRune(quotesAndBrackets+`|\/?#&,;*`, r)
}

// isBlank reports whether a character is white space or cannot be seen.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.C, r) || r == unicode.ReplacementChar
}

func isASCIIAlphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

const (
	// longestIDText bounds the text in which an id is looked for.
	longestIDText = 16 << 10
	// longestIDWithin bounds an id within a longer text; those that were seen have less
	// than half of it.
	longestIDWithin = 256
	// idLayers is how often a text is decoded at most: a link within a link within a
	// link is encoded three times.
	idLayers = 4
)

func understandID(text string, want, other idText) UnderstoodID {
	plain := strings.TrimSpace(text)
	if want.is(plain) {
		return UnderstoodID{ID: plain, Known: true}
	}
	if len(plain) > longestIDText || strings.ContainsFunc(plain, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }) {
		return UnderstoodID{ID: plain, Fault: IDFaultAbsent, Problem: "no " + want.bare}
	}
	found := want.find(plain)
	// A terminal, or a mail, breaks a long id across lines; a field of one line has
	// blanks in their place.
	joined := peel(strings.Join(strings.Fields(plain), ""))
	isBroken := len(found) == 0 || len(found) == 1 && !want.whole(found[0])
	switch {
	case isBroken && strings.ContainsFunc(plain, unicode.IsSpace) && want.whole(joined):
		return UnderstoodID{ID: joined, Decoded: true, Known: true}
	case len(found) == 1:
		return UnderstoodID{ID: found[0], Decoded: true, Known: true}
	case len(found) > 1:
		return UnderstoodID{ID: plain, Fault: IDFaultSeveral, Problem: fmt.Sprintf("%d different %s", len(found), want.plural)}
	case len(other.find(plain)) > 0:
		return UnderstoodID{ID: plain, Fault: IDFaultOtherKind, Problem: other.name + ", not " + want.name}
	case strings.ContainsFunc(plain, func(r rune) bool { return isBlank(r) || strings.ContainsRune(quotesAndBrackets+"/?#", r) }):
		return UnderstoodID{ID: plain, Fault: IDFaultAbsent, Problem: "no " + want.bare}
	}
	return UnderstoodID{ID: plain}
}

// find returns the different ids that a text names, looking first at the text as it
// is and then below one layer of encoding after the other.
func (k idText) find(text string) []string {
	var encoded []string
	for range idLayers {
		if bare := peel(text); k.is(bare) {
			return []string{bare}
		}
		found, literal := k.among(text)
		if len(found) > 0 && literal {
			return found
		}
		if encoded == nil {
			encoded = found
		}
		decoded := string(decodeLayer([]byte(text), nil))
		if decoded == text {
			break
		}
		text = decoded
	}
	return encoded
}

// among returns the different ids in a text, and whether they stand there as they
// are: one with a percent sign does so only between quotation marks, as in JSON;
// elsewhere it is part of something encoded.
func (k idText) among(text string) (ids []string, literal bool) {
	literal = true
	for at := 0; at < len(text); at++ {
		if at > 0 && isASCIIAlphanumeric(rune(text[at-1])) {
			continue
		}
		id := k.at(text[at:])
		if id == "" {
			continue
		}
		if percentEncoded.MatchString(id) && !isQuoted(text, at, at+len(id)) {
			literal = false
		}
		if !slices.ContainsFunc(ids, func(known string) bool { return k.same(known, id) }) {
			ids = append(ids, id)
		}
		at += len(id) - 1
	}
	return ids, literal
}

// at returns the id that a text begins with; empty where it does with none.
func (k idText) at(text string) string {
	for _, start := range k.starts {
		rest, found := strings.CutPrefix(text[:min(len(text), longestIDWithin)], start)
		if !found {
			continue
		}
		end := strings.IndexFunc(rest, isIDDelimiter)
		switch {
		case end >= 0:
			rest = rest[:end]
		case len(text) > longestIDWithin:
			continue
		}
		if id := start + strings.TrimRight(rest, ".:"); k.is(id) && k.typical(id) {
			return id
		}
	}
	return ""
}

func isQuoted(text string, from, to int) bool {
	return from > 0 && to < len(text) && text[from-1] == text[to] && strings.IndexByte(`"'`, text[to]) >= 0
}

// peel takes away what people and programs put around an id: quotation marks,
// brackets, white space, marks that cannot be seen, and punctuation.
func peel(text string) string {
	around := func(more string) func(rune) bool {
		return func(r rune) bool { return isBlank(r) || strings.ContainsRune(quotesAndBrackets+`\*,;`+more, r) }
	}
	return strings.TrimRightFunc(strings.TrimLeftFunc(text, around("")), around("."))
}

var percentEncoded = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
