package screen

// Typing is a screen or a dialog in whose fields text is typed. What it returns survives
// a crash of the program.
type Typing interface {
	// Typed returns the texts of the fields. A secret is never among them.
	Typed() []Typed
}

// Typed is what stands in a field.
type Typed struct {
	// Label is the field's.
	Label string
	Text  string
}
