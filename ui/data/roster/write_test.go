package roster_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/roster"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func participants() []acs.ChatParticipant {
	since := time.Date(2026, 11, 22, 8, 38, 9, 0, zone())
	epoch := time.Unix(0, 0)
	return []acs.ChatParticipant{
		{CommunicationIdentifier: acs.ParseRawID(id(1)), DisplayName: new("Jane"), ShareHistoryTime: &epoch, Metadata: map[string]string{"desk": "floor-1", "shift": ""}},
		{CommunicationIdentifier: acs.ParseRawID(id(2)), ShareHistoryTime: &since},
		{CommunicationIdentifier: acs.ParseRawID(id(3)), DisplayName: new(`=HYPERLINK("https://x","Doe, Jane")`)},
		{CommunicationIdentifier: acs.ParseRawID("4:+4930123"), DisplayName: new(" 'quoted'\t"), Metadata: map[string]string{"desk": "x;=1+1;y", "note, long": "two\nlines"}},
		{CommunicationIdentifier: acs.ParseRawID("28:orgid:6d1f"), DisplayName: new("'quoted'")},
	}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	for name, format := range map[string]roster.Format{
		"participants.csv.golden": roster.CSV, "participants.tsv.golden": roster.TSV,
		"participants-semicolons.csv.golden": roster.Semicolons, "participants.json.golden": roster.JSON,
	} {
		golden(t, name, written(t, format, participants()))
	}
}

func TestWriteRefusesOtherFormats(t *testing.T) {
	t.Parallel()
	for _, format := range []roster.Format{roster.List, "", "xml"} {
		var out bytes.Buffer
		if err := roster.Write(&out, format, participants()); err == nil || out.Len() > 0 {
			t.Errorf("%q: wrote %q, error %v", format, out.String(), err)
		}
		if err := roster.WriteReport(&out, format, roster.Report{}); err == nil || out.Len() > 0 {
			t.Errorf("report as %q: wrote %q, error %v", format, out.String(), err)
		}
	}
}

// TestWriteMakesUTF8 of what is none, so that the row is read again.
func TestWriteMakesUTF8(t *testing.T) {
	t.Parallel()
	sent := []acs.ChatParticipant{{CommunicationIdentifier: acs.ParseRawID(id(1)), DisplayName: new("Ren\xe9"), Metadata: map[string]string{"k": "\xff=1"}}}
	want := []acs.ChatParticipant{{CommunicationIdentifier: acs.ParseRawID(id(1)), DisplayName: new("Ren\ufffd"), Metadata: map[string]string{"k": "\ufffd=1"}}}
	for _, format := range []roster.Format{roster.CSV, roster.TSV, roster.JSON} {
		compare(t, want, written(t, format, sent))
	}
}

// TestAnEmptyNameIsNoName: both are written as none, as the service does.
func TestAnEmptyNameIsNoName(t *testing.T) {
	t.Parallel()
	for _, format := range []roster.Format{roster.CSV, roster.TSV, roster.JSON} {
		got := read(written(t, format, []acs.ChatParticipant{
			{CommunicationIdentifier: acs.ParseRawID(id(1)), DisplayName: new("")}, {CommunicationIdentifier: acs.ParseRawID(id(2))}, {},
		}))
		if len(got.Entries) != 3 {
			t.Fatalf("%s: %d entries, want 3", format, len(got.Entries))
		}
		for i, e := range got.Entries {
			if e.Participant().DisplayName != nil {
				t.Errorf("%s: entry %d has a name", format, i)
			}
		}
		// A participant without an identifier is not lost, though it cannot be sent.
		if got.Entries[2].State() != roster.Broken {
			t.Errorf("%s: %+v", format, got.Entries[2])
		}
	}
}

// full is a disk without room.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteSaysWhatFailed(t *testing.T) {
	t.Parallel()
	for _, format := range []roster.Format{roster.CSV, roster.TSV, roster.JSON} {
		if err := roster.Write(full{}, format, participants()); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", format, err)
		}
		if err := roster.WriteReport(full{}, format, roster.Report{}); !errors.Is(err, errFull) {
			t.Errorf("report as %s: %v", format, err)
		}
	}
}

func written(t *testing.T, format roster.Format, p []acs.ChatParticipant) string {
	t.Helper()
	var out bytes.Buffer
	if err := roster.Write(&out, format, p); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// plain is a participant as it can be compared.
type plain struct {
	RawID, Name, Since string
	Metadata           map[string]string
}

func plainly(p acs.ChatParticipant) plain {
	one := plain{RawID: p.CommunicationIdentifier.RawID()}
	if p.DisplayName != nil {
		one.Name = *p.DisplayName
	}
	if p.ShareHistoryTime != nil {
		one.Since = p.ShareHistoryTime.UTC().String()
	}
	if len(p.Metadata) > 0 {
		one.Metadata = p.Metadata
	}
	return one
}

// hostile makes texts that are made to be read wrongly.
func hostile(random *rand.Rand) string {
	pieces := []string{
		"Jane", "Doe", " ", "  ", ",", ";", "\t", "\n", "\r", "\r\n", `"`, `""`, "'", "''", "=", "+", "-", "@", "＝", "＋", "－", "＠", "−", "=1+1",
		"#", "•", "*", "<", ">", "8:acs:x", id(1), "4:+49", "\x00", "\x1b[5m", "\u202e", "\ufeff", "\u200b", "\u00a0", "\u2028", "🇫🇷", "👩‍👩‍👧", "e\u0301", "佐藤",
		"\\", "|", "now", "id", "metadata.", "sep=;", "null", "{", "[", "\ufffd",
	}
	var out strings.Builder
	for range random.IntN(7) {
		out.WriteString(pieces[random.IntN(len(pieces))])
	}
	return out.String()
}

func randomParticipants(random *rand.Rand) []acs.ChatParticipant {
	all := make([]acs.ChatParticipant, random.IntN(12))
	for i := range all {
		p := acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(id(i))}
		if random.IntN(4) == 0 {
			p.CommunicationIdentifier = acs.ParseRawID([]string{"4:+49%d", "8:orgid:%d", "28:dod:%d", "=unknown%d", "'%d'x", "+%d", "-%d", "#%d", "@%d", `"%d`}[random.IntN(10)])
			raw := strings.ReplaceAll(p.CommunicationIdentifier.RawID(), "%d", fmt.Sprint(i))
			p.CommunicationIdentifier = acs.ParseRawID(raw)
		}
		if random.IntN(4) > 0 {
			p.DisplayName = new(hostile(random))
		}
		switch random.IntN(3) {
		case 0:
			p.ShareHistoryTime = new(now().Add(-time.Duration(random.Int64N(1e9)) * time.Second).In(time.FixedZone("", random.IntN(86400)-43200)))
		case 1:
			p.ShareHistoryTime = new(now().Add(-time.Duration(random.Int64N(1e18))))
		}
		for range random.IntN(4) {
			if p.Metadata == nil {
				p.Metadata = map[string]string{}
			}
			p.Metadata[hostile(random)] = hostile(random)
		}
		all[i] = p
	}
	return all
}

// TestWhatIsWrittenIsRead: export, then import, changes nothing.
func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for range 800 {
		all := randomParticipants(random)
		for _, format := range []roster.Format{roster.CSV, roster.TSV, roster.Semicolons, roster.JSON} {
			text := written(t, format, all)
			for _, before := range []string{"", roster.ByteOrderMark} {
				compare(t, all, before+text)
			}
		}
	}
}

// compare reads a text and holds it against the participants that were written.
func compare(t *testing.T, all []acs.ChatParticipant, text string) {
	t.Helper()
	got := read(text)
	want, read := make([]plain, len(all)), make([]plain, len(got.Entries))
	for i, p := range all {
		want[i] = plainly(p)
	}
	for i, e := range got.Entries {
		read[i] = plainly(e.Participant())
		if e.State() != roster.Good {
			t.Fatalf("entry %d is not good: %v\n%s", i, e.Problems, text)
		}
	}
	if diff := cmp.Diff(want, read); diff != "" {
		t.Fatalf("(-want +got):\n%s\n%q", diff, text)
	}
	if len(got.Problems) > 0 || len(got.Comments) > 0 {
		t.Fatalf("problems %v, comments %v\n%s", got.Problems, got.Comments, text)
	}
}

// TestASpreadsheetRunsNothing: whatever the separator that a spreadsheet splits an
// exported file at, no cell begins as a formula.
func TestASpreadsheetRunsNothing(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for range 800 {
		all := randomParticipants(random)
		for _, format := range []roster.Format{roster.CSV, roster.TSV, roster.Semicolons} {
			text := written(t, format, all)
			for _, c := range spreadsheetCells(t, text, format) {
				if runs(c) {
					t.Fatalf("the cell %q of %s runs:\n%s", c, format, text)
				}
			}
			// A program that knows no quotation marks at all.
			for c := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",;\t\r\n", r) }) {
				if runs(c) {
					t.Fatalf("split at every separator, the cell %q of %s runs:\n%s", c, format, text)
				}
			}
		}
	}
}

// spreadsheetCells are the cells of a table as the standard library reads them.
func spreadsheetCells(t *testing.T, text string, format roster.Format) []string {
	t.Helper()
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = map[roster.Format]rune{roster.CSV: ',', roster.TSV: '\t', roster.Semicolons: ';'}[format]
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var cells []string
	for _, row := range rows {
		cells = append(cells, row...)
	}
	return cells
}

// runs says whether a spreadsheet takes a cell for a formula.
func runs(c string) bool {
	c = strings.TrimLeft(c, "\" \u00a0\u200b\ufeff\u2028\u202e\x00")
	for _, start := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", "−"} {
		if strings.HasPrefix(c, start) {
			return true
		}
	}
	return false
}
