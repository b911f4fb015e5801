package markup_test

import (
	"strings"
	"testing"

	"acs-chat-tui/ui/style/markup"
	"acs-chat-tui/ui/style/text"
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ html, want string }{
		{"", ""},
		{"plain", "plain"},
		{"<p>one</p><p>two</p>", "one\ntwo"},
		{"one<br>two<br/><br />four", "one\ntwo\n\nfour"},
		{" a \n b\t<b> c</b>d <i>e</i> ", "a b cd e"},
		{"<div><p>in</p></div>after", "in\nafter"},
		{"&lt;b&gt; &amp;amp; &eacute;&#x1b;[31m &nbsp;x", "<b> &amp; é\x1b[31m \u00a0x"},
		{"a < b and c <d", "a < b and c <d"},
		{"<ul><li>one</li><li>two<ol><li>deep<li>deeper</ol></li></ul>end", "• one\n• two\n  1. deep\n  2. deeper\nend"},
		{"<li>alone", "• alone"},
		{`see <a href="https://x.example/?a=1&amp;b=2">this page</a>.`, "see this page <https://x.example/?a=1&b=2>."},
		{`<a href="https://x.example">https://x.example</a>`, "https://x.example"},
		{`<a href="https://evil.example">https://bank.example</a>`, "https://bank.example <https://evil.example>"},
		{`<a href="javascript:x()">click`, "click <javascript:x()>"},
		{`<a href="one">1<a href="two">2</a>`, "1 <one>2 <two>"},
		{`<a name="here">no link</a>`, "no link"},
		{`<img id="p" alt="a pallet">`, "[image a pallet]"},
		{`x<img src="https://x.example/i.png"/>y`, "x[image <https://x.example/i.png>]y"},
		{`<img src="data:image/png;base64,AAAA">`, "[image]"},
		{"a<script>alert('<b>')</script>b<style>p{}</style>c<!-- hidden -->d", "a[script left out]bcd"},
		{"<pre>  kept\n\n  as is</pre>and not", "  kept\n\n  as is\nand not"},
		{"<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a | b\n1 | 2"},
		{"above<hr>below", "above\n――――\nbelow"},
		{"<h1>Head</h1>text<blockquote>said</blockquote>", "Head\ntext\nsaid"},
		{"</p></ul></a></script>still", "still"},
		{"<b>never ended <i", "never ended <i"},
		{"<unknown-tag>kept</unknown-tag>", "kept"},
	} {
		if got := markup.Text(c.html); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.html, got, c.want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add(`<p>a <a href="x">b</a></p><ol><li>c</ol><pre>d`)
	f.Add("<scr<script>ipt>&#27;]0;t&#7;<!--<![CDATA[")
	f.Fuzz(func(t *testing.T, source string) {
		plain := markup.Text(source)
		if clean := text.SanitizeLines(plain); strings.ContainsAny(clean, "\x1b\a\r\x00") {
			t.Errorf("%q became %q", source, clean)
		}
		if len(plain) > 20*len(source)+40 {
			t.Errorf("%d bytes became %d", len(source), len(plain))
		}
	})
}
