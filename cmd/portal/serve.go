package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"ventanilla/sync/batch/wire"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/ledger"
)

const (
	headerTimeout = 30 * time.Second // a bad link needs its time
	idleTimeout   = 2 * time.Minute
	stopTimeout   = 35 * time.Second // longer than a flow takes to keep what it has
	maxHeader     = 16 << 10
	day           = 24 * time.Hour
	mostDays      = 36500
)

func newServe(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "serve --dir D --listen ADDR [--tls-cert F --tls-key F] [--metrics ADDR]",
		Short: "take applications over the network",
		Long: `Serves kiosks until it is interrupted. It needs the passphrase at its start, for
the key that signs receipts; the key that opens applications stays closed.
Without a certificate it listens on loopback only.

/healthz answers while the process lives, /readyz while it reaches its storage. /metrics
counts for Prometheus, and names nobody: on the same address without a certificate, else
where --metrics says. A proxy in front should not pass it on.

Any number of processes may serve one database, each with a copy of the folder.`,
		Example: "  portal serve --dir D --listen :8443 --tls-cert cert.pem --tls-key key.pem --passphrase-file F",
		Args:    usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	listen := c.Flags().String("listen", "127.0.0.1:8420", "address to listen on")
	cert := c.Flags().String("tls-cert", "", "PEM file of the certificate and its chain")
	key := c.Flags().String("tls-key", "", "PEM file of the certificate's key")
	metrics := c.Flags().String("metrics", "", "address for /metrics alone; without it the portal serves them where it has no TLS")
	daily := c.Flags().Int64("daily-bytes", ledger.DefaultDailyBytes, "what one kiosk may announce by network on one day")
	keep := c.Flags().Int("keep-parts", int(portal.DefaultKeepParts/day), "days after which what came of an unfinished upload is removed")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if *keep < 1 || *keep > mostDays {
			return fmt.Errorf("%w: --keep-parts wants 1 to %d days", errUsage, mostDays)
		}
		config, err := serverTLS(*listen, *cert, *key)
		if err != nil {
			return err
		}
		return h.with(c.Context(), func() error {
			h.ledger.DailyBytes = *daily
			return h.serve(c.Context(), s, serving{*listen, *metrics, config, time.Duration(*keep) * day})
		})
	}
	return c
}

// serverTLS returns nil for plain HTTP, which it allows on loopback only.
func serverTLS(listen, cert, key string) (*tls.Config, error) {
	if cert == "" && key == "" {
		address, err := net.ResolveTCPAddr("tcp", listen)
		if err != nil {
			return nil, fmt.Errorf("%w: --listen %s is no address with a port from 0 to 65535", errUsage, listen)
		}
		if !address.IP.IsLoopback() {
			return nil, fmt.Errorf("%w: without --tls-cert and --tls-key the portal listens on loopback only", errUsage)
		}
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	// HTTP/1.1 only: a kiosk's flows are connections of their own.
	return &tls.Config{
		MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{pair}, NextProtos: []string{"http/1.1"},
	}, nil
}

// serving is what the flags say.
type serving struct {
	listen, metrics string
	config          *tls.Config   // nil: plain
	keepParts       time.Duration // what came of an unfinished upload
}

func (h *home) serve(ctx context.Context, s streams, as serving) error {
	signing, err := h.signingKey()
	if err != nil {
		return err
	}
	if err := h.ready(ctx); err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	log := slog.New(slog.NewJSONHandler(s.err, nil))
	p := h.portal(signing, log)
	counts := h.counts()
	p.Metrics = portal.NewMetrics(counts)
	mux := http.NewServeMux()
	mux.Handle("/", p.Handler())
	if as.metrics == "" && as.config == nil {
		mux.Handle(metricsPattern, metricsHandler(counts))
	}
	listener, err := (&net.ListenConfig{Control: wire.Control}).Listen(ctx, "tcp", as.listen)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	if as.config != nil {
		listener = tls.NewListener(listener, as.config)
	}
	log.Info("serving", "address", listener.Addr().String(), "tls", as.config != nil)
	ctx, stop := context.WithCancel(ctx)
	var daily sync.WaitGroup
	daily.Go(func() { p.SweepDaily(ctx, as.keepParts, h.ledger, h.blobs) })
	daily.Go(func() { h.publishDevicesDaily(ctx, signing, log) })
	defer daily.Wait() // before the database is closed
	defer stop()
	if as.metrics == "" {
		return serveUntil(ctx, mux, listener, log)
	}
	return h.serveBeside(ctx, as.metrics, counts, log, func() error { return serveUntil(ctx, mux, listener, log) })
}

// serveUntil serves until ctx ends, then wakes the flows and lets them keep what
// came.
func serveUntil(ctx context.Context, handler http.Handler, listener net.Listener, log *slog.Logger) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog:    slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("%w: %w", errUnreachable, err)
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	if err := server.Shutdown(stopping); err != nil {
		log.Warn("stopped before all flows had ended", "cause", err)
		return server.Close() // what they brought whole and was receipted is in the books
	}
	return nil
}
