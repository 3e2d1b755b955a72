package uplink_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"ventanilla/sync/uplink"
)

// toxicLink is a proxy on loopback that spoils what goes through it.
type toxicLink struct {
	t     *testing.T
	proxy *toxiproxy.Proxy
}

func newToxicLink(t *testing.T, o *office) *toxicLink {
	t.Helper()
	portal := must[*url.URL](t)(url.Parse(o.url))
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	proxy := toxiproxy.NewProxy(server, "portal", "127.0.0.1:0", portal.Host)
	check(t, proxy.Start())
	t.Cleanup(proxy.Stop)
	return &toxicLink{t: t, proxy: proxy}
}

// over makes a client dial the proxy.
func (l *toxicLink) over(c *uplink.Config) { c.Card.URL = "http://" + l.proxy.Listen }

func (l *toxicLink) add(toxics []string) {
	l.t.Helper()
	for _, toxic := range toxics {
		_, err := l.proxy.Toxics.AddToxicJson(strings.NewReader(toxic))
		check(l.t, err)
	}
}

// Whatever a proxy on loopback does to the bytes, each batch ends delivered once.
func TestDeliverOverToxicLinks(t *testing.T) {
	t.Parallel()
	for name, toxics := range map[string][]string{
		"latency": {
			`{"name":"up","type":"latency","stream":"upstream","attributes":{"latency":150,"jitter":100}}`,
			`{"name":"down","type":"latency","stream":"downstream","attributes":{"latency":150,"jitter":100}}`,
		},
		"bandwidth": {
			`{"name":"up","type":"bandwidth","stream":"upstream","attributes":{"rate":60}}`,
		},
		"slicer": {
			`{"name":"up","type":"slicer","stream":"upstream","attributes":{"average_size":700,"size_variation":650,"delay":20}}`,
			`{"name":"down","type":"slicer","stream":"downstream","attributes":{"average_size":3,"size_variation":2,"delay":20}}`,
		},
		"timeout": {
			`{"name":"up","type":"timeout","stream":"upstream","toxicity":0.4,"attributes":{"timeout":300}}`,
		},
		"timeout of answers": {
			`{"name":"down","type":"timeout","stream":"downstream","toxicity":0.4,"attributes":{"timeout":300}}`,
		},
		"reset_peer": {
			`{"name":"up","type":"reset_peer","stream":"upstream","toxicity":0.4,"attributes":{"timeout":100}}`,
		},
		"limit_data": {
			`{"name":"up","type":"limit_data","stream":"upstream","attributes":{"bytes":30000}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			k := enrolled(t, o)
			l := newToxicLink(t, o)
			l.add(toxics)
			first := k.cut(append(k.application(60_000), k.application(30_000)...)...)
			second := k.cut(k.application()...)
			deliverAll(t, k, l.over)
			arrived(t, o, k, first, second)
		})
	}
}

// A portal that is down, and comes back while something is being sent.
func TestDeliverWhenThePortalGoesDown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	k := enrolled(t, o)
	l := newToxicLink(t, o)
	l.add([]string{`{"name":"up","type":"bandwidth","stream":"upstream","attributes":{"rate":100}}`})
	first := k.cut(k.application(60_000)...)
	second := k.cut(k.application(50_000)...)
	down := false
	_, err := k.client(l.over).Deliver(t.Context(), func(p uplink.Progress) {
		if !down && p.Done > p.Total/3 {
			down = true
			l.proxy.Stop()
		}
	})
	if !errors.Is(err, uplink.ErrNoLink) || !down {
		t.Fatalf("down %v: %v", down, err)
	}
	if len(k.waiting) == 0 {
		t.Fatal("delivered to a portal that was down")
	}
	check(t, l.proxy.Start())
	deliverAll(t, k, l.over)
	arrived(t, o, k, first, second)
}

// deliverAll makes passes until nothing waits.
func deliverAll(t *testing.T, k *kiosk, over func(*uplink.Config)) {
	t.Helper()
	client, began := k.client(over), time.Now()
	for pass := 1; len(k.waiting) > 0; pass++ {
		_, err := client.Deliver(t.Context(), nil)
		if err != nil && !errors.Is(err, uplink.ErrNoLink) || time.Since(began) > 5*time.Minute {
			t.Fatalf("pass %d: %d batches wait: %v", pass, len(k.waiting), err)
		}
	}
}
