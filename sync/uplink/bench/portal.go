//go:build linux

package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"ventanilla/sync/batch/wire"
	"ventanilla/sync/portal"
	"ventanilla/sync/portal/file"
	"ventanilla/sync/portal/sqlite"
)

// servePortal serves the portal as cmd/portal does, until it is killed.
func servePortal(ctx context.Context, dir string) error {
	k, err := readKit(dir)
	if err != nil {
		return err
	}
	ledger, _, err := sqlite.Open(ctx, filepath.Join(dir, books), time.Now)
	if err != nil {
		return err
	}
	blobs, err := file.Open(filepath.Join(dir, "blobs"))
	if err != nil {
		return err
	}
	p := &portal.Portal{
		Key: k.Portal, Devices: ledger, Books: ledger, Parts: ledger, Blobs: blobs, Updates: ledger,
		Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Now: time.Now,
	}
	return serve(ctx, dir, p.Handler())
}

// serve says on standard output when it is ready.
func serve(ctx context.Context, dir string, handler http.Handler) error {
	config, err := serverTLS(dir)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{Control: wire.Control}).Listen(ctx, "tcp", ":"+port)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug)}
	return server.Serve(tls.NewListener(listener, config))
}
