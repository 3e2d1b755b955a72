package uplink

import "ventanilla/sync/batch"

// What the portal has signed for need not be announced again in the next pass:
// where photos wait for another link, batches would be announced for ever. It is
// forgotten with the process, and when the batch is complete.

// remember notes a receipt for the passes to come.
func (c *Client) remember(r batch.Receipt) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.Complete {
		delete(c.receipts, r.Batch)
		return
	}
	c.receipts[r.Batch] = r
}

// recall tells a new plan what earlier passes have learned.
func (c *Client) recall(p *plan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, r := range c.receipts {
		if p.job(id) == nil {
			delete(c.receipts, id) // settled some other way
			continue
		}
		p.receipt(r)
		p.knows(id)
	}
}

// knows notes that the portal has the batch's manifest.
func (p *plan) knows(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.byID[id].known = true
}
