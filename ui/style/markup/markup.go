// Package markup turns HTML of other people into plain text, to be read in a
// terminal: tags go or become line breaks and list signs, entities become characters,
// and where a link leads is written out.
package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text is the text of a piece of HTML, in lines. What is not well formed is read as a
// browser's tokenizer reads it; a tag that never ends stands as it was written.
// Scripts and style sheets are left out, and a script's place says so.
//
// The result is not harmless yet: an entity may stand for an escape character. It goes
// through text.SanitizeLines as every outside text does.
func Text(source string) string {
	r := reader{line: true}
	tokens := html.NewTokenizer(strings.NewReader(source))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			break
		}
		r.token(tokens.Token())
		r.read += len(tokens.Raw())
	}
	if r.read < len(source) {
		r.text(source[r.read:])
	}
	r.endLink()
	return strings.TrimRight(r.out.String(), "\n ")
}

// reader writes the text while it goes through the tokens.
type reader struct {
	out strings.Builder
	// read is how much of the source the tokens have taken.
	read int
	// line says that nothing stands on the present line, space that a blank is due.
	line, space bool
	// pre counts the elements that keep white space, hidden those that are not shown.
	pre, hidden int
	// lists are the lists around: the number of the last entry, or bullet.
	lists []int
	// href is where the link leads that has begun at the byte from of the text; empty
	// where none has.
	href string
	from int
}

// bullet marks a list whose entries are not numbered.
const bullet = -1

func (r *reader) token(token html.Token) {
	switch token.Type {
	case html.TextToken:
		if r.hidden == 0 {
			r.text(token.Data)
		}
	case html.StartTagToken:
		r.begin(token)
	case html.SelfClosingTagToken:
		r.begin(token)
		r.end(token)
	case html.EndTagToken:
		r.end(token)
	case html.ErrorToken, html.CommentToken, html.DoctypeToken:
	}
}

func (r *reader) begin(token html.Token) {
	switch name := token.DataAtom; name {
	case atom.Br:
		r.feed()
	case atom.Hr:
		r.breakLine()
		r.write("――――")
		r.breakLine()
	case atom.Img:
		r.image(token)
	case atom.A:
		r.beginLink(token)
	case atom.Ul:
		r.beginList(bullet)
	case atom.Ol:
		r.beginList(0)
	case atom.Li:
		r.breakLine()
		r.entry()
	case atom.Td, atom.Th:
		if !r.line {
			r.write(" | ")
		}
	case atom.Pre:
		r.breakLine()
		r.pre++
	case atom.Script:
		r.write("[script left out]")
		r.hidden++
	case atom.Style, atom.Title, atom.Template:
		r.hidden++
	default:
		r.breakBefore(name)
	}
}

// breakBefore ends the line before, and behind, an element that stands on its own.
func (r *reader) breakBefore(name atom.Atom) {
	if isBlock(name) {
		r.breakLine()
	}
}

func (r *reader) beginList(first int) {
	r.breakLine()
	r.lists = append(r.lists, first)
}

func (r *reader) beginLink(token html.Token) {
	r.endLink()
	if r.href = attribute(token, "href"); r.href != "" {
		r.flushSpace()
		r.from = r.out.Len()
	}
}

func (r *reader) end(token html.Token) {
	switch name := token.DataAtom; name {
	case atom.A:
		r.endLink()
	case atom.Ul, atom.Ol:
		r.lists = r.lists[:max(0, len(r.lists)-1)]
		r.breakLine()
	case atom.Pre:
		r.pre = max(0, r.pre-1)
		r.breakLine()
	case atom.Script, atom.Style, atom.Title, atom.Template:
		r.hidden = max(0, r.hidden-1)
	default:
		r.breakBefore(name)
	}
}

// isBlock says whether an element stands on lines of its own.
func isBlock(name atom.Atom) bool {
	switch name { //nolint:exhaustive // the other elements stand within a line
	case atom.P, atom.Div, atom.Li, atom.Tr, atom.Table, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Dl, atom.Dt, atom.Dd, atom.Figure, atom.Figcaption, atom.Body, atom.Html:
		return true
	}
	return false
}

// text writes text; its white space counts as one blank, or none at a line's
// beginning.
func (r *reader) text(s string) {
	if r.pre > 0 {
		r.write(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
		return
	}
	const white = " \t\n\r\f"
	for s != "" {
		word := strings.TrimLeft(s, white)
		r.space = r.space || len(word) < len(s)
		end := strings.IndexAny(word, white)
		if end < 0 {
			end = len(word)
		}
		if end > 0 {
			r.write(word[:end])
		}
		s = word[end:]
	}
}

func (r *reader) flushSpace() {
	if r.space && !r.line {
		r.out.WriteByte(' ')
	}
	r.space = false
}

func (r *reader) write(s string) {
	r.flushSpace()
	r.out.WriteString(s)
	r.line = strings.HasSuffix(s, "\n")
}

// feed ends the line, empty or not.
func (r *reader) feed() {
	r.out.WriteByte('\n')
	r.line, r.space = true, false
}

// breakLine ends the line where something stands on it.
func (r *reader) breakLine() {
	if !r.line {
		r.feed()
	}
	r.space = false
}

// deepest is how far entries of lists are indented at the most.
const deepest = 6

// entry begins an entry of a list.
func (r *reader) entry() {
	sign := "• "
	if n := len(r.lists); n > 0 {
		r.out.WriteString(strings.Repeat("  ", min(n-1, deepest)))
		if r.lists[n-1] != bullet {
			r.lists[n-1]++
			sign = strconv.Itoa(r.lists[n-1]) + ". "
		}
	}
	r.out.WriteString(sign)
	r.line, r.space = false, false
}

// endLink writes where the link leads, unless its text is that already.
func (r *reader) endLink() {
	if r.href == "" {
		return
	}
	shown := strings.TrimSpace(r.out.String()[r.from:])
	if shown != r.href {
		r.write(" <" + r.href + ">")
	}
	r.href = ""
}

func (r *reader) image(token html.Token) {
	about := strings.TrimSpace(attribute(token, "alt"))
	if source := attribute(token, "src"); source != "" && !strings.HasPrefix(source, "data:") {
		about = strings.TrimSpace(about + " <" + source + ">")
	}
	r.write(strings.TrimSpace("[image "+about) + "]")
}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}
