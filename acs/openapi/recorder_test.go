package openapi

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func newRecorder(t *testing.T) *Recorder {
	t.Helper()
	return NewRecorder(load(t, madeUp(t)), Both, Deviations())
}

func TestTheTableCountsOperationsByVersion(t *testing.T) {
	r := newRecorder(t)
	create := func(version string, status int, answered string) {
		r.Record(t.Context(), exchange(t, "POST", "/chat/boxes?api-version="+version, good, status, answered), Both)
	}
	create("2024-03-07", 201, good)
	create("2024-03-07", 201, good)
	create("2024-03-07", 400, refusal)
	create("2025-03-15", 201, good)
	create("2025-03-15", 0, "")
	r.Record(t.Context(), exchange(t, "POST", "/chat/boxes?api-version=2025-03-15", good, 201, "not looked at"), Requests)
	r.Record(t.Context(), exchange(t, "GET", "/chat/boxes?api-version=2021-03-07", "", 200, "anything"), Both)
	r.Record(t.Context(), exchange(t, "POST", "/identities?api-version=2023-10-01", "anything", 200, "anything"), Both)
	r.Record(t.Context(), exchange(t, "GET", "/_emulator/health", "", 200, "anything"), Both)
	var lines []string
	for line := range strings.Lines(r.Table()) {
		if strings.HasPrefix(line, "Shelf_") || strings.Contains(line, "hecked") || strings.Contains(line, "status 4") || strings.HasPrefix(line, "faults") {
			lines = append(lines, strings.Join(strings.Fields(line), " "))
		}
	}
	want := []string{
		"Shelf_CreateBox 2 + 1 0 + 0 1 + 0",
		"Shelf_ListBoxes 0 + 0 0 + 0 0 + 0",
		"Shelf_UpdateBox 0 + 0 0 + 0 0 + 0",
		"1 undeclared status 400 (recorded, for identifiers, batches and api-versions; the documents declare 401, 403, 429 and 503)",
		"0 undeclared status 404 (recorded, for unknown threads and messages)",
		"also: 2 of which less was checked, or that were cut off; 0 followed a nextLink with a query of the service's own",
		"not checked: 1 of api-versions without a document here, 1 of the Identity API, 1 control requests, 0 of versions or paths in no document",
		"faults: 0",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("the table (-want +got):\n%s", diff)
	}
	missing := r.Missing()
	for _, one := range []string{
		"Shelf_CreateBox was not seen to succeed in 2024-03-15-preview",
		"Shelf_ListBoxes was not seen to succeed in 2025-03-15",
		"the deviation «undeclared status 404» is allowed and never occurred: take it out, or show it",
	} {
		if !slices.Contains(missing, one) {
			t.Errorf("missing is %q, want %q in it", missing, one)
		}
	}
	// A refusal, a half-checked and a cut-off exchange are no proof of an operation.
	if want := 7 + 4; len(missing) != want {
		t.Errorf("%d are missing, want %d: %q", len(missing), want, missing)
	}
}

func TestADeviationThatIsNotAllowedIsAFault(t *testing.T) {
	documents := load(t, madeUp(t))
	e := exchange(t, "POST", boxes, good, 413, refusal)
	r := NewRecorder(documents, Both, Deviations())
	r.Record(t.Context(), e, Both)
	want := []string{"POST /chat/boxes?api-version=2025-03-15 (413): response: a deviation that is not allowed here: undeclared status of HTTP itself"}
	if diff := cmp.Diff(want, r.Faults()); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	r = NewRecorder(documents, Responses, append(Deviations(), emulatorDeviation()))
	r.Record(t.Context(), e, Responses)
	if faults := r.Faults(); len(faults) != 0 {
		t.Errorf("faults %q where it is allowed", faults)
	}
}

// A nextLink is requested as it came, whatever its query: but only one that came.
func TestOnlyALinkOfTheServiceMayHaveAnotherQuery(t *testing.T) {
	const link = "https://127.0.0.1:7070/chat/boxes?syncState=ab&startTime=1%2F1%2F1970&" + version
	page := exchange(t, "GET", boxes, "", 200, `{"value":[],"nextLink":"`+link+`"}`)
	next := exchange(t, "GET", strings.TrimPrefix(link, "https://127.0.0.1:7070"), "", 200, `{"value":[]}`)
	other := exchange(t, "GET", "/chat/boxes?syncState=other&"+version, "", 200, `{"value":[]}`)
	for name, order := range map[string][]Exchange{"in order": {page, next, other}, "noted too late": {next, other, page}} {
		r := newRecorder(t)
		for _, e := range order {
			r.Record(t.Context(), e, Both)
		}
		want := []string{"GET /chat/boxes?syncState=other&api-version=2025-03-15 (200): request: the query parameter syncState is not declared"}
		if diff := cmp.Diff(want, r.Faults()); diff != "" {
			t.Errorf("%s: faults (-want +got):\n%s", name, diff)
		}
		if !strings.Contains(r.Table(), "; 1 followed a nextLink") {
			t.Errorf("%s: the table does not count the link:\n%s", name, r.Table())
		}
	}
	// What follows a link must still be right in everything but its query.
	r := newRecorder(t)
	next.Response.Body = []byte(`{"values":[]}`)
	r.Record(t.Context(), page, Both)
	r.Record(t.Context(), next, Both)
	if faults := r.Faults(); len(faults) != 2 {
		t.Errorf("faults %q, want the wrong name and the missing one", faults)
	}
}

func TestTheHandlerRecordsWhatWentOverTheWire(t *testing.T) {
	r := newRecorder(t)
	serve := func(answer http.HandlerFunc) string {
		t.Helper()
		server := httptest.NewServer(r.Handler(answer, Both))
		t.Cleanup(server.Close)
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+boxes, strings.NewReader(`{"label":"a","heavy":true}`))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer x")
		response, err := server.Client().Do(request)
		if err != nil {
			return "cut off"
		}
		body, err := io.ReadAll(response.Body)
		if closeErr := response.Body.Close(); err != nil || closeErr != nil {
			return "cut off"
		}
		return response.Status + " " + string(body)
	}
	echo := func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		if err != nil || string(body) != `{"label":"a","heavy":true}` {
			t.Errorf("the handler read %q, %v", body, err)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("flushing: %v", err)
		}
		_, _ = io.WriteString(w, `{"label"`)
		_, _ = io.WriteString(w, `:"a","id":7}`)
	}
	if got := serve(echo); got != `201 Created {"label":"a","id":7}` {
		t.Errorf("the client got %q", got)
	}
	if got := serve(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }); got != "cut off" {
		t.Errorf("the client of an aborted answer got %q", got)
	}
	want := []string{
		`POST /chat/boxes?api-version=2025-03-15 (201): request: request body has an error: doesn't match schema #/components/schemas/Box: /: property "heavy" is unsupported`,
		`POST /chat/boxes?api-version=2025-03-15 (201): response 201: response body doesn't match schema #/components/schemas/Box: /id: value must be a string`,
		// Of the exchange without an answer the request is checked.
		`POST /chat/boxes?api-version=2025-03-15 (0): request: request body has an error: doesn't match schema #/components/schemas/Box: /: property "heavy" is unsupported`,
	}
	if diff := cmp.Diff(want, r.Faults()); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if !strings.Contains(r.Table(), "also: 1 of which less") {
		t.Errorf("the aborted answer is not counted:\n%s", r.Table())
	}
}

func TestAProofFailsOnlyForItsReasons(t *testing.T) {
	run := func(folder string, sides Direction, exchanges ...Exchange) (int, string) {
		t.Helper()
		t.Setenv(FolderVariable, folder)
		p := newProof("the proof", sides, nil)
		if p.recorder != nil {
			for _, e := range exchanges {
				p.recorder.Record(t.Context(), e, sides)
			}
		}
		var out bytes.Buffer
		code := p.Finish(&out, 0)
		if again := p.Finish(io.Discard, 3); again != 3 {
			t.Errorf("a failed run's exit code 3 became %d", again)
		}
		return code, out.String()
	}
	var whole []Exchange
	for _, one := range Versions() {
		whole = append(whole,
			exchange(t, "POST", "/chat/boxes?api-version="+one, good, 201, good),
			exchange(t, "GET", "/chat/boxes?api-version="+one, "", 200, `{"value":[]}`))
		patch := exchange(t, "PATCH", "/chat/boxes/a?api-version="+one, "{}", 204, "")
		patch.Request.Header.Set("Content-Type", "application/merge-patch+json")
		whole = append(whole, patch)
	}
	bad := exchange(t, "POST", boxes, good, 201, `{}`)
	for _, test := range []struct {
		name      string
		folder    string
		exchanges []Exchange
		code      int
		says      string
	}{
		{"nothing to hold against", "", whole, 0, "the proof: left out, as ACS_CHAT_TUI_OPENAPI_DIR does not name"},
		{"documents that are not there", t.TempDir(), whole, 1, "no such file"},
		{"whole", madeUp(t), whole, 0, "faults: 0"},
		{"a fault", madeUp(t), append(slices.Clone(whole), bad), 1, `FAULT POST /chat/boxes?api-version=2025-03-15 (201): response 201`},
	} {
		code, out := run(test.folder, Both, test.exchanges...)
		if code != test.code || !strings.Contains(out, test.says) {
			t.Errorf("%s: code %d, want %d and %q:\n%s", test.name, code, test.code, test.says, out)
		}
	}
	// Whether something is missing depends on this test program's own flags.
	code, out := run(madeUp(t), Both, whole[1:]...)
	missing := "MISSING Shelf_CreateBox was not seen to succeed in 2024-03-07"
	if selected("test.run", "test.skip", "test.list", "test.fuzz") {
		code, missing = 1-code, "what is missing does not count: not all tests ran"
	}
	if code != 1 || !strings.Contains(out, missing) {
		t.Errorf("an operation was left out: code %d:\n%s", code, out)
	}
}
