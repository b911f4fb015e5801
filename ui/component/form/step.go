package form

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// Step is what follows a key, a submission or an answer.
type Step struct {
	kind         kind
	cmd          tea.Cmd
	then         *Step
	words        func() string
	stopDoes     string
	stop         func() Step
	lines        []string
	warnings     []string
	at           Field
	problem      *command.Problem
	unknown      bool
	page         *Page
	notification screen.Notification
	question     func(*Form) screen.Question
	prompt       func(*Form) screen.Prompt
}

type kind int

const (
	stay kind = iota
	next
	previous
	first
	submitted
	asked
	prompted
	waiting // from here on, a step locks or opens the form
	faulty
	opened
	refused
	shown
	finished
)

// Stay changes nothing.
func Stay() Step { return Step{} }

// Next moves the focus to the next field, around the end.
func Next() Step { return Step{kind: next} }

// Previous moves the focus to the previous field, around the end.
func Previous() Step { return Step{kind: previous} }

// First moves the focus to the first field.
func First() Step { return Step{kind: first} }

// Submit submits the form.
func Submit() Step { return Step{kind: submitted} }

// Run runs a command and changes nothing else.
func Run(cmd tea.Cmd) Step { return Step{cmd: cmd} }

// Ask asks a question, and goes on with yes where the answer is yes.
func Ask(q screen.Question, yes func() Step) Step {
	return Step{kind: asked, question: func(f *Form) screen.Question {
		q.OnYes = func() tea.Cmd { return f.apply(yes()) }
		return q
	}}
}

// Prompt asks for a text, and goes on with what try returns; see screen.Prompt.Try.
func Prompt(p screen.Prompt, try func(text string) (then func() Step, fault string)) Step {
	return Step{kind: prompted, prompt: func(f *Form) screen.Prompt {
		p.Try = func(text string) (func() tea.Cmd, string) {
			then, fault := try(text)
			return func() tea.Cmd { return f.apply(then()) }, fault
		}
		return p
	}}
}

// Send locks the form until the service answers.
func Send(cmd tea.Cmd) Step {
	return Wait("sending… the form is locked until the service answers", cmd)
}

// Wait locks the form until a further step; words say what is awaited.
func Wait(words string, cmd tea.Cmd) Step {
	return Progress(func() string { return words }, cmd)
}

// Progress is Wait with words that change.
func Progress(words func() string, cmd tea.Cmd) Step {
	return Step{kind: waiting, words: words, cmd: cmd}
}

// Stoppable lets the key that leaves stop a Wait instead; does names that in help, empty
// for the key's own words.
func (s Step) Stoppable(does string, stop func() Step) Step {
	s.stopDoes, s.stop = does, stop
	return s
}

// Fault opens the form, with what is wrong with it and the focus where that is; nil for
// where it is.
func Fault(at Field, lines ...string) Step {
	s := Step{kind: faulty, at: at}
	for _, line := range lines {
		s.lines = append(s.lines, text.Sanitize(line))
	}
	return s
}

// Warn opens the form with warnings, until it is edited.
func Warn(warnings ...string) Step { return Step{kind: faulty, warnings: warnings} }

// Open opens the form, with nothing to say.
func Open() Step { return Step{kind: opened} }

// Refused opens the form, and says what went wrong.
func Refused(problem *command.Problem) Step { return Step{kind: refused, problem: problem} }

// Unknown is Refused where the service may have carried out what was sent.
func Unknown(problem *command.Problem) Step {
	return Step{kind: refused, problem: problem, unknown: true}
}

// Show puts a page in place of the fields.
func Show(page Page) Step { return Step{kind: shown, page: &page} }

// Finish closes the form, and says how it ended.
func Finish(n screen.Notification) Step { return Step{kind: finished, notification: n} }

// Then goes on with another step.
func (s Step) Then(step Step) Step {
	s.then = &step
	return s
}
