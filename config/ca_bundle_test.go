package config_test

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/config"
)

// TestEveryCertificateOfABundleIsTrusted holds that none is passed over, the first
// behind a byte order mark and the one behind a file without a line end included.
func TestEveryCertificateOfABundleIsTrusted(t *testing.T) {
	t.Parallel()
	first, second := certificate(t), certificate(t)
	cut := strings.TrimSuffix(first, "\n")
	indented := "  " + strings.ReplaceAll(first+second, "\n", "\n  ")
	for name, text := range map[string]string{
		"a mark before the first":           "\ufeff" + first + second,
		"a mark before the second":          first + "\ufeff" + second,
		"put together without a line end":   cut + second,
		"the same with a mark":              cut + "\ufeff" + second,
		"old line ends":                     strings.ReplaceAll(first+second, "\n", "\r"),
		"indented":                          indented,
		"comments between":                  "# one\n" + first + "\nTwo\n=====\n# -----BEGIN CERTIFICATE----- begins it\n" + second,
		"a private key between":             first + string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")})) + second,
		"the older name of a certificate":   strings.ReplaceAll(first, "CERTIFICATE", "X509 CERTIFICATE") + second,
		"white space behind the boundaries": strings.ReplaceAll(first+second, "-----\n", "-----  \n"),
	} {
		pool, err := config.Config{CAFile: writePEM(t, text)}.RootCAs()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, one := range []string{first, second} {
			block, _ := pem.Decode([]byte(one))
			authority, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := authority.Verify(x509.VerifyOptions{Roots: pool, CurrentTime: authority.NotBefore.AddDate(1, 0, 0)}); err != nil {
				t.Errorf("%s: certificate %d is not trusted: %v", name, i+1, err)
			}
		}
	}
}

// TestABundleIsUsedWholeOrNotAtAll holds that what cannot be read of a bundle is said.
func TestABundleIsUsedWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	good := certificate(t)
	block, _ := pem.Decode([]byte(good))
	for name, test := range map[string]struct{ text, says string }{
		"nothing":                   {"", "holds no certificate in PEM form"},
		"comments alone":            {"# -----BEGIN CERTIFICATE-----\n", "holds no certificate in PEM form"},
		"a key alone":               {string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")})), "holds no certificate in PEM form"},
		"the second cut off":        {good + good[:len(good)/2], "1 cannot be read"},
		"the first without its end": {strings.Replace(good, "-----END", "-----ENB", 1) + good, "cannot be read"},
		"damaged base64":            {good + strings.Replace(good, "\nM", "\n!", 1), "1 cannot be read"},
		"another thing inside":      {good + strings.Replace(good, "\nM", "\nA", 1), "cannot be read (number 2)"},
		"OpenSSL's own form":        {good + strings.ReplaceAll(good, "CERTIFICATE", "TRUSTED CERTIFICATE"), `"TRUSTED CERTIFICATE"`},
		"PKCS7":                     {good + strings.ReplaceAll(good, "CERTIFICATE", "PKCS7"), `"PKCS7"`},
		"escaped line ends":         {strings.ReplaceAll(good, "\n", `\n`), "1 cannot be read"},
		"DER":                       {string(block.Bytes), "openssl x509 -inform der"},
	} {
		path := writePEM(t, test.text)
		pool, err := config.Config{CAFile: path}.RootCAs()
		if pool != nil || err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want an error with %q", name, err, test.says)
		}
	}
}

// TestTheFormSaysThatTheFileOfAuthoritiesIsMissing holds that a profile is not saved
// without a word with a file of authorities that no connection could use.
func TestTheFormSaysThatTheFileOfAuthoritiesIsMissing(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	folder := filepath.Dir(p.file())
	write(t, filepath.Join(folder, "empty.pem"), "", 0o600)
	write(t, filepath.Join(folder, "good.pem"), certificate(t), 0o600)
	profile := config.Profile{Name: "a", Credential: "token", Endpoint: resource}
	for file, says := range map[string]string{
		"no-such.pem": "does not exist", "empty.pem": "holds no certificate", folder: "is not a regular file", "~jane/x": "another user's home",
	} {
		profile.CAFile = file
		_, err := p.loader(t, nil).SaveProfile(config.Flags{}, nil, profile, config.NewSecret(someToken))
		assertField(t, err, "ca_file", says)
	}
	if len(p.keyring) != 0 {
		t.Error("a secret was kept")
	}
	profile.CAFile = "good.pem"
	if _, err := p.loader(t, nil).SaveProfile(config.Flags{}, nil, profile, config.NewSecret(someToken)); err != nil {
		t.Fatal(err)
	}
	// What has gone since does not keep another field from being changed.
	if err := os.Remove(filepath.Join(folder, "good.pem")); err != nil {
		t.Fatal(err)
	}
	changed := *p.listed(t, "a")
	changed.ReadOnly = true
	if _, err := p.change(t, changed, config.Secret{}); err != nil {
		t.Error(err)
	}
}

// assertField holds that an error is about a field, and what it says.
func assertField(t *testing.T, err error, field, says string) {
	t.Helper()
	wrong, ok := errors.AsType[*config.FieldError](err)
	if !ok || wrong.Key != field || !strings.Contains(wrong.Message, says) {
		t.Errorf("%v, want that %s says %q", err, field, says)
	}
}
