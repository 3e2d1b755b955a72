//go:build linux

package linksim

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"syscall"
	"time"
	"unsafe"
)

// packet is what is on its way.
type packet struct {
	data []byte
	due  time.Time // at the other end
}

// pump carries packets from one end to the other until the link is closed.
func (l *Link) pump(from End, dice *rand.Rand) {
	way := make(chan packet, 4096)
	defer close(way)
	go func() {
		for p := range way {
			time.Sleep(time.Until(p.due))
			_, _ = l.devices[B-from].Write(p.data) // a full device drops, as a link would
		}
	}()
	buffer := make([]byte, 64<<10)
	free := time.Now() // when the sender's queue is empty
	for {
		n, err := l.devices[from].Read(buffer)
		if err != nil {
			return
		}
		l.sent[from].Add(int64(n))
		if l.drops(buffer[:n]) {
			continue
		}
		if now := time.Now(); free.Before(now) {
			free = now
		}
		if time.Until(free).Seconds()*l.config.Rate/8 > float64(l.config.Queue) {
			continue
		}
		free = free.Add(time.Duration(float64(n) * 8 / l.config.Rate * float64(time.Second)))
		if dice.Float64() >= l.config.Loss {
			way <- packet{bytes.Clone(buffer[:n]), free.Add(l.config.Delay)}
		}
	}
}

// tcpFlow names the TCP connection of an IPv4 packet by its two ports, whichever
// way it goes.
func tcpFlow(p []byte) (uint32, bool) {
	if len(p) < 20 || p[0]>>4 != 4 || p[9] != syscall.IPPROTO_TCP {
		return 0, false
	}
	header := int(p[0]&15) * 4
	if len(p) < header+4 {
		return 0, false
	}
	a, b := binary.BigEndian.Uint16(p[header:]), binary.BigEndian.Uint16(p[header+2:])
	if a > b {
		a, b = b, a
	}
	return uint32(a)<<16 | uint32(b), true
}

// The request of TUNSETIFF, struct ifreq:
//
//	offset 0   16 bytes  name of the device, ended by a zero
//	offset 16  2 bytes   flags, in the machine's order
//	offset 18  22 bytes  unused
const (
	ifreqSize  = 40
	ifreqFlags = 16
)

// openTUN makes a TUN device without packet information.
func openTUN(name string) (*os.File, error) {
	fd, err := syscall.Open("/dev/net/tun", syscall.O_RDWR|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	var request [ifreqSize]byte
	copy(request[:ifreqFlags-1], name)
	binary.NativeEndian.PutUint16(request[ifreqFlags:], syscall.IFF_TUN|syscall.IFF_NO_PI)
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), syscall.TUNSETIFF, uintptr(unsafe.Pointer(&request)))
	if errno != 0 {
		_ = syscall.Close(fd) // nothing was made
		return nil, errno
	}
	return os.NewFile(uintptr(fd), name), nil
}
