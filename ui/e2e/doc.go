// Package e2e tests the program as a user meets it: the built binary in a
// pseudo-terminal, with an environment made from nothing, its screen read back
// through a terminal emulator, and the service's side read from the ACS emulator
// that the program talks to.
package e2e
