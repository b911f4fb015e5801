package budget

import (
	"slices"
	"time"
)

// Forecast is the time at which the last of n more calls like this one may begin, if
// each is made as early as it stays under the limits; now for none. It counts nothing.
// The calls of others are not seen here, nor how long the service takes, so the work
// never ends earlier and may end later.
func (b *Budget) Forecast(call Call, n int, now time.Time) time.Time {
	var trial Budget
	for w, times := range b.calls {
		if w.operation != call.Operation {
			continue
		}
		if trial.calls == nil {
			trial.calls = map[window][]time.Time{}
		}
		trial.calls[w] = slices.Clone(times)
	}
	last := now
	for range n {
		last = trial.Reserve(call, now)
	}
	return last
}
