package carrier_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/shirou/gopsutil/v4/disk"

	"ventanilla/sync/carrier"
)

func TestWhichDrivesCanBeTakenOut(t *testing.T) {
	root := t.TempDir()
	block := filepath.Join(root, "class", "block")
	must(t, os.MkdirAll(block, 0o700))
	for _, d := range []struct{ at, flag string }{
		{"pci/usb2/2-1/block/sdb", "0"},
		{"pci/mmc/block/mmcblk0", "1"},
		{"pci/ata1/block/sda", "0"},
	} {
		disk := filepath.Join(root, d.at)
		part := filepath.Join(disk, filepath.Base(disk)+"1")
		must(t, os.MkdirAll(part, 0o700))
		must(t, os.WriteFile(filepath.Join(disk, "removable"), []byte(d.flag+"\n"), 0o600))
		must(t, os.Symlink(part, filepath.Join(block, filepath.Base(part))))
	}
	for device, want := range map[string]bool{
		"/dev/sdb1": true, "/dev/mmcblk01": true, "/dev/sda1": false, "/dev/nothing": false, "/dev/mapper/root": false, "tmpfs": false,
	} {
		if got := carrier.IsRemovableIn(block, device); got != want {
			t.Errorf("%s: %v", device, got)
		}
	}
}

func TestDrivesTellWhatPeopleNeed(t *testing.T) {
	stick := filepath.Join(t.TempDir(), "ANA USB")
	must(t, os.Mkdir(stick, 0o700))
	found := carrier.DrivesAmong(t.Context(), []disk.PartitionStat{
		{Device: "/dev/sda1", Mountpoint: "/"},
		{Device: "/dev/sdb1", Mountpoint: stick, Opts: []string{"ro"}},
		{Device: "/dev/sdc1", Mountpoint: filepath.Join(stick, "pulled")},
	}, func(string) bool { return true })
	if len(found) != 1 || found[0].Name != "ANA USB" || found[0].Free <= 0 || found[0].Size < found[0].Free || !found[0].ReadOnly {
		t.Errorf("found %+v", found)
	}
}

// TestAWriteProtectedDriveIsNotCalledFull exports to a file system that tells no free space and takes no file.
func TestAWriteProtectedDriveIsNotCalledFull(t *testing.T) {
	_, err := carrier.Export(t.Context(), newKiosk(t, 1).folder, "/sys", carrier.Options{})
	mustBe(t, err, carrier.ErrReadOnly)
}
