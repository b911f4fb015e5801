//go:build unix

package e2e

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// harDirectory names the folder in which a test leaves the archive that the program
// saved, for another reader of archives to try; empty for none.
const harDirectory = "ACS_CHAT_TUI_HAR_DIR"

// archive is a HAR document, every member of it.
type archive struct {
	Log struct {
		Version string `json:"version"`
		Creator struct {
			Name    string `json:"name"`
			Version string `json:"version"`
		} `json:"creator"`
		Entries []archivedExchange `json:"entries"`
		Comment string             `json:"comment"`
	} `json:"log"`
}

type pair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type archivedExchange struct {
	StartedDateTime time.Time `json:"startedDateTime"`
	Time            float64   `json:"time"`
	Request         struct {
		Method      string `json:"method"`
		URL         string `json:"url"`
		HTTPVersion string `json:"httpVersion"`
		Cookies     []pair `json:"cookies"`
		Headers     []pair `json:"headers"`
		QueryString []pair `json:"queryString"`
		PostData    *struct {
			MimeType string `json:"mimeType"`
			Text     string `json:"text"`
			Comment  string `json:"comment"`
		} `json:"postData"`
		HeadersSize int   `json:"headersSize"`
		BodySize    int64 `json:"bodySize"`
	} `json:"request"`
	Response struct {
		Status      int    `json:"status"`
		StatusText  string `json:"statusText"`
		HTTPVersion string `json:"httpVersion"`
		Cookies     []pair `json:"cookies"`
		Headers     []pair `json:"headers"`
		Content     struct {
			Size     int64  `json:"size"`
			MimeType string `json:"mimeType"`
			Text     string `json:"text"`
			Encoding string `json:"encoding"`
			Comment  string `json:"comment"`
		} `json:"content"`
		RedirectURL string `json:"redirectURL"`
		HeadersSize int    `json:"headersSize"`
		BodySize    int64  `json:"bodySize"`
		Comment     string `json:"comment"`
	} `json:"response"`
	Cache   struct{} `json:"cache"`
	Timings struct {
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	} `json:"timings"`
	Comment string `json:"comment"`
}

// readArchive reads a HAR file strictly: nothing in it that the format does not have.
func readArchive(t *testing.T, path string) (archive, string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v: %v", info.Mode(), err)
	}
	var read archive
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		t.Fatal(err)
	}
	if read.Log.Version != "1.2" || read.Log.Creator.Name != "acs-chat-tui" || read.Log.Creator.Version == "" {
		t.Errorf("%+v", read.Log)
	}
	for _, e := range read.Log.Entries {
		if time.Since(e.StartedDateTime) > time.Hour || e.Time != e.Timings.Send+e.Timings.Wait+e.Timings.Receive ||
			!strings.HasPrefix(e.Request.URL, "http://127.0.0.1:") || len(e.Request.Headers) < 4 {
			t.Errorf("%+v", e)
		}
	}
	return read, string(content)
}

// leave leaves an archive for another reader.
func leave(t *testing.T, content, name string) {
	t.Helper()
	if folder := os.Getenv(harDirectory); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheRequestLog goes from a create that takes three attempts to its log, its
// details, its archive and its command.
func TestTheRequestLog(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r, planted := startResource(t), plant(t)
			token := planted.token(tokenFor(t, emulator.TokenOptions{}))
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows}, endpointVariable+r.endpoint, tokenVariable+token)
			p.service = newService(t, r.endpoint)
			p.shows("all loaded")
			p.service.faults(
				fault{Operation: "CreateChatThread", Kind: "drop-after-commit", Times: 1},
				fault{Operation: "CreateChatThread", Kind: "status", Status: http.StatusTooManyRequests, RetryAfter: "1s", Times: 1},
			)
			p.types("n")
			p.shows("▸ topic")
			p.types("It's “logged”, isn't it?", terminal.CtrlS)
			p.shows("The thread is made")
			p.types(terminal.Escape)
			p.shows("19 threads, all loaded")

			p.types("L")
			p.shows("Request log: ", "requests, newest first", "201 Created", "3 of 4", "429 Too Many Requests", "2 of 4", "answer lost", "1 of 4")
			// With the threads that were read for the pane beside the list.
			count := regexp.MustCompile(`Request log: (\d+) requests`).FindStringSubmatch(p.Screen().Text())[1]
			p.types("/", "post lost", terminal.Enter)
			p.shows("1 of " + count + " requests match")
			p.types(terminal.Enter)
			p.shows("CreateChatThread", "closed the connection before it was complete", "attempt", "1 of at most 4")
			p.types(terminal.Escape, terminal.Escape)
			p.shows(count + " requests, newest first")

			path := filepath.Join(t.TempDir(), "requests.har")
			p.types("E")
			p.shows("Save " + count + " requests as HAR")
			p.types(terminal.CtrlU+path, terminal.Enter)
			p.shows(count + " requests saved in")
			saved, text := readArchive(t, path)
			leave(t, text, "requests-"+s.name+".har")
			planted.absent("the archive", text)
			saved.Log.Entries = slices.DeleteFunc(saved.Log.Entries, func(e archivedExchange) bool { return strings.HasPrefix(e.Comment, "GetChatThreadProperties") })
			var statuses []int
			for _, e := range saved.Log.Entries {
				statuses = append(statuses, e.Response.Status)
			}
			if !slices.Equal(statuses, []int{200, 0, 429, 201, 200}) {
				t.Fatalf("statuses %v", statuses)
			}
			made, listed := saved.Log.Entries[3], saved.Log.Entries[4]
			if made.Request.PostData == nil || !strings.Contains(made.Request.PostData.Text, "It's “logged”, isn't it?") || made.Comment != "CreateChatThread, attempt 3 of at most 4" {
				t.Errorf("%+v", made)
			}

			// The newest one reads the threads; the one below made one of them.
			p.types("g", "y")
			p.shows("curl command")
			runCopied(t, p.Clipboard(), token, listed.Response.Content.Text)
			p.types("/", "201", terminal.Enter, terminal.Enter)
			p.shows("CreateChatThread", "201 Created", "ms-cv", "Request headers")
			before := p.Clipboard()
			p.types("y")
			p.until("another command in the clipboard", func(terminal.Screen) bool { return p.Clipboard() != before })
			// It carries the repeatability id: there is still one such thread.
			runCopied(t, p.Clipboard(), token, made.Response.Content.Text)
			p.service.thread("It's “logged”, isn't it?")
			planted.absent("the copied command", p.Clipboard())

			p.types("G")
			p.shows(`"chatThread": {`)
			p.types(terminal.Escape, terminal.Escape, terminal.CtrlL)
			p.shows("Clear the request log?", count+" requests would be gone.")
			p.types("y")
			p.shows("The log was cleared")
			planted.afterRun(p, "")
		})
	}
}

// runCopied runs a copied command in a shell, with the token in the environment, and
// looks at what it returns. Where there is no curl that is left out.
func runCopied(t *testing.T, command, token, want string) {
	t.Helper()
	if !strings.HasPrefix(command, "curl ") || !strings.Contains(command, "$AZURE_COMMUNICATION_ACCESS_TOKEN") {
		t.Fatalf("copied %q", command)
	}
	if _, err := exec.LookPath("curl"); err != nil {
		t.Logf("LEFT OUT: the copied command was not run: %v", err)
		return
	}
	shell := exec.CommandContext(t.Context(), "/bin/sh", "-c", command)
	shell.Env = terminal.Environment(t.TempDir(), "PATH="+os.Getenv("PATH"), tokenVariable+token)
	var out, complaints bytes.Buffer
	shell.Stdout, shell.Stderr = &out, &complaints
	if err := shell.Run(); err != nil {
		t.Fatalf("%v: %s\n%s", err, complaints.String(), command)
	}
	if got := out.String(); got != want || len(want) < 100 {
		t.Errorf("the copied command returned %s, the program got %s:\n%s", got, want, command)
	}
}

// TestTheLogOfSignedRequests shows what a connection string sends, without its secrets.
func TestTheLogOfSignedRequests(t *testing.T) {
	t.Parallel()
	s := sizes()[1]
	r, planted := startResource(t), plant(t)
	planted.key(emulator.AccessKey)
	p := r.startOn(t, s, t.TempDir())
	p.shows("Whom to act as")
	p.types(emulator.DemoUserID, terminal.Enter)
	p.shows("all loaded")
	p.types("L")
	p.shows("Request log: 3 requests")
	p.types("/", "issueaccesstoken", terminal.Enter)
	p.shows("2 of 3 requests match")
	p.types("y")
	p.shows("not copied as curl: it is signed")
	p.types(terminal.Enter)
	p.shows("IssueToken", "HMAC-SHA256 REDACTED")
	p.types("G")
	p.shows("it may hold an access token")
	path := filepath.Join(t.TempDir(), "signed.har")
	p.types("E")
	p.shows("Save 1 request as HAR")
	p.types(terminal.CtrlU+path, terminal.Enter)
	p.shows("1 request saved in")
	saved, text := readArchive(t, path)
	leave(t, text, "signed.har")
	planted.absent("the archive", text)
	if e := saved.Log.Entries[0]; e.Response.Content.Text != "" || e.Response.Content.Size < 100 || strings.Contains(text, "eyJ") {
		t.Errorf("%+v", e)
	}
	planted.afterRun(p, "")
}
