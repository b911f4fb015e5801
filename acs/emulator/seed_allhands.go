package emulator

import (
	"fmt"
	"strconv"
	"strings"
)

// allHandsSize is the number of messages people wrote in the big demo thread:
// enough that scrolling back takes many pages.
const allHandsSize = 2000

// allHandsLines are the talk of a whole company: every text is another one, and
// the same in every run.
func allHandsLines() []seedLine {
	lines := make([]seedLine, 0, allHandsSize)
	for n := range allHandsSize {
		lines = append(lines, allHandsLine(n))
	}
	return lines
}

// allHandsLine is the message n. Now and then one is html, has metadata, was
// edited or deleted, or is long; the last ones are none of these.
func allHandsLine(n int) seedLine {
	line := seedLine{by: n * n % 211, text: smallTalk(n)}
	switch {
	case n > allHandsSize-5:
	case n%41 == 7:
		line.html = true
		line.text = fmt.Sprintf("<p><b>Notice %d</b>: %s</p>", n, line.text)
	case n%97 == 13:
		line.before = strings.ToUpper(line.text)
	case n%131 == 29:
		line.deleted = true
	case n%59 == 31:
		line.metadata = metadata{{"tags", "rota"}, {"week", strconv.Itoa(n % 52)}}
	case n%173 == 50:
		line.text = strings.Repeat(line.text+" ", 12)
	case n%83 == 3:
		line.text += "\n– early shift: " + seedName(firstCrowd+n%30) + "\n– late shift: " + seedName(firstCrowd+n%40)
	}
	return line
}

// smallTalk makes a sentence of parts whose numbers have no common divisor.
func smallTalk(n int) string {
	openers := []string{
		"Good morning,", "Reminder:", "For those who missed it:", "Quick question:", "Update:", "From the floor:", "Please note:",
	}
	subjects := []string{
		"the lift in building B", "the coffee machine ☕", "line 3", "the new badge reader", "the night bus", "the canteen 🍲",
		"parking deck 2", "the printer by the stairs", "the air conditioning", "the guest wifi", "our scanner fleet",
	}
	states := []string{
		"is back in service", "is out of order until noon", "will be inspected tomorrow", "has a new timetable", "needs a volunteer",
		"was cleaned, please keep it so", "moves to the ground floor next week", "works again, thanks to the night shift",
		"is reserved for visitors on Friday", "has been reported to facilities", "is louder than usual, technicians are coming",
		"gets an update at 18:00", "will be replaced this quarter",
	}
	closings := []string{".", ". 🙏", "!", ", details in the wiki.", ". Questions go to the desk.", " (again)."}
	return openers[n%len(openers)] + " " + subjects[n%len(subjects)] + " " + states[n%len(states)] + closings[n%len(closings)]
}
