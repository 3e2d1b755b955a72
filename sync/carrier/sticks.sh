#!/bin/sh
# Tries the carrier on real file systems and on drives in trouble, and measures it on a drive as slow as a stick. By hand,
# as root, on Linux with loop devices, exfat-fuse, exfatprogs, fusefat and dosfstools; the slow drives need cgroup v1's blkio.
# What needs none of that is in the tests.
#
#   sticks.sh           # file systems and trouble, two minutes
#   sticks.sh speed     # beside cp and sync, a quarter of an hour
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d) images=$(mktemp -d -p /dev/shm) throttle=/sys/fs/cgroup/blkio/blkio.throttle
devices=''
trap 'cd /; leave; rm -rf "$work" "$images"' EXIT
mkdir "$work/stick"

# device MIB: a loop device of that size, whose bytes are in memory.
device() {
	truncate -s "$1M" "$images/drive"
	device=$(losetup -f --show "$images/drive")
	devices="$devices $device"
}

# insert FILESYSTEM MIB: an empty drive at $work/stick. The kernel's own FAT is taken where it has one.
insert() {
	leave
	device "$2"
	case $1 in
	ext4) mkfs.ext4 -q -E lazy_itable_init=0,lazy_journal_init=0 "$device" && mount "$device" "$work/stick" ;;
	exfat)
		mkfs.exfat "$device" >"$work/log"
		mount -t exfat "$device" "$work/stick" 2>"$work/log" || mount.exfat-fuse "$device" "$work/stick" >"$work/log"
		;;
	vfat)
		mkfs.vfat -F 32 "$device" >"$work/log"
		mount -t vfat "$device" "$work/stick" 2>"$work/log" || {
			fusefat -s -f -o rw+ "$device" "$work/stick" >"$work/log" 2>&1 &
			until mountpoint -q "$work/stick"; do sleep 0.1; done
		}
		;;
	esac
}

leave() {
	umount -l "$work/stick" 2>"$work/log" || : # also where it was pulled, which is no mount point to ask
	for device in $devices; do
		slow "$device" 0 0
		losetup -d "$device"
	done
	devices=''
	rm -f "$images/drive"
}

# slow DEVICE WRITE READ: as many megabytes a second at most, 0 for no limit.
slow() {
	[ -d "${throttle%/*}" ] || return 0
	number=$(cat "/sys/block/${1#/dev/}/dev")
	echo "$number $(($2 * 1000000))" >"$throttle.write_bps_device"
	echo "$number $(($3 * 1000000))" >"$throttle.read_bps_device"
}

# measure WRITE READ BENCHMARK
measure() {
	insert ext4 3000
	slow "$device" "$1" "$2"
	echo "a drive that writes $1 MB a second and reads $2:"
	"$work/carrier.test" -test.run '^$' -test.bench "$3" -test.benchtime 5x -drive "$work/stick"
}

go test -c -o "$work/carrier.test" ./sync/carrier
if [ "${1:-}" = speed ]; then
	measure 40 90 Export
	measure 15 25 Export/500 # a gigabyte takes half an hour there
	exit
fi

CGO_ENABLED=0 go build -o "$work/bin/" ./cmd/portal ./cmd/kioskctl
PATH=$work/bin:$PATH
(
	cd "$work"
	echo 'only for this trial 47' >secret
	portal init --dir portal --passphrase-file secret
	portal card --dir portal --url http://127.0.0.1:8420 --passphrase-file secret >card.json
	portal enrol --dir portal --site Xela --office GT >code
	kioskctl init --dir kiosk --card card.json --code "$(cat code)" --staff Ana --passphrase-file secret
	kioskctl seed --dir kiosk --count 60 --passphrase-file secret
) >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
export="kioskctl export --dir $work/kiosk --to $work/stick"

# wants STATUS TEXT: of the export that was just made, which left nothing half-named.
wants() {
	[ "$status" = "$1" ] && grep -q "$2" "$work/said" || { echo "status $status:" && cat "$work/said" && exit 1; }
	! ls "$work/stick" 2>/dev/null | grep -q part || { echo 'a part is left' && exit 1; }
}

for files in ext4 exfat vfat; do
	insert $files 600
	echo "$files: the tests, an export twice, and what lies there then"
	"$work/carrier.test" -drive "$work/stick"
	for _ in 1 2; do
		status=0 && $export >"$work/said" 2>&1 || status=$?
		wants 0 'safe to remove'
	done
	kioskctl verify "$work"/stick/*.tar
done

echo 'full'
insert exfat 12
status=0 && $export >"$work/said" 2>&1 || status=$?
wants 3 'drive is full'

echo 'less room than it tells'
insert exfat 600
umount "$work/stick"
losetup -d "$device" && devices=''
mkdir "$work/small" && mount -t tmpfs -o size=16M none "$work/small"
cp --sparse=always "$images/drive" "$work/small/drive" && device=$(losetup -f --show "$work/small/drive") && devices=$device
mount -t exfat "$device" "$work/stick" 2>"$work/log" || mount.exfat-fuse "$device" "$work/stick" >"$work/log"
status=0 && $export >"$work/said" 2>&1 || status=$?
wants 3 'drive does not give back what was written'
leave
umount "$work/small"

echo 'write-protected'
insert ext4 600
mount -o remount,ro "$work/stick"
status=0 && $export >"$work/said" 2>&1 || status=$?
wants 3 'drive is read-only'

echo 'pulled while it is written'
insert exfat 600
slow "$device" 2 2
$export >"$work/said" 2>&1 &
exporting=$!
until ls "$work"/stick/*.part >"$work/log" 2>&1; do sleep 0.1; done
fuser=$(pgrep -f "mount.exfat-fuse $device") || { echo 'this kernel has exFAT itself; pull a real drive' && exit 1; }
kill -9 "$fuser"
status=0 && wait $exporting || status=$?
wants 3 'drive is gone'

echo 'changes under the export'
insert ext4 600
slow "$device" 5 200
$export >"$work/said" 2>&1 &
exporting=$!
until [ "$(stat -c %s "$work"/stick/*.part 2>"$work/log" || echo 0)" -gt 8000000 ]; do sleep 0.1; done
# All but the first MiB, where the file system keeps its books; and what the system has in memory of the file is not asked.
dd if=/dev/urandom of="$images/drive" bs=1M seek=65 count=400 conv=notrunc status=none
status=0 && wait $exporting || status=$?
wants 3 'drive does not give back what was written'
echo 'all as it should be'
