// Package text prepares strings for a terminal: it makes strings of other
// people harmless, measures and cuts them in cells, lays them out in columns
// that hold in every terminal, and words times.
//
// A cell is one column of one line of the terminal. Widths are those of
// github.com/charmbracelet/x/ansi, which Lip Gloss and the renderer of Bubble
// Tea v1 use as well; there is no second opinion in this program. Where
// terminals differ about a width, [Row] puts the next column where it belongs
// all the same.
//
// Everything here is pure: no clock, no terminal, no state.
package text
