package identities_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/identities"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	s := identities.New()
	s.RememberMember("19:a", "8:acs:res_one", "Ada King")
	s.RememberMember("19:a", "8:acs:res_two", "")
	s.RememberMember("19:a", "8:acs:res_three", "Bo Adams")
	s.RememberMember("19:a", "8:acs:res_four", "佐藤 太郎")
	s.RememberMember("19:b", "8:acs:res_one", "Countess") // another name in another thread
	s.RememberMember("19:a", "8:acs:res_two", "Ada Two")
	s.RememberMember("19:a", "", "nobody")
	for _, c := range []struct {
		query string
		most  int
		want  []string
	}{
		{"ada", 4, []string{"8:acs:res_one", "8:acs:res_two", "8:acs:res_three"}},
		{" ADA ", 2, []string{"8:acs:res_one", "8:acs:res_two"}},
		{"countess", 4, []string{"8:acs:res_one"}},
		{"adams", 4, []string{"8:acs:res_three"}},
		{"太", 4, []string{"8:acs:res_four"}},
		{"three", 4, []string{"8:acs:res_three"}},
		{"8:", 4, nil}, // every id begins so
		{"8:acs:res_one", 4, nil},
		{"8:ACS:RES_ONE", 4, nil},
		{"", 4, nil},
		{"ada", 0, nil},
		{"nobody", 4, nil},
	} {
		var got []string
		for _, identity := range s.Search(c.query, c.most) {
			got = append(got, identity.RawID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.query, diff)
		}
	}
	names := []identities.Offer{{RawID: "8:acs:res_one", Name: "Ada King"}, {RawID: "8:acs:res_two", Name: "Ada Two"}}
	if diff := cmp.Diff(names, s.Search("ada", 2)); diff != "" || s.Len() != 4 {
		t.Errorf("%d known (-want +got):\n%s", s.Len(), diff)
	}
}

func TestTheMemoryIsBounded(t *testing.T) {
	t.Parallel()
	s := identities.New()
	for n := range 30_000 {
		s.RememberMember(fmt.Sprint("19:", n%7), fmt.Sprint("8:acs:", n), "")
	}
	if s.Len() != 20_000 {
		t.Errorf("%d known", s.Len())
	}
	s.RememberMember("19:a", "8:acs:5", "still renamed")
	if got := s.Search("still renamed", 1); len(got) != 1 || got[0].RawID != "8:acs:5" {
		t.Errorf("%+v", got)
	}
}

// TestANameIsOfAThread: nobody is called in one thread what another calls him.
func TestANameIsOfAThread(t *testing.T) {
	t.Parallel()
	s := identities.New()
	const ada = "8:acs:res_ada"
	want := func(threadID, name string) {
		t.Helper()
		if got := s.NameIn(threadID, ada); got != name {
			t.Errorf("in %s: %q, want %q", threadID, got, name)
		}
	}
	s.RememberMember("19:a", ada, "Support desk")
	want("19:a", "Support desk")
	want("19:b", "")
	s.Suggest("19:b", ada, "Ada")
	s.Suggest("19:b", ada, "an older name")
	want("19:b", "Ada")
	s.RememberMember("19:b", ada, "Ada King")
	want("19:b", "Ada King")
	s.RememberMember("19:b", ada, "")
	want("19:b", "Ada")
	want("19:a", "Support desk")
	names := s.Users()[0].Names
	if diff := cmp.Diff([]string{"Ada", "Ada King", "Support desk"}, names); diff != "" {
		t.Errorf("all names (-want +got):\n%s", diff)
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rawID string
		want  []identities.Part
	}{
		{"8:acs:res_user", []identities.Part{{Label: "kind", Text: "Azure Communication user"}, {Label: "cloud", Text: "public"}, {Label: "resource", Text: "res"}, {Label: "user", Text: "user"}}},
		{"8:gcch-acs:res_user", []identities.Part{{Label: "kind", Text: "Azure Communication user"}, {Label: "cloud", Text: "gcch"}, {Label: "resource", Text: "res"}, {Label: "user", Text: "user"}}},
		{"8:acs:res_tenant_user", []identities.Part{
			{Label: "kind", Text: "Teams extension user"},
			{Label: "cloud", Text: "public"},
			{Label: "resource", Text: "res"},
			{Label: "tenant", Text: "tenant"},
			{Label: "user", Text: "user"},
		}},
		{"8:orgid:u", []identities.Part{{Label: "kind", Text: "Microsoft Teams user"}, {Label: "cloud", Text: "public"}, {Label: "user", Text: "u"}}},
		{"28:dod:app", []identities.Part{{Label: "kind", Text: "Microsoft Teams app"}, {Label: "cloud", Text: "dod"}, {Label: "app", Text: "app"}}},
		{"4:+4930", []identities.Part{{Label: "kind", Text: "phone number"}, {Label: "number", Text: "+4930"}}},
		{"99:x", []identities.Part{{Label: "kind", Text: "unknown kind"}}},
	} {
		if diff := cmp.Diff(c.want, identities.Parts(acs.ParseRawID(c.rawID))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.rawID, diff)
		}
	}
}

func TestResource(t *testing.T) {
	t.Parallel()
	for rawID, want := range map[string]string{
		"8:acs:RES_user": "res", "8:gcch-acs:res_user": "res", "8:acs:nounderscore": "", "28:acs:res_user": "",
		"8:orgid:res_user": "", "": "",
	} {
		if got := identities.Resource(rawID); got != want {
			t.Errorf("%q: %q, want %q", rawID, got, want)
		}
	}
}
