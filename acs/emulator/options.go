package emulator

import (
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// Seed names the data a service starts with.
type Seed string

const (
	// SeedDemo is a company's chat: see [Options.Participants] for its big thread.
	SeedDemo Seed = "demo"
	// SeedEmpty is no thread at all.
	SeedEmpty Seed = "empty"
)

// Envelope names the form of error bodies.
type Envelope string

const (
	// EnvelopeService is what the live service sends (recorded):
	// {"CommunicationError":{"Code","Message","Details":[]}}, indented, with
	// Message left out in places, and an empty body for 401.
	EnvelopeService Envelope = "service"
	// EnvelopeDocumented is what the OpenAPI documents declare:
	// {"error":{"code","message"}}.
	EnvelopeDocumented Envelope = "documented"
)

// Options are the settings of a [Service]. The zero value is usable.
type Options struct {
	// Clock gives the time; nil is time.Now. All seed data is relative to it.
	Clock func() time.Time
	// Random gives the random part of thread ids; nil is crypto/rand. The seed
	// takes nothing from it, so the same source gives the same ids again.
	Random io.Reader
	// Seed is the data to start with; empty is [SeedDemo].
	Seed Seed
	// Participants is the size of the big demo thread; 0 is 250. It may exceed the
	// 250 the service allows; such a thread takes no further participants.
	Participants int
	// Envelope is the form of error bodies; empty is [EnvelopeService].
	Envelope Envelope
	// Limits turns the documented throttling on.
	Limits bool
	// Latency delays every request before anything is done.
	Latency time.Duration
	// Hosts are the names or addresses, without a port, that a request's Host may have
	// besides localhost and the loopback addresses; [Start] adds that of its address.
	// A request for another host is refused, so that no web page reaches the service by
	// a name of the page's own.
	Hosts []string
	// Origins are those whose pages may use the service beside the ones of this machine, as
	// in "https://chat.example.com".
	Origins []string
	// Version is the version of the program, the value of the header [Header];
	// empty is "dev".
	Version string
	// bounds are the times that a client has; zero is the usual ones.
	bounds bounds
	// Log gets one line a request, without headers and bodies; nil is silence.
	Log *slog.Logger
}

// withDefaults fills what is not set.
func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Seed == "" {
		o.Seed = SeedDemo
	}
	if o.Participants <= 0 {
		o.Participants = defaultBigThread
	}
	if o.Envelope == "" {
		o.Envelope = EnvelopeService
	}
	if o.Version == "" {
		o.Version = "dev"
	}
	if o.bounds == (bounds{}) {
		o.bounds = bounds{bodyTimeout, stallTimeout}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// validate says what is wrong with the settings.
func (o Options) validate() error {
	switch o.Seed {
	case "", SeedDemo, SeedEmpty:
	default:
		return fmt.Errorf("seed %q is neither demo nor empty", o.Seed)
	}
	switch o.Envelope {
	case "", EnvelopeService, EnvelopeDocumented:
	default:
		return fmt.Errorf("errors %q is neither service nor documented", o.Envelope)
	}
	if o.Participants < 0 {
		return fmt.Errorf("participants %d is negative", o.Participants)
	}
	if o.Latency < 0 {
		return fmt.Errorf("latency %s is negative", o.Latency)
	}
	return checkOrigins(o.Origins)
}
