package uplink_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"ventanilla/sync/batch"
	"ventanilla/sync/uplink"
)

// model is a kiosk, its portal, the network and some sticks between them, and
// what must be true of them after whatever happens.
type model struct {
	t         *testing.T
	office    *office
	link      *link
	kiosk     *kiosk
	manifests []batch.Manifest
	sticks    [][]byte // bundles, as they were written
	backups   []disk
	gone      map[string]bool // batches that were lost with a disk before a receipt was there
	signed    map[string]bool // batches of which a receipt was there that named all
	stuck     bool            // a pass waited for what never came
}

// actions returns what may happen, in any order, any number of times.
func (m *model) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"capture": m.capture,
		"deliver": m.deliver,
		"export":  m.export,
		"import":  m.importStick,
		"damaged": m.importDamaged,
		"carry":   m.carryReceipts,
		"crash":   func(*rapid.T) { m.office.crash() },
		"clocks":  m.jumpClocks,
		"both":    m.bothWays,
		"backup":  m.backUp,
		"restore": m.restore,
		"":        m.check,
	}
}

func (m *model) capture(r *rapid.T) {
	var photos []int
	for range rapid.IntRange(0, 3).Draw(r, "photos") {
		photos = append(photos, rapid.IntRange(100, 100_000).Draw(r, "size"))
	}
	m.manifests = append(m.manifests, m.kiosk.cut(m.kiosk.application(photos...)...))
}

// longestPass is when a pass is given up that waits for what never comes: by the
// test's own clock, which goes on when nobody works.
const longestPass = 10 * time.Minute

// deliver makes a pass over a network that breaks after so many bytes or never, to a portal
// that crashes meanwhile: first it forgets what it has in memory, then its
// connections end, and what came between is lost.
func (m *model) deliver(r *rapid.T) {
	if len(m.kiosk.waiting) == 0 {
		m.capture(r)
	}
	limit := rapid.OneOf(rapid.Int64Range(0, 300_000), rapid.Just(int64(math.MaxInt64))).Draw(r, "bytes")
	crashes := rapid.Int64Range(0, 100_000).Draw(r, "bytes before a crash")
	var crash sync.Once
	var crashing sync.WaitGroup
	ctx, cancel := contextFor(m.t, longestPass)
	defer cancel()
	_, err := m.kiosk.client(m.breaksAfter(limit)).Deliver(ctx, func(p uplink.Progress) {
		if p.Done > crashes {
			crash.Do(func() {
				m.office.crash()
				crashing.Go(m.office.server.CloseClientConnections)
			})
		}
	})
	crashing.Wait()
	m.stuck = errors.Is(err, context.DeadlineExceeded)
	if m.stuck || err != nil && !errors.Is(err, uplink.ErrNoLink) {
		r.Fatalf("deliver: %v", err)
	}
}

func (m *model) export(r *rapid.T) {
	if waiting, _ := m.kiosk.Waiting(m.t.Context()); len(waiting) > 0 {
		from := rapid.IntRange(0, len(waiting)-1).Draw(r, "from")
		m.sticks = append(m.sticks, m.kiosk.bundle(nil, waiting[from:]...))
	}
}

func (m *model) anyStick(r *rapid.T) []byte {
	if len(m.sticks) == 0 {
		return nil
	}
	return m.sticks[rapid.IntRange(0, len(m.sticks)-1).Draw(r, "stick")]
}

func (m *model) importStick(r *rapid.T) {
	stick := m.anyStick(r)
	if stick == nil {
		return
	}
	if _, err := m.office.current().ImportBundle(m.t.Context(), bytes.NewReader(stick)); err != nil {
		r.Fatalf("import: %v", err)
	}
}

// importDamaged takes in a stick that was pulled too early, or lies.
func (m *model) importDamaged(r *rapid.T) {
	stick := bytes.Clone(m.anyStick(r))
	if stick == nil {
		return
	}
	at := rapid.IntRange(0, len(stick)-1).Draw(r, "at")
	if rapid.Bool().Draw(r, "cut") {
		stick = stick[:at]
	} else {
		stick[at] ^= 0x10
	}
	_, _ = m.office.current().ImportBundle(m.t.Context(), bytes.NewReader(stick)) // as far as it gets
}

func (m *model) carryReceipts(r *rapid.T) {
	receipts, err := m.office.ledger.LastReceipts(m.t.Context(), m.kiosk.id)
	if err != nil {
		r.Fatal(err)
	}
	for _, envelope := range receipts {
		if err := m.kiosk.KeepReceipt(m.t.Context(), envelope); err != nil {
			r.Fatal(err)
		}
	}
}

// check wants of every receipt that it names objects of its batch only, and
// that the portal has each of them, every byte.
func (m *model) check(r *rapid.T) {
	for _, manifest := range m.manifests {
		receipt, there := m.kiosk.receipts[manifest.Batch]
		if !there {
			continue
		}
		if receipt.Complete && !receipt.Covers(manifest) {
			r.Fatalf("a complete receipt does not cover batch %s", manifest.Batch)
		}
		m.signed[manifest.Batch] = m.signed[manifest.Batch] || receipt.Complete
		for _, name := range receipt.Held {
			data, err := m.office.ledger.Data(m.t.Context(), name)
			if err == nil && data == nil {
				data, err = m.office.blobs.Get(m.t.Context(), name)
			}
			if err != nil || !bytes.Equal(data, m.kiosk.objects[name]) {
				r.Fatalf("signed for %s, and it is not there: %v", name, err)
			}
		}
	}
	for _, waiting := range m.kiosk.waiting {
		w, err := batch.OpenManifest(waiting)
		if err == nil && m.kiosk.receipts[w.Batch].Complete {
			r.Fatalf("batch %s waits and is delivered", w.Batch)
		}
	}
}

// settle lets the network be good for once: then all is there, and once. What the
// portal takes for a clone's is cut anew by a device that is enrolled anew.
func (m *model) settle(r *rapid.T) {
	result := m.finish(r)
	if len(result.Refused) > 0 {
		m.enrolAnew(r, result)
		result = m.finish(r)
	}
	if len(result.Refused) > 0 || len(m.kiosk.waiting) > 0 {
		r.Fatalf("%d batches refused, %d wait", len(result.Refused), len(m.kiosk.waiting))
	}
	m.check(r)
	apps, err := m.office.ledger.Applications(m.t.Context())
	if err != nil {
		r.Fatal(err)
	}
	got := map[string]bool{}
	for _, a := range apps {
		if got[a.ID] {
			r.Fatalf("application %s is there twice", a.ID)
		}
		got[a.ID] = true
	}
	for _, manifest := range m.manifests {
		if id := manifest.Objects[0].Application; !m.gone[manifest.Batch] && !got[id] {
			r.Fatalf("application %s is lost", id)
		}
		delete(got, manifest.Objects[0].Application)
	}
	if len(got) > 0 {
		r.Fatalf("%d applications from nowhere", len(got))
	}
}

func (m *model) finish(r *rapid.T) uplink.Result {
	ctx, cancel := contextFor(m.t, longestPass)
	defer cancel()
	result, err := m.kiosk.client(m.link.over).Deliver(ctx, nil)
	if m.stuck = errors.Is(err, context.DeadlineExceeded); err != nil {
		r.Fatalf("deliver at last: %v", err)
	}
	return result
}

// Whatever happens on the way, no application is lost, none is there twice, and
// nothing is signed for that is not there.
func TestWhateverHappensOnTheWay(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		if _, failure := whatever(t, r, func(*model) {}); failure != nil {
			panic(failure)
		}
	})
}

// whatever lets a changed model run, and returns it with what rapid fails by: a
// panic on the goroutine that it knows.
func whatever(t *testing.T, r *rapid.T, change func(*model)) (m *model, failure any) {
	synctest.Test(t, func(t *testing.T) {
		defer func() { failure = recover() }()
		l := newLink(t, &link{})
		o := newOfficeOn(t, l)
		o.crash()
		m = &model{t: t, office: o, link: l, kiosk: enrolled(t, o), gone: map[string]bool{}, signed: map[string]bool{}}
		change(m)
		r.Repeat(m.actions())
		m.settle(r)
	})
	return m, failure
}

// breaksAfter is a network on which every connection fails once so many bytes
// went up over all of them.
func (m *model) breaksAfter(limit int64) func(*uplink.Config) {
	var left atomic.Int64
	left.Store(limit)
	return func(c *uplink.Config) {
		c.Transport = &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if left.Load() <= 0 {
				return nil, errBroken
			}
			conn, err := m.link.dial(ctx, network, address)
			return &breakingConn{Conn: conn, left: &left}, err
		}}
	}
}

var errBroken = errors.New("the network is broken")

type breakingConn struct {
	net.Conn
	left *atomic.Int64
}

func (c *breakingConn) Write(data []byte) (int, error) {
	if c.left.Add(-int64(len(data))) <= 0 {
		return 0, errors.Join(errBroken, c.Close())
	}
	return c.Conn.Write(data)
}
