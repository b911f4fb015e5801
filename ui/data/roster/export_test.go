package roster

// AsJSON is the JSON that a list is read as: a literal or YAML is written as JSON first.
func AsJSON(text string) string {
	if document, ok := literalAsJSON(text); ok {
		return document
	}
	return text
}

// Counts are the numbers of a roster. Good, Broken and Duplicates add up to Entries.
type Counts struct {
	Entries, Good, Broken, Duplicates int
	// Warned are the good entries with a warning.
	Warned int
	// Comments are the lines passed over as comments.
	Comments int
}

// Counts counts.
func (r Roster) Counts() Counts {
	c := Counts{Entries: len(r.Entries), Comments: len(r.Comments)}
	for _, e := range r.Entries {
		switch e.State() {
		case Broken:
			c.Broken++
		case Duplicate:
			c.Duplicates++
		case Good:
			c.Good++
			if len(e.Problems) > 0 {
				c.Warned++
			}
		}
	}
	return c
}
