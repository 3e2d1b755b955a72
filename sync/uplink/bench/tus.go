//go:build linux

package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/tus/tusd/v2/pkg/filestore"
	"github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	"golang.org/x/sys/unix"
)

const tusPath = "/files/"

// serveTus serves tusd with a folder.
func serveTus(ctx context.Context, dir string) error {
	uploads := filepath.Join(dir, "uploads")
	if err := os.Mkdir(uploads, 0o700); err != nil {
		return err
	}
	composer := handler.NewStoreComposer()
	filestore.New(uploads).UseIn(composer)
	memorylocker.New().UseIn(composer)
	tus, err := handler.NewHandler(handler.Config{
		BasePath: tusPath, StoreComposer: composer,
	})
	if err != nil {
		return err
	}
	return serve(ctx, dir, http.StripPrefix(tusPath, tus))
}

const (
	// tusStall is how long bytes may lie unacknowledged before the client dials
	// anew.
	tusStall = 8 * time.Second
	tusPause = 100 * time.Millisecond
)

// tusClient uploads one file after version 1.0 of the protocol: one PATCH with
// all that is missing, and after each break a HEAD to learn what that is.
type tusClient struct {
	http *http.Client
	base *url.URL
	data []byte
}

// sendAsTus uploads the bytes of all objects of the kit.
func sendAsTus(ctx context.Context, dir string) error {
	k, err := readKit(dir)
	if err != nil {
		return err
	}
	base, err := url.Parse(k.Card.URL)
	if err != nil {
		return err
	}
	c := &tusClient{http: &http.Client{Transport: tusTransport()}, base: base}
	for _, object := range k.Objects {
		c.data = append(c.data, object...)
	}
	began := time.Now()
	if err := c.upload(ctx); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(outcome{Took: time.Since(began).Seconds()})
}

// tusTransport keeps TLS sessions, and gives up a connection that is stuck.
func tusTransport() *http.Transport {
	return &http.Transport{
		DialContext: dialWatched, TLSHandshakeTimeout: tusStall, ResponseHeaderTimeout: tusStall,
		TLSClientConfig: &tls.Config{
			MinVersion: tls.VersionTLS13, InsecureSkipVerify: true, // the certificate was made for this trial
			ClientSessionCache: tls.NewLRUClientSessionCache(1),
		},
	}
}

// dialWatched makes a connection that is closed when what was sent is not
// acknowledged for tusStall, as the kernel sees it: no client can know sooner.
func dialWatched(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: tusStall}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	tcp := conn.(*net.TCPConn)
	_ = tcp.SetLinger(0) // or the kernel goes on sending for the dead
	raw, err := tcp.SyscallConn()
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	go func() {
		moved, at := uint64(0), time.Now()
		for time.Since(at) < tusStall {
			time.Sleep(tusStall / 16)
			acked, waits, ok := acknowledged(raw)
			if !ok {
				return
			}
			if acked != moved || !waits {
				moved, at = acked, time.Now()
			}
		}
		_ = conn.Close()
	}()
	return conn, nil
}

// acknowledged returns how many bytes the other end has acknowledged, and whether
// any wait for it; false when the connection is closed.
func acknowledged(conn syscall.RawConn) (bytes uint64, waits, ok bool) {
	err := conn.Control(func(fd uintptr) {
		if info, err := unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO); err == nil {
			bytes, waits, ok = info.Bytes_acked, info.Unacked > 0, true
		}
	})
	return bytes, waits, ok && err == nil
}

func (c *tusClient) upload(ctx context.Context) error {
	location := ""
	for ctx.Err() == nil {
		err := c.step(ctx, &location)
		if err == nil {
			return nil
		}
		fmt.Fprintln(os.Stderr, time.Now().Format(time.TimeOnly), err)
		c.http.CloseIdleConnections()
		time.Sleep(tusPause)
	}
	return ctx.Err()
}

// step goes on from where the server is, and returns nil when all is there.
func (c *tusClient) step(ctx context.Context, location *string) error {
	offset := 0
	if *location == "" {
		response, err := c.do(ctx, http.MethodPost, tusPath, nil, "Upload-Length", strconv.Itoa(len(c.data)))
		if err != nil {
			return err
		}
		*location = response.Get("Location")
	} else {
		response, err := c.do(ctx, http.MethodHead, *location, nil)
		if err != nil {
			return err
		}
		if offset, err = strconv.Atoi(response.Get("Upload-Offset")); err != nil {
			return err
		}
	}
	if offset == len(c.data) {
		return nil
	}
	_, err := c.do(ctx, http.MethodPatch, *location, bytes.NewReader(c.data[offset:]),
		"Upload-Offset", strconv.Itoa(offset), "Content-Type", "application/offset+octet-stream")
	return err
}

func (c *tusClient) do(ctx context.Context, method, path string, body io.Reader, headers ...string) (http.Header, error) {
	target, err := c.base.Parse(path)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, method, target.String(), body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusBadRequest {
		return nil, fmt.Errorf("%s: %s", method, response.Status)
	}
	return response.Header, nil
}
