package portal

import (
	"errors"
	"net/http"

	"ventanilla/sync/batch"
	"ventanilla/sync/batch/wire"
)

// refusals tells for each cause what the kiosk is told.
var refusals = []struct {
	cause  error
	code   wire.Code
	status int
}{
	{errStaleNonce, wire.CodeStaleNonce, http.StatusUnauthorized},
	{errBadSignature, wire.CodeBadSignature, http.StatusUnauthorized},
	{ErrUnknownDevice, wire.CodeUnknownDevice, http.StatusForbidden},
	{ErrRevokedDevice, wire.CodeRevokedDevice, http.StatusForbidden},
	{ErrClonedDevice, wire.CodeClonedDevice, http.StatusConflict},
	{ErrConflict, wire.CodeConflict, http.StatusConflict},
	{ErrWrongCode, wire.CodeWrongCode, http.StatusForbidden},
	{ErrUsedCode, wire.CodeUsedCode, http.StatusForbidden},
	{ErrQuota, wire.CodeBusy, http.StatusTooManyRequests},
	{ErrBusy, wire.CodeBusy, http.StatusServiceUnavailable},
	{ErrUnknownBatch, wire.CodeUnknownBatch, http.StatusNotFound},
	{batch.ErrMalformed, wire.CodeMalformed, http.StatusBadRequest},
	{batch.ErrLimit, wire.CodeMalformed, http.StatusBadRequest},
	{batch.ErrSignature, wire.CodeMalformed, http.StatusBadRequest},
	{batch.ErrDamaged, wire.CodeMalformed, http.StatusBadRequest},
}

// refusalOf returns the code and the HTTP status for the cause of an error;
// CodeBusy if the portal itself is in trouble.
func refusalOf(err error) (wire.Code, int) {
	for _, r := range refusals {
		if errors.Is(err, r.cause) {
			return r.code, r.status
		}
	}
	return wire.CodeBusy, http.StatusServiceUnavailable
}

func (p *Portal) refusal(nonce, batchID string, err error) wire.Refusal {
	code, _ := refusalOf(err)
	return wire.Refusal{
		Version: batch.Version, Portal: p.ID(), Nonce: nonce, Batch: batchID, Code: code, At: batch.Stamp(p.Now()),
	}
}

func (p *Portal) refuse(w http.ResponseWriter, r *http.Request, nonce string, err error) {
	code, status := refusalOf(err)
	p.Metrics.refused(code)
	p.Log.WarnContext(r.Context(), "refused a request", "path", r.URL.Path, "code", code, "cause", err)
	p.answer(w, r, status, p.refusal(nonce, "", err))
}

func (p *Portal) answer(w http.ResponseWriter, r *http.Request, status int, d batch.Document) {
	envelope, err := batch.SignDocument(p.Key, d)
	if err != nil {
		p.Log.ErrorContext(r.Context(), "sign answer", "cause", err)
		http.Error(w, "cannot sign", http.StatusInternalServerError)
		return
	}
	p.write(w, r, status, envelope)
}

func (p *Portal) write(w http.ResponseWriter, r *http.Request, status int, envelope []byte) {
	w.Header().Set("Content-Type", "application/vnd.dsse.envelope+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if _, err := w.Write(envelope); err != nil {
		p.Log.DebugContext(r.Context(), "write answer", "cause", err)
	}
}
