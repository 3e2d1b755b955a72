package carrier

import "os"

// pushEvery is after how many bytes the drive is set to work.
const pushEvery = 4 << 20

// pushed writes to a file and lets the drive begin with each piece at once, so that little is left to wait for when the
// file is synced.
type pushed struct {
	file *os.File
	at   int64
}

func (p *pushed) Write(data []byte) (int, error) {
	n, err := p.file.Write(data)
	push(p.file, p.at, int64(n))
	p.at += int64(n)
	return n, err
}
