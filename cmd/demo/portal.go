package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// startPortal makes keys, a database and the card, and serves on loopback until it is stopped.
func (d *demo) startPortal(ctx context.Context) (*process, error) {
	if err := d.portFree(); err != nil {
		return nil, err
	}
	if _, err := d.output(ctx, "portal", "init", "--dir", d.path("portal"), "--passphrase-file", d.secret); err != nil {
		return nil, err
	}
	card, err := d.output(ctx, "portal", "card", "--dir", d.path("portal"), "--url", "http://"+d.listen,
		"--passphrase-file", d.secret)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(d.path("card.json"), card, 0o644); err != nil {
		return nil, fmt.Errorf("write the portal's card: %w", err)
	}
	serve, err := d.start(ctx, "portal", "serve", "--dir", d.path("portal"), "--listen", d.listen,
		"--passphrase-file", d.secret)
	if err != nil {
		return nil, err
	}
	if err := d.waitHealthy(ctx, serve); err != nil {
		serve.stop()
		return nil, err
	}
	fmt.Println("portal     serves on", d.listen)
	return serve, nil
}

func (d *demo) portFree() error {
	l, err := net.Listen("tcp", d.listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is in use: stop what uses it, or choose another with -listen (make run LISTEN=127.0.0.1:8421)", d.listen)
	}
	if err != nil {
		return fmt.Errorf("listen on %s: %w", d.listen, err)
	}
	return l.Close()
}

// waitHealthy asks until the portal answers, at most ten seconds.
func (d *demo) waitHealthy(ctx context.Context, serve *process) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return errors.New("the portal did not answer within 10 seconds")
		case <-serve.ended:
			return fmt.Errorf("the portal ended: %s", serve.lastWords())
		case <-tick.C:
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+d.listen+"/healthz", nil)
		if err != nil {
			return err
		}
		if answer, err := http.DefaultClient.Do(request); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
	}
}

// makeSite makes the kiosk's encrypted store and enrols its device with a one-time code.
func (d *demo) makeSite(ctx context.Context) error {
	code, err := d.output(ctx, "portal", "enrol", "--dir", d.path("portal"), "--site", site, "--office", office)
	if err != nil {
		return err
	}
	_, err = d.output(ctx, "kioskctl", "init", "--dir", d.path("kiosk"), "--card", d.path("card.json"),
		"--code", strings.TrimSpace(string(code)), "--staff", staff, "--keep-days", "7", "--passphrase-file", d.secret)
	if err != nil {
		return err
	}
	fmt.Printf("kiosk      %s, office %s, staff %s\n", site, office, staff)
	return nil
}

func (d *demo) path(name string) string { return filepath.Join(d.dir, name) }
