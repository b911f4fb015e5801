// Package command is the program's async layer, and the one package of ui that
// calls acs. A screen hands it values and gets a tea.Cmd back; the Cmd makes the
// call on its own goroutine and answers with one typed message that says who
// asked.
//
// Every function has the same shape: it declares its operation, once, and gives it with
// the call to do, which adds the time limit, the account under the service's limits, the
// visible retries, the words of a failure and the notification of a write.
//
// Reads run in the asking screen's [Scope] and are cancelled when it closes or
// starts over. Writes run in the program's: leaving a screen does not cut a POST
// in two, and its result reaches the user as a notification where the screen is
// gone.
package command
