package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const metricsPattern = "GET /metrics"

// counts returns a registry with what the process and its database do.
func (h *home) counts() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewDBStatsCollector(h.db, "portal"))
	return r
}

func metricsHandler(r *prometheus.Registry) http.Handler {
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{})
}

// serveBeside serves metrics alone on an address while serve runs.
func (h *home) serveBeside(ctx context.Context, address string, r *prometheus.Registry, log *slog.Logger, serve func() error) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	mux := http.NewServeMux()
	mux.Handle(metricsPattern, metricsHandler(r))
	watching, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- serveUntil(watching, mux, listener, log) }()
	err = serve()
	stop()
	return errors.Join(err, <-ended)
}
