package config

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
)

// maximumCAFile bounds a file of certificates: the system's own, with all public
// authorities, is about 220 KB.
const maximumCAFile = 4 << 20

// RootCAs returns the system's certificate authorities and those of CAFile, or
// nil where there is no CAFile, which means the system's to crypto/tls. Load has
// called it once: an error here means that the file has changed since.
func (c Config) RootCAs() (*x509.CertPool, error) {
	if c.CAFile == "" {
		return nil, nil //nolint:nilnil // what crypto/tls takes for the system's
	}
	text, _, err := readFile(c.CAFile, maximumCAFile)
	if err != nil {
		return nil, fmt.Errorf("the file of certificate authorities %s %w", c.CAFile, err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil { // A system without any.
		pool = x509.NewCertPool()
	}
	count := 0
	for rest := bytes.TrimSpace(text); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("the file of certificate authorities %s holds a certificate that cannot be read (number %d)",
				c.CAFile, count+1)
		}
		pool.AddCert(certificate)
		count++
	}
	if count == 0 {
		return nil, fmt.Errorf("the file of certificate authorities %s holds no certificate in PEM form "+
			"(-----BEGIN CERTIFICATE-----)", c.CAFile)
	}
	return pool, nil
}
