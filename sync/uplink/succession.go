package uplink

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// explained asks, where something answered that the card's key has not signed, whether the portal has a new key. Only what
// the held key has signed counts; otherwise err stays what it is.
func (c *Client) explained(ctx context.Context, err error) error {
	if !errors.Is(err, ErrCaptive) {
		return err
	}
	c.dropNonce() // of a portal that no longer answers
	query := url.Values{wire.QueryPortal: {string(batch.NewPortalID(c.portal))}}
	r, buildErr := c.request(ctx, http.MethodGet, wire.PathCard, query, nil)
	if buildErr != nil {
		return err
	}
	data, askErr := c.ask(r)
	if askErr != nil {
		return err
	}
	if _, _, openErr := batch.OpenSuccession(c.portal, data); openErr != nil {
		return err
	}
	return &SucceededError{Envelope: data}
}
