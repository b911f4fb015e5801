package emulator

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/moby/sys/atomicwriter"
)

// Files of the certificate directory.
const (
	caFile    = "ca.pem"
	caKeyFile = "ca-key.pem"
	leafFile  = "server.pem"
	leafKey   = "server-key.pem"
)

const (
	caLifetime   = 10 * 365 * 24 * time.Hour
	leafLifetime = 365 * 24 * time.Hour
	// renewal is how long before its end a certificate is replaced.
	renewal = 24 * time.Hour
)

// certificates are those of a directory.
type certificates struct {
	leaf   tls.Certificate
	caFile string
}

// loadCertificates uses the certificates of a directory, and makes what is
// missing or no longer valid. The directory and the keys are the owner's only.
func loadCertificates(directory string, now time.Time) (certificates, error) {
	directory, err := filepath.Abs(directory)
	if err != nil {
		return certificates{}, fmt.Errorf("finding the folder: %w", err)
	}
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return certificates{}, fmt.Errorf("making the folder: %w", err)
	}
	authority, err := loadPair(directory, caFile, caKeyFile)
	if err != nil || !usableAuthority(authority, now) {
		if authority, err = makeAuthority(directory, now); err != nil {
			return certificates{}, err
		}
	}
	leaf, err := loadPair(directory, leafFile, leafKey)
	if err != nil || !usableLeaf(leaf, authority, now) {
		if leaf, err = makeLeaf(directory, authority, now); err != nil {
			return certificates{}, err
		}
	}
	return certificates{leaf: leaf, caFile: filepath.Join(directory, caFile)}, nil
}

// loadPair reads a certificate and its key.
func loadPair(directory, certificate, key string) (tls.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(directory, certificate), filepath.Join(directory, key))
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("reading %s: %w", certificate, err)
	}
	return pair, nil
}

func usableAuthority(pair tls.Certificate, now time.Time) bool {
	return pair.Leaf.IsCA && now.After(pair.Leaf.NotBefore) && now.Add(renewal).Before(pair.Leaf.NotAfter)
}

// usableLeaf says whether a client that trusts the authority accepts the leaf for
// every name it is made for.
func usableLeaf(leaf, authority tls.Certificate, now time.Time) bool {
	roots := x509.NewCertPool()
	roots.AddCert(authority.Leaf)
	for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
		for _, moment := range []time.Time{now, now.Add(renewal)} {
			if _, err := leaf.Leaf.Verify(x509.VerifyOptions{DNSName: name, Roots: roots, CurrentTime: moment}); err != nil {
				return false
			}
		}
	}
	return true
}

// makeAuthority makes a certificate authority that can vouch for this machine's
// loopback names only, so that trusting it risks little.
func makeAuthority(directory string, now time.Time) (tls.Certificate, error) {
	template := &x509.Certificate{
		Subject:               pkix.Name{CommonName: "acs-chat-tui emulator CA"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.Add(caLifetime),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
		MaxPathLenZero:        true,

		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         []string{"localhost"},
		PermittedIPRanges: []*net.IPNet{
			{IP: net.IPv4(127, 0, 0, 0).To4(), Mask: net.CIDRMask(8, 32)},
			{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
		},
	}
	return makePair(directory, caFile, caKeyFile, template, nil)
}

// makeLeaf makes the server's certificate.
func makeLeaf(directory string, authority tls.Certificate, now time.Time) (tls.Certificate, error) {
	template := &x509.Certificate{
		Subject:               pkix.Name{CommonName: "acs-chat-tui emulator"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.Add(leafLifetime),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	return makePair(directory, leafFile, leafKey, template, &authority)
}

// makePair makes a key and a certificate for it, signed by the issuer or, without
// one, by itself, and writes both.
func makePair(directory, certificate, keyName string, template *x509.Certificate, issuer *tls.Certificate) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("making the key of %s: %w", certificate, err)
	}
	if template.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127)); err != nil {
		return tls.Certificate{}, fmt.Errorf("making the number of %s: %w", certificate, err)
	}
	parent, signer := template, crypto.Signer(key)
	if issuer != nil {
		parent = issuer.Leaf
		issuerKey, fits := issuer.PrivateKey.(crypto.Signer)
		if !fits {
			return tls.Certificate{}, errors.New("the authority's key cannot sign")
		}
		signer = issuerKey
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("making %s: %w", certificate, err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("writing the key of %s: %w", certificate, err)
	}
	if err := writePEM(filepath.Join(directory, keyName), "PRIVATE KEY", keyDER, 0o600); err != nil {
		return tls.Certificate{}, err
	}
	if err := writePEM(filepath.Join(directory, certificate), "CERTIFICATE", der, 0o644); err != nil {
		return tls.Certificate{}, err
	}
	return loadPair(directory, certificate, keyName)
}

// writePEM replaces a file. The old one is removed first: it may be a link.
func writePEM(path, kind string, der []byte, mode fs.FileMode) error {
	err := os.Remove(path)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		err = atomicwriter.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), mode)
	}
	if err != nil {
		return fmt.Errorf("replacing %s: %w", path, err)
	}
	return nil
}
