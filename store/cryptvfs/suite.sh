#!/bin/bash
# Runs modernc.org/sqlite's own tests, taken from the module cache, with the
# VFS of this package as the default of the process, and once more without it.
# A test that fails only with it must be listed, with its reason, in
# testdata/suite/deviations; a test that is listed must fail, unless a question
# mark there says that it does so only now and then.
#
#   ./suite.sh [folder to work in, kept; else a temporary one]
#   ./suite.sh quick    # with the VFS only, and without the slowest two
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
halves="plain cryptvfs" skip=none work=${1:-}
if [ "$work" = quick ]; then
	halves=cryptvfs skip='TestConcurrentGoroutines|TestIssue51' work=
fi
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
export GOFLAGS='-mod=mod -trimpath' GOWORK=off # trimmed paths: what was compiled once is found again
go mod edit -require=golang.org/x/crypto@"$(cd "$here" && version golang.org/x/crypto)" \
	-require=golang.org/x/sys@"$(cd "$here" && version golang.org/x/sys)"

# run NAME: the tests of the module's first package; makes lists of those that
# passed and that failed, the latter named as far down as they failed. (Of its
# other packages, vfs brings a VFS of its own, and pcache must come before any.)
run() {
	go test -json -count=1 -timeout 90m -skip "^($skip)\$" . > "$work/$1.json" 2> "$work/$1.err" || true
	sed -n 's/.*"Action":"\(pass\|fail\)",.*"Test":"\([^"]*\)".*/\1 \2/p' "$work/$1.json" |
		sed 's/\\u0026/\&/g' | sort -u > "$work/$1.results"
	sed -n 's/^pass \([^/]*\)$/\1/p' "$work/$1.results" > "$work/$1.passed"
	awk '$1 == "fail" { n[$2]; p = $2; while (sub("/[^/]*$", "", p)) whole[p] }
		END { for (t in n) if (!(t in whole)) print t }' "$work/$1.results" | sort > "$work/$1.failed"
	[ -s "$work/$1.passed" ] || { cat "$work/$1.err"; tail -n 30 "$work/$1.json"; exit 1; }
	echo "$1: $(wc -l < "$work/$1.passed") passed, $(sed 's:/.*::' "$work/$1.failed" | sort -u | wc -l) failed"
}

: > "$work/plain.failed"
for half in $halves; do
	if [ "$half" = cryptvfs ]; then
		cp "$here/testdata/suite/default_test.go" cryptvfs_default_test.go
	fi
	run $half
done
sed -n 's/^\(Test[^ ]*\)? .*/\1/p' "$here/testdata/suite/deviations" > "$work/chance"
sed -n 's/^\(Test[^ ]*[^ ?]\) .*/\1/p' "$here/testdata/suite/deviations" | sort > "$work/expected"
comm -13 "$work/plain.failed" "$work/cryptvfs.failed" | { grep -vxFf "$work/chance" || true; } > "$work/deviations"
if ! diff "$work/expected" "$work/deviations"; then
	echo "the deviations are not those of testdata/suite/deviations"
	exit 1
fi
echo "what failed is what testdata/suite/deviations explains"
