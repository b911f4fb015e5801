package openapi

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
)

// Handler passes requests on to next and records each exchange as it went over the
// wire. It reads a request whole before that. What next does to the connection
// stays as it is: an answer that next cuts off (by a panic with
// http.ErrAbortHandler) is cut off, and recorded without one.
func (r *Recorder) Handler(next http.Handler, sides Direction) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		sent := Message{Header: request.Header.Clone()}
		passed := request.WithContext(request.Context()) // the server keeps the original's body
		sent.Body, passed.Body = readWhole(request.Body)
		answer := &keptAnswer{ResponseWriter: w}
		whole := false
		defer func(ctx context.Context) {
			exchange := Exchange{Method: request.Method, URL: requestURL(request), Request: sent}
			if whole {
				exchange.Status, exchange.Response = answer.result()
			}
			r.Record(ctx, exchange, sides)
		}(request.Context())
		next.ServeHTTP(answer, passed)
		whole = true
	})
}

// readWhole reads a body, and gives another one to read the same from: the error
// included, where reading failed.
func readWhole(body io.ReadCloser) ([]byte, io.ReadCloser) {
	data, err := io.ReadAll(body)
	switch {
	case err != nil:
		return data, io.NopCloser(io.MultiReader(bytes.NewReader(data), failing{err}))
	case len(data) == 0:
		return nil, http.NoBody
	}
	return data, io.NopCloser(bytes.NewReader(data))
}

// failing is a reader that fails.
type failing struct{ err error }

// Read fails.
func (f failing) Read([]byte) (int, error) { return 0, f.err }

// requestURL is the URL that a client asked for.
func requestURL(r *http.Request) *url.URL {
	asked := *r.URL
	asked.Scheme, asked.Host = "http", r.Host
	if r.TLS != nil {
		asked.Scheme = "https"
	}
	return &asked
}

// keptAnswer keeps what is written to it.
type keptAnswer struct {
	http.ResponseWriter
	status int
	header http.Header
	body   bytes.Buffer
}

// WriteHeader notes the status and the headers.
func (a *keptAnswer) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status, a.header = status, a.Header().Clone()
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write notes a part of the body.
func (a *keptAnswer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.WriteHeader(http.StatusOK)
	}
	n, err := a.ResponseWriter.Write(p)
	a.body.Write(p[:n])
	return n, err
}

// Unwrap gives http.ResponseController the server's own writer.
func (a *keptAnswer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// result is the answer as a whole.
func (a *keptAnswer) result() (int, Message) {
	if a.status == 0 {
		return http.StatusOK, Message{a.Header().Clone(), nil}
	}
	return a.status, Message{a.header, a.body.Bytes()}
}
