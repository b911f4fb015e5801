package acs_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

// encodings are ways in which an answer may repeat a token.
var encodings = map[string]func(string) string{
	"as it is":                func(s string) string { return s },
	"JSON escapes":            func(s string) string { return each(s, `\u%04x`) },
	"JSON escapes, capitals":  func(s string) string { return each(s, `\u%04X`) },
	"its first letter":        func(s string) string { return fmt.Sprintf(`\u%04x`, s[0]) + s[1:] },
	"its dots":                func(s string) string { return strings.ReplaceAll(s, ".", `\u002e`) },
	"JSON inside JSON":        func(s string) string { return each(s, `\\u%04x`) },
	"percent":                 func(s string) string { return each(s, `%%%02x`) },
	"percent, capitals":       func(s string) string { return each(s, `%%%02X`) },
	"percent twice":           func(s string) string { return each(s, `%%25%02x`) },
	"query":                   url.QueryEscape,
	"references":              func(s string) string { return each(s, `&#%d;`) },
	"hexadecimal references":  func(s string) string { return each(s, `&#x%x;`) },
	"named references":        func(s string) string { return strings.ReplaceAll(s, ".", "&period;") },
	"references of percents":  func(s string) string { return strings.ReplaceAll(each(s, `%%%02x`), "%", "&#37;") },
	"percent of JSON escapes": func(s string) string { return url.QueryEscape(each(s, `\u%04x`)) },
	"lines":                   func(s string) string { return s[:30] + `\r\n ` + s[30:50] + `\n` + s[50:] },
	"hidden characters":       func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") },
	"zeros between":           func(s string) string { return each(s, `\u%04x\u0000`) },
	"percent, lines":          func(s string) string { return each(s, `%%%02x%%0a`) },
	"cut":                     func(s string) string { return s[:len(s)-5] },
	"cut, percent":            func(s string) string { return each(s[:len(s)-5], `%%%02x`) },
}

func each(s, format string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, format, s[i])
	}
	return b.String()
}

// decoded is a text with every way of writing a character taken off, twice over.
func decoded(text string) string {
	for range 2 {
		before := text
		if unescaped, err := url.PathUnescape(text); err == nil {
			text = unescaped
		}
		text = html.UnescapeString(text)
		var inner string
		if json.Unmarshal([]byte(`"`+strings.NewReplacer(`"`, `\"`, "\n", " ").Replace(text)+`"`), &inner) == nil {
			text = inner
		}
		if text == before {
			break
		}
	}
	return text
}

// TestATokenIsTakenOutHoweverItIsWritten, from errors as well as from the request log, and
// what stands beside it stays.
func TestATokenIsTakenOutHoweverItIsWritten(t *testing.T) {
	for name, encode := range encodings {
		echo := encode(canary)
		for form, body := range map[string]string{
			"message": `{"error":{"code":"Denied","message":"before ` + echo + ` after"}}`,
			"text":    "before " + echo + " after",
			"page":    "<html><title>before " + echo + " after</title></html>",
		} {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
				w.Header().Set("X-Ms-Request-Id", echo)
				w.Header().Set("Via", "1.1 "+echo)
				answer(w, http.StatusForbidden, body)
			})
			var log []acs.Exchange
			options := quickly()
			options.Observer = func(x acs.Exchange) { log = append(log, x) }
			_, err := newClient(t, service.URL, options).GetChatThreadProperties(t.Context(), threadID, nil)
			refusal, ok := errors.AsType[*acs.ResponseError](err)
			if !ok || len(log) != 1 {
				t.Fatalf("%s, %s: error %v, %d exchanges", name, form, err, len(log))
			}
			for where, text := range map[string]string{
				"the error": err.Error(), "the message": refusal.Message, "the request id": refusal.RequestID, "the sign": refusal.Sign,
				"the log's body": string(log[0].ResponseBody.Content), "the log's headers": fmt.Sprint(log[0].ResponseHeader),
			} {
				if shown := decoded(text); strings.Contains(shown, canary[:20]) {
					t.Errorf("%s, %s: %s shows it: %s", name, form, where, shown)
				}
			}
			if !strings.Contains(refusal.Message, "before [access token removed]") || (!strings.HasPrefix(name, "cut") && !strings.HasSuffix(refusal.Message, "after")) {
				t.Errorf("%s, %s: message %q", name, form, refusal.Message)
			}
		}
	}
}

// TestWhatIsSentIsLoggedWithoutTheToken, where somebody typed it into a field.
func TestWhatIsSentIsLoggedWithoutTheToken(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusForbidden, ownRefusal) })
	var log []acs.Exchange
	options := quickly()
	options.Observer = func(x acs.Exchange) { log = append(log, x) }
	client := newClient(t, service.URL, options)
	_, _ = client.SendChatMessage(t.Context(), threadID, "see "+each(canary, `%%%02x`), nil)
	_, _ = client.GetChatThreadProperties(t.Context(), canary, nil)
	for _, x := range log {
		if shown := decoded(x.URL + string(x.RequestBody.Content)); strings.Contains(shown, canary[:20]) {
			t.Errorf("%s: %s", x.Operation, shown)
		}
	}
	if len(log) != 2 {
		t.Errorf("%d exchanges", len(log))
	}
}

// TestAnErrorThatQuotesTheServerHoldsNoToken: net/http quotes a header that is none.
func TestAnErrorThatQuotesTheServerHoldsNoToken(t *testing.T) {
	for name, encode := range encodings {
		if name == "cut" || name == "cut, percent" {
			continue
		}
		endpoint := rawServer(t, "HTTP/1.1 200 OK\r\nBearer "+encode(canary)+"\r\n\r\n")
		options := quickly()
		options.Retry.MaxRetries = -1
		var log []acs.Exchange
		options.Observer = func(x acs.Exchange) { log = append(log, x) }
		_, err := newClient(t, endpoint, options).SendChatMessage(t.Context(), threadID, "x", nil)
		if !acs.OutcomeUnknown(err) || !strings.Contains(err.Error(), "malformed") {
			t.Fatalf("%s: error %v", name, err)
		}
		for ; err != nil; err = errors.Unwrap(err) {
			if shown := decoded(fmt.Sprintf("%v %+v", err, err)); strings.Contains(shown, canary[:20]) {
				t.Errorf("%s: %s", name, shown)
			}
		}
		if shown := decoded(fmt.Sprint(log[0].Err)); strings.Contains(shown, canary[:20]) {
			t.Errorf("%s: the log shows %s", name, shown)
		}
	}
}

// rawServer answers every connection with the same bytes.
func rawServer(t *testing.T, reply string) (endpoint string) {
	t.Helper()
	var listening net.ListenConfig
	listener, err := listening.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = connection.Read(make([]byte, 4096))
			_, _ = connection.Write([]byte(reply))
			_ = connection.Close()
		}
	}()
	return "http://" + listener.Addr().String()
}

func TestRemoveSecretLeavesTheRest(t *testing.T) {
	for _, text := range []string{"", "plain", `50% of \u0041 &amp; more \\ \`, canary[:19], strings.Repeat(`\u003c%`, 1000), "%", "&", `\u`, "&#;", "%2", "\xff%ff&#999999999;"} {
		if got := acs.RemoveSecret(text, canary, "[removed]"); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	if got := acs.RemoveSecret("a short a", "short", "x"); got != "a short a" {
		t.Errorf("%q", got)
	}
	if got, want := acs.RemoveSecret(canary+canary+"%"+each(canary, `\u%04x`)+"&", canary, "[removed]"), "[removed][removed]%[removed]&"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestACodedTokenIsTakenOut: a gateway may repeat the whole header in base64.
func TestACodedTokenIsTakenOut(t *testing.T) {
	for _, before := range []string{"", "B", "Be", "Authorization: Bearer "} {
		for _, after := range []string{"", "\n", "\r\nAccept: */*"} {
			plain := []byte(before + canary + after)
			for name, coded := range map[string]string{
				"base64": base64.StdEncoding.EncodeToString(plain), "base64 of URLs": base64.RawURLEncoding.EncodeToString(plain),
				"hexadecimal": hex.EncodeToString(plain), "hexadecimal, capitals": strings.ToUpper(hex.EncodeToString(plain)),
			} {
				for _, echo := range []string{coded, coded[:40] + "\n" + coded[40:], coded[:40] + `\r\n` + coded[40:], each(coded, "%%%02x")} {
					cleaned := acs.RemoveSecret("see "+echo+" here", canary, "[removed]")
					_, kept, found := strings.Cut(cleaned, "[removed]")
					// Two letters of the token at most, and what stood behind it.
					if most := len(" here") + 3*(2*len(after)+4); !found || len(kept) > most || !strings.HasPrefix(cleaned, "see ") || !strings.HasSuffix(cleaned, " here") {
						t.Errorf("%s of %q: %q became %q", name, plain, echo, cleaned)
					}
				}
			}
		}
	}
}

// FuzzRemoveSecret: what is left decodes to no secret, and what surrounds it stays.
func FuzzRemoveSecret(f *testing.F) {
	for _, encode := range encodings {
		f.Add("before ", encode(canary), " after")
	}
	f.Add(`\`, `\u0065`+canary[1:], `u`)
	f.Add(`%`, canary, `25`)
	f.Fuzz(func(t *testing.T, before, echo, after string) {
		text := before + echo + after
		cleaned := acs.RemoveSecret(text, canary, "[removed]")
		if strings.Contains(decoded(cleaned), canary) {
			t.Fatalf("%q became %q, which says %q", text, cleaned, decoded(cleaned))
		}
		if !strings.Contains(cleaned, "[removed]") && cleaned != text {
			t.Fatalf("%q became %q", text, cleaned)
		}
	})
}
