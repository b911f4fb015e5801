package acs

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// MismatchError says that the service agreed, and answered with something else than was
// asked for: another thread, a token of another user. What came instead is not given, so
// that nobody acts on it by mistake. That what was asked for was carried out as well is
// not known; the same request again may well be answered in the same way.
type MismatchError struct {
	// Operation is the operation's name, such as CreateChatThread.
	Operation Operation
	// StatusCode is the HTTP status.
	StatusCode int
	// Differences say in words how what came differs from what was asked for, such as
	// "it was deleted on 2025-02-01T00:00:00Z".
	Differences []string
	// CorrelationVector is the header ms-cv; empty where the answer is not the chat
	// service's.
	CorrelationVector string
	// RawResponse is the answer; its body can be read with runtime.Payload.
	RawResponse *http.Response `json:"-"`
}

// Error says on one line what came instead.
func (e *MismatchError) Error() string {
	return oneLine(fmt.Sprintf("%s: the service answered %d %s with something else than was asked for: %s",
		e.Operation, e.StatusCode, http.StatusText(e.StatusCode), strings.Join(e.Differences, "; ")))
}

// mismatch makes an error of an answer that differs from what was asked for.
func (r *reply) mismatch(differences ...string) *MismatchError {
	return &MismatchError{
		Operation:         r.operation,
		StatusCode:        r.resp.StatusCode,
		Differences:       differences,
		CorrelationVector: r.resp.Header.Get("Ms-Cv"),
		RawResponse:       r.resp,
	}
}

// otherID says that something came under another id than it was asked for by.
func otherID(what, answered, asked string) string {
	return fmt.Sprintf("it is the %s %s, and %s was asked for", what, answered, asked)
}

// createAsked is what an answer to CreateChatThread is judged by.
type createAsked struct {
	topic   string
	options *CreateChatThreadOptions
	// since is when the first attempt was made, and now when the answer came, by the
	// client's clock.
	since, now time.Time
	// userID is whom the access token names; empty where it does not say.
	userID string
}

// How much older than the first request for it a new thread may seem: what clocks of one
// service differ by, and, where the answer does not say what time it is there, what the
// client's may be wrong by. Choices of ours.
const (
	serviceClockSlack = 5 * time.Minute
	clientClockSlack  = 24 * time.Hour
)

// judgeCreated compares the thread that came with the one that was asked for. others are
// the differences of which each one says that it is another thread; slips those of a
// thread that was made now.
func judgeCreated(thread ChatThreadProperties, asked createAsked, header http.Header) (others, slips []string) {
	if thread.DeletedOn != nil {
		others = append(others, "it was deleted on "+thread.DeletedOn.Format(time.RFC3339))
	}
	if when := thread.CreatedOn; when != nil {
		now, slack := asked.now, clientClockSlack
		if there, err := http.ParseTime(header.Get("Date")); err == nil {
			now, slack = there, serviceClockSlack
		}
		// By the wall clock: the other one stands still while a computer sleeps.
		elapsed := max(0, asked.now.Round(0).Sub(asked.since.Round(0)))
		switch {
		case when.Before(now.Add(-elapsed - slack)):
			others = append(others, fmt.Sprintf("it was created on %s, before it was asked for", when.Format(time.RFC3339)))
		case when.After(now.Add(slack)):
			slips = append(slips, fmt.Sprintf("it says that it was created on %s, which is still to come", when.Format(time.RFC3339)))
		}
	}
	creator, isUser := thread.CreatedBy.(CommunicationUserIdentifier)
	if asked.userID != "" && isUser && creator.RawID() != "" && !strings.EqualFold(creator.RawID(), asked.userID) {
		others = append(others, fmt.Sprintf("it was created by %s, and not by %s", creator.RawID(), asked.userID))
	}
	return others, append(slips, slipsOf(thread, asked)...)
}

// slipsOf compares what a thread says of itself with what was asked for; what of it cannot
// be read is not held against it.
func slipsOf(thread ChatThreadProperties, asked createAsked) (slips []string) {
	if thread.Topic != asked.topic && !thread.Odd.Hides("topic") {
		slips = append(slips, fmt.Sprintf("its topic is “%s”, and not “%s”", thread.Topic, asked.topic))
	}
	if wanted := asked.options.Metadata; !maps.Equal(thread.Metadata, wanted) && !thread.Odd.Hides("metadata") {
		slips = append(slips, fmt.Sprintf("its metadata is %s, and not %s", metadataWords(thread.Metadata), metadataWords(wanted)))
	}
	if wanted := asked.options.RetentionPolicy; wanted != nil && retentionWords(thread.RetentionPolicy) != retentionWords(wanted) && !thread.Odd.Hides("retentionPolicy") {
		slips = append(slips, fmt.Sprintf("its retention is %s, and not %s", retentionWords(thread.RetentionPolicy), retentionWords(wanted)))
	}
	return slips
}

// userOf is the user whom a token names; empty where it does not say.
func userOf(accessToken string) string {
	claims, err := ParseToken(accessToken)
	if err != nil {
		return ""
	}
	return claims.UserID
}

func metadataWords(values map[string]string) string {
	if len(values) == 0 {
		return "empty"
	}
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		pairs = append(pairs, name+"="+values[name])
	}
	return excerpt([]byte(strings.Join(pairs, ", ")))
}

func retentionWords(policy *ChatRetentionPolicy) string {
	switch {
	case policy == nil || policy.Kind == ChatRetentionPolicyKindNone:
		return "none"
	case policy.DeleteThreadAfterDays == nil:
		return string(policy.Kind)
	}
	return fmt.Sprintf("%s of %d days", policy.Kind, *policy.DeleteThreadAfterDays)
}

// judgeToken says why a token is not the one that was asked for; nil where it is. A
// token's form is no contract: what it does not say is not held against it.
func judgeToken(token AccessToken, userID string, scopes []TokenScope, header http.Header, now time.Time) []string {
	var differences []string
	if there, err := http.ParseTime(header.Get("Date")); err == nil {
		now = there
	}
	claims, err := ParseToken(token.Token())
	if err != nil {
		claims = TokenClaims{}
	}
	if ends := endOf(token); !ends.After(now) {
		differences = append(differences, "the token ended on "+ends.Format(time.RFC3339))
	}
	if claims.UserID != "" && !strings.EqualFold(claims.UserID, userID) {
		differences = append(differences, fmt.Sprintf("the token is of %s, and not of %s", claims.UserID, userID))
	}
	for _, scope := range scopes {
		if len(claims.Scopes) > 0 && !slices.Contains(claims.Scopes, string(scope)) {
			differences = append(differences, fmt.Sprintf("the token has the scope %s, and not %s", strings.Join(claims.Scopes, ", "), scope))
		}
	}
	return differences
}

// judgeLife says how a token's life differs from the minutes that were asked for; nil
// where it does not, and where the answer does not say what time it is there: the
// client's clock is no measure.
func judgeLife(token AccessToken, minutes *int32, header http.Header) []string {
	now, err := http.ParseTime(header.Get("Date"))
	if minutes == nil || err != nil {
		return nil
	}
	ends := endOf(token)
	off := ends.Sub(now) - time.Duration(*minutes)*time.Minute
	if off.Abs() <= serviceClockSlack {
		return nil
	}
	return []string{fmt.Sprintf("it ends on %s, %d minutes after it was issued, and not %d", ends.Format(time.RFC3339), int64(ends.Sub(now)/time.Minute), *minutes)}
}

// endOf is when a token ends: as the service said, or as the token itself says, whatever
// is earlier.
func endOf(token AccessToken) time.Time {
	claims, err := ParseToken(token.Token())
	if err == nil && !claims.ExpiresOn.IsZero() && claims.ExpiresOn.Before(token.ExpiresOn) {
		return claims.ExpiresOn
	}
	return token.ExpiresOn
}
