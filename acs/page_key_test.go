package acs

import "testing"

// TestPagesThatDifferAreTwo, however small the difference; and those that do not are one.
func TestPagesThatDifferAreTwo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		one, other string
		same       bool
	}{
		{"/x?a=1&b=2", "/x?b=2&a=1", true},
		{"/19%3Ax%40thread.v2?a=1", "/19:x@thread.v2?a=%31", true},
		{"/x?a", "/x?a=", true},
		{"/x?a=1&", "/x?a=1", true},
		{"/x?", "/x?=", false},
		{"/x", "/x?=", false},
		{"/a%2Fb?a=1", "/a/b?a=1", false},
		{"/x?a=%zz", "/x?a=%zy", false},
		{"/x?a=1&a=2", "/x?a=1", false},
		{"/x?a=b%26c=d", "/x?a=b&c=d", false},
		{"/x?a=1", "/X?a=1", false},
	} {
		const host = "https://contoso.example"
		if got := pageKey(host+c.one) == pageKey(host+c.other); got != c.same {
			t.Errorf("%s and %s: one page %v, want %v", c.one, c.other, got, c.same)
		}
	}
}
