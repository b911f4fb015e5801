package acs

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Pager goes through a list page by page. Unlike azcore's, it survives a failed
// page: after an error More is still true, and NextPage asks for the same page
// again. It is not safe for concurrent use.
//
// A list that does not come to an end is left with a *PagingError: at a page that was
// read before, after 10,000 pages, and after more than 1,000 pages in a row without an
// item (the numbers are a choice of ours). A new pager that starts at NextLink counts
// anew.
//
// A nextLink is requested exactly as the service wrote it, since it may hold parts
// that no decoder would restore; only an api-version is added where it has none,
// and a blank, which cannot stand in a URL, is written as %20. One of nothing but
// white space is none, and so is null; one without a path names no page, and is a
// *PagingError, as is one that is no text: it is returned as it came, in one line.
type Pager[T any] struct {
	client *Client
	// first is the request of the first page.
	first  request
	decode func(body []byte) (page T, items int, nextLink string, err error)
	// next is the link to request; empty for the first page.
	next string
	done bool
	// seen are the pages that were answered, by pageKey.
	seen map[string]bool
	// empty counts the pages without items since the last one that had some.
	empty int
}

// The bounds of one pager: choices of ours, far beyond what the service's limits
// let grow. A list that never ends must not keep its reader for ever.
const (
	maxPages      = 10_000
	maxEmptyPages = 1_000
)

// Page is one page of a list.
type Page[I any] struct {
	// Value holds the page's items.
	Value []I
	// NextLink is the URL of the next page; empty on the last one.
	NextLink string
}

// newPager returns a pager that starts at a link, or, where that is empty, with the first
// request.
func newPager[I any](client *Client, first request, link, items string, decode func(item json.RawMessage) I) *Pager[Page[I]] {
	return &Pager[Page[I]]{
		client: client, first: first, next: linkOrNone(link), seen: map[string]bool{},
		decode: func(body []byte) (Page[I], int, string, error) {
			value, next, err := decodePage(body, items, decode)
			return Page[I]{Value: value, NextLink: next}, len(value), next, err
		},
	}
}

// list begins the request of a list's first page. The parameters come in the order of the
// service's own links.
func (c *Client) list(operation Operation, path string, skip, maxPageSize *int32, startTime *time.Time, ids ...pathID) request {
	r := c.request(operation, http.MethodGet, path, ids...)
	var query []string
	if skip != nil {
		query = append(query, "skip", strconv.Itoa(int(*skip)))
	}
	if maxPageSize != nil {
		query = append(query, "maxPageSize", strconv.Itoa(int(*maxPageSize)))
	}
	if startTime != nil {
		text, err := formatTime(*startTime)
		if err != nil {
			r.fail(fmt.Errorf("the start time: %w", err))
		}
		query = append(query, "startTime", text)
	}
	r.addQuery(query...)
	return r
}

// linkOrNone is a nextLink as it came; one of nothing but white space is none.
func linkOrNone(link string) string {
	if strings.TrimSpace(link) == "" {
		return ""
	}
	return link
}

// PagingError says that a nextLink of the service is not followed. More stays
// true: the list did not come to its end.
type PagingError struct {
	// Operation is the operation's name, such as ListChatParticipants.
	Operation Operation
	// NextLink is the link.
	NextLink string
	// Reason is why it is not followed, in words.
	Reason string
}

// Error names the link and the reason.
func (e *PagingError) Error() string {
	return oneLine(fmt.Sprintf("%s: the link to the next page is not followed: %s (%s)", e.Operation, e.Reason, excerpt([]byte(e.NextLink))))
}

// More tells whether there is a page left: before the first page, while the last
// one named another, and after every error.
func (p *Pager[T]) More() bool { return !p.done }

// NextLink returns the link to the page that NextPage asks for; it is empty before
// the first page and after the last. A new pager can be started with it.
func (p *Pager[T]) NextLink() string { return p.next }

// NextPage returns the next page. After an error the next call asks for the same
// page again; where the error is a *PagingError that cannot help, and nothing is
// sent. After the last page it is an error. Other errors: *ResponseError,
// *RequestError, *UnexpectedAnswerError, and plain ones for arguments that cannot be.
func (p *Pager[T]) NextPage(ctx context.Context) (T, error) {
	var none T
	r := p.first
	if p.done {
		return none, fmt.Errorf("%s: there is no further page", r.operation)
	}
	if p.next != "" && r.err == nil {
		link, err := p.resolve(p.next)
		if err != nil {
			return none, err
		}
		r.url = link
	}
	if reason := p.endless(r.url); reason != "" {
		return none, p.refuse(reason)
	}
	answer, err := p.client.send(ctx, r, http.StatusOK)
	if err != nil {
		return none, err
	}
	page, items, next, err := p.decode(answer.body)
	if err != nil {
		return none, answer.unexpected(err.Error())
	}
	p.seen[pageKey(r.url)] = true
	p.empty++
	if items > 0 {
		p.empty = 0
	}
	p.next, p.done = next, next == ""
	return page, nil
}

// endless says why the list would never end with the page at target; empty: it may.
func (p *Pager[T]) endless(target string) string {
	switch {
	case p.seen[pageKey(target)]:
		return "it names a page that was read before, so the list would never end"
	case len(p.seen) >= maxPages:
		return fmt.Sprintf("%d pages were read, and it names yet another one", len(p.seen))
	case p.empty > maxEmptyPages:
		return fmt.Sprintf("the last %d pages held nothing, and it names yet another one", p.empty)
	}
	return ""
}

// resolve checks a nextLink and returns the URL to request.
func (p *Pager[T]) resolve(link string) (string, error) {
	if kind := notText(link); kind != "" {
		return "", p.refuse("it is " + kind + " and no text")
	}
	parsed, err := url.Parse(link)
	if err != nil {
		return "", p.refuse("it is not a URL")
	}
	namesPage := strings.Trim(parsed.Path, "/") != ""
	if !parsed.IsAbs() {
		parsed = p.client.endpoint.ResolveReference(parsed)
		link = parsed.String()
	}
	if parsed.User != nil {
		return "", p.refuse("it holds a user name")
	}
	if target := originOf(parsed); target != p.client.origin {
		return "", p.refuse(fmt.Sprintf("it leads to %s and the token goes to %s only", target, p.client.origin))
	}
	if !namesPage {
		return "", p.refuse("it names no page")
	}
	link, _, _ = strings.Cut(link, "#")
	link = strings.ReplaceAll(link, " ", "%20")
	if hasParameter(parsed.RawQuery, "api-version") {
		return link, nil
	}
	separator := "&"
	if !strings.Contains(link, "?") {
		separator = "?"
	} else if strings.HasSuffix(link, "?") || strings.HasSuffix(link, "&") {
		separator = ""
	}
	return link + separator + "api-version=" + url.QueryEscape(string(p.client.version)), nil
}

func (p *Pager[T]) refuse(reason string) error {
	link := p.next
	if parsed, err := url.Parse(link); err == nil && parsed.User != nil {
		link = parsed.Redacted()
	}
	return &PagingError{Operation: p.first.operation, NextLink: link, Reason: reason}
}

// hasParameter tells whether a raw query has a parameter. The query is not
// decoded as a whole: one odd parameter must not hide the others.
func hasParameter(query, name string) bool {
	for pair := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(pair, "=")
		if unescaped, err := url.QueryUnescape(key); err == nil && strings.EqualFold(unescaped, name) {
			return true
		}
	}
	return false
}

// pageKey is the same for links that differ only in escaping or in the order of
// their parameters, as the first URL and the service's link to it do. What cannot be
// decoded stands as it is: two links that differ in it alone, such as in the opaque
// position of a list of messages, are two pages. So are two that differ in whether a
// slash of the path is escaped, or in a parameter without a name.
func pageKey(link string) string {
	parsed, err := url.Parse(link)
	if err != nil {
		return link
	}
	var pairs []string
	for pair := range strings.SplitSeq(parsed.RawQuery, "&") {
		if pair == "" {
			continue // no parameter, unlike "="
		}
		name, value, _ := strings.Cut(pair, "=")
		decodedName, errName := url.QueryUnescape(name)
		decodedValue, errValue := url.QueryUnescape(value)
		if errName == nil && errValue == nil {
			pair = url.QueryEscape(decodedName) + "=" + url.QueryEscape(decodedValue)
		}
		pairs = append(pairs, pair)
	}
	slices.Sort(pairs)
	segments := strings.Split(parsed.EscapedPath(), "/")
	for i, segment := range segments {
		if decoded, err := url.PathUnescape(segment); err == nil {
			segments[i] = url.PathEscape(decoded)
		}
	}
	return strings.Join(segments, "/") + "?" + strings.Join(pairs, "&")
}
