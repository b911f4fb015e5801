//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/screenshots/svg"
	"acs-chat-tui/ui/e2e/terminal"
)

// What the pictures have in common. The port lies below those that systems hand
// out by themselves.
const (
	columns      = 112
	rows         = 30
	fixedTime    = "2026-03-17T09:30:00Z"
	fixedAddress = "127.0.0.1:17070"
)

// picture is one SVG file.
type picture struct {
	name    string
	content []byte
}

// step is keys to type, what the screen must show then, and the picture to take
// of it, if any. Each key goes in a write of its own.
type step struct {
	keys    []string
	shows   []string
	picture string
	title   string
}

// take builds the program of the module at root and takes all pictures.
func take(ctx context.Context, root string) ([]picture, error) {
	dir, err := os.MkdirTemp("", "acs-chat-tui-screenshots-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	binary, err := terminal.Build(ctx, dir, root, "-X main.fixedTime="+fixedTime+" -X main.fixedAddress="+fixedAddress)
	if err != nil {
		return nil, fmt.Errorf("building the program: %w", err)
	}
	term, err := terminal.Start(ctx, terminal.Options{
		Path: binary, Columns: columns, Rows: rows, Env: terminal.Environment(dir, "TZ=UTC"),
	})
	if err != nil {
		return nil, fmt.Errorf("starting the program: %w", err)
	}
	defer term.Close() //nolint:errcheck // everything was read
	var pictures []picture
	for _, s := range script() {
		for _, key := range s.keys {
			if err := term.Send(key); err != nil {
				return nil, fmt.Errorf("typing: %w", err)
			}
		}
		screen, err := term.WaitFor(ctx, strings.Join(s.shows, ", "), func(screen terminal.Screen) bool { return showsAll(screen, s.shows) })
		if err != nil {
			return nil, fmt.Errorf("taking %q: %w", s.picture, err)
		}
		if s.picture != "" {
			pictures = append(pictures, picture{s.picture, svg.Render(screen, s.title)})
		}
	}
	return pictures, nil
}

// showsAll says that a frame is drawn whole and holds the texts. Bubble Tea ends
// each frame by putting the cursor at the start of the last line.
func showsAll(screen terminal.Screen, texts []string) bool {
	if screen.Cursor.X != 0 || screen.Cursor.Y != rows-1 {
		return false
	}
	for _, text := range texts {
		if !screen.Contains(text) {
			return false
		}
	}
	return true
}

// script is the main job, with a picture of each screen.
func script() []step {
	const stranger = "8:acs:0d3c5a6e-9b1f-4c27-8e44-5f6071829304_0000001f-1a2b-4c3d-8e5f-60718293a4b5"
	pasted := make([]string, 0, 6)
	for i, name := range []string{"Ingrid Sørensen", "김하늘", "Tomás Ibáñez", "山田 花子", "Olu Adeyemi"} {
		pasted = append(pasted, fmt.Sprintf("%s, %s", emulator.KnownUserID(7001+i), name))
	}
	pasted = append(pasted[:2], append([]string{stranger + ", Former contractor"}, pasted[2:]...)...)
	return []step{
		{shows: []string{"18 threads, all loaded", "EMULATOR", "created by"}, picture: "threads.svg", title: "acs-chat-tui: threads"},
		{keys: []string{"n"}, shows: []string{"New thread", "▸ topic"}},
		{
			keys: []string{
				"Launch weekend: on-call room", terminal.Tab, "Robin (operations)", terminal.Enter, terminal.Enter,
				emulator.KnownUserID(42), terminal.Tab, "Ada Okafor", terminal.Enter, terminal.Enter,
				emulator.KnownUserID(43), terminal.Tab, "佐藤 健一", terminal.Enter, terminal.Enter,
				stranger, terminal.Tab, "Former contractor",
			},
			shows: []string{"▸    4 ", "Former contractor"}, picture: "create-form.svg", title: "acs-chat-tui: a new thread",
		},
		{
			keys: []string{terminal.CtrlS}, shows: []string{"The thread is made", "Permissions check failed"},
			picture: "create.svg", title: "acs-chat-tui: the thread is made, one participant refused",
		},
		{keys: []string{terminal.Escape}, shows: []string{"19 threads, all loaded"}},
		{keys: []string{"g", "j", terminal.Enter}, shows: []string{"▸1 Properties", "Incident 4711", "created by", "INC-4711"}},
		{shows: []string{"created by"}, picture: "properties.svg", title: "acs-chat-tui: properties"},
		{keys: []string{"a"}, shows: []string{"Add participants", "An identifier is"}},
		{keys: []string{terminal.Paste(strings.Join(pasted, "\n"))}, shows: []string{"▸    6 ", "Olu Adeyemi"}},
		{
			keys: []string{terminal.CtrlS}, shows: []string{"5 accepted", "1 refused", "Permissions check failed"},
			picture: "add.svg", title: "acs-chat-tui: a pasted list, one of it refused",
		},
		{keys: []string{terminal.Escape}, shows: []string{"Leave the form?"}},
		{keys: []string{"y"}, shows: []string{"▸1 Properties"}},
		{keys: []string{terminal.Escape}, shows: []string{"19 threads, all loaded"}},
		{keys: []string{"/"}, shows: []string{"filter ›"}},
		{keys: []string{"all hands", terminal.Enter}, shows: []string{"1 of the 19 threads"}},
		{keys: []string{terminal.Enter, "2"}, shows: []string{"200 participants loaded, more to come"}},
		{
			keys: []string{"j", "j", "j", terminal.Space, "j", terminal.Space}, shows: []string{"▸      7 ", "copy 2 ids"},
			picture: "participants.svg", title: "acs-chat-tui: participants",
		},
	}
}
