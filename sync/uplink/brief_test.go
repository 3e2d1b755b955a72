package uplink_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"
	"testing/synctest"

	"ventanilla/sync/uplink"
)

// bufferingProxy passes requests on only when it has all of them, and answers the
// same way, as some companies' proxies and virus scanners do.
func bufferingProxy(t *testing.T, over *http.Transport, o *office) http.Handler {
	t.Helper()
	target := must[*url.URL](t)(url.Parse(o.url))
	pass := httputil.NewSingleHostReverseProxy(target)
	pass.Transport = over
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the kiosk gave up
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		r.ContentLength, r.TransferEncoding = int64(len(body)), nil
		answer := httptest.NewRecorder()
		pass.ServeHTTP(answer, r)
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
}

// A proxy that swallows a flow until it ends costs time, and nothing else.
func TestDeliverThroughAProxyThatBuffers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inside, outside := newLink(t, &link{}), newLink(t, &link{})
		o := newOfficeOn(t, inside)
		k := enrolled(t, o)
		proxy := httptest.NewUnstartedServer(bufferingProxy(t, inside.transport(), o))
		check(t, proxy.Listener.Close())
		proxy.Listener = outside
		proxy.Start()
		t.Cleanup(proxy.Close)
		over := func(c *uplink.Config) { c.Transport, c.Card.URL = outside.transport(), proxy.URL }
		client := k.client(over)
		first := k.cut(k.application(40_000, 20_000)...)
		second := k.cut(k.application(10_000)...)
		result, err := client.Deliver(t.Context(), nil)
		check(t, err)
		if result.Left > 0 {
			t.Fatalf("%d batches wait", result.Left)
		}
		third := k.cut(k.application()...)
		_, err = client.Deliver(t.Context(), nil)
		check(t, err)
		arrived(t, o, k, first, second, third)
	})
}

// The same over real sockets, where the system tells what has arrived.
func TestDeliverThroughAProxyThatBuffersOnLoopback(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	k := enrolled(t, o)
	proxy := httptest.NewServer(bufferingProxy(t, &http.Transport{}, o))
	t.Cleanup(proxy.Close)
	m := k.cut(k.application(30_000)...)
	_, err := k.client(func(c *uplink.Config) { c.Card.URL = proxy.URL }).Deliver(t.Context(), nil)
	check(t, err)
	arrived(t, o, k, m)
}
