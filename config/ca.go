package config

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strings"
)

// maximumCAFile bounds a file of certificates: the system's own, with all public
// authorities, is about 220 KB.
const maximumCAFile = 4 << 20

// RootCAs returns the system's certificate authorities and those of CAFile; nil, which
// crypto/tls takes for the system's, without one.
func (c Config) RootCAs() (*x509.CertPool, error) {
	if c.CAFile == "" {
		return nil, nil //nolint:nilnil // what crypto/tls takes for the system's
	}
	certificates, err := readAuthorities(c.CAFile)
	if err != nil {
		return nil, fmt.Errorf("the file of certificate authorities %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil { // A system without any.
		pool = x509.NewCertPool()
	}
	for _, certificate := range certificates {
		pool.AddCert(certificate)
	}
	return pool, nil
}

// readAuthorities reads a file of certificate authorities. Its error begins with the path.
func readAuthorities(path string) ([]*x509.Certificate, error) {
	held, err := readFile(path, maximumCAFile)
	if _, noText := errors.AsType[*encodingError](err); noText && isDER(path) {
		return nil, fmt.Errorf("%s is in DER form, and PEM form is needed; run: openssl x509 -inform der -in %s -out %[2]s.pem",
			path, quoteArgument(path))
	}
	if err != nil {
		return nil, fmt.Errorf("%s %w", path, err)
	}
	if err := checkAccess(path, held.mode, everybodyWrites, "says who is trusted with the secret"); err != nil {
		return nil, err
	}
	certificates, err := parseAuthorities(held.text)
	if err != nil {
		return nil, fmt.Errorf("%s %w", path, err)
	}
	return certificates, nil
}

// isDER reports whether a file holds certificates as they are, not as text.
func isDER(path string) bool {
	der, err := os.ReadFile(path) //nolint:gosec // the user says which file; its size has been checked
	if err != nil {
		return false
	}
	certificates, err := x509.ParseCertificates(der)
	return err == nil && len(certificates) > 0
}

// plainLines returns the lines of a PEM file as encoding/pem wants them, and how many
// blocks begin in them. Files that were put behind each other can have a byte order mark
// or a beginning within; blocks from YAML are indented.
func plainLines(text string) (plain string, begun int) {
	text = strings.NewReplacer("\ufeff", "", "\r\n", "\n", "\r", "\n").Replace(text)
	text = strings.ReplaceAll(text, "----------BEGIN ", "-----\n-----BEGIN ")
	var lines strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if strings.Contains(line, beginning) && !strings.HasPrefix(line, "#") {
			begun++
		}
		lines.WriteString(line + "\n")
	}
	return lines.String(), begun
}

// beginning is how every block of a PEM file begins.
const beginning = "-----BEGIN "

// parseAuthorities returns all certificates of a text, or none: one that is missing would
// show much later. encoding/pem skips what is not exactly a block, so the beginnings are
// counted as well. Its error continues a sentence that begins with the file.
func parseAuthorities(text string) ([]*x509.Certificate, error) {
	plain, begun := plainLines(text)
	var certificates []*x509.Certificate
	blocks := 0
	for rest := []byte(plain); ; blocks++ {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		switch {
		case block.Type == "CERTIFICATE", block.Type == "X509 CERTIFICATE":
			certificate, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return nil, fmt.Errorf("holds a certificate that cannot be read (number %d)", len(certificates)+1)
			}
			certificates = append(certificates, certificate)
		case strings.Contains(block.Type, "CERTIFICATE"), strings.HasPrefix(block.Type, "PKCS"), block.Type == "CMS":
			return nil, fmt.Errorf("holds a block %q, which cannot be read; write each certificate as %sCERTIFICATE-----", block.Type, beginning)
		}
	}
	switch {
	case blocks < begun:
		return nil, fmt.Errorf("begins %d blocks with %s, of which %d cannot be read: they are cut off or damaged, "+
			"and certificates may be missing", begun, strings.TrimSpace(beginning), begun-blocks)
	case len(certificates) == 0:
		return nil, fmt.Errorf("holds no certificate in PEM form (%sCERTIFICATE-----)", beginning)
	}
	return certificates, nil
}
