package openapi

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// maxFaults bounds the faults that are kept in words; all are counted.
const maxFaults = 200

// Recorder checks exchanges and counts what it saw. It is safe for concurrent use.
type Recorder struct {
	documents *Documents
	sides     Direction
	allowed   []Deviation

	mutex      sync.Mutex
	counts     map[place]*count
	subjects   map[Subject]int
	deviations map[string]int
	links      map[string]bool // nextLinks that answers gave
	followed   int             // of them, those not written as the documents declare
	pending    []pendingFaults
	faults     []string
	faultCount int
}

// place is an operation of a version.
type place struct{ operationID, version string }

// count is how often an operation was seen.
type count struct {
	succeeded int
	refused   int
	partly    int // less was checked of it than the recorder is for
}

// pendingFaults are faults of a request's query that the documents have nothing to
// say about if the URL is an earlier answer's nextLink. That answer may be noted
// after the request that follows it.
type pendingFaults struct {
	url    string
	where  string
	faults []string
}

// NewRecorder makes a recorder that counts exchanges of which these sides were
// checked, and allows the given deviations.
func NewRecorder(documents *Documents, sides Direction, allowed []Deviation) *Recorder {
	return &Recorder{
		documents: documents, sides: sides, allowed: allowed,
		counts: map[place]*count{}, subjects: map[Subject]int{}, deviations: map[string]int{}, links: map[string]bool{},
	}
}

// Record checks an exchange and keeps the result.
func (r *Recorder) Record(ctx context.Context, e Exchange, sides Direction) {
	verdict := r.documents.Check(ctx, e, sides)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.subjects[verdict.Subject]++
	where := fmt.Sprintf("%s %s (%d)", e.Method, e.URL.RequestURI(), e.Status)
	for _, fault := range verdict.Faults {
		r.fault(where, fault)
	}
	for _, name := range verdict.Deviations {
		if !slices.ContainsFunc(r.allowed, func(one Deviation) bool { return one.Name == name }) {
			r.fault(where, "response: a deviation that is not allowed here: "+name)
		}
		r.deviations[name]++
	}
	if verdict.Next != "" {
		r.links[verdict.Next] = true
	}
	if len(verdict.LinkFaults) > 0 {
		r.pending = append(r.pending, pendingFaults{url: e.URL.String(), where: where, faults: verdict.LinkFaults})
	}
	if verdict.Subject == Documented {
		r.count(verdict, sides, e.Status)
	}
}

func (r *Recorder) count(verdict Verdict, sides Direction, status int) {
	at := place{verdict.OperationID, verdict.Version}
	if r.counts[at] == nil {
		r.counts[at] = &count{}
	}
	switch {
	case sides&r.sides != r.sides || status == 0:
		r.counts[at].partly++
	case verdict.Succeeded:
		r.counts[at].succeeded++
	default:
		r.counts[at].refused++
	}
}

// fault keeps a fault. Whoever calls it holds the mutex.
func (r *Recorder) fault(where, what string) {
	r.faultCount++
	if len(r.faults) < maxFaults {
		r.faults = append(r.faults, where+": "+what)
	}
}

// settle decides about the requests that are right only if they follow a link.
func (r *Recorder) settle() {
	for _, one := range r.pending {
		if r.links[one.url] {
			r.followed++
			continue
		}
		for _, fault := range one.faults {
			r.fault(one.where, fault)
		}
	}
	r.pending = nil
}

// Faults are the differences from the documents so far, the first 200 of them. It
// is to be called when no exchange is under way.
func (r *Recorder) Faults() []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.settle()
	return slices.Clone(r.faults)
}

// Missing says what a whole proof lacks: operations of a version that were not
// seen to succeed, and allowed deviations that nothing
// needed.
func (r *Recorder) Missing() []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	var missing []string
	for _, version := range Versions() {
		for _, id := range r.documents.operationIDs(version) {
			if seen := r.counts[place{id, version}]; seen == nil || seen.succeeded == 0 {
				missing = append(missing, fmt.Sprintf("%s was not seen to succeed in %s", id, version))
			}
		}
	}
	for _, one := range r.allowed {
		if r.deviations[one.Name] == 0 {
			missing = append(missing, "the deviation «"+one.Name+"» is allowed and never occurred: take it out, or show it")
		}
	}
	return missing
}

// Table shows how often each operation was seen in each version, what was allowed
// and what was not checked.
func (r *Recorder) Table() string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.settle()
	var out strings.Builder
	fmt.Fprintf(&out, "%-42s", "OpenAPI: succeeded + refused")
	for _, version := range Versions() {
		fmt.Fprintf(&out, "  %18s", version)
	}
	out.WriteString("\n")
	partly := 0
	for _, id := range r.operations() {
		fmt.Fprintf(&out, "%-42s", id)
		for _, version := range Versions() {
			seen := r.counts[place{id, version}]
			if seen == nil {
				seen = &count{}
			}
			partly += seen.partly
			fmt.Fprintf(&out, "  %18s", fmt.Sprintf("%d + %d", seen.succeeded, seen.refused))
		}
		out.WriteString("\n")
	}
	left := leftOut()
	for _, id := range slices.Sorted(maps.Keys(left)) {
		fmt.Fprintf(&out, "%-42s  left out: %s\n", id, left[id])
	}
	out.WriteString("allowed deviations:\n")
	for _, one := range r.allowed {
		fmt.Fprintf(&out, "  %6d  %s (%s)\n", r.deviations[one.Name], one.Name, one.Reason)
	}
	fmt.Fprintf(&out, "also: %d of which less was checked, or that were cut off; %d followed a nextLink with a query of the service's own\n", partly, r.followed)
	fmt.Fprintf(&out, "not checked: %d of api-versions without a document here, %d of the Identity API, %d control requests, %d of versions or paths in no document\n",
		r.subjects[NoDocument], r.subjects[OtherAPI], r.subjects[Control], r.subjects[Undocumented])
	fmt.Fprintf(&out, "faults: %d\n", r.faultCount)
	return out.String()
}

// operations are those of all versions, each once.
func (r *Recorder) operations() []string {
	var ids []string
	for _, version := range Versions() {
		ids = append(ids, r.documents.operationIDs(version)...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
