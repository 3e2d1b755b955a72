package vault

import (
	"os"
	"path/filepath"
)

// writeWhole makes data the content of path, readable by the owner alone,
// wholly or not at all, durably; then it overwrites what was there before, so
// that an old slot does not lie about on the disk.
func writeWhole(path string, data []byte) error {
	aside := path + ".new"
	f, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = os.Remove(aside)
		return err
	}
	return exchange(aside, path)
}

// scrub overwrites an open file with zeros and makes that durable.
func scrub(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if _, err := f.WriteAt(make([]byte, info.Size()), 0); err != nil {
		return err
	}
	return f.Sync()
}

// Wipe destroys the vault at path: the slots are overwritten, that is made
// durable, and the files are removed. What the database key encrypted is noise
// from then on. It is no error if there is none, so that it can be repeated.
func Wipe(path string) error {
	var first error
	for _, name := range []string{path, path + ".new", path + waitsSuffix, path + waitsSuffix + ".new"} {
		if err := wipeFile(name); err != nil && !os.IsNotExist(err) && first == nil {
			first = err
		}
	}
	if err := syncDir(filepath.Dir(path)); first == nil && !os.IsNotExist(err) {
		first = err
	}
	return first
}

func wipeFile(name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = scrub(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if rerr := os.Remove(name); err == nil {
		err = rerr
	}
	return err
}
