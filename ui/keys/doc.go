// Package keys is the keys of the program: every action that a key starts, by the
// name that the configuration file knows it by, with the keys that start it.
// Screens take their bindings from a [Map] and never name a key themselves, so
// that a key that was rebound is the one that works, that the footer and the help
// show, and that messages speak of.
//
// What a key means is decided in three groups. An action of the screens and one
// of the forms may share a key, as ctrl+d does: a form takes characters as text,
// and its actions lie on other keys. An action of both groups has its keys to
// itself. The keys of dialogs (y, n, enter, esc, tab), those with which the focus
// moves in a form, those that edit a field, and ctrl+c are the same everywhere
// and cannot be rebound.
package keys
