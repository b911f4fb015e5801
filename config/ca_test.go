package config_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/config"
)

// certificate returns a certificate authority in PEM form.
func certificate(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"},
		NotBefore: begin, NotAfter: begin.AddDate(10, 0, 0), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

func TestRootCAsTrustTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ca.pem")
	text := certificate(t)
	block, _ := pem.Decode([]byte(text))
	authority, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, "# a comment before it\n"+text, 0o644)

	pool, err := config.Config{CAFile: path}.RootCAs()
	if err != nil {
		t.Fatalf("RootCAs: %v", err)
	}
	_, err = authority.Verify(x509.VerifyOptions{Roots: pool, CurrentTime: authority.NotBefore.AddDate(1, 0, 0)})
	if err != nil {
		t.Errorf("the authority in the file is not trusted: %v", err)
	}

	if pool, err := (config.Config{}).RootCAs(); pool != nil || err != nil {
		t.Errorf("without a file: %v, %v; want nil, which means the system's", pool, err)
	}
	write(t, path, strings.Replace(text, "\nM", "\nA", 1), 0o644)
	if _, err := (config.Config{CAFile: path}).RootCAs(); err == nil || !strings.Contains(err.Error(), "cannot be read (number 1)") {
		t.Errorf("with a broken certificate: %v", err)
	}
}
