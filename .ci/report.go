// Command report reads the events of go test -json from standard input, prints
// what go test would have printed, and fails where a test was skipped: a skipped
// test looks like one that passed. Whether the tests themselves passed is go
// test's exit code to say.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// event is one line of test2json's output, as far as it is needed here.
type event struct {
	Action  string
	Package string
	Test    string
	Output  string
}

type test struct{ pack, name string }

// report is what the events said so far.
type report struct {
	output  map[test][]string // of the tests that have no verdict yet
	skipped []test
	passed  int
}

func main() {
	r := report{output: map[test][]string{}}
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			r.take(line)
		}
		if err != nil {
			break
		}
	}
	// What ended without a verdict was cut off by a panic or a time-out.
	for t := range r.output {
		r.print(t)
	}
	fmt.Printf("%d tests passed, %d were skipped\n", r.passed, len(r.skipped))
	for _, t := range r.skipped {
		fmt.Printf("skipped, which is a failure here: %s in %s\n", t.name, t.pack)
	}
	if len(r.skipped) > 0 || r.passed == 0 {
		os.Exit(1)
	}
}

func (r *report) take(line []byte) {
	var e event
	if json.Unmarshal(line, &e) != nil {
		fmt.Print(string(line)) // Not an event: what the go command itself had to say.
		return
	}
	t := test{e.Package, e.Test}
	switch {
	case e.Action == "build-output", e.Action == "output" && e.Test == "" && e.Output != "PASS\n":
		fmt.Print(e.Output)
	case e.Test == "":
	case e.Action == "output":
		r.output[t] = append(r.output[t], e.Output)
	case e.Action == "pass":
		r.passed++
		delete(r.output, t)
	case e.Action == "skip":
		r.skipped = append(r.skipped, t)
		r.print(t)
	case e.Action == "fail":
		r.print(t)
	}
}

// print shows what a test wrote, without the marks of its progress.
func (r *report) print(t test) {
	for _, text := range r.output[t] {
		if !strings.HasPrefix(text, "=== ") {
			fmt.Print(text)
		}
	}
	delete(r.output, t)
}
