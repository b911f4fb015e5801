package text

import "unicode"

// The runes that decide where a joiner or a variation selector may stand.
const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
	textSelector       = '\ufe0e'
	emojiSelector      = '\ufe0f'
	dottedCircle       = '◌'
	informationSource  = '\u2139' // a letter that is also an emoji
)

// hidden are the runes that change how text is shown without being seen
// themselves: bidi controls, zero-width characters, fillers that are drawn as
// nothing, line and paragraph separators, tags, and code points that are no
// characters. C1 controls are among them; C0 controls and DEL are not, they
// have pictures of their own.
var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0080, Hi: 0x009f, Stride: 1}, // C1 controls
		{Lo: 0x00ad, Hi: 0x00ad, Stride: 1}, // soft hyphen
		{Lo: 0x034f, Hi: 0x034f, Stride: 1}, // combining grapheme joiner
		{Lo: 0x061c, Hi: 0x061c, Stride: 1}, // Arabic letter mark
		{Lo: 0x115f, Hi: 0x1160, Stride: 1}, // Hangul fillers
		{Lo: 0x17b4, Hi: 0x17b5, Stride: 1}, // Khmer inherent vowels
		{Lo: 0x180b, Hi: 0x180f, Stride: 1}, // Mongolian selectors and separator
		{Lo: 0x200b, Hi: 0x200b, Stride: 1}, // zero width space
		{Lo: 0x200e, Hi: 0x200f, Stride: 1}, // bidi marks
		{Lo: 0x2028, Hi: 0x202e, Stride: 1}, // separators, bidi embeddings and overrides
		{Lo: 0x2060, Hi: 0x206f, Stride: 1}, // word joiner, invisible operators, isolates
		{Lo: 0x3164, Hi: 0x3164, Stride: 1}, // Hangul filler
		{Lo: 0xfdd0, Hi: 0xfdef, Stride: 1}, // noncharacters
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, // byte order mark
		{Lo: 0xffa0, Hi: 0xffa0, Stride: 1}, // half-width Hangul filler
		{Lo: 0xfff0, Hi: 0xfffb, Stride: 1}, // interlinear annotation
		{Lo: 0xfffe, Hi: 0xffff, Stride: 1}, // noncharacters
	},
	R32: []unicode.Range32{
		{Lo: 0x1bca0, Hi: 0x1bca3, Stride: 1}, // shorthand format controls
		{Lo: 0x1d173, Hi: 0x1d17a, Stride: 1}, // musical format controls
		{Lo: 0x1fffe, Hi: 0x1ffff, Stride: 1}, // noncharacters, here and at the end of each plane
		{Lo: 0x2fffe, Hi: 0x2ffff, Stride: 1},
		{Lo: 0x3fffe, Hi: 0x3ffff, Stride: 1},
		{Lo: 0x4fffe, Hi: 0x4ffff, Stride: 1},
		{Lo: 0x5fffe, Hi: 0x5ffff, Stride: 1},
		{Lo: 0x6fffe, Hi: 0x6ffff, Stride: 1},
		{Lo: 0x7fffe, Hi: 0x7ffff, Stride: 1},
		{Lo: 0x8fffe, Hi: 0x8ffff, Stride: 1},
		{Lo: 0x9fffe, Hi: 0x9ffff, Stride: 1},
		{Lo: 0xafffe, Hi: 0xaffff, Stride: 1},
		{Lo: 0xbfffe, Hi: 0xbffff, Stride: 1},
		{Lo: 0xcfffe, Hi: 0xcffff, Stride: 1},
		{Lo: 0xdfffe, Hi: 0xdffff, Stride: 1},
		{Lo: 0xe0000, Hi: 0xe00ff, Stride: 1}, // tags
		{Lo: 0xe01f0, Hi: 0xe0fff, Stride: 1}, // reserved as ignorable
		{Lo: 0xefffe, Hi: 0xeffff, Stride: 1},
		{Lo: 0xffffe, Hi: 0xfffff, Stride: 1},
		{Lo: 0x10fffe, Hi: 0x10ffff, Stride: 1},
	},
	LatinOffset: 1,
}

// unjoined are the scripts whose letters a joiner never shapes: between them
// one can only hide.
var unjoined = []*unicode.RangeTable{
	unicode.Latin, unicode.Greek, unicode.Cyrillic,
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
}

func isJoiner(r rune) bool { return r == zeroWidthJoiner || r == zeroWidthNonJoiner }

func isSelector(r rune) bool {
	return r >= 0xfe00 && r <= emojiSelector || r >= 0xe0100 && r <= 0xe01ef
}

// isMark reports whether r is drawn onto the character before it. Skin tones
// count: a row of them is one grapheme to this program and many cells to most
// terminals.
func isMark(r rune) bool {
	if r < 0x0300 || isSelector(r) || unicode.Is(hidden, r) {
		return false
	}
	return unicode.Is(unicode.M, r) || isSkinTone(r)
}

func isSkinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// joins reports whether a joiner beside r can have an effect that is seen:
// r belongs to a script with joining letters, or is an emoji.
func joins(r rune) bool {
	if r < 0x0590 || unicode.In(r, unjoined...) {
		return false
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r) || unicode.In(r, unicode.So, unicode.Sk)
}

// takesSelector reports whether the variation selector has a meaning after
// the rune before it. Elsewhere selectors are only good for hiding data.
func takesSelector(before, selector rune) bool {
	switch {
	case selector != textSelector && selector != emojiSelector:
		return unicode.Is(unicode.Han, before) || selector <= emojiSelector && unicode.Is(unicode.Sm, before)
	case before < 0x80:
		return before >= '0' && before <= '9' || before == '#' || before == '*'
	case before == closingMark:
		return false
	default:
		return before == informationSource || unicode.In(before, unicode.S, unicode.P)
	}
}
