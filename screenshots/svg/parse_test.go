package svg_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"testing"
)

// element is what the tests need of an SVG element.
type element struct {
	name       string
	attributes map[string]string
	text       string
	row        int
}

// parse reads the picture as XML and gives its elements, each with the row
// it belongs to, or -1.
func parse(t *testing.T, picture []byte) []element {
	t.Helper()
	var elements []element
	var open []int
	row := -1
	decoder := xml.NewDecoder(bytes.NewReader(picture))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return elements
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, picture)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attributes: map[string]string{}}
			for _, attribute := range token.Attr {
				e.attributes[attribute.Name.Local] = attribute.Value
			}
			if e.attributes["transform"] != "" {
				row++
			}
			e.row = row
			open = append(open, len(elements))
			elements = append(elements, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				elements[open[len(open)-1]].text += string(token)
			}
		}
	}
}

func number(t *testing.T, text string) int {
	t.Helper()
	value, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return value
}
