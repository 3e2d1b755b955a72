#!/bin/bash
# Runs modernc.org/sqlite's own tests, taken from the module cache, with the
# VFS of this package as the default of the process, and once more without it.
# A test that fails only with it must be listed, with its reason, in
# testdata/suite/deviations; a test that is listed must fail.
#
#   ./suite.sh [folder to work in, kept; else a temporary one]
#   SKIP='TestConcurrentGoroutines|TestIssue51' ./suite.sh    # without the slowest two
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-}
if [ -z "$work" ]; then
	work=$(mktemp -d)
	trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
fi
cd "$here"
from=$(go list -m -f '{{.Dir}}' modernc.org/sqlite)
version() { go list -m -f '{{if .Replace}}{{.Replace.Version}}{{else}}{{.Version}}{{end}}' "$1"; }

mkdir -p "$work/sqlite"
cp -r --no-preserve=mode "$from/." "$work/sqlite/"
mkdir -p "$work/sqlite/cryptvfs"
for file in *.go testdata/suite/default.go; do
	case $file in *_test.go) ;; *) cp "$file" "$work/sqlite/cryptvfs/" ;; esac
done
cd "$work/sqlite"
export GOFLAGS=-mod=mod GOWORK=off
go mod edit -require=golang.org/x/crypto@"$(cd "$here" && version golang.org/x/crypto)" \
	-require=golang.org/x/sys@"$(cd "$here" && version golang.org/x/sys)"

# run NAME FILE…: the tests of the package's own folder, FILE added; prints the
# top-level tests that failed.
run() {
	local name=$1
	shift
	go test -json -count=1 -timeout 90m -skip "^(${SKIP:-none})\$" . > "$work/$name.json" 2> "$work/$name.err" || true
	grep -o '"Action":"\(pass\|fail\|skip\)".*"Test":"[^"/]*"' "$work/$name.json" |
		sed 's/"Action":"\([a-z]*\)".*"Test":"\([^"]*\)"/\1 \2/' | sort -u > "$work/$name.results"
	grep -c '^pass' "$work/$name.results" > /dev/null || { cat "$work/$name.err"; tail -30 "$work/$name.json"; exit 1; }
	sed -n 's/^fail //p' "$work/$name.results" | sort > "$work/$name.failed"
}

run plain
cp "$here/testdata/suite/default_test.go" cryptvfs_default_test.go
run cryptvfs

comm -13 "$work/plain.failed" "$work/cryptvfs.failed" > "$work/deviations"
sed 's/ .*//; /^#/d; /^$/d' "$here/testdata/suite/deviations" | sort > "$work/expected"
echo "plain: $(grep -c ^pass "$work/plain.results") passed, $(wc -l < "$work/plain.failed") failed"
echo "cryptvfs: $(grep -c ^pass "$work/cryptvfs.results") passed, $(wc -l < "$work/cryptvfs.failed") failed," \
	"$(wc -l < "$work/deviations") of them only here"
if ! diff "$work/expected" "$work/deviations"; then
	echo "the deviations are not those of testdata/suite/deviations"
	exit 1
fi
