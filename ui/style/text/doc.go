// Package text prepares strings for a terminal: it sanitises, measures, cuts and wraps them,
// lays them out in columns, and words times. It is pure: no clock, no terminal, no state.
//
// Widths are in cells, as github.com/charmbracelet/x/ansi counts them; Lip Gloss and Bubble
// Tea use it too. Where terminals differ, [Row] keeps the columns in place.
package text
