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
	// everybodyWrites is for what administrators may share in a group, such as a
	// program.
	everybodyWrites fs.FileMode = 0o002
)

// checkAccess refuses a file that other users have more rights to than they may, or
// could replace by another one. what continues a sentence that begins with the file.
func checkAccess(path string, mode, forbidden fs.FileMode, what string) error {
	if err := checkMode(path, mode, forbidden, what); err != nil {
		return err
	}
	return checkFolders(path, forbidden, what)
}

// checkMode refuses a file that other users have more rights to than they may. Windows
// has no such bits: its profile folders are the user's own.
func checkMode(path string, mode, forbidden fs.FileMode, what string) error {
	if runtime.GOOS == "windows" || mode.Perm()&forbidden == 0 {
		return nil
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

// checkFolders refuses a file that other users could replace, because they may write to
// a folder on the way to it. Every folder counts, up to the root and on the way of every
// symbolic link: whoever may rename one may put another in its place. In a folder with
// the sticky bit, as /tmp is, others can only do that to what is theirs. The group that
// some systems give every user for themselves is nobody else.
//
// What does not exist yet is nobody's to replace.
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

// check looks at everything on the way to an entry of a folder. direct says that it is
// the file itself, or a link to it: its owner counts then, and that of its folder. That
// of the folders above does not: a container shows root's as nobody's.
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

// allows reports whether a folder lets those write to it who must not.
func (w *way) allows(folder fs.FileInfo) bool {
	others := folder.Mode().Perm()
	if hasPrivateGroup(folder) {
		others &^= othersWrite &^ everybodyWrites
	}
	return others&w.forbidden != 0
}

// unknown is the error for what cannot be looked at. What is not there is nobody's to
// replace.
func (w *way) unknown(what string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("%s; whether others may replace it is not known: %s %w", w.what, what, reason(err))
}

// follow goes on where a symbolic link leads.
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
