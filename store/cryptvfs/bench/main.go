//go:build unix

// Command bench compares what encryption costs: cryptvfs, plain
// modernc.org/sqlite, SQLCipher, and the encrypting VFSes of
// ncruces/go-sqlite3. It has a module of its own, so that the product does not
// depend on its peers.
//
//	go run -ldflags "-X github.com/ncruces/go-sqlite3/driver.driverName=ncruces" . -rounds 9
//
// (two of the drivers would register one name without the flag)
//
// In each round each engine does each piece of work on a new database, in a
// process of its own and in many small slices: the engines take turns at every
// slice, in changing order, so that whatever else the machine does meets all
// alike. What is measured is the processor time of that process, user and
// system, garbage collection and waiting for the disk included; the table gives
// the median over the rounds of the ratio to plain modernc.org/sqlite.
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
)

func main() {
	rounds := flag.Int("rounds", 9, "how often each engine does each piece of work")
	dir := flag.String("dir", "", "where the databases are made; empty is the system's folder for temporary files")
	engine := flag.Int("engine", -1, "serve this engine's work on standard input; for the program itself")
	flag.Parse()
	var err error
	if *engine >= 0 {
		err = serve(engines[*engine], *dir, os.Stdin, os.Stdout)
	} else {
		err = run(*rounds, *dir)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func run(rounds int, dir string) error {
	dir, err := os.MkdirTemp(dir, "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var all []results
	sizes := map[string]int64{}
	for round := range rounds + 1 { // the first warms up
		got, err := once(dir, sizes)
		if err != nil {
			return err
		}
		if round > 0 {
			all = append(all, got)
		}
	}
	report(all, sizes)
	return nil
}

// results are nanoseconds of processor time an operation, by engine and work.
type results map[string]map[string]float64

// once starts all engines on new databases and lets them do all the work.
func once(dir string, sizes map[string]int64) (results, error) {
	got, started := results{}, make([]*child, len(engines))
	for i, e := range engines {
		c, err := start(i, filepath.Join(dir, fmt.Sprint(i, ".db")))
		if err != nil {
			return nil, err
		}
		defer c.kill()
		got[e.name], started[i] = map[string]float64{}, c
	}
	for n, w := range works {
		for slice := range w.slices {
			for _, i := range rand.Perm(len(engines)) {
				took, err := started[i].do(n, slice)
				if err != nil {
					return nil, fmt.Errorf("%s: %s: %w", engines[i].name, w.name, err)
				}
				got[engines[i].name][w.name] += float64(took) / float64(w.operations)
			}
		}
	}
	for i, e := range engines {
		size, err := started[i].end()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.name, err)
		}
		sizes[e.name] = size
	}
	return got, nil
}

func report(all []results, sizes map[string]int64) {
	plain := engines[0].name
	fmt.Printf("%s, %d processors, %d rounds; ratio of processor time to %s, median (least to most)\n\n",
		runtime.GOARCH, runtime.NumCPU(), len(all), plain)
	fmt.Print("| |")
	for _, w := range works {
		fmt.Printf(" %s |", w.name)
	}
	fmt.Printf(" file size |\n|%s\n", strings.Repeat(" --- |", len(works)+2))
	for _, e := range engines {
		fmt.Printf("| %s |", e.name)
		for _, w := range works {
			var times, ratios []float64
			for _, round := range all {
				times = append(times, round[e.name][w.name]/1000)
				ratios = append(ratios, round[e.name][w.name]/round[plain][w.name])
			}
			if e.name == plain {
				fmt.Printf(" %.1f µs |", median(times))
				continue
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
