package ledger_test

import (
	"crypto/ed25519"
	"encoding/json"
	"testing"

	"ventanilla/sync/batch"
	"ventanilla/sync/portal"
)

// TestDeviceListIsPublishedOnce: the list is published when it has changed, by whichever process, and takes the place of the
// one before, so that a kiosk fetches one list and not their history. Other publications stay.
func TestDeviceListIsPublishedOnce(t *testing.T) {
	onEach(t, func(t *testing.T, p processes) {
		s := newSigner()
		portalID := batch.NewPortalID(s.key.Public().(ed25519.PublicKey))
		sign := func(topic batch.Topic, subject string, content any) func(int64) ([]byte, error) {
			return func(number int64) ([]byte, error) {
				body, err := json.Marshal(content)
				check(t, err)
				return batch.SignDocument(s.key, batch.Publication{
					Version: batch.Version, Portal: portalID, Topic: topic, Subject: subject, Number: number, At: batch.Stamp(now), Body: body,
				})
			}
		}
		publish := func(process, want int) {
			t.Helper()
			n, err := p[process].PublishDevices(t.Context(), func(list batch.DeviceList, number int64) ([]byte, error) {
				return sign(batch.TopicDevices, batch.DeviceListSubject, list)(number)
			})
			check(t, err)
			if n != want {
				t.Errorf("published %d devices, want %d", n, want)
			}
		}
		publish(0, 0) // there is none
		enrolled(t, p[0])
		publish(0, 1)
		check(t, p[0].AddUpdate(t.Context(), "", sign(batch.TopicNotice, "water", map[string]string{})))
		publish(1, 0)
		gone := enrolled(t, p[1])
		check(t, p[0].Revoke(t.Context(), gone.id)) // its receipts are in people's hands
		publish(1, 2)
		publish(0, 0)
		updates, err := p[0].UpdatesAfter(t.Context(), gone.id, 0, 10)
		check(t, err)
		if len(updates) != 2 || topicOf(t, s, updates[0]) != batch.TopicNotice || topicOf(t, s, updates[1]) != batch.TopicDevices || updates[1].Number != 3 {
			t.Errorf("updates: %+v", updates)
		}
	})
}

func topicOf(t *testing.T, s signer, u portal.Update) batch.Topic {
	t.Helper()
	p, err := batch.OpenDocument[batch.Publication](s.key.Public().(ed25519.PublicKey), u.Data)
	check(t, err)
	return p.Topic
}
