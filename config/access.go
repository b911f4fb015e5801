package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Permissions that other users must not have.
const (
	othersReadOrWrite fs.FileMode = 0o066
	othersWrite       fs.FileMode = 0o022
	// everybodyWrites is for what administrators may share in a group, as a program.
	everybodyWrites fs.FileMode = 0o002
)

// checkAccess refuses a file that other users have more rights to than they may, or
// could replace by another one. what continues a sentence that begins with the file.
// Windows has no such bits: its profile folders are the user's own.
func checkAccess(path string, mode, forbidden fs.FileMode, what string) error {
	if runtime.GOOS == "windows" || mode.Perm()&forbidden == 0 {
		return checkFolders(path, forbidden, what)
	}
	may, remedy := "others may write to it", "go-w"
	if forbidden == othersReadOrWrite {
		may, remedy = "others may read or write it", "600"
	}
	if forbidden == everybodyWrites {
		may, remedy = "everybody may write to it", "o-w"
	}
	return fmt.Errorf("%s %s and %s; run: chmod %s %s", path, what, may, remedy, quoteArgument(path))
}

// checkFolders refuses a file that other users could replace, because they may write to a
// folder on the way to it, up to the root and along every symbolic link. In a folder with
// the sticky bit, as /tmp is, they can only do that to what is theirs. The group that some
// systems give every user is nobody else, and what does not exist is nobody's to replace.
func checkFolders(path string, forbidden fs.FileMode, what string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	w := way{forbidden: forbidden & (othersWrite | everybodyWrites), what: path + " " + what, links: maximumLinks}
	return w.check(path, true)
}

// maximumLinks bounds the symbolic links on the way to a file, as Linux does.
const maximumLinks = 40

// way is the way to a file.
type way struct {
	forbidden fs.FileMode
	what      string
	links     int
}

// check checks everything on the way to an entry of a folder. direct reports whether it is
// the file itself, or a link to it: its owner and that of its folder count then. That of
// the folders above does not: a container shows root's as nobody's.
func (w *way) check(entry string, direct bool) error {
	folder := filepath.Dir(entry)
	if folder == entry {
		return nil
	}
	if err := w.check(folder, false); err != nil {
		return err
	}
	holds, err := os.Stat(folder)
	if err != nil {
		return w.unknown("the folder "+folder, err)
	}
	lax := w.allows(holds)
	if sticky := holds.Mode()&fs.ModeSticky != 0; lax && !sticky {
		return w.lax(folder)
	}
	info, err := os.Lstat(entry)
	if err != nil {
		return w.unknown(entry, err)
	}
	switch owned := direct && w.forbidden != everybodyWrites; {
	case lax && !isOurs(info):
		return w.lax(folder)
	case owned && isStrangers(holds):
		return w.strangers("the folder " + folder)
	case info.Mode()&fs.ModeSymlink != 0:
		return w.follow(entry, folder, direct)
	case owned && isStrangers(info):
		return w.strangers("it")
	}
	return nil
}

// allows reports whether those may write to a folder who must not.
func (w *way) allows(folder fs.FileInfo) bool {
	others := folder.Mode().Perm()
	if hasPrivateGroup(folder) {
		others &^= othersWrite &^ everybodyWrites
	}
	return others&w.forbidden != 0
}

// unknown is the error for what cannot be examined.
func (w *way) unknown(what string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("%s; whether others may replace it is not known: %s %w", w.what, what, reason(err))
}

func (w *way) follow(link, folder string, direct bool) error {
	w.links--
	if w.links < 0 {
		return fmt.Errorf("%s; whether others may replace it is not known: %s leads through too many symbolic links", w.what, link)
	}
	target, err := os.Readlink(link)
	if err != nil {
		return w.unknown(link, err)
	}
	if !filepath.IsAbs(target) {
		// What begins with .. begins at the folder itself, not at a link to it.
		if itself, err := filepath.EvalSymlinks(folder); err == nil {
			folder = itself
		}
		target = filepath.Join(folder, target)
	}
	return w.check(filepath.Clean(target), direct)
}

func (w *way) lax(folder string) error {
	who, bits := "others", "go-w"
	if w.forbidden == everybodyWrites {
		who, bits = "everybody", "o-w"
	}
	return fmt.Errorf("%s and %s may replace it, because they may write to the folder %s; run: chmod %s %s",
		w.what, who, folder, bits, quoteArgument(folder))
}

func (w *way) strangers(whose string) error {
	return fmt.Errorf("%s and another user may replace it, because %s belongs to that user; copy the file into a folder of your own", w.what, whose)
}
