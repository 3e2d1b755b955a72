package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"portal": main, "kiosk": kioskMain, "get": getMain})
}

// getMain prints the status and the body that an address answers with.
func getMain() {
	answer, err := http.Get(os.Args[1])
	if err == nil {
		fmt.Println(answer.StatusCode)
		_, err = io.Copy(os.Stdout, answer.Body)
		err = errors.Join(err, answer.Body.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "get:", err)
		os.Exit(1)
	}
}

// TestScripts runs the command as people and scripts do. Each script has two
// ports of its own, a passphrase in the file "secret" and rules in "pack.json".
func TestScripts(t *testing.T) { runScripts(t, "testdata/script", nil) }

// TestOffices runs scripts with PostgreSQL at $DATABASE and S3 at $BLOBS.
func TestOffices(t *testing.T) {
	runScripts(t, "testdata/offices", map[string]string{
		"DATABASE": database(t), "BLOBS": bucket(t), "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
	})
}

func runScripts(t *testing.T, dir string, environment map[string]string) {
	testscript.Run(t, testscript.Params{
		Dir: dir,
		Setup: func(e *testscript.Env) error {
			for name, value := range environment {
				e.Setenv(name, value)
			}
			for _, name := range []string{"ADDRESS", "SECOND"} {
				address, err := freeAddress()
				if err != nil {
					return err
				}
				e.Setenv(name, address)
			}
			pack, err := os.ReadFile("../../assets/rules/safe-mobility/2026-01.json")
			if err != nil {
				return err
			}
			return errors.Join(os.WriteFile(e.WorkDir+"/pack.json", pack, 0o600),
				os.WriteFile(e.WorkDir+"/secret", []byte(passphraseLine), 0o600))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": cmdStatus},
	})
}

const passphraseLine = "correct horse battery\n"

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// cmdStatus runs a command and checks its exit status: status 3 portal list …
func cmdStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status CODE COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		var code int
		if _, scanErr := fmt.Sscanf(err.Error(), "exit status %d", &code); scanErr != nil {
			ts.Fatalf("%v", err)
		}
		got = fmt.Sprint(code)
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}
