package roster

import (
	"encoding/json"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// YAML, as of az -o yaml, also reads the literals of JavaScript's console.log and Python's
// print, but for what these expressions replace.
var (
	// yamlBlock matches the first line of a block: a field, or an element that is one.
	yamlBlock = regexp.MustCompile(`^(?:- ["']?[A-Za-z_]+["']?:(?: .*)?|["']?[A-Za-z_]+["']?:)[ \t]*\r?(?:\n|$)`)
	className = regexp.MustCompile(`\b[A-Z]\w*\s*\{`)
	// printedEnum matches a value of a Python enumeration.
	printedEnum = regexp.MustCompile(`<[\w.]+: ('[^'\n]*'|"[^"\n]*"|\d+)>`)
	pythonTime  = regexp.MustCompile(`datetime\.datetime\((\d+), (\d+), (\d+), (\d+), (\d+)(?:, (\d+))?(?:, \d+)?(?:, tzinfo=[^()]*(?:\([^()]*\))?)?\)`)
	// nothingWord matches the words for null.
	nothingWord = regexp.MustCompile(`([:,\[]\s*)(?:None|undefined)\b`)
)

// literalAsJSON writes a literal or a YAML block as JSON, each value on its line; ok reports
// whether the text is one.
func literalAsJSON(text string) (document string, ok bool) {
	trimmed := strings.TrimLeft(text, jsonSpace)
	inside := strings.TrimLeft(trimmed, "[{"+jsonSpace)
	// A key in double quotation marks is JSON's, however broken the rest is.
	isLiteral := trimmed != inside && inside != "" && strings.IndexByte(`"]}`, inside[0]) < 0
	if !isLiteral && !yamlBlock.MatchString(trimmed) {
		return "", false
	}
	if isLiteral {
		text = pythonTime.ReplaceAllStringFunc(text, isoOfPython)
		text = printedEnum.ReplaceAllString(text, "$1")
		text = nothingWord.ReplaceAllString(text, "${1}null")
		text = className.ReplaceAllStringFunc(text, func(name string) string { return strings.Repeat(" ", len(name)-1) + "{" })
		text = strings.ReplaceAll(text, "\t", " ")
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(text), &root); err != nil || len(root.Content) != 1 {
		return "", false
	}
	w := jsonWriter{line: 1}
	if !w.write(root.Content[0]) {
		return "", false
	}
	return w.out.String(), true
}

// isoOfPython writes a Python datetime in the form of ISO 8601.
func isoOfPython(call string) string {
	parts := pythonTime.FindStringSubmatch(call)
	for n, part := range parts {
		if len(part) < 2 {
			parts[n] = strings.Repeat("0", 2-len(part)) + part
		}
	}
	iso := parts[1] + "-" + parts[2] + "-" + parts[3] + "T" + parts[4] + ":" + parts[5] + ":" + parts[6]
	if strings.Contains(call, "utc") || strings.Contains(call, "UTC") {
		iso += "Z"
	}
	return `"` + iso + `"`
}

type jsonWriter struct {
	out  strings.Builder
	line int
}

// write writes a node, and reports whether JSON can express it.
func (w *jsonWriter) write(n *yaml.Node) bool {
	for ; w.line < n.Line; w.line++ {
		w.out.WriteByte('\n')
	}
	switch n.Kind {
	case yaml.MappingNode:
		return w.elements('{', '}', n.Content, 2)
	case yaml.SequenceNode:
		return w.elements('[', ']', n.Content, 1)
	case yaml.ScalarNode:
		return w.scalar(n)
	case yaml.DocumentNode, yaml.AliasNode:
	}
	return false
}

func (w *jsonWriter) elements(begin, end byte, nodes []*yaml.Node, each int) bool {
	w.out.WriteByte(begin)
	for n, node := range nodes {
		switch {
		case n%each == 1:
			w.out.WriteByte(':')
		case n > 0:
			w.out.WriteByte(',')
		}
		if isKey := each == 2 && n%each == 0; isKey {
			node = &yaml.Node{Kind: node.Kind, Tag: "!!str", Value: node.Value, Line: node.Line, Content: node.Content}
		}
		if !w.write(node) {
			return false
		}
	}
	w.out.WriteByte(end)
	return true
}

func (w *jsonWriter) scalar(n *yaml.Node) bool {
	switch n.Tag {
	case "!!null":
		w.out.WriteString("null")
	case "!!bool":
		w.out.WriteString(strings.ToLower(n.Value))
	default:
		// A number stays the text that it is: a phone number is one to YAML.
		encoded, err := json.Marshal(n.Value)
		if err != nil {
			return false
		}
		w.out.Write(encoded)
	}
	return true
}
