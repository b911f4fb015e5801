package emulator

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Header is on every response of the emulator, control endpoints included; its
// value is the version of the program. A user interface shows by it that the
// data is not the live service's.
const Header = "x-acs-emulator"

// response is an answer before it goes out. Operations make it whole, so that a
// fault can drop, cut or replace it.
type response struct {
	status      int
	header      http.Header
	contentType string
	chunked     bool // without Content-Length, as recorded for errors
	body        []byte
}

// success is a response with a JSON body: compact, with its length (recorded).
func success(status int, value any) response {
	return response{status: status, header: http.Header{}, contentType: "application/json; charset=utf-8", body: encode(value, "")}
}

// empty is a 204: neither content type nor length (recorded).
func empty() response {
	return response{status: http.StatusNoContent}
}

// write sends an answer, as a fault may want it.
func (s *Service) write(ctx context.Context, w http.ResponseWriter, answer response, fault *Fault) {
	header := w.Header()
	maps.Copy(header, answer.header)
	if answer.contentType != "" {
		header.Set("Content-Type", answer.contentType)
	}
	if !answer.chunked && len(answer.body) > 0 {
		header.Set("Content-Length", strconv.Itoa(len(answer.body)))
	}
	if fault.is(faultSlowBody) && len(answer.body) == 0 && !pause(ctx, fault.latency()) {
		panic(http.ErrAbortHandler)
	}
	patience := s.patience(w)
	patience.writing()
	w.WriteHeader(answer.status)
	if len(answer.body) == 0 {
		return
	}
	switch {
	case fault.is(faultTruncate):
		// The error of a write says that the client is gone, which is as well.
		_ = patience.write(w, answer.body[:len(answer.body)/2])
		patience.flush()
		panic(http.ErrAbortHandler)
	case fault.is(faultSlowBody):
		patience.flush()
		writeSlowly(ctx, w, patience, answer.body, fault.latency())
	default:
		if answer.chunked {
			patience.flush()
		}
		_ = patience.write(w, answer.body)
	}
}

// portion is a part of a slow body: what is waited before it, and its size.
type portion struct {
	wait time.Duration
	size int
}

// portions takes a body apart, which must have bytes, into at most 20 portions that
// take the time all together.
func portions(length int, total time.Duration) []portion {
	const most = 20
	count := min(most, length)
	list := make([]portion, count)
	for i := range list {
		list[i] = portion{wait: total / time.Duration(count), size: length*(i+1)/count - length*i/count}
	}
	list[count-1].wait += total % time.Duration(count)
	return list
}

// writeSlowly sends a body in portions over a time, until the client goes away.
func writeSlowly(ctx context.Context, w http.ResponseWriter, patience patience, body []byte, total time.Duration) {
	for _, next := range portions(len(body), total) {
		patience.waiting()
		if !pause(ctx, next.wait) {
			panic(http.ErrAbortHandler)
		}
		if err := patience.write(w, body[:next.size]); err != nil {
			return
		}
		body = body[next.size:]
		patience.flush()
	}
}

// errClosing is why a request's context ends when its server closes: the request
// goes on, without further delay.
var errClosing = errors.New("the emulator closes")

// pause waits, and says whether somebody still waits for the answer.
func pause(ctx context.Context, wait time.Duration) bool {
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
	}
	return ctx.Err() == nil || errors.Is(context.Cause(ctx), errClosing)
}

// serviceHeaders are the headers recorded on the answers of the service.
func (s *Service) serviceHeaders(header http.Header, r *http.Request, of api, started time.Time, status int) {
	now := s.options.Clock()
	header.Set("Date", now.UTC().Format(http.TimeFormat))
	header.Set("Api-Supported-Versions", of.supportedVersions())
	header.Set("X-Cache", "CONFIG_NOCACHE")
	header.Set("X-Processing-Time", strconv.FormatInt(max(0, now.Sub(started).Milliseconds()), 10)+"ms")
	if r.TLS == nil {
		header.Set("Strict-Transport-Security", "max-age=31536000;includeSubDomains")
	}
	number := s.answered.Add(1)
	mark := sha256.Sum256(fmt.Appendf(nil, "%d/%d", s.born.UnixNano(), number))
	header.Set("Ms-Cv", base64.RawStdEncoding.EncodeToString(mark[:16])+".0")
	header.Set("X-Azure-Ref", now.UTC().Format("20060102T150405Z-")+hex.EncodeToString(mark[16:]))
	if status == http.StatusOK {
		header.Set("Accept-Ranges", "bytes")
	}
	echo := status >= http.StatusBadRequest || strings.EqualFold(r.Header.Get("X-Ms-Return-Client-Request-Id"), "true")
	if of == apiIdentity {
		header.Set("Request-Context", "appId=")
		echo = true
	} else {
		header.Set("Access-Control-Expose-Headers", "*")
	}
	if id := r.Header.Get("X-Ms-Client-Request-Id"); id != "" && echo {
		header.Set("X-Ms-Client-Request-Id", id)
	}
}
