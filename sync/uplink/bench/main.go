//go:build linux

// Command bench delivers one mebibyte over a simulated bad link, by the kiosk's
// uplink and by tus, and prints how long each took. It has a module of its own,
// so that the product does not depend on its peer. It needs root; see package
// linksim.
//
//	go run . -seeds 3
//	go run . -memory
//
// The link: 64 kbit/s, half a second each way, a queue of 24 KB, TLS 1.3, and
// every 30 seconds an outage of 3 that no connection survives. All trials run at
// once, each on a link and in processes of its own: they mostly wait. They take
// nine minutes, the time after which a trial has failed.
//
// With -memory it tells instead what a kiosk with 1,000 waiting applications
// takes while it sends.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	role := flag.String("role", "", "for its own use: what this process is in a trial")
	dir := flag.String("dir", "", "for its own use: folder of the trial")
	memory := flag.Bool("memory", false, "measure the kiosk's memory instead")
	var b bench
	flag.IntVar(&b.seeds, "seeds", 3, "how often each trial is made, with other losses each time")
	flag.StringVar(&b.logs, "logs", "", "folder for what both ends of each trial say")
	flag.StringVar(&b.only, "only", "", "one way alone: uplink or tus")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	roles := map[string]func(context.Context, string) error{
		"portal": servePortal, "kiosk": sendAsKiosk, "busy": sendMuch, "tusd": serveTus, "tus": sendAsTus,
	}
	var err error
	switch play := roles[*role]; {
	case play != nil:
		err = play(ctx, *dir)
	case *memory:
		err = measureMemory(ctx)
	default:
		err = b.run(ctx)
	}
	if err != nil {
		log.Fatal(err)
	}
}
