//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// child is a process that does the work of one engine.
type child struct {
	path string
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Scanner
}

// start runs the program again, for one engine.
func start(engine int, path string) (*child, error) {
	cmd := exec.Command(os.Args[0], "-engine", strconv.Itoa(engine), "-dir", path)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &child{path: path, cmd: cmd, in: in, out: bufio.NewScanner(out)}, cmd.Start()
}

// do lets the child do one slice of a piece of work.
func (c *child) do(work, slice int) (took time.Duration, err error) {
	if _, err := fmt.Fprintln(c.in, work, slice); err != nil {
		return 0, err
	}
	if !c.out.Scan() {
		return 0, errors.Join(io.ErrUnexpectedEOF, c.out.Err())
	}
	_, err = fmt.Sscan(c.out.Text(), &took)
	return took, err
}

// end waits for the child to close its database, removes that, and says how
// large it was.
func (c *child) end() (int64, error) {
	if err := errors.Join(c.in.Close(), c.cmd.Wait()); err != nil {
		return 0, err
	}
	info, err := os.Stat(c.path)
	if err != nil {
		return 0, err
	}
	return info.Size(), os.Remove(c.path)
}

// kill ends a child that is still there.
func (c *child) kill() { _ = c.cmd.Process.Kill() }

// serve is the child: it reads a work and a slice a line and writes how long
// they took, until there are no more.
func serve(e engine, path string, in io.Reader, out io.Writer) error {
	db, err := e.open(path)
	if err != nil {
		return err
	}
	for lines := bufio.NewScanner(in); lines.Scan(); {
		var work, slice int
		if _, err := fmt.Sscan(lines.Text(), &work, &slice); err != nil {
			return err
		}
		runtime.GC()
		began, err := processorTime()
		if err != nil {
			return err
		}
		if err := works[work].do(db, slice); err != nil {
			return err
		}
		ended, err := processorTime()
		if err != nil {
			return err
		}
		fmt.Fprintln(out, int64(ended-began))
	}
	return db.Close()
}

// processorTime is what this process used until now.
func processorTime() (time.Duration, error) {
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), err
}
