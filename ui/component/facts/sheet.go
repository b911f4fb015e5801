package facts

import (
	"maps"
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
)

// Sheet is a thread as the service told it last, beside what the user saw of it.
type Sheet struct {
	// thread is the newest, base what the user saw last.
	thread, base *acs.ChatThreadProperties
	asOf         time.Time
	version      acs.APIVersion
	// ahead is, by a fact's key, where the user saw a later state of it than base's.
	ahead map[string]*acs.ChatThreadProperties
	// seen are the keys of the marked facts that were in view when the user pressed a key.
	seen map[string]bool
	// added, changed and gone count what is marked.
	added, changed, gone int
	// names are the sorted keys of the thread's metadata, and lost those of before that it
	// has no more.
	names, lost []string
	// rows are the lines that the metadata has.
	rows []row
}

// row is a line of a key of the metadata: what the service says of it, with what has
// become of it, or what it said before.
type row struct {
	name   string
	change screen.Change
	was    bool
}

// NewSheet begins with a thread of which nothing is marked. asOf is when it was asked
// for; the version says what the service tells.
func NewSheet(thread *acs.ChatThreadProperties, version acs.APIVersion, asOf time.Time) *Sheet {
	s := &Sheet{thread: thread, base: thread, version: version, asOf: asOf}
	s.compare()
	return s
}

// Look takes the thread as a look found it: what differs from what the user saw is
// marked from now on.
func (s *Sheet) Look(thread *acs.ChatThreadProperties, asOf time.Time) {
	s.keepSeen()
	s.thread, s.asOf, s.names = thread, asOf, nil
	s.compare()
}

// Settle takes the marks away that the user has seen.
func (s *Sheet) Settle() {
	if len(s.seen) == 0 {
		return
	}
	s.keepSeen()
	s.compare()
}

func (s *Sheet) keepSeen() {
	if s.ahead == nil {
		s.ahead = map[string]*acs.ChatThreadProperties{}
	}
	for key := range s.seen {
		s.ahead[key] = s.thread
	}
	s.seen = nil
}

// Thread is the thread as the service told it last.
func (s *Sheet) Thread() *acs.ChatThreadProperties { return s.thread }

// AsOf is when it was asked for.
func (s *Sheet) AsOf() time.Time { return s.asOf }

// Clear takes the marks away.
func (s *Sheet) Clear() {
	s.base, s.ahead, s.seen = s.thread, nil, nil
	s.compare()
}

// Changes counts the facts by what has become of them.
func (s *Sheet) Changes() (added, changed, gone int) { return s.added, s.changed, s.gone }

// Changed says that something is marked.
func (s *Sheet) Changed() bool { return s.added+s.changed+s.gone > 0 }

// before are the facts as the user saw them last, but for the keys of the metadata.
func (s *Sheet) before(now time.Time) []fact {
	facts := slices.DeleteFunc(describe(s.base, s.version, now), func(f fact) bool { return s.ahead[f.key] != nil })
	described := map[*acs.ChatThreadProperties][]fact{}
	for _, key := range slices.Sorted(maps.Keys(s.ahead)) {
		if isMetadata(key) {
			continue
		}
		thread := s.ahead[key]
		if described[thread] == nil {
			described[thread] = describe(thread, s.version, now)
		}
		if at := slices.IndexFunc(described[thread], func(f fact) bool { return f.key == key }); at >= 0 {
			facts = append(facts, described[thread][at])
		}
	}
	return facts
}

// metadataKey begins the key of a fact that is a key of the metadata.
const metadataKey = "metadata "

func isMetadata(key string) bool { return strings.HasPrefix(key, metadataKey) }

// metadataBefore is what the user saw of a key of the metadata.
func (s *Sheet) metadataBefore(name string) (value string, had bool) {
	saw := s.base
	if len(s.ahead) > 0 {
		if later := s.ahead[metadataKey+name]; later != nil {
			saw = later
		}
	}
	value, had = saw.Metadata[name]
	return value, had
}

// compare finds out what has become of each fact.
func (s *Sheet) compare() {
	s.added, s.changed, s.gone = 0, 0, 0
	s.compareMetadata()
	if s.base == s.thread {
		return
	}
	// Ages are no facts: both are described at one time.
	was, is := keyed(s.before(s.asOf)), keyed(describe(s.thread, s.version, s.asOf))
	for key, f := range is {
		old, known := was[key]
		switch {
		case !known:
			s.added++
		case f != old:
			s.changed++
		}
	}
	for key := range was {
		if _, known := is[key]; !known {
			s.gone++
		}
	}
}

// compareMetadata arranges the lines of the metadata.
func (s *Sheet) compareMetadata() {
	s.rows, s.lost = nil, nil
	if !s.version.SupportsThreadMetadata() {
		return
	}
	if s.names == nil {
		s.names = make([]string, 0, len(s.thread.Metadata))
		s.names = slices.AppendSeq(s.names, maps.Keys(s.thread.Metadata))
		slices.Sort(s.names)
	}
	s.rows = make([]row, 0, len(s.names))
	for _, name := range s.names {
		if s.base == s.thread {
			s.rows = append(s.rows, row{name: name})
			continue
		}
		switch old, known := s.metadataBefore(name); {
		case !known:
			s.added++
			s.rows = append(s.rows, row{name: name, change: screen.New})
		case old != s.thread.Metadata[name]:
			s.changed++
			s.rows = append(s.rows, row{name: name, change: screen.Changed}, row{name: name, was: true})
		default:
			s.rows = append(s.rows, row{name: name})
		}
	}
	if s.base != s.thread {
		s.findLost()
	}
}

// findLost finds the keys of the metadata that the user saw and that are there no more.
func (s *Sheet) findLost() {
	lose := func(name string) {
		_, has := s.thread.Metadata[name]
		if _, had := s.metadataBefore(name); had && !has {
			s.lost = append(s.lost, name)
		}
	}
	for name := range s.base.Metadata {
		lose(name)
	}
	for key := range s.ahead {
		if isMetadata(key) {
			lose(key[len(metadataKey):])
		}
	}
	slices.Sort(s.lost)
	s.lost = slices.Compact(s.lost)
	s.gone += len(s.lost)
}

// keyed are the texts of facts by their keys.
func keyed(facts []fact) map[string]string {
	texts := map[string]string{}
	for _, f := range facts {
		if f.key == "" {
			continue
		}
		for _, line := range f.lines {
			texts[f.key] += line.Text + "\n"
		}
	}
	return texts
}
