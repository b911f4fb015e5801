package emulator

import "testing"

// BenchmarkNew is what the built-in emulator adds to the program's start: the
// demo data's threads and members, without a single message.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(Options{})
	}
}

// BenchmarkFirstMessages is what the first list of the big thread's messages
// waits for.
func BenchmarkFirstMessages(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		var big *thread
		for _, one := range New(Options{}).store.threads {
			if one.topic == "Operations all hands" {
				big = one
			}
		}
		b.StartTimer()
		big.said()
	}
}
