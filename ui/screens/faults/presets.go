package faults

import (
	"fmt"
	"strconv"
	"strings"

	"acs-chat-tui/ui/command"
)

// everything is the operation that stands for all.
const everything = "*"

// preset is a fault to switch, with what it is usually for.
type preset struct {
	name string
	// does says in a sentence what it does, and what the program makes of it.
	does  string
	fault command.Fault
	// usual are the operations that it is for where none are chosen, and times how
	// often it then comes; 0 is until it is cleared.
	usual []string
	times int
}

func presets() []preset {
	all := []string{everything}
	return []preset{
		{
			name: "slow, 300 ms", fault: command.Fault{Kind: command.FaultLatency, Latency: "300ms"}, usual: all,
			does: "Every answer comes 300 ms later. Keys are answered all the same, and pages are there before the cursor is.",
		},
		{
			name: "slow, 2 s", fault: command.Fault{Kind: command.FaultLatency, Latency: "2s"}, usual: all,
			does: "Every answer comes 2 s later. The footer says what is awaited.",
		},
		{
			name: "throttled", fault: command.Fault{Kind: command.FaultStatus, Status: 429, RetryAfter: "2s"}, usual: command.ListOperations(), times: 1,
			does: "The service answers 429 and asks to wait 2 s. The program waits, says so, and asks again.",
		},
		{
			name: "fault of the service, 500", fault: command.Fault{Kind: command.FaultStatus, Status: 500}, usual: all, times: 1,
			does: "The service answers 500 before it does anything. What may be repeated is repeated.",
		},
		{
			name: "unavailable, 503", fault: command.Fault{Kind: command.FaultStatus, Status: 503}, usual: all, times: 1,
			does: "The service answers 503 before it does anything. What may be repeated is repeated.",
		},
		{
			name: "not allowed, 403", fault: command.Fault{Kind: command.FaultStatus, Status: 403}, usual: []string{"GetChatThreadProperties", "ListChatParticipants"},
			does: "The service answers 403, as for a thread that the user has left. The thread is shown as one without access.",
		},
		{
			name: "lost request", fault: command.Fault{Kind: command.FaultDrop}, usual: all, times: 1,
			does: "The connection ends before the service does anything. To the program that looks like a lost answer.",
		},
		{
			name: "lost answer", fault: command.Fault{Kind: command.FaultDropAfterCommit}, usual: command.WriteOperations(), times: 1,
			does: "The service does what was asked, and the connection ends before it says so. Nothing is done twice.",
		},
		{
			name: "truncated answer", fault: command.Fault{Kind: command.FaultTruncate}, usual: all, times: 1,
			does: "The connection ends amid the answer. Half an answer is never shown.",
		},
		{
			name: "garbage", fault: command.Fault{Kind: command.FaultGarbage}, usual: all, times: 1,
			does: "The answer is a web page instead of JSON, as of a proxy in between. It is called what it is.",
		},
		{
			name: "slow body, 2 s", fault: command.Fault{Kind: command.FaultSlowBody, Latency: "2s"}, usual: all,
			does: "The answer begins at once, and its body takes 2 s.",
		},
	}
}

// faults are what switching the preset on adds.
func (p preset) faults(chosen []string, times int) []command.Fault {
	operations := p.usual
	if chosen != nil {
		operations = chosen
	}
	if times == asUsual {
		times = p.times
	}
	list := make([]command.Fault, len(operations))
	for n, operation := range operations {
		list[n] = p.fault
		list[n].Operation, list[n].Times = operation, times
	}
	return list
}

// timesText is how often a fault comes.
func timesText(times int) string {
	switch times {
	case 0:
		return "until cleared"
	case 1:
		return "once"
	}
	return fmt.Sprintf("%d times", times)
}

// operationsText names operations; those of a group by the group.
func operationsText(operations []string) string {
	joined := strings.Join(operations, ", ")
	switch joined {
	case everything:
		return "everything"
	case strings.Join(command.ListOperations(), ", "):
		return "lists"
	case strings.Join(command.WriteOperations(), ", "):
		return "writes"
	}
	return joined
}

// faultText is a fault that no preset makes.
func faultText(f command.Fault) string {
	parts := []string{string(f.Kind)}
	if f.Status != 0 {
		parts = append(parts, strconv.Itoa(f.Status))
	}
	for _, more := range []string{f.Code, f.Message, f.Latency} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	if f.RetryAfter != "" {
		parts = append(parts, "Retry-After "+f.RetryAfter)
	}
	return strings.Join(parts, " ")
}
