package acs

import "testing"

// TestTheRecordedContentHash compares with a hash that the service accepted
// (recorded by the command line tool of Azure).
func TestTheRecordedContentHash(t *testing.T) {
	const want = "kWpGozyV35fifbpKdY8mbdG64VG0Pdq5upzo7YKAFM0="
	if got := contentHash([]byte(`{"createTokenWithScopes": ["chat"]}`)); got != want {
		t.Errorf("hash %s, want %s", got, want)
	}
	const ofNothing = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
	if got := contentHash(nil); got != ofNothing {
		t.Errorf("hash of no body %s, want %s", got, ofNothing)
	}
}
