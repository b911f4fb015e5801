package roster

// AsJSON is the JSON that a list is read as: a literal or YAML is written as JSON first.
func AsJSON(text string) string {
	if document, ok := literalAsJSON(text); ok {
		return document
	}
	return text
}
