package identities_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/identities"
	"acs-chat-tui/ui/screen"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	s := identities.New()
	s.Remember("8:acs:res_one", "Ada King")
	s.Remember("8:acs:res_two", "")
	s.Remember("8:acs:res_three", "Bo Adams")
	s.Remember("8:acs:res_four", "佐藤 太郎")
	s.Remember("8:acs:res_one", "") // an empty name displaces none
	s.Remember("8:acs:res_two", "Ada Two")
	s.Remember("", "nobody")
	for _, c := range []struct {
		query string
		most  int
		want  []string
	}{
		{"ada", 4, []string{"8:acs:res_one", "8:acs:res_two", "8:acs:res_three"}},
		{" ADA ", 2, []string{"8:acs:res_one", "8:acs:res_two"}},
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
	names := []identities.Identity{{RawID: "8:acs:res_one", DisplayName: "Ada King"}, {RawID: "8:acs:res_two", DisplayName: "Ada Two"}}
	if diff := cmp.Diff(names, s.Search("ada", 2)); diff != "" || s.Len() != 4 {
		t.Errorf("%d known (-want +got):\n%s", s.Len(), diff)
	}
}

func TestTheMemoryIsBounded(t *testing.T) {
	t.Parallel()
	s := identities.New()
	for n := range 30_000 {
		s.Remember(fmt.Sprint("8:acs:", n), "")
	}
	if s.Len() != 20_000 {
		t.Errorf("%d known", s.Len())
	}
	s.Remember("8:acs:5", "still renamed")
	if got := s.Search("still renamed", 1); len(got) != 1 || got[0].RawID != "8:acs:5" {
		t.Errorf("%+v", got)
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rawID string
		want  []screen.DetailLine
	}{
		{"8:acs:res_user", []screen.DetailLine{{Label: "kind", Text: "Azure Communication user"}, {Label: "cloud", Text: "public"}, {Label: "resource", Text: "res"}, {Label: "user", Text: "user"}}},
		{"8:gcch-acs:res_user", []screen.DetailLine{{Label: "kind", Text: "Azure Communication user"}, {Label: "cloud", Text: "gcch"}, {Label: "resource", Text: "res"}, {Label: "user", Text: "user"}}},
		{"8:acs:res_tenant_user", []screen.DetailLine{
			{Label: "kind", Text: "Teams extension user"},
			{Label: "cloud", Text: "public"},
			{Label: "resource", Text: "res"},
			{Label: "tenant", Text: "tenant"},
			{Label: "user", Text: "user"},
		}},
		{"8:orgid:u", []screen.DetailLine{{Label: "kind", Text: "Microsoft Teams user"}, {Label: "cloud", Text: "public"}, {Label: "user", Text: "u"}}},
		{"28:dod:app", []screen.DetailLine{{Label: "kind", Text: "Microsoft Teams app"}, {Label: "cloud", Text: "dod"}, {Label: "app", Text: "app"}}},
		{"4:+4930", []screen.DetailLine{{Label: "kind", Text: "phone number"}, {Label: "number", Text: "+4930"}}},
		{"99:x", []screen.DetailLine{{Label: "kind", Text: "unknown kind"}}},
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
