package roster_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/data/roster"
)

// zone is an hour and a half ahead of UTC.
func zone() *time.Location { return time.FixedZone("here", 5400) }

func now() time.Time { return time.Date(2026, 11, 23, 10, 15, 0, 0, zone()) }

func read(text string) roster.Roster { return roster.Read(text, now()) }

const resource = "8:acs:a5ba7870-1c2d-4e3f-9a8b-001122334455_"

// id is the n-th well-formed id.
func id(n int) string { return fmt.Sprintf("%s0000001b-e76c-cf3c-1985-%012d", resource, n) }

// withIDs puts well-formed ids for {1}, {2} ….
func withIDs(text string) string {
	for n := 1; n <= 9; n++ {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", n), id(n))
	}
	return text
}

// shown writes down what an entry holds, and how it stands.
func shown(r roster.Roster) []string {
	var lines []string
	for _, e := range r.Entries {
		line := fmt.Sprintf("%d %s", e.Line, strings.TrimPrefix(e.RawID, resource+"0000001b-e76c-cf3c-1985-00000000000"))
		if e.DisplayName != "" {
			line += fmt.Sprintf(" name=%q", e.DisplayName)
		}
		if e.ShareHistoryTime != nil {
			line += " since=" + e.ShareHistoryTime.UTC().Format(time.RFC3339Nano)
		}
		if e.Metadata != nil {
			line += fmt.Sprintf(" metadata=%q", e.Metadata)
		}
		switch e.State() {
		case roster.Broken:
			line += " BROKEN"
		case roster.Duplicate:
			line += fmt.Sprintf(" DUPLICATE of %d", e.DuplicateOf)
		case roster.Good:
		}
		lines = append(lines, line)
	}
	return lines
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		format     roster.Format
		want       []string
	}{
		{"nothing", "", roster.List, nil},
		{"empty lines, comments, bullets, separators", "\n  \n# a comment\r\n\t\n---\n•\n,,;\n\"\",\n", roster.List, nil},
		{"ids, a line each, of every line end", "{1}\r\n{2}\r{3}\n\n{4}", roster.List, []string{"1 1", "2 2", "3 3", "5 4"}},
		{
			"ids on one line", "{1} {2},{3}; 4:+4930\t28:orgid:x", roster.List,
			[]string{"1 1", "1 2", "1 3", "1 4:+4930", "1 28:orgid:x"},
		},
		{"ids of a program's text", "'{1}', '{2}',\n\"{3}\",\n\"{4}\"", roster.List, []string{"1 1", "1 2", "2 3", "3 4"}},
		{"a name behind the id", "{1} Ada King\n{2}\tBo\n\"{3}\" Cy", roster.List, []string{`1 1 name="Ada King"`, `2 2 name="Bo"`, `3 3 name="Cy"`}},
		{"the name first", "Ada King {1}\nAda King\t{2}\n\"King, Ada\",{3},all", roster.List, []string{`1 1 name="Ada King"`, `2 2 name="Ada King"`, `3 3 name="King, Ada"`}},
		{
			"as in a mail", "Ada, Countess <{1}>\n\"Bo\" <{2}>; Cy <{3}>,\n<{4}>\nDee <somebody>", roster.List,
			[]string{`1 1 name="Ada, Countess"`, `2 2 name="Bo"`, `2 3 name="Cy"`, "3 4", `4 somebody name="Dee"`},
		},
		{"bullets", " - {1}\n* Ada <{2}>\n•{3}\n-{4}\n-Bo-,{5}\n", roster.List, []string{"1 1", `2 2 name="Ada"`, "3 3", "4 4", `5 5 name="-Bo-"`}},
		{
			"commas", "{1}, Jane ,all\n\"{2}\", \"Doe, Jane\" ,now\n{3},Joe \"JJ\" Doe,2026-11-22 07:08\n{4},\" \"\"x\"\" \"", roster.List,
			[]string{
				`1 1 name="Jane"`, `2 2 name="Doe, Jane" since=2026-11-23T08:45:00Z`,
				`3 3 name="Joe \"JJ\" Doe" since=2026-11-22T05:38:00Z`, `4 4 name=" \"x\" "`,
			},
		},
		{"another separator within", "{1}; Doe, Jane ;all\n{2},Doe; Jane", roster.List, []string{`1 1 name="Doe, Jane"`, `2 2 name="Doe; Jane"`}},
		{"apostrophes as quotation marks", "'{1}','Ada','now'\n'{2}', 'O'\n{3},'t Hooft", roster.List, []string{
			`1 1 name="Ada" since=2026-11-23T08:45:00Z`, `2 2 name="O"`, `3 3 name="'t Hooft"`,
		}},
		{"a cell over several lines", "{1},\"Ada\r\nKing\",now\n{2}", roster.List, []string{`1 1 name="Ada\r\nKing" since=2026-11-23T08:45:00Z`, "3 2"}},
		{"a cell over several lines first", "\"Ada\nKing\",{1}\n{2}", roster.List, []string{`1 1 name="Ada\nKing"`, "3 2"}},
		{"empty cells at the end", "{1},,,,\n{2},Bo,,", roster.List, []string{"1 1", `2 2 name="Bo"`}},
		{"wide and combining", "{1}\t佐藤 e\u0301🇫🇷", roster.List, []string{"1 1 name=\"佐藤 e\u0301🇫🇷\""}},
		{"unknown kinds may be sent", "somebody\n8:new:x", roster.List, []string{"1 somebody", "2 8:new:x"}},
		{
			"a spreadsheet's file", "\ufeffRaw ID,Display Name,Share History Time\r\n{1},Jane,2026-11-22T07:08:09Z\r\n{2},,\r\n,,\r\n{3},\"Doe, \"\"JD\"\" John\",all\r\n",
			roster.CSV,
			[]string{`2 1 name="Jane" since=2026-11-22T07:08:09Z`, "3 2", `5 3 name="Doe, \"JD\" John"`},
		},
		{"semicolons, and who wrote them", "sep=;\nname;user\nDoe, Jane;{1}\n", roster.Semicolons, []string{`3 1 name="Doe, Jane"`}},
		{"tabs", "display_name\tcommunicationIdentifier\tsharehistory\nJane\t{1}\tnow\n\"a\tb\"\t{2}\t", roster.TSV, []string{
			`2 1 name="Jane" since=2026-11-23T08:45:00Z`, `3 2 name="a\tb"`,
		}},
		{
			"metadata", "id,metadata.desk,METADATA.Shift\n{1},a 1,late\n{2},,\n{3},',\"\"\n{4}", roster.CSV,
			[]string{`2 1 metadata=map["Shift":"late" "desk":"a 1"]`, "3 2", `4 3 metadata=map["desk":""]`, "5 4"},
		},
		{
			"columns of a report", "rawId,displayName,status,reason,code,batch,line,kind\n{1},Jane,refused,because,403,1,7,communicationUser", roster.CSV,
			[]string{`2 1 name="Jane"`},
		},
		{"a header alone over a list", "Identifier\n{1}\n{2} Bo", roster.List, []string{"2 1", `3 2 name="Bo"`}},
		{"a number sign in a table", "name,id\n#1 fan,{1}\n# Bo\n#,gone\n", roster.CSV, []string{`2 1 name="#1 fan"`}},
		{"formulas", "id,name,history\n{1},'=1+1,now\n4:+49,''Jane',\n{2},\"a;'-b\",", roster.CSV, []string{
			`2 1 name="=1+1" since=2026-11-23T08:45:00Z`, `3 4:+49 name="'Jane'"`, `4 2 name="a;-b"`,
		}},
		{
			"JSON", `[{"rawId":"{1}","displayName":"Jane","shareHistoryTime":"2026-11-22T07:08:09Z","metadata":{"desk":"a","no":null}},` + "\n" +
				`{"Identifier":" {2} ","name":null},"{3}",` + "\n\n" + `{"id":"{4}","metadata.x":""},]`, roster.JSON,
			[]string{`1 1 name="Jane" since=2026-11-22T07:08:09Z metadata=map["desk":"a"]`, "2 2", "2 3", `4 4 metadata=map["x":""]`},
		},
		{
			"a page of the service", `{"value":[{"communicationIdentifier":{"rawId":"{1}","communicationUser":{"id":"{1}"}}},
{"communicationIdentifier":{"communicationUser":{"id":"{2}"}},"displayName":"Bo"}],"nextLink":""}`, roster.JSON,
			[]string{"1 1", `2 2 name="Bo"`},
		},
		{"JSON, an object a line", "{\"rawId\":\"{1}\"}\n{\"rawId\":\"{2}\"},\n[\"{3}\"]\n", roster.JSON, []string{"1 1", "2 2", "3 3"}},
		{
			"duplicates, in either case", "{1}\n8:acs:A5BA7870-1C2D-4E3F-9A8B-001122334455_0000001B-E76C-CF3C-1985-000000000001\n{2},Bo\n{2}", roster.List,
			[]string{"1 1", "2 8:acs:A5BA7870-1C2D-4E3F-9A8B-001122334455_0000001B-E76C-CF3C-1985-000000000001 DUPLICATE of 1", `3 2 name="Bo"`, "4 2 DUPLICATE of 3"},
		},
		{"duplicates, upper case first", "8:orgid:ABC\n8:orgid:abc", roster.List, []string{"1 8:orgid:ABC", "2 8:orgid:abc DUPLICATE of 1"}},
		{"what is broken makes no duplicate", "{1},,yesterday\n{1}\n{1},,tomorrow\n{1}", roster.List, []string{"1 1 BROKEN", "2 1", "3 1 BROKEN", "4 1 DUPLICATE of 2"}},
	} {
		got := read(withIDs(c.text))
		if diff := cmp.Diff(c.want, shown(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
			for _, e := range got.Entries {
				t.Log(e.Problems)
			}
		}
		if got.Format != c.format {
			t.Errorf("%s: taken for %s, want %s", c.name, got.Format, c.format)
		}
	}
}

func TestCountsAndComments(t *testing.T) {
	t.Parallel()
	got := read(withIDs("# ours\n{1}\n{2}\nnobody\n{2}\n{3},,never\n8:acs:fakeid\n# gone {4}"))
	want := roster.Counts{Entries: 6, Good: 3, Broken: 2, Duplicates: 1, Warned: 1, Comments: 2}
	if diff := cmp.Diff(want, got.Counts()); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{1, 8}, got.Comments); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}

func TestTheHeaderIsShown(t *testing.T) {
	t.Parallel()
	got := read(withIDs("\n# people\nName,E-mail,ID,metadata.Desk,rawId,,status\nJane,j@x.org,{1},a1,{2},,ok\n"))
	if got.HeaderLine != 3 {
		t.Errorf("header in line %d, want 3", got.HeaderLine)
	}
	want := []roster.Column{
		{Name: "Name", Meaning: roster.DisplayName},
		{Name: "E-mail", Meaning: roster.Unused},
		{Name: "ID", Meaning: roster.Identifier},
		{Name: "metadata.Desk", Meaning: roster.Metadata, Key: "Desk"},
		{Name: "rawId", Meaning: roster.Unused},
		{},
		{Name: "status", Meaning: roster.Ignored},
	}
	if diff := cmp.Diff(want, got.Columns); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	var said []string
	for _, p := range got.Problems {
		said = append(said, p.String())
	}
	if diff := cmp.Diff([]string{
		`line 3: column 2, "E-mail", is not used: its name is not known; call it "metadata.E-mail" to keep its cells as metadata`,
		`line 3: column 5, "rawId", is not used: a column before it means the same`,
	}, said); diff != "" {
		t.Errorf("problems of the list (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{`4 1 name="Jane" metadata=map["Desk":"a1"]`}, shown(got)); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

// TestEntryAsTheServiceIsSentIt: what is not asked for is nil, not empty.
func TestEntryAsTheServiceIsSentIt(t *testing.T) {
	t.Parallel()
	got := read(withIDs("id,name,history,metadata.k\n{1},,,\n{2},Bo,2026-11-22,v"))
	first, second := got.Entries[0].Participant(), got.Entries[1].Participant()
	if first.CommunicationIdentifier.RawID() != id(1) || first.DisplayName != nil || first.ShareHistoryTime != nil || first.Metadata != nil {
		t.Errorf("the first is %+v", first)
	}
	if second.CommunicationIdentifier.RawID() != id(2) || second.DisplayName == nil || *second.DisplayName != "Bo" ||
		!second.ShareHistoryTime.Equal(time.Date(2026, 11, 22, 0, 0, 0, 0, zone())) || second.Metadata["k"] != "v" {
		t.Errorf("the second is %+v", second)
	}
}
