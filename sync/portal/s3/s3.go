// Package s3 keeps the portal's blobs on S3-compatible storage, each under its
// name, for any number of portal processes at once. Begin with [Open].
//
// Promised: Put returns after the storage has acknowledged the whole object; it
// never overwrites one; and Get gives only bytes that have the name's hash.
package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// ErrAddress is what [Open] returns for an address that it cannot use.
var ErrAddress = errors.New("not an address of blobs: want s3://bucket/prefix?endpoint=https://host")

const (
	defaultEndpoint = "https://s3.amazonaws.com"

	// conditionalConflict is what storage answers when two put one name at once.
	conditionalConflict = "ConditionalRequestConflict"
	maxTries            = 5
)

// Blobs is a prefix of a bucket. It is safe for concurrent use.
type Blobs struct {
	client         *minio.Client
	bucket, prefix string
}

var (
	_ portal.Blobs   = (*Blobs)(nil)
	_ portal.Sweeper = (*Blobs)(nil)
)

// Open returns the blobs at an address such as
//
//	s3://bucket/prefix?endpoint=https://storage.example.org&region=eu-1
//
// It speaks to nobody yet. Endpoint is Amazon's if absent; with http:// it is
// not encrypted, which suits a private network, since blobs are sealed anyway.
// The keys come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.
func Open(address string) (*Blobs, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.User != nil {
		return nil, fmt.Errorf("open blobs: %w", ErrAddress)
	}
	endpoint, err := endpoint(u.Query().Get("endpoint"))
	if err != nil {
		return nil, err
	}
	client, err := minio.New(endpoint.Host, &minio.Options{
		Creds: credentials.NewEnvAWS(), Secure: endpoint.Scheme == "https", Region: u.Query().Get("region"),
	})
	if err != nil {
		return nil, fmt.Errorf("open blobs: %w: %w", ErrAddress, err)
	}
	return &Blobs{client: client, bucket: u.Host, prefix: strings.Trim(u.Path, "/")}, nil
}

func endpoint(text string) (*url.URL, error) {
	if text == "" {
		text = defaultEndpoint
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("open blobs: %w: endpoint", ErrAddress)
	}
	return u, nil
}

// Ping returns an error if the bucket cannot be reached with these keys.
func (b *Blobs) Ping(ctx context.Context) error {
	there, err := b.client.BucketExists(ctx, b.bucket)
	if err == nil && !there {
		err = portal.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("reach bucket %s: %w", b.bucket, err)
	}
	return nil
}

// Put keeps data under name.
func (b *Blobs) Put(ctx context.Context, name batch.Name, data []byte) error {
	if err := name.Check(); err != nil {
		return fmt.Errorf("put blob: %w", err)
	}
	options := minio.PutObjectOptions{
		ContentType: "application/octet-stream", DisableMultipart: true, SendContentMd5: true,
	}
	options.SetMatchETagExcept("*")
	var err error
	for range maxTries {
		_, err = b.client.PutObject(ctx, b.bucket, b.key(name), bytes.NewReader(data), int64(len(data)), options)
		if minio.ToErrorResponse(err).Code != conditionalConflict {
			break
		}
	}
	if err != nil && minio.ToErrorResponse(err).StatusCode != http.StatusPreconditionFailed { // else it is there
		return fmt.Errorf("put blob %s: %w", name, err)
	}
	return nil
}

// Sweep finds nothing: each blob is put by one request, of which the storage keeps all or nothing.
func (b *Blobs) Sweep(context.Context, time.Time) (int64, error) { return 0, nil }

// Get returns the bytes under name, portal.ErrNotFound, or batch.ErrDamaged.
func (b *Blobs) Get(ctx context.Context, name batch.Name) ([]byte, error) {
	if err := name.Check(); err != nil {
		return nil, fmt.Errorf("get blob: %w", err)
	}
	data, err := b.get(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("get blob %s: %w", name, err)
	}
	return data, nil
}

func (b *Blobs) get(ctx context.Context, name batch.Name) ([]byte, error) {
	object, err := b.client.GetObject(ctx, b.bucket, b.key(name), minio.GetObjectOptions{})
	if err != nil {
		return nil, err
	}
	defer object.Close()
	data, err := io.ReadAll(io.LimitReader(object, batch.MaxObjectSize+1))
	switch {
	case minio.ToErrorResponse(err).Code == minio.NoSuchKey:
		return nil, portal.ErrNotFound
	case err != nil:
		return nil, err
	case batch.NameOf(data) != name:
		return nil, batch.ErrDamaged
	}
	return data, nil
}

func (b *Blobs) key(name batch.Name) string { return path.Join(b.prefix, string(name)) }
