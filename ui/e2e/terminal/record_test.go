package terminal

import (
	"strings"
	"testing"
)

func TestRecordKeepsTheEnd(t *testing.T) {
	t.Parallel()
	for _, chunk := range []int{1, 3, 7, 100} {
		r := record{limit: 10}
		var all strings.Builder
		for i := range 40 {
			text := strings.Repeat(string(rune('a'+i%26)), chunk)
			all.WriteString(text)
			r.add([]byte(text))
			if len(r.kept) > r.limit || r.dropped+int64(len(r.kept)) != int64(all.Len()) || !strings.HasSuffix(all.String(), string(r.kept)) {
				t.Fatalf("after %d bytes: kept %q, dropped %d", all.Len(), r.kept, r.dropped)
			}
			if r.dropped > 0 && len(r.kept) < r.limit/2 {
				t.Fatalf("kept only %d bytes", len(r.kept))
			}
		}
	}
}
