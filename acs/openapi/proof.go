package openapi

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// Proof is a recorder for the tests of a package, begun and judged in TestMain.
// Without the documents it lets everything pass and says that it did.
type Proof struct {
	recorder *Recorder // nil without the documents
	failed   error     // why they cannot be read
	name     string
}

// NewProof begins the proof of a client and a service. The name is what it is
// called in the output.
func NewProof(name string) *Proof {
	return newProof(name, Both, Deviations())
}

// NewResponseProof begins the proof of a service alone: its tests send what no
// client does, so only the answers are checked.
func NewResponseProof(name string) *Proof {
	return newProof(name, Responses, append(Deviations(), emulatorDeviation()))
}

func newProof(name string, sides Direction, allowed []Deviation) *Proof {
	p := &Proof{name: name}
	folder := os.Getenv(FolderVariable)
	if folder == "" {
		return p
	}
	documents, err := Load(folder)
	if err != nil {
		p.failed = err
		return p
	}
	p.recorder = NewRecorder(documents, sides, allowed)
	return p
}

// Handler records the exchanges with a service; see [Recorder.Handler].
func (p *Proof) Handler(next http.Handler, sides Direction) http.Handler {
	if p.recorder == nil {
		return next
	}
	return p.recorder.Handler(next, sides)
}

// Finish prints the result and gives the exit code of the test program, which is
// code unless that is 0 and the proof failed. Faults fail it always; what is
// missing, where all tests of the package ran.
func (p *Proof) Finish(out io.Writer, code int) int {
	switch {
	case p.failed != nil:
		_, _ = fmt.Fprintf(out, "%s: %v\n", p.name, p.failed)
		return max(code, 1)
	case p.recorder == nil:
		_, _ = fmt.Fprintf(out, "%s: left out, as %s does not name the folder of the OpenAPI documents\n", p.name, FolderVariable)
		return code
	}
	all := !selected("test.run", "test.skip", "test.list", "test.fuzz")
	if !p.recorder.report(out, p.name, all) {
		return max(code, 1)
	}
	return code
}

// selected says whether one of the flags of a test program is set.
func selected(names ...string) bool {
	for _, name := range names {
		if found := flag.Lookup(name); found != nil && found.Value.String() != "" {
			return true
		}
	}
	return false
}

// Report prints the table and all that is wrong, and says whether nothing is.
func (r *Recorder) Report(out io.Writer, name string) bool {
	return r.report(out, name, true)
}

func (r *Recorder) report(out io.Writer, name string, whole bool) bool {
	faults, missing := r.Faults(), []string{}
	var text strings.Builder
	fmt.Fprintf(&text, "\n%s\n%s", name, r.Table())
	for _, fault := range faults {
		fmt.Fprintln(&text, "FAULT", fault)
	}
	if whole {
		missing = r.Missing()
	} else {
		fmt.Fprintln(&text, "what is missing does not count: not all tests ran")
	}
	for _, one := range missing {
		fmt.Fprintln(&text, "MISSING", one)
	}
	_, err := io.WriteString(out, text.String())
	return err == nil && len(faults)+len(missing) == 0
}
