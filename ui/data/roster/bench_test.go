package roster_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/roster"
)

func benchmarkRead(b *testing.B, header, row string) {
	b.Helper()
	var text strings.Builder
	text.WriteString(header)
	for n := range 5000 {
		text.WriteString(strings.ReplaceAll(row, "ID", id(n)) + "\n")
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if c := read(text.String()).Counts(); c.Good != 5000 {
			b.Fatal(c)
		}
	}
}

func BenchmarkReadTable5000(b *testing.B) {
	benchmarkRead(b, "id,name,history,metadata.desk\n", `ID,"Doe, Jane",2026-11-22T07:08:09Z,a1`)
}

func BenchmarkReadList5000(b *testing.B) { benchmarkRead(b, "", "ID,Jane Doe,2026-11-22 07:08") }

func BenchmarkReadIdentifiers5000(b *testing.B) { benchmarkRead(b, "", "ID") }

func BenchmarkReadJSON5000(b *testing.B) {
	benchmarkRead(b, "", `{"rawId":"ID","displayName":"Jane","metadata":{"desk":"a1"}}`)
}

// BenchmarkReadQuotes is a MiB of what makes a reader look far ahead.
func BenchmarkReadQuotes(b *testing.B) {
	for _, line := range []string{"8:a,\"\n", "\"\"\"\n", "a,\"b\"\"\n", "\"x\n", ";;;\",\"\"\n"} {
		text := "id,name\n" + strings.Repeat(line, roster.MaxBytes/len(line))
		b.Run(fmt.Sprintf("%q", line), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if len(read(text).Entries) == 0 {
					b.Fatal("nothing")
				}
			}
		})
	}
}

func BenchmarkWrite5000(b *testing.B) {
	all := make([]acs.ChatParticipant, 5000)
	for n := range all {
		all[n] = acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(id(n)), DisplayName: new("Doe, Jane"), Metadata: map[string]string{"desk": "a1"}}
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := roster.Write(io.Discard, roster.CSV, all); err != nil {
			b.Fatal(err)
		}
	}
}
