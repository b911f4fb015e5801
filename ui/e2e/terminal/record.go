package terminal

import "bytes"

// record keeps the end of what was written, at most limit bytes and, once that
// was passed, at least half of it.
type record struct {
	limit   int
	kept    []byte
	dropped int64
}

func (r *record) add(chunk []byte) {
	r.kept = append(r.kept, chunk...)
	if excess := len(r.kept) - r.limit; excess > 0 {
		drop := max(excess, len(r.kept)-r.limit/2)
		r.kept = bytes.Clone(r.kept[drop:])
		r.dropped += int64(drop)
	}
}
