package roster_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/data/roster"
)

// problems are all that is said of a list, the list's own first.
func problems(r roster.Roster) []string {
	var said []string
	for _, p := range r.Problems {
		said = append(said, "list: "+p.String())
	}
	for _, e := range r.Entries {
		for _, p := range e.Problems {
			kind := "fault: "
			if p.Warning {
				kind = "warning: "
			}
			said = append(said, kind+p.String())
		}
	}
	return said
}

func TestProblems(t *testing.T) {
	t.Parallel()
	const goesOn = "only this line is left out, reading goes on with the next one"
	large := "k,id,metadata.k\nx,{1}," + strings.Repeat("é", 512) + "\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a form that is refused", "{1}\n8:acs:fakeid", []string{
			`fault: line 2: the service refuses the identifier "8:acs:fakeid": an id that begins with 8:acs: goes on with two GUIDs and an underscore between them`,
		}},
		{"no identifier", "id,name\n,Jane", []string{"fault: line 2: the identifier is missing"}},
		{"an unknown kind", "somebody", []string{`warning: line 1: the identifier "somebody" is not of a kind that this program knows; it may be sent all the same`}},
		{"two people", "Jane Doe", []string{`fault: line 1: the identifier "Jane Doe" holds white space; there is one participant a row`}},
		{"a control character", "8:orgid:a\x1b[5m", []string{`fault: line 1: the identifier "8:orgid:a\x1b[5m" holds a control character`}},
		{"a header without identifiers", "name,history\nJane,all", []string{
			`fault: line 1: "name" is the name of a column and no identifier; a header is the first line of a list and names the identifier's column`,
			`warning: line 2: the identifier "Jane" is not of a kind that this program knows; it may be sent all the same`,
		}},
		{"a header again", "id,name\n{1},a\nID,Name", []string{
			`fault: line 3: "ID" is the name of a column and no identifier; a header is the first line of a list and names the identifier's column`,
		}},
		{"no time", "{1},,yesterday", []string{`fault: line 1: share history time: "yesterday" is no time; write all, now, or a time like 2006-01-02 15:04`}},
		{"a time to come", "{1},,2026-11-23 10:16", []string{`fault: line 1: share history time: "2026-11-23 10:16" lies in the future`}},
		{"before all times", "{1},,0001-01-01", []string{`fault: line 1: share history time: "0001-01-01" is before the year 1, which cannot be sent`}},
		{"too many cells", "{1},Jane,all,Sales", []string{
			"fault: line 1: the row has a text in cell 4, and at most 3 have a meaning without a header: identifier, display name, share history time",
			`fault: line 1: share history time: "all,Sales" is no time; write all, now, or a time like 2006-01-02 15:04`,
		}},
		{"too many cells in a table", "\nid,name\n{1},Doe, Jane", []string{"fault: line 3: the row has a text in column 3, which has no name in the header (line 2)"}},
		{"metadata too large", large, []string{
			`list: line 1: column 1, "k", is not used: its name is not known; call it "metadata.k" to keep its cells as metadata`,
			"fault: line 2: the metadata takes 1025 bytes, 1 more than the 1024 that the service takes for a participant",
		}},
		{"not UTF-8", "id,name\n{1},Ren\xe9\n{2},Bo", []string{
			`fault: line 2: the byte 0xE9 behind "…985-000000000001,Ren" is not UTF-8; save the list as UTF-8 (in Excel: “CSV UTF-8”)`,
		}},
		{"a quotation mark never closed", "id,name\n{1},\"Jane\n{2},Bo\n{3},Cy", []string{
			"fault: line 2: the quotation mark that opens in this line is never closed; " + goesOn,
		}},
		{"closed by another row's", "id,name\n{1},\"Jane\n{2},Bo\n{3},\"Cy\"\n", []string{
			"fault: line 2: the quotation mark that opens in this line is not closed: the next one, 2 lines on, stands within a cell; " + goesOn,
		}},
		{"closed behind rows", "id,name\n{1},\"Jane\n{2},Bo\n{3},\"\n{4},Dee", []string{
			"fault: line 2: the quotation mark that opens in this line is closed 2 lines on, behind lines that look like participants of their own; it is taken as never closed: " + goesOn,
			"fault: line 4: the quotation mark that opens in this line is never closed; " + goesOn,
		}},
		{"text behind a quotation mark", "{1},\"Jane\" Doe,now", []string{
			"fault: line 1: there is text behind the quotation mark that closes a cell; within a cell a quotation mark is written twice",
		}},
		{"in the second line of a row", "id,name,metadata.x\n{1},\"Jane\nDoe\",\"x\n{2},Bo,", []string{
			"fault: line 3: the quotation mark that opens in this line is never closed; " + goesOn,
			"fault: line 3: the quotation mark that opens in this line is never closed; " + goesOn,
		}},
		{"a row over several lines", "id,name\n{1},\"Jane\r\nDoe\"", []string{
			"warning: line 2: a cell in quotation marks goes over several lines: the row is the lines 2 to 3",
		}},
		{"duplicates", "id,name,history,metadata.a\n{1},,,\n{1},,,\n{1},Jane,now,b", []string{
			"warning: line 3: the same identifier as in line 2",
			"warning: line 4: the same identifier as in line 2, which counts; other here, and not used: display name, share history time, metadata",
		}},
		{"broken JSON", "[{\"rawId\":\"{1}\"},\n{\"rawId\": {2},\n{\"rawId\":\"{3}\"}]\n", []string{
			"fault: line 2: from this line on (to line 3) the text is not valid JSON, and nothing of it was read: invalid character ':' after object key:value pair",
		}},
		{"JSON that ends", "[{\"rawId\":\"{1}\"}\n", []string{"list: line 2: the JSON ends before its list does: participants may be missing"}},
		{"JSON that ends in a value", "[{\"rawId\":\"{1}\"},\n{\"rawId\"", []string{
			"fault: line 2: from this line on (to line 2) the text is not valid JSON, and nothing of it was read: it ends in the middle of a value",
		}},
		{
			"JSON of other things", `[{},null,7,["{1}"],{"id":7},{"id":"{2}","rawId":"{3}"},{"id":"{4}","metadata":[],"age":7},{"id":"{5}","metadata":{"a":1},"age":8}]`,
			[]string{
				`list: line 1: the field "age" is not used: its name is not known`,
				"fault: line 1: the identifier is missing",
				`fault: line 1: "null" is neither an object nor a string`,
				`fault: line 1: "7" is neither an object nor a string`,
				`fault: line 1: "[\"` + id(1) + `\"]" is neither an object nor a string`,
				`fault: line 1: the field "id" holds "7", which is not a string`, "fault: line 1: the identifier is missing",
				`fault: line 1: the identifier contradicts itself: it says both "` + id(2) + `" and "` + id(3) + `"`,
				`fault: line 1: the field "metadata" holds no object of strings`,
				`fault: line 1: metadata "a" holds "1", which is not a string`,
			},
		},
		{"one page of several", `{"value":["{1}"],"nextLink":"https://x/?skip=1"}`, []string{
			"list: line 1: this is one page of several: it names a next one, whose participants are not in this list",
		}},
	} {
		if diff := cmp.Diff(c.want, problems(read(withIDs(c.text)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestAQuotationMarkBreaksOneLine puts a line whose quotation mark is not closed
// somewhere into a table: every other row is read as if it were not there.
func TestAQuotationMarkBreaksOneLine(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 7))
	for range 500 {
		lines := []string{"id,name,history"}
		bad := 2 + random.IntN(40)
		quoteAll := random.IntN(2) == 0
		for n := 2; n <= 41; n++ {
			switch {
			case n == bad:
				lines = append(lines, []string{`%s,"Jane`, `%s,"Jane,now`, `"%s,Jane,now`, `"%s","Jane"",now`, `%s,"Jane","`, `%s,"""`}[random.IntN(6)])
			case quoteAll:
				lines = append(lines, `"%s","Bo, the ""B""","all"`)
			default:
				lines = append(lines, []string{`%s,Bo,all`, `%s,"Doe, Bo",`, `%s,,`, `%s,"",""`, `%s,Bo "B" Doe,`}[random.IntN(5)])
			}
			lines[n-1] = fmt.Sprintf(lines[n-1], id(n))
		}
		text := strings.Join(lines, "\n")
		got := read(text)
		for i, e := range got.Entries {
			wantLine, wantState := i+2, roster.Good
			if wantLine == bad {
				wantState = roster.Broken
			}
			if e.Line != wantLine || e.State() != wantState || wantState == roster.Good && e.RawID != id(wantLine) {
				t.Fatalf("entry %d is %+v, want line %d and state %d, in\n%s", i, e, wantLine, wantState, text)
			}
		}
		if len(got.Entries) != 40 {
			t.Fatalf("%d entries, want 40, in\n%s", len(got.Entries), text)
		}
	}
}
