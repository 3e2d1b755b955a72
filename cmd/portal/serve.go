package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

const (
	headerTimeout = 30 * time.Second // a bad link needs its time
	idleTimeout   = 2 * time.Minute
	stopTimeout   = 10 * time.Second
	maxHeader     = 16 << 10
)

func newServe(s streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "serve --dir D --listen ADDR [--tls-cert F --tls-key F]",
		Short: "take applications over the network",
		Long: `Serves kiosks until it is interrupted. It needs the passphrase at its start, for
the key that signs receipts; the key that opens applications stays closed.
Without a certificate it listens on loopback only.`,
		Example: "  portal serve --dir D --listen :8443 --tls-cert cert.pem --tls-key key.pem --passphrase-file F",
		Args:    usage(cobra.NoArgs),
	}
	h := newHome(c, s)
	listen := c.Flags().String("listen", "127.0.0.1:8420", "address to listen on")
	cert := c.Flags().String("tls-cert", "", "PEM file of the certificate and its chain")
	key := c.Flags().String("tls-key", "", "PEM file of the certificate's key")
	c.RunE = func(c *cobra.Command, _ []string) error {
		config, err := serverTLS(*listen, *cert, *key)
		if err != nil {
			return err
		}
		return h.with(c.Context(), func() error { return h.serve(c.Context(), s, *listen, config) })
	}
	return c
}

// serverTLS returns nil for plain HTTP, which it allows on loopback only.
func serverTLS(listen, cert, key string) (*tls.Config, error) {
	if cert == "" && key == "" {
		address, err := net.ResolveTCPAddr("tcp", listen)
		if err != nil || !address.IP.IsLoopback() {
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

func (h *home) serve(ctx context.Context, s streams, listen string, config *tls.Config) error {
	signing, err := h.signingKey()
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	if config != nil {
		listener = tls.NewListener(listener, config)
	}
	log := slog.New(slog.NewJSONHandler(s.err, nil))
	server := &http.Server{
		Handler: h.portal(signing, log).Handler(), ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	log.Info("serving", "address", listener.Addr().String(), "tls", config != nil)
	return serveUntil(ctx, server, listener)
}

// serveUntil serves until ctx ends, then lets flows finish for a while.
func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
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
		return server.Close() // what those flows brought whole is in the books
	}
	return nil
}
