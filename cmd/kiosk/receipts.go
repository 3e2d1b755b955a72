package main

import (
	"context"
	"errors"
	"image"
	"slices"

	"ventanilla/app/intake"
	"ventanilla/app/receipt"
	"ventanilla/app/ui"
	"ventanilla/store"
	"ventanilla/sync/batch"
)

// receipts tells genuine receipts from forged ones.
type receipts struct{ records *records }

// readQR reads the code in a picture for the set-up, where no store is open.
func readQR(picture image.Image) (string, bool) {
	text, err := receipt.ReadQR(picture)
	return text, err == nil
}

// Read implements ui.Receipts.
func (receipts) Read(picture image.Image) (string, error) {
	text, err := receipt.ReadQR(picture)
	if errors.Is(err, receipt.ErrNoQR) {
		return "", ui.ErrNoQR
	}
	return text, err
}

// Check implements ui.Receipts.
func (r receipts) Check(ctx context.Context, text string) (ui.Checked, error) {
	session := r.records.session
	keys, err := session.DeviceKeys(ctx)
	if err != nil {
		return ui.Checked{}, err
	}
	slip, err := receipt.Verify(text, keys.Key)
	switch {
	case errors.Is(err, receipt.ErrMalformed):
		return ui.Checked{Verdict: ui.ReceiptOther}, nil
	case errors.Is(err, receipt.ErrUnknownDevice):
		return ui.Checked{Verdict: ui.ReceiptUnknown, Code: slip.Code}, nil
	case errors.Is(err, receipt.ErrForged):
		return ui.Checked{Verdict: ui.ReceiptForged}, nil
	case err != nil:
		return ui.Checked{}, err
	}
	checked := ui.Checked{Verdict: ui.ReceiptElsewhere, Code: slip.Code, Site: slip.Site, Day: slip.Day}
	if batch.DeviceID(slip.Device) == session.Site.Device() {
		checked.Verdict = ui.ReceiptGenuine
	}
	checked.Found, err = r.find(ctx, slip.Code)
	return checked, err
}

// Find implements ui.Receipts.
func (r receipts) Find(ctx context.Context, code intake.Code) (ui.Checked, error) {
	found, err := r.find(ctx, code)
	checked := ui.Checked{Verdict: ui.ReceiptNotHere, Code: code, Found: found}
	if found != nil {
		checked.Verdict = ui.ReceiptHere
	}
	return checked, err
}

// find returns the application of a code, nil if this kiosk has none, or several.
func (r receipts) find(ctx context.Context, code intake.Code) (*ui.Dossier, error) {
	const enough = 16 // a word of somebody's answers may begin as a code does
	list, err := r.records.session.Store.List(ctx, store.Filter{Words: code.String(), Limit: enough})
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(s store.Summary) bool { return s.Code != code })
	if len(list) != 1 {
		return nil, nil
	}
	dossier, err := dossiers(r).Open(ctx, list[0].Application)
	return &dossier, err
}
