package roster

import (
	"strings"
	"testing"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ cell, want string }{
		{"", ""},
		{"Jane", "Jane"},
		{"4:+4930", "4:+4930"},
		{"a=b", "a=b"},
		{"O'Brien", "O'Brien"},
		{"=1+1", "'=1+1"},
		{"+49", "'+49"},
		{"-", "'-"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\tx", "'\tx"},
		{"\rx", "'\rx"},
		{"\nx", "'\nx"},
		{"  =x", "'  =x"},
		{"\u00a0\u200b\x00=x", "'\u00a0\u200b\x00=x"},
		{"＝1", "'＝1"},
		{"﹢1", "'﹢1"},
		{"−1", "'−1"},
		{`"=1`, `'"=1`},
		{"'", "''"},
		{"'Jane", "''Jane"},
		{"'=1", "''=1"},
		{"''", "'''"},
		{"a;=1;b", "a;'=1;b"},
		{"a, -b", "a,' -b"},
		{"a\n=b", "a\n'=b"},
		{"a;'b", "a;''b"},
		{"a\n8:acs:b,c", "a\n'8:acs:b,c"},
		{"a, 8:acs:b", "a, 8:acs:b"},
	} {
		if got := escape(c.cell); got != c.want {
			t.Errorf("escape(%q) = %q, want %q", c.cell, got, c.want)
		}
		if got := unescape(c.want); got != c.cell {
			t.Errorf("unescape(%q) = %q, want %q", c.want, got, c.cell)
		}
	}
}

func TestUnescapeLeavesAlone(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{"'t Hooft", "'Jane'", "a'=b", "'8:acs:x", "a;'b", "'"} {
		if got := unescape(cell); got != cell {
			t.Errorf("unescape(%q) = %q", cell, got)
		}
	}
}

// FuzzEscape: the escape can be undone, and what it makes is harmless.
func FuzzEscape(f *testing.F) {
	for _, seed := range []string{"", "'", "=", "a;=b", "\t'", "'\n'8:a", " \"=", "\xff=", ",,'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		escaped := escape(cell)
		if got := unescape(escaped); got != cell {
			t.Errorf("%q, escaped %q, comes back as %q", cell, escaped, got)
		}
		if escaped == emptyValue {
			t.Errorf("%q, escaped, is the mark of an empty value", cell)
		}
		for piece := range strings.SplitSeq(strings.NewReplacer(";", ",", "\t", ",", "\r", ",", "\n", ",").Replace(escaped), ",") {
			if looksLikeFormula(piece) {
				t.Errorf("%q, escaped %q, holds %q", cell, escaped, piece)
			}
		}
		if holdsRecord(escaped) {
			t.Errorf("%q, escaped %q, looks like several records", cell, escaped)
		}
	})
}
