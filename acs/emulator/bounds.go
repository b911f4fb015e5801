package emulator

import (
	"errors"
	"io"
	"net/http"
	"os"
	"slices"
	"time"
)

// How long a client may keep the emulator waiting. They go by the machine's time,
// not by Options.Clock: it is the connection that they bound.
const (
	// headerTimeout bounds the time that a request's headers take, and the TLS
	// handshake.
	headerTimeout = 10 * time.Second
	// bodyTimeout bounds the time that a request's body takes, and stallTimeout the
	// time that a client reads nothing of its answer. They are those of
	// Options.
	bodyTimeout  = 10 * time.Second
	stallTimeout = 30 * time.Second
	// idleTimeout bounds the time between two requests on a connection.
	idleTimeout = 2 * time.Minute
	// closeTimeout bounds the time that closing waits for the requests under way.
	closeTimeout = 2 * time.Second
)

const (
	// maxHeaderBytes bounds a request's headers.
	maxHeaderBytes = 64 << 10
	// writePiece is how much of an answer a client has to read within stallTimeout.
	writePiece = 64 << 10
)

// bounds are the times that a client has.
type bounds struct{ body, stall time.Duration }

// patience bounds how long one exchange waits for its client. A writer that is not a
// server's own cannot be bounded, and need not: nothing of it waits for a client.
type patience struct {
	bounds
	controller *http.ResponseController
}

func (s *Service) patience(w http.ResponseWriter) patience {
	return patience{s.options.bounds, http.NewResponseController(w)}
}

// begin lifts the bound that the exchange before has left on the connection.
func (p patience) begin(r *http.Request) {
	_ = p.controller.SetWriteDeadline(time.Time{})
	if r.Body != http.NoBody {
		_ = p.controller.SetReadDeadline(time.Now().Add(p.body))
	}
}

// read reads a request's body, whose bound in size is one byte more than what is
// accepted. The bound in time stays where the body was not read to its end, since
// the server reads on in it before it answers.
func (p patience) read(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBodyBytes+1))
	if err == nil && len(body) <= maxBodyBytes && r.Body != http.NoBody {
		_ = p.controller.SetReadDeadline(time.Time{})
	}
	return body, err
}

// isGone says whether a request's body ended because its client went away. The end
// of its time ends the request's context, too.
func isGone(r *http.Request, err error) bool {
	return r.Context().Err() != nil && !errors.Is(err, os.ErrDeadlineExceeded)
}

// bodyFailure refuses a request whose body did not come whole.
func bodyFailure(err error) *failure {
	refusal := badRequest("The request body broke off.")
	if errors.Is(err, os.ErrDeadlineExceeded) {
		refusal = &failure{status: http.StatusRequestTimeout, code: "RequestTimeout", message: "The request body did not come in time."}
	}
	refusal.header = http.Header{"Connection": {"close"}} // what is left of the body cannot be told from a request
	return refusal
}

// write sends a part of an answer, or says that its client does not read it.
func (p patience) write(w io.Writer, data []byte) error {
	for piece := range slices.Chunk(data, writePiece) {
		p.writing()
		if _, err := w.Write(piece); err != nil {
			return err
		}
	}
	return nil
}

// writing bounds what is written next.
func (p patience) writing() {
	_ = p.controller.SetWriteDeadline(time.Now().Add(p.stall))
}

// waiting lifts the bound while nothing is written.
func (p patience) waiting() {
	_ = p.controller.SetWriteDeadline(time.Time{})
}

// flush sends what was written.
func (p patience) flush() { _ = p.controller.Flush() }
