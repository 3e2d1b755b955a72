package portal

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ventanilla/sync/batch/wire"
)

// Metrics counts what a portal does, for Prometheus. It says nothing about a
// person, a device or a site. A nil one counts nothing.
type Metrics struct {
	flows    prometheus.Gauge
	objects  *prometheus.CounterVec
	commits  prometheus.Histogram
	refusals *prometheus.CounterVec
	swept    prometheus.Counter
}

// NewMetrics returns metrics that r serves.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{
		flows: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "ventanilla_flows", Help: "Flows that kiosks have open with this process.",
		}),
		objects: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ventanilla_objects_total", Help: "Whole objects that this process took into the books, by way.",
		}, []string{"way"}),
		commits: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ventanilla_commit_seconds", Help: "Time to take a group of objects into the books.",
			Buckets: prometheus.ExponentialBuckets(0.001, 4, 8),
		}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ventanilla_refusals_total", Help: "Requests and batches refused, by code; busy is trouble of the portal's own.",
		}, []string{"code"}),
		swept: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "ventanilla_swept_parts_total", Help: "Parts of abandoned uploads that this process has removed.",
		}),
	}
	r.MustRegister(m.flows, m.objects, m.commits, m.refusals, m.swept)
	return m
}

// flow counts a flow until the returned function is called.
func (m *Metrics) flow() (ended func()) {
	if m == nil {
		return func() {}
	}
	m.flows.Inc()
	return m.flows.Dec
}

func (m *Metrics) committed(way Way, objects int, took time.Duration) {
	if m == nil {
		return
	}
	m.objects.WithLabelValues(string(way)).Add(float64(objects))
	m.commits.Observe(took.Seconds())
}

func (m *Metrics) refused(code wire.Code) {
	if m == nil {
		return
	}
	m.refusals.WithLabelValues(string(code)).Inc()
}

func (m *Metrics) sweptParts(n int64) {
	if m == nil {
		return
	}
	m.swept.Add(float64(n))
}
