package screen

// Whole is a screen that may have more to say than it has room for: where it cuts, it
// names the key of keys.ShowWhole.
type Whole interface {
	// Whole is all that the screen has to say of what went wrong and of what is under the
	// cursor, a paragraph a line, harmless; nothing where there is nothing to say.
	Whole() []string
}
