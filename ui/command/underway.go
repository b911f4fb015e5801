package command

import "strings"

// UnderWay says of each write that the service may have got and has not answered what it
// is: what is to be said where the program ends without waiting for it.
func (r *Runner) UnderWay() []string {
	var said []string
	for _, call := range r.calls {
		if call.Write && (call.Retry != nil || !r.now().Before(call.Begins)) {
			said = append(said, call.doing()+" was under way; whether it was done is not known")
		}
	}
	return said
}

// doing is the operation as what is being done, as in "Deleting thread 19:…".
func (c *Call) doing() string {
	verb, object, _ := strings.Cut(c.Operation, " ")
	verb = strings.ToUpper(verb[:1]) + strings.TrimSuffix(verb[1:], "e") + "ing"
	switch thread := c.limits.ThreadID; {
	case thread == "":
	case object == "the thread":
		object = "thread " + thread
	default:
		object += " of thread " + thread
	}
	return verb + " " + object
}
