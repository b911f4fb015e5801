package openapi

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
)

// Handler passes requests on to next and records each exchange as it went over the
// wire. What next does to the connection stays as it is: an answer that next cuts
// off (by a panic with http.ErrAbortHandler) is cut off, and recorded without one.
func (r *Recorder) Handler(next http.Handler, sides Direction) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		sent := &keptBody{ReadCloser: request.Body}
		header := request.Header.Clone()
		passed := request.WithContext(request.Context()) // the server keeps the original's body
		passed.Body = sent
		answer := &keptAnswer{ResponseWriter: w}
		whole := false
		defer func() {
			exchange := Exchange{Method: request.Method, URL: requestURL(request), Request: Message{header, sent.kept.Bytes()}}
			if whole {
				exchange.Status, exchange.Response = answer.result()
			}
			r.Record(exchange, sides)
		}()
		next.ServeHTTP(answer, passed)
		whole = true
	})
}

// requestURL is the URL that a client asked for.
func requestURL(r *http.Request) *url.URL {
	asked := *r.URL
	asked.Scheme, asked.Host = "http", r.Host
	if r.TLS != nil {
		asked.Scheme = "https"
	}
	return &asked
}

// keptBody keeps what is read from a body.
type keptBody struct {
	io.ReadCloser
	kept bytes.Buffer
}

// Read reads from the body.
func (b *keptBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.kept.Write(p[:n])
	return n, err //nolint:wrapcheck // io.EOF must stay what it is
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
	return n, err //nolint:wrapcheck // the writer's own
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
