package config

// KeyBinding is one line of the table [keys]: an action and the keys that start it.
// Which actions and keys there are the program knows, not this package.
type KeyBinding struct {
	Action string
	Keys   []string
	// Place is the line of the file, as in /home/jane/config.toml:12.
	Place string
}

// keys reads the table [keys]: a key's name, or a list of them, for an action.
func (p parser) keys(settings *file, value any) error {
	table, ok := value.(map[string]any)
	if !ok {
		return p.faultf([]string{keyKeys}, "%s must be a table: [%[1]s]", keyKeys)
	}
	lines := keyLines(p.text)
	for _, action := range p.inOrder(table, keyKeys) {
		path := []string{keyKeys, action}
		read := KeyBinding{Action: action, Place: p.placeAt(lines[joinPath(path)])}
		names, isList := table[action].([]any)
		if !isList {
			names = []any{table[action]}
		}
		for _, element := range names {
			name, ok := element.(string)
			if !ok {
				return p.faultf(path, `a key's name must stand in quotation marks: "ctrl+t", or several in a list: ["t", "f5"]`)
			}
			read.Keys = append(read.Keys, name)
		}
		settings.keys = append(settings.keys, read)
	}
	return nil
}
