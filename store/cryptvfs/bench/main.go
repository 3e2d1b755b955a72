//go:build unix

// Command bench compares what encryption costs: cryptvfs, plain
// modernc.org/sqlite, SQLCipher, and the encrypting VFSes of
// ncruces/go-sqlite3. It has a module of its own, so that the product does not
// depend on its peers.
//
//	go run -ldflags "-X github.com/ncruces/go-sqlite3/driver.driverName=ncruces" . -rounds 5
//
// (two of the drivers would register one name without the flag)
//
// In each round each engine does each piece of work, in turn and in changing
// order, so that whatever else the machine does meets all alike. What is
// measured is the processor time of the process, user and system; the table
// gives the median over the rounds of the ratio to plain modernc.org/sqlite.
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 5, "how often each engine does each piece of work")
	dir := flag.String("dir", "", "where the databases are made; empty is the system's folder for temporary files")
	flag.Parse()
	if err := run(*rounds, *dir); err != nil {
		log.Fatal(err)
	}
}

func run(rounds int, dir string) error {
	dir, err := os.MkdirTemp(dir, "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	// times[engine][work] has one entry a round, in nanoseconds of processor
	// time an operation.
	times := map[string]map[string][]float64{}
	sizes, files := map[string]int64{}, 0
	for round := range rounds + 1 { // the first warms up
		order := slices.Clone(engines)
		rand.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, e := range order {
			files++
			got, size, err := once(e, filepath.Join(dir, fmt.Sprint(files, ".db")))
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			if sizes[e.name] = size; round == 0 {
				continue
			}
			if times[e.name] == nil {
				times[e.name] = map[string][]float64{}
			}
			for work, t := range got {
				times[e.name][work] = append(times[e.name][work], t)
			}
		}
	}
	report(rounds, times, sizes)
	return nil
}

// once makes a database, does all the work, and removes it.
func once(e engine, path string) (map[string]float64, int64, error) {
	db, err := e.open(path)
	if err != nil {
		return nil, 0, err
	}
	defer os.Remove(path)
	defer db.Close()
	got := map[string]float64{}
	for _, w := range works {
		runtime.GC()
		start := processorTime()
		n, err := w.do(db)
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", w.name, err)
		}
		got[w.name] = float64(processorTime()-start) / float64(n)
	}
	if err := db.Close(); err != nil {
		return nil, 0, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	return got, info.Size(), nil
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func report(rounds int, times map[string]map[string][]float64, sizes map[string]int64) {
	plain := engines[0].name
	fmt.Printf("%s, %d processors, %d rounds; ratio of processor time to %s, median (least to most)\n\n",
		runtime.GOARCH, runtime.NumCPU(), rounds, plain)
	fmt.Print("| |")
	for _, w := range works {
		fmt.Printf(" %s |", w.name)
	}
	fmt.Printf(" file size |\n|%s\n", strings.Repeat(" --- |", len(works)+2))
	for _, e := range engines {
		fmt.Printf("| %s |", e.name)
		for _, w := range works {
			if e.name == plain {
				fmt.Printf(" %.1f µs |", median(times[plain][w.name])/1000)
				continue
			}
			var ratios []float64
			for i, t := range times[e.name][w.name] {
				ratios = append(ratios, t/times[plain][w.name][i])
			}
			fmt.Printf(" %.2f (%.2f–%.2f) |", median(ratios), slices.Min(ratios), slices.Max(ratios))
		}
		fmt.Printf(" %.3f |\n", float64(sizes[e.name])/float64(sizes[plain]))
	}
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return (x[len(x)/2] + x[(len(x)-1)/2]) / 2
}
