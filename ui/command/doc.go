// Package command is the program's async layer, and the one package of ui that
// calls acs. A screen hands it values and gets a tea.Cmd back; the Cmd makes the
// call on its own goroutine and answers with one typed message that says who
// asked.
//
// # Reads and writes
//
// Reads run in the asking screen's [Scope] and are cancelled when it closes or
// starts over. Writes run in the program's: leaving a screen does not cut a POST
// in two, and its result reaches the user as a notification where the screen is
// gone.
//
// # Outline
//
//	service.go      Service: what the program needs of acs
//	session.go      Session: whom one acts as, and where
//	runner.go       Runner: limits, panics, what is under way
//	link.go         the connection in use, and those that writes still run with
//	connections.go  list, change and check what there is to connect to
//	switching.go    what is asked before a connection is given up
//	identities.go   users of the resource and their tokens
//	scope.go        Scope: the life of one screen's reads
//	answer.go       Answer: what every result says
//	exchanges.go    Exchanges: what the clients sent and received, for the log
//	threads.go      list, create and read threads
//	participants.go list and add participants
//	remove.go       remove participants, one by one
//	access.go       what an answer tells of the access to a thread
//	look.go         when a screen may look again
//	control.go      the control endpoints of an emulator; faults.go its faults
//	messages.go     list messages and read receipts; send.go send, edit and delete
//	preview.go      the exact request, without sending it
//	problem.go      errors in plain words, with what to do
package command
