package command

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/style/text"
)

// Problem is an error in plain words. All its texts are sanitized.
type Problem struct {
	// What says what could not be done.
	What string
	// Why says why not.
	Why string
	// Do says what the user can do about it.
	Do string
	// Status is the HTTP status; 0 where no answer came.
	Status int
	// Between says that the answer is not the service's but that of something in between:
	// what the service would say is not known.
	Between bool
	// Code and Message are the service's own words; the live service often leaves
	// the message out.
	Code, Message string
	// RequestID is what support asks for.
	RequestID string
	// Final says that trying again cannot help.
	Final bool
	// Other says that the service agreed, and answered with something else than was
	// asked for.
	Other bool
}

// Advise is the problem with other advice, such as a form's own way out.
func (p *Problem) Advise(do string) *Problem {
	advised := *p
	advised.Do = do
	return &advised
}

// KnownDeleted is the problem of a thread that a list showed as deleted: where the service
// says that it knows no such thread, that is why. deletedOn nil stands for none.
func (p *Problem) KnownDeleted(deletedOn *time.Time, now time.Time) *Problem {
	if p == nil || deletedOn == nil || p.Between || p.Status != http.StatusNotFound {
		return p
	}
	known := p.Advise("The list of threads still shows it, as the service lists deleted threads.")
	known.Why = "the thread was deleted " + text.Ago(now, *deletedOn) + ", and the service tells nothing more of it"
	known.Final = true
	return known
}

// Err is the problem as the error of a page.
func (p *Problem) Err() error {
	err := errors.New(p.Why)
	if p.Final {
		return pages.Final(err)
	}
	return err
}

// Summary is the problem on one line.
func (p *Problem) Summary() string { return p.What + ": " + p.Why }

// Lines is the whole problem, a fact a line.
func (p *Problem) Lines() []string {
	lines := []string{p.Summary()}
	for _, line := range []string{p.Do, p.Said()} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Said is what the service said, with the request's id; empty where no answer
// came.
func (p *Problem) Said() string {
	if p.Status == 0 {
		return ""
	}
	who := "The service said"
	if p.Between {
		who = "The answer"
	}
	said := fmt.Sprintf("%s: %d %s", who, p.Status, http.StatusText(p.Status))
	if p.Code != "" {
		said += " · code " + p.Code
	}
	if p.Message != "" && !strings.Contains(p.Why, p.Message) {
		said += " · " + p.Message
	}
	if p.RequestID != "" {
		said += " · request id " + p.RequestID
	}
	return said
}
