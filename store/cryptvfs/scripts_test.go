package cryptvfs_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var scripts = flag.Int("scripts", 12, "TestScripts runs one in so many of SQLite's test scripts")

// TestScripts takes the statements out of SQLite's own test scripts, which
// modernc.org/sqlite brings along, and runs each script's on both.
func TestScripts(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "modernc.org/sqlite").Output()
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "testdata", "tcl", "*.test"))
	if err != nil || len(paths) < 1000 {
		t.Fatal(len(paths), "scripts", err)
	}
	ran, all, fine := 0, 0, 0
	for i := 0; i < len(paths); i += *scripts {
		script, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		statements := extract(string(script))
		if len(statements) == 0 {
			continue
		}
		if testing.Verbose() {
			fmt.Println(filepath.Base(paths[i]))
		}
		p := newPair(t, t.TempDir())
		for _, s := range statements {
			if p.both(s); p.tired {
				break
			}
			all++
		}
		fine += p.fine
		p.both("PRAGMA integrity_check")
		p.end()
		ran++
	}
	if ran < 30 || fine < all/2 {
		t.Fatalf("%d scripts, %d pieces of SQL, %d done", ran, all, fine)
	}
	t.Logf("%d scripts, %d pieces of SQL, answered alike; %d without an error", ran, all, fine)
}

// begins is where a piece of SQL begins in a script, in braces.
var begins = regexp.MustCompile(`(?:\bdo_execsql_test[ \t]+\S+|\bdo_catchsql_test[ \t]+\S+|\bexecsql|\bcatchsql)[ \t]*(?:\\\n[ \t]*)?\{`)

// differs is what the two may answer differently, or what ends the process or
// its patience.
var differs = regexp.MustCompile(`(?i)attach|\binto\s+['"]|vacuum[^;]*into|random|'now'|current_|datetime\(\)|julianday\(\)|database_list|heap_limit|` +
	`(journal_mode|page_size|temp_store|encoding|locking_mode|mmap_size|cache_size|auto_vacuum|synchronous|lock_status)|memory_used|load_extension|` +
	`sqlite_dbpage|sqlite_dbstat|zeroblob\(\d{7,}|1000000|922337203685477580|compile_?option|vfs|\$|sqlite_source|sqlite_memstat|unlock_notify|wal_checkpoint`)

// extract lists the pieces of SQL of a script that can be run by themselves.
func extract(script string) (statements []string) {
	for {
		at := begins.FindStringIndex(script)
		if at == nil {
			return statements
		}
		script = script[at[1]:]
		end, depth := 0, 1
		for ; end < len(script) && depth > 0; end++ {
			switch script[end] {
			case '{':
				depth++
			case '}':
				depth--
			}
		}
		if sql := script[:max(0, end-1)]; !differs.MatchString(sql) {
			statements = append(statements, sql)
		}
		script = script[end:]
	}
}
