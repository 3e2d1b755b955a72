module ventanilla/store/cryptvfs/bench

go 1.26.0

require (
	github.com/mutecomm/go-sqlcipher/v4 v4.4.2
	github.com/ncruces/go-sqlite3 v0.35.6
	modernc.org/sqlite v1.60.1
	ventanilla v0.0.0
)

require (
	github.com/dustin/go-humanize v1.1.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/ncruces/go-sqlite3-wasm/v6 v6.3.35304 // indirect
	github.com/ncruces/go-strftime v1.1.0 // indirect
	github.com/ncruces/julianday v1.0.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	lukechampine.com/adiantum v1.1.1 // indirect
	modernc.org/libc v1.78.0 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
)

replace ventanilla => ../../..

replace modernc.org/libc => modernc.org/libc v1.77.1 // the version that modernc.org/sqlite v1.60.1 was made with
