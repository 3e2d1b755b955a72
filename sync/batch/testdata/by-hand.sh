# Opens the bundle $1 with the key file $2 as FORMAT.md says, with age in $AGE,
# into the working folder: core.json, photo.jpg.
set -eu
tar -xf "$1"
sha256sum --quiet --strict -c SHA256SUMS
for object in objects/*.age; do
	# The name of an object is the SHA-256 of its bytes.
	name=$(basename "$object" .age)
	test "$(sha256sum < "$object" | cut -d' ' -f1)" = "$name"
	"$AGE" -d -i "$2" "$object" > plain
	if zstd -q -t plain 2> /dev/null; then
		zstd -q -d -c < plain | cut -d'"' -f4 | base64 -d > core.json
	else
		mv plain photo.jpg
	fi
done
