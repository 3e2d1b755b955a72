package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"ventanilla/sync/batch"
)

// PublishDevices puts a list of all devices, those of revoked ones too, in the
// place of the list before it, as sign makes a publication of it for the next
// number. Where the list is as it was, or there is no device, it publishes
// nothing. It returns how many devices are on a new list, 0 for none.
func (l *Ledger) PublishDevices(ctx context.Context, sign func(list batch.DeviceList, number int64) ([]byte, error)) (int, error) {
	published := 0
	err := l.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		list, err := deviceList(ctx, tx)
		if err != nil {
			return err
		}
		former, err := publishedLists(ctx, tx)
		if err != nil {
			return err
		}
		published = 0
		if n := len(former); len(list.Devices) > 0 && (n == 0 || !slices.Equal(former[n-1].Devices, list.Devices)) {
			published = len(list.Devices)
			err = addUpdate(ctx, tx, "", func(number int64) ([]byte, error) { return sign(list, number) })
		} else if n > 0 {
			former = former[:n-1] // the last one stays
		}
		for _, f := range former {
			if _, deleteErr := tx.ExecContext(ctx, `DELETE FROM bulletin WHERE number = $1`, f.number); err == nil {
				err = deleteErr
			}
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("publish devices: %w", err)
	}
	return published, nil
}

// deviceList returns the keys of all devices, by id.
func deviceList(ctx context.Context, q queryer) (batch.DeviceList, error) {
	devices, err := collect(ctx, q, func(rows *sql.Rows) (d batch.ListedDevice, err error) {
		return d, rows.Scan((*string)(&d.ID), &d.Key)
	}, `SELECT id, public_key FROM device ORDER BY id`)
	return batch.DeviceList{Devices: devices}, err
}

// publishedList is a list with the number of its publication.
type publishedList struct {
	batch.DeviceList
	number int64
}

// publishedLists returns the lists that are published, by rising number.
func publishedLists(ctx context.Context, q queryer) ([]publishedList, error) {
	updates, err := collect(ctx, q, scanUpdate, `SELECT number, device, data FROM bulletin WHERE device = '' ORDER BY number`)
	if err != nil {
		return nil, err
	}
	var lists []publishedList
	for _, u := range updates {
		signer, err := batch.Signer(u.Data)
		if err != nil {
			continue // no document
		}
		p, err := batch.OpenDocument[batch.Publication](signer, u.Data)
		if err != nil || p.Topic != batch.TopicDevices {
			continue
		}
		list, err := batch.ParseDeviceList(p.Body)
		if err != nil {
			return nil, fmt.Errorf("read publication %d: %w", u.Number, err)
		}
		lists = append(lists, publishedList{list, u.Number})
	}
	return lists, nil
}
