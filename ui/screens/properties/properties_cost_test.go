package properties_test

import (
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// manyID is the thread that has many keys of metadata.
const manyID = "19:many@thread.v2"

// metadataOf are so many keys of metadata as JSON.
func metadataOf(keys int, value string) string {
	pairs := make([]string, keys)
	for i := range pairs {
		pairs[i] = fmt.Sprintf(`"key%05d":%q`, i, value)
	}
	return "{" + strings.Join(pairs, ",") + "}"
}

// threadWith is the answer to a thread that has so many keys of metadata.
func threadWith(keys int, value string) string {
	return `{"id":"` + manyID + `","topic":"Many","createdOn":"2025-11-03T09:00:00Z","metadata":` + metadataOf(keys, value) + `}`
}

// reverse passes requests on.
func reverse(t *testing.T, endpoint string) http.Handler {
	t.Helper()
	behind, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(behind) }}
}

// arriving returns the program with what has come and was not given to it yet.
func arriving(t *testing.T, keys int, where string) (h *uitest.Harness, late []tea.Msg) {
	t.Helper()
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
	switch where {
	case "properties":
		_, endpoint := uitest.NewScripted(t, http.MethodGet, manyID, http.StatusOK, threadWith(keys, "value"), behind)
		h = uitest.Start(t, uitest.Setup{Endpoint: endpoint, ThreadID: manyID})
	case "beside":
		_, list := uitest.NewScripted(t, http.MethodGet, "/chat/threads", http.StatusOK, `{"value":[{"id":"`+manyID+`","topic":"Many"}]}`, behind)
		_, endpoint := uitest.NewScripted(t, http.MethodGet, manyID, http.StatusOK, threadWith(keys, "value"), reverse(t, list))
		h = uitest.Start(t, uitest.Setup{Endpoint: endpoint}).Settle()
		h.Clock.Add(time.Second)
		h.Tick()
	default:
		person := `{"value":[{"communicationIdentifier":{"rawId":"8:acs:x_y"},"displayName":"Ada","metadata":` + metadataOf(keys, "value") + `}]}`
		_, endpoint := uitest.NewScripted(t, http.MethodGet, "/participants", http.StatusOK, person, behind)
		h = uitest.Start(t, uitest.Setup{Endpoint: endpoint}).Settle()
		h.Press("j", "enter").Settle().Press("2")
	}
	late = h.HoldBack()
	return h, late
}

// TestManyKeysOfMetadataAreDrawnAsFarAsTheyAreInSight: what comes is shown at the cost of
// a screen, whatever the service keeps.
func TestManyKeysOfMetadataAreDrawnAsFarAsTheyAreInSight(t *testing.T) {
	for where, shown := range map[string]string{"properties": "key00000 = value", "beside": "key00000 = value", "participants": "keys of metadata"} {
		cost := func(keys int) float64 {
			h, late := arriving(t, keys, where)
			if len(late) == 0 {
				t.Fatalf("%s: nothing came", where)
			}
			allocations := testing.AllocsPerRun(1, func() {
				for _, msg := range late {
					h.App.Update(msg)
				}
				h.App.View()
			})
			h.Wants(shown)
			return allocations
		}
		if few, many := cost(100), cost(50_000); few == 0 || many > few*1.2+20 {
			t.Errorf("%s: %v allocations with 100 keys of metadata, %v with 50,000", where, few, many)
		}
	}
}

// TestAKeyInALongSheetCostsTheSame, in the properties and in the details of somebody.
func TestAKeyInALongSheetCostsTheSame(t *testing.T) {
	opened := func(keys int, where string) *uitest.Harness {
		h, late := arriving(t, keys, where)
		h.Deliver(late)
		h.Settle()
		if where == "participants" {
			h.Press("enter")
			h.Wants("Participant")
		}
		return h
	}
	for _, where := range []string{"properties", "participants"} {
		few, many := opened(100, where), opened(50_000, where)
		for _, name := range []string{"down", "pgdown", "up", "pgup", "end", "home"} {
			cost := func(h *uitest.Harness) float64 {
				return testing.AllocsPerRun(5, func() {
					h.Press(name)
					if h.App.View() == "" {
						t.Error("nothing was drawn")
					}
				})
			}
			if a, b := cost(few), cost(many); a == 0 || b > a*1.3 {
				t.Errorf("%s, %s: %v allocations with 100 keys of metadata, %v with 50,000", where, name, a, b)
			}
		}
	}
}

// TestALongSheetIsReadToItsEnd, and back, as the properties and as JSON.
func TestALongSheetIsReadToItsEnd(t *testing.T) {
	h, late := arriving(t, 50_000, "properties")
	h.Deliver(late)
	h.Settle()
	h.Wants("topic", "key00000 = value")
	h.Press("end")
	h.Wants("key49999 = value")
	h.Press("up")
	h.WantsNot("key49999 = value")
	h.Press("J")
	h.Wants("The service's answer as it came", `"topic": "Many"`)
	h.Press("end")
	h.Wants(`"key49999": "value"`, "}")
	h.Press("J", "home")
	h.Wants("topic", "key00000 = value")
}

// TestThousandsOfChangesAreMarkedWhereTheyAre: a look finds all of them, and the marks
// that were in sight go with the next one.
func TestThousandsOfChangesAreMarkedWhereTheyAre(t *testing.T) {
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
	service, endpoint := uitest.NewScripted(t, http.MethodGet, manyID, http.StatusOK, threadWith(2000, "value"), behind)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint, ThreadID: manyID}).Settle().Press("W")
	service.Says(threadWith(1500, "other"))
	h.Pass(time.Minute)
	h.Wants("1500 changed", "500 gone", "~ metadata", "key00000 = other", "was: key00000 = value")
	h.Press("end")
	h.Wants("key01999 = value (gone)")
	h.Pass(time.Minute)
	h.Wants("500 gone")
	h.WantsNot("1500 changed")
	h.Press("home")
	h.Wants("key00000 = other")
	h.WantsNot("was: key00000 = value")
	h.Pass(time.Minute)
	h.Wants("was: key000")
	h.WantsNot("500 gone")
}

// TestThousandsOfChangesElsewhereAreMergedAtOnce, in the edit form: linear in their number.
func TestThousandsOfChangesElsewhereAreMergedAtOnce(t *testing.T) {
	const keys = 20_000
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
	service, endpoint := uitest.NewScripted(t, http.MethodGet, manyID, http.StatusOK, threadWith(keys, "value"), behind)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint, ThreadID: manyID}).Settle().Press("e").Settle()
	h.Write("!").Press("shift+tab", "shift+tab")
	h.Wants("▸ key19999")
	service.Says(strings.Replace(threadWith(keys/2, "other"), `"metadata":{`, `"metadata":{"key19999":"value",`, 1))
	h.Press("ctrl+s").Settle()
	h.Wants("Somebody else has changed the thread meanwhile", "the metadata key00000 is “other” now", "further keys of the metadata", "What you typed stays", "▸ key19999")
}
