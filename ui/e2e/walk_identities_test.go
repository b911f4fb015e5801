//go:build unix

package e2e

import (
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// TestFootersOfIdentities walks through the users of a resource and the form for a
// token.
func TestFootersOfIdentities(t *testing.T) {
	t.Parallel()
	w := startKeyed(t)
	w.types("U")
	w.shows("Identities", "● is whom you act as")
	w.footerHas("n new user")
	made := func(w *walk) {
		w.awaits(http.MethodPost, "/identities", w.press)
		w.shows("made just now")
		w.read()
	}
	closed := func(title string) func(w *walk) {
		return func(w *walk) { w.types(terminal.Escape); w.gone(title) }
	}
	raw := func(_ *walk, copied string) bool { return strings.HasPrefix(copied, "8:acs:") }
	acts := func(w *walk) {
		w.awaits(http.MethodPost, "/:issueAccessToken", w.press)
		w.shows("This user is in no thread.")
		w.types("U")
		w.shows("Identities", "● is whom you act as")
		w.read()
	}
	list := ofScreens().and(promises{
		"enter act as":    acts,
		"n new user":      opens("Create a user?"),
		"t issue a token": opens("Issue a token of", "▸ chat"),
		"X revoke tokens": opens("Revoke the tokens of"),
		"d delete":        opens("Delete the user"),
		"o add by id":     opens("Add a user by his id"),
		"y copy id":       copies("raw id", raw),
		"/ filter":        opens("filter ›"),
	})
	asked := func(key, title string) func(w *walk) {
		return func(w *walk) {
			w.footerHas("n new user")
			w.types(key)
			w.shows(title)
		}
	}
	form := func(w *walk) {
		w.footerHas("n new user")
		w.types("t")
		w.shows("Issue a token of", "▸ chat", "← yes →")
	}
	issues := func(w *walk) {
		w.awaits(http.MethodPost, "/:issueAccessToken", w.press)
		w.shows("✓ The token is issued.")
		w.types("y")
		w.shows("token sent to the clipboard")
		w.types(terminal.Escape)
		w.shows("Identities")
		w.read()
	}
	issued := func(w *walk) {
		form(w)
		w.types(terminal.CtrlS)
		w.shows("✓ The token is issued.")
	}
	gone := func(w *walk) {
		w.types(terminal.Escape)
		w.shows("Leave without the token?")
		w.types("y")
		w.shows("Identities")
	}
	away := closed("Issue a token of")
	w.through(
		station{name: "a user's creation asked for", anew: true, covers: true, reach: asked("n", "Create a user?"), keys: ofQuestion("Create a user?", "create", "do not", made)},
		station{name: "revoking asked for", anew: true, covers: true, reach: asked("X", "Revoke the tokens of"), keys: ofQuestion("Revoke the tokens of", "revoke", "keep", func(w *walk) {
			w.awaits(http.MethodPost, "/:revokeAccessTokens", w.press)
			w.shows("revoked just now")
			w.read()
		})},
		station{name: "a user's id", anew: true, covers: true, reach: func(w *walk) {
			asked("o", "Add a user by his id")(w)
			w.types(emulator.KnownUserID(firstOfCrowd))
			w.shows(emulator.KnownUserID(firstOfCrowd)[40:])
		}, keys: ofPrompt("Add a user by his id", leads("▸ "+emulator.KnownUserID(firstOfCrowd)))},
		station{name: "identities, a filter typed", anew: true, reach: filters("8:acs"), keys: ofFilter("8:acs")},
		station{name: "identities, filtered", anew: true, reach: filters("8:acs", terminal.Enter), keys: list.each(unfilter,
			"? help", "n new user", "t issue a token", "X revoke tokens", "d delete", "o add by id", "y copy id", "/ filter",
		).and(promises{
			"/ filter":             then(unfilter, func(w *walk) { w.press(); w.footerHas("enter keep the filter"); w.types(terminal.Enter) }),
			"enter act as":         acts,
			"esc clear the filter": closes("filter ›"),
		})},
		station{name: "a token's form", anew: true, reach: form, keys: promises{
			"ctrl+g help":            then(away, helps),
			"ctrl+s issue the token": issues,
			"ctrl+x show request":    then(away, opens("/:issueAccessToken?api-version=", "chat")),
			"esc leave":              closes("Issue a token of"),
			"tab next field":         then(away, leads("▸ chat.join")),
			"← → choose a value": then(away, func(w *walk) {
				w.types(w.keys[1])
				w.shows("← no →")
				w.types(w.keys[0])
				w.shows("← yes →")
			}),
		}},
		station{name: "a token's life", anew: true, reach: func(w *walk) {
			form(w)
			w.types(terminal.ShiftTab)
			w.shows("▸ life in minutes")
		}, keys: promises{
			"ctrl+g help":            then(away, helps),
			"ctrl+s issue the token": issues,
			"ctrl+x show request":    then(away, opens("/:issueAccessToken?api-version=", "chat")),
			"esc leave":              closes("Issue a token of"),
			"tab next field":         then(away, leads("▸ chat", "← yes →")),
		}},
		station{name: "a token issued", anew: true, reach: issued, keys: ofScreens().and(promises{
			"? help": then(gone, helps),
			"y copy the token": then(func(w *walk) { w.types(terminal.Escape); w.shows("Identities"); w.read() }, func(w *walk) {
				w.comes("token sent to the clipboard")
				if !strings.HasPrefix(w.Clipboard(), "eyJ") {
					w.t.Error("what was copied is no token")
				}
			}),
			"esc back": func(w *walk) {
				w.comes("Leave without the token?")
				w.types("y")
				w.shows("Identities")
			},
		})},
		station{name: "deleting asked for", anew: true, covers: true, reach: func(w *walk) {
			// A new user, and not the one whom the program acts as.
			asked("n", "Create a user?")(w)
			w.awaits(http.MethodPost, "/identities", func() { w.types("y") })
			w.gone("Create a user?")
			w.read()
			asked("d", "Delete the user")(w)
		}, keys: ofQuestion("Delete the user", "delete", "keep", func(w *walk) {
			w.press()
			w.shows("deleted just now")
			w.read()
		})},
		station{name: "identities", reach: func(w *walk) { w.footerHas("n new user") }, keys: list.and(promises{
			"esc back": leads("This user is in no thread."),
		})},
	)
}
