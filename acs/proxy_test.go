package acs_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

const farEndpoint = "https://contoso.communication.azure.com"

// throughProxy is a client whose transport is the usual one, with a proxy.
func throughProxy(t *testing.T, proxy string) (*acs.Client, *[]acs.Exchange) {
	t.Helper()
	parsed, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport := acs.NewTransport(nil)
	transport.Proxy = http.ProxyURL(parsed)
	var log []acs.Exchange
	options := quickly()
	options.Transport = &http.Client{Transport: transport}
	options.Observer = func(x acs.Exchange) { log = append(log, x) }
	return newClient(t, farEndpoint, options), &log
}

// TestAProxyThatRefusesIsNamed, with its status and without its password, and is not
// asked again.
func TestAProxyThatRefusesIsNamed(t *testing.T) {
	for _, status := range []int{403, 407, 502, 503} {
		asked := 0
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			w.Header().Set("Via", "1.1 squid "+r.Header.Get("Proxy-Authorization"))
			w.WriteHeader(status)
		}))
		t.Cleanup(proxy.Close)
		host := strings.TrimPrefix(proxy.URL, "http://")
		client, log := throughProxy(t, "http://ada:tiny-password@"+host)
		_, err := client.CreateChatThread(t.Context(), "t", nil)
		failure, ok := errors.AsType[*acs.RequestError](err)
		if !ok || failure.Reason != acs.RequestErrorReasonProxy || acs.OutcomeUnknown(err) || asked != 1 {
			t.Errorf("%d: error %+v, asked %d times", status, err, asked)
			continue
		}
		want := fmt.Sprintf("the proxy %s did not connect to contoso.communication.azure.com:443: it answered %d %s (Via: 1.1 squid", host, status, http.StatusText(status))
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%d: %s, want %s", status, err, want)
		}
		for _, text := range []string{err.Error(), fmt.Sprintf("%+v", *log)} {
			if strings.Contains(text, "tiny-password") || strings.Contains(text, "YWRhOnRpbnktcGFzc3dvcmQ=") {
				t.Errorf("%d: the password shows: %s", status, text)
			}
		}
	}
}

// TestAProxyThatIsNotThereIsNotTheEndpoint: of the endpoint nothing is known then.
func TestAProxyThatIsNotThereIsNotTheEndpoint(t *testing.T) {
	var listening net.ListenConfig
	listener, err := listening.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	for proxy, want := range map[string]string{
		"http://u:tiny-password@" + address:          "nothing listens where the proxy should be at " + address,
		"socks5://u:tiny-password@" + address:        "nothing listens where the proxy should be at " + address,
		"http://u:tiny-password@proxy.invalid:3128":  "the host of the proxy, proxy.invalid, is unknown",
		"https://u:tiny-password@proxy.invalid:3128": "the host of the proxy, proxy.invalid, is unknown",
	} {
		client, _ := throughProxy(t, proxy)
		_, err := client.GetChatThreadProperties(t.Context(), threadID, nil)
		failure, ok := errors.AsType[*acs.RequestError](err)
		if !ok || failure.Reason != acs.RequestErrorReasonProxy || failure.Attempts != 1 || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", proxy, err, want)
		}
		if strings.Contains(err.Error(), "password") || strings.Contains(err.Error(), "contoso") {
			t.Errorf("%s: %v", proxy, err)
		}
	}
}

func TestASocksProxyThatRefusesIsNotTheEndpoint(t *testing.T) {
	endpoint := rawServer(t, "\x05\xff")
	client, _ := throughProxy(t, strings.Replace(endpoint, "http://", "socks5://u:tiny-password@", 1))
	_, err := client.GetChatThreadProperties(t.Context(), threadID, nil)
	failure, ok := errors.AsType[*acs.RequestError](err)
	if !ok || failure.Reason != acs.RequestErrorReasonProxy || !strings.Contains(err.Error(), "the proxy did not connect to the endpoint") || strings.Contains(err.Error(), "password") {
		t.Errorf("error %v", err)
	}
}

// TestThisMachineIsReachedWithoutAProxy, in whatever letters its name is written: a proxy
// would get the token in the clear. It runs in a process of its own, as net/http reads the
// environment once.
func TestThisMachineIsReachedWithoutAProxy(t *testing.T) {
	const proxy = "http://proxy.test:3128"
	if os.Getenv("HTTP_PROXY") != proxy {
		command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
		command.Env = append(os.Environ(), "HTTP_PROXY="+proxy, "NO_PROXY=", "no_proxy=")
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
		return
	}
	for endpoint, want := range map[string]string{
		"http://localhost:1": "", "http://LOCALHOST:1": "", "http://127.0.0.1:1": "", "http://[::1]:1": "", "http://contoso.test": proxy,
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, endpoint, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		chosen, err := acs.ProxyFromEnvironment(request)
		if chosen != nil {
			got = chosen.String()
		}
		if err != nil || got != want {
			t.Errorf("%s: proxy %q and error %v, want %q", endpoint, got, err, want)
		}
	}
}
