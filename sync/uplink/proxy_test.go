package uplink_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ventanilla/sync/batch"
	"ventanilla/sync/uplink"
)

const childCard = "VENTANILLA_TEST_CARD"

// answers says whether the portal of a card answers a device that it does not know.
func answers(card string) string {
	config := uplink.Config{}
	if err := json.Unmarshal([]byte(card), &config.Card); err != nil {
		return err.Error()
	}
	k := newKiosk(&testing.T{}, nil)
	config.Device, config.Key, config.Outbox, config.Inbox = k.id, k.transport, k, k
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, err := uplink.New(config).Deliver(ctx, nil)
	if refused := (*uplink.RefusedError)(nil); errors.As(err, &refused) {
		return "answered"
	}
	return "no answer"
}

// connecting is a proxy that takes every request to connect to one server.
type connecting struct {
	server string
	times  atomic.Int64
	open   sync.WaitGroup
}

func (p *connecting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodConnect {
		http.Error(w, "no", http.StatusMethodNotAllowed)
		return
	}
	there, err := net.Dial("tcp", p.server)
	if err != nil {
		http.Error(w, "no", http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusOK)
	here, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = there.Close()
		return
	}
	p.times.Add(1)
	pipe := func(to net.Conn, from io.Reader) {
		_, _ = io.Copy(to, from)
		_, _ = here.Close(), there.Close() // ends the other way too
	}
	p.open.Go(func() { pipe(there, buffered) })
	p.open.Go(func() { pipe(here, there) })
}

// The system's proxies are used as its variables say. Go reads those once, so
// each case is a process of its own.
func TestProxiesOfTheSystem(t *testing.T) {
	o := newOffice(t)
	server := httptest.NewTLSServer(o.handler())
	t.Cleanup(server.Close)
	sum := sha256.Sum256(server.Certificate().RawSubjectPublicKeyInfo)
	card := o.card()
	// Nobody is at this address, which is for documentation (RFC 5737).
	card.URL, card.TLSPin = "https://192.0.2.1", hex.EncodeToString(sum[:])
	for _, c := range []struct {
		name      string
		variables string
		want      string
		connects  bool
	}{
		{"proxy", "HTTPS_PROXY=PROXY", "answered", true},
		{"small letters", "https_proxy=PROXY", "answered", true},
		{"another host is excepted", "HTTPS_PROXY=PROXY NO_PROXY=192.0.2.2", "answered", true},
		{"the host is excepted", "HTTPS_PROXY=PROXY NO_PROXY=192.0.2.1", "no answer", false},
		{"for plain requests only", "HTTP_PROXY=PROXY", "no answer", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			proxy := &connecting{server: server.Listener.Addr().String()}
			at := httptest.NewServer(proxy)
			t.Cleanup(func() { at.Close(); proxy.open.Wait() })
			got := inProcess(t, card, strings.Fields(strings.ReplaceAll(c.variables, "=PROXY", "="+at.URL)))
			if got != c.want || (proxy.times.Load() > 0) != c.connects {
				t.Errorf("%s, and %d connections through the proxy", got, proxy.times.Load())
			}
		})
	}
}

// inProcess asks the portal of a card in a process with these variables alone.
func inProcess(t *testing.T, card batch.Card, variables []string) string {
	t.Helper()
	text := must[[]byte](t)(json.Marshal(card))
	c := exec.Command(os.Args[0], "-test.run=^$")
	c.Env = append(variables, fmt.Sprintf("%s=%s", childCard, text))
	c.Stderr = os.Stderr
	return strings.TrimSpace(string(must[[]byte](t)(c.Output())))
}
