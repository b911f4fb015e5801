package theme

// Token names a colour by what it is for; a theme gives each a value.
type Token string

// Grounds. The terminal's own ground has no token: it stays.
const (
	Surface Token = "surface"  // top bar, toasts
	Foot    Token = "foot"     // key bar
	Raised  Token = "raised"   // key caps
	Field   Token = "field"    // an input
	FieldOn Token = "field-on" // the input with the caret
	Sel     Token = "sel"      // the row under the cursor
	SelIdle Token = "sel-idle" // that row in a pane without focus; a main action that is off
)

// Lines.
const (
	Border       Token = "border"
	BorderOn     Token = "border-on"     // the focused pane, dialogs
	BorderDanger Token = "border-danger" // a dialog that destroys
)

// Ranks of text. The first, what one came for, is the terminal's own foreground, and
// Text on painted grounds.
const (
	Text   Token = "text"
	Muted  Token = "muted"   // second rank: ids, kinds, units
	Faint  Token = "faint"   // third rank: labels, headings of columns
	SelFg  Token = "sel-fg"  // on Sel
	SelDim Token = "sel-dim" // second and third rank on Sel
	Dim    Token = "dim"     // everything behind a dialog
	Ink    Token = "ink"     // on a filled chip
)

// Meanings. Each has a soft ground that its text stands on: see Soft.
const (
	Accent  Token = "accent"  // here, now, yours: keys, marks, own messages
	Alt     Token = "alt"     // the emulator; true, false and null in JSON
	Success Token = "success" // done, added, 2xx
	Warning Token = "warning" // read-only, no access, 4xx
	Danger  Token = "danger"  // refused, deleted, 5xx
	Info    Token = "info"    // changed, notes, GET
	Neutral Token = "neutral" // a chip without a meaning; only its ground is a colour
)

// Senders is how many colours there are for the senders of messages.
const Senders = 8

// Sender is the colour of the n-th sender, from 0.
func Sender(n int) Token { return Token("sender-" + string(rune('1'+n%Senders))) }

// Soft is the tint that a meaning's text stands on.
func (t Token) Soft() Token { return t + "-soft" }

// Colour is a token's value in each of the colour profiles. C16 is a number of the
// terminal's own sixteen, or NoColour for its foreground or ground.
type Colour struct {
	True string // "#rrggbb"
	C256 uint8
	C16  uint8
}

// NoColour stands in Colour.C16 for the terminal's own foreground or ground.
const NoColour uint8 = 255

// Palette gives every token its colour on grounds of one kind, dark or light.
type Palette map[Token]Colour
