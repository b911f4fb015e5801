package roster

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

const jsonSpace = " \t\r\n"

// looksLikeJSON says whether a text begins as a JSON document of participants does.
func looksLikeJSON(text string) bool {
	text = strings.TrimLeft(text, jsonSpace)
	if text == "" || text[0] != '[' && text[0] != '{' {
		return false
	}
	rest := strings.TrimLeft(text[1:], jsonSpace)
	if rest == "" {
		return true
	}
	if text[0] == '{' {
		return rest[0] == '"' || rest[0] == '}'
	}
	return strings.IndexByte(`{"]`, rest[0]) >= 0
}

// readJSON reads documents, one after the other.
func (r *reader) readJSON() {
	r.roster.Format = JSON
	for r.moveTo(jsonStart(r.text, r.at)); r.at < len(r.text); r.moveTo(jsonStart(r.text, r.at)) {
		var err error
		if r.text[r.at] == '[' {
			err = r.jsonList()
		} else {
			err = r.jsonDocument()
		}
		if err != nil {
			r.jsonBroken(err)
		}
	}
}

// moveTo goes on up to an offset of the text.
func (r *reader) moveTo(offset int) { r.advance(offset - r.at) }

// jsonStart is where the next value begins, from an offset on.
func jsonStart(text string, offset int) int {
	return len(text) - len(strings.TrimLeft(text[offset:], jsonSpace+",:"))
}

// jsonBroken makes one entry of the rest of the text.
func (r *reader) jsonBroken(err error) {
	if r.at == len(r.text) {
		r.roster.Problems = append(r.roster.Problems, Problem{
			Line: r.line, Text: "the JSON ends before its list does: participants may be missing", Warning: true,
		})
		return
	}
	e := r.entry(strings.TrimRight(r.text[r.at:], jsonSpace))
	r.moveTo(len(r.text))
	e.fault(e.Line, "from this line on (to line %d) the text is not valid JSON, and nothing of it was read: %s", e.LastLine, describeJSON(err))
}

func describeJSON(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends in the middle of a value"
	}
	return err.Error()
}

// jsonList reads the array where the reader stands, element by element.
func (r *reader) jsonList() error {
	base := r.at
	decoder := json.NewDecoder(strings.NewReader(r.text[base:]))
	if _, err := decoder.Token(); err != nil {
		return err //nolint:wrapcheck // describeJSON words it
	}
	for decoder.More() {
		r.moveTo(jsonStart(r.text, base+int(decoder.InputOffset())))
		if r.text[r.at:] != "" && r.text[r.at] == ']' {
			// A comma behind the last element, which JSON forbids and people write.
			r.moveTo(r.at + 1)
			return nil
		}
		var element json.RawMessage
		if err := decoder.Decode(&element); err != nil {
			return err //nolint:wrapcheck // describeJSON words it
		}
		r.jsonParticipant(r.text[r.at : base+int(decoder.InputOffset())])
	}
	r.moveTo(jsonEnd(r.text, base+int(decoder.InputOffset())))
	if _, err := decoder.Token(); err != nil {
		return err //nolint:wrapcheck // describeJSON words it
	}
	r.moveTo(base + int(decoder.InputOffset()))
	return nil
}

// jsonEnd is where white space ends, from an offset on.
func jsonEnd(text string, offset int) int {
	return len(text) - len(strings.TrimLeft(text[offset:], jsonSpace))
}

// jsonField is a field of an object; offset is where its value begins.
type jsonField struct {
	name   string
	value  string
	offset int
}

// jsonFields are the fields of an object, in their order, with those that are there
// twice.
func jsonFields(object string) ([]jsonField, error) {
	decoder := json.NewDecoder(strings.NewReader(object))
	if _, err := decoder.Token(); err != nil {
		return nil, err //nolint:wrapcheck // describeJSON words it
	}
	var fields []jsonField
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, err //nolint:wrapcheck // describeJSON words it
		}
		name, _ := token.(string)
		start := jsonStart(object, int(decoder.InputOffset()))
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, err //nolint:wrapcheck // describeJSON words it
		}
		fields = append(fields, jsonField{name: name, value: object[start:int(decoder.InputOffset())], offset: start})
	}
	return fields, nil
}

// jsonDocument reads the value where the reader stands: an object that holds a list
// of participants, or a participant.
func (r *reader) jsonDocument() error {
	base := r.at
	decoder := json.NewDecoder(strings.NewReader(r.text[base:]))
	var value json.RawMessage
	if err := decoder.Decode(&value); err != nil {
		return err //nolint:wrapcheck // describeJSON words it
	}
	end := base + int(decoder.InputOffset())
	if fields, list := jsonContainer(r.text[base:end]); list >= 0 {
		for _, f := range fields {
			var link string
			if f.name == "nextLink" && json.Unmarshal([]byte(f.value), &link) == nil && link != "" {
				r.roster.Problems = append(r.roster.Problems, Problem{
					Line: r.line, Text: "this is one page of several: it names a next one, whose participants are not in this list", Warning: true,
				})
			}
		}
		r.moveTo(base + fields[list].offset)
		if err := r.jsonList(); err != nil {
			return err
		}
	} else {
		r.jsonParticipant(r.text[base:end])
	}
	r.moveTo(end)
	return nil
}

// jsonContainer finds the one list of participants in an object: its fields and the
// list's place among them, or -1.
func jsonContainer(value string) ([]jsonField, int) {
	if value[0] != '{' {
		return nil, -1
	}
	fields, err := jsonFields(value)
	if err != nil {
		return nil, -1
	}
	isList := func(f jsonField) bool {
		return f.value[0] == '[' && slices.Contains([]string{"value", "participants", "rows"}, strings.ToLower(f.name))
	}
	list := slices.IndexFunc(fields, isList)
	if list < 0 || slices.ContainsFunc(fields[list+1:], isList) {
		return nil, -1
	}
	return fields, list
}

// jsonParticipant makes an entry of a value.
func (r *reader) jsonParticipant(value string) {
	e := r.entry(value)
	switch value[0] {
	case '"':
		e.RawID, _ = e.jsonText("the element", value)
		e.RawID = strings.TrimSpace(e.RawID)
	case '{':
		fields, err := jsonFields(value)
		if err != nil {
			e.fault(e.Line, "the object cannot be read: %s", describeJSON(err))
			return
		}
		met := map[Column]bool{}
		for _, f := range fields {
			if f.value != "null" {
				r.jsonPut(e, f, met)
			}
		}
	default:
		e.fault(e.Line, "%s is neither an object nor a string", cite(value))
		return
	}
	r.check(e)
}

// jsonPut puts a field into the entry. met holds what the entry has got already.
func (r *reader) jsonPut(e *Entry, f jsonField, met map[Column]bool) {
	column := columnOf(f.name)
	if strings.EqualFold(f.name, "metadata") {
		column = Column{Meaning: Metadata}
	}
	kind := Column{Meaning: column.Meaning, Key: column.Key}
	switch {
	case column.Meaning == Ignored:
		return
	case column.Meaning == Unused || column.Meaning == unnamed:
		r.noteField(e.Line, f.name)
		return
	case met[kind]:
		e.fault(e.Line, "the field %s means the same as one before it", cite(f.name))
		return
	}
	met[kind] = true
	switch {
	case column.Meaning == Identifier && f.value[0] == '{':
		e.RawID = strings.TrimSpace(e.jsonIdentifier(f))
	case column.Meaning == Metadata && column.Name == "":
		e.jsonMetadata(f)
	default:
		if text, ok := e.jsonText("the field "+cite(f.name), f.value); ok {
			e.set(column, text)
		}
	}
}

// noteField says, once for each name, that a field is not used.
func (r *reader) noteField(line int, name string) {
	text := fmt.Sprintf("the field %s is not used: its name is not known", cite(name))
	if !slices.ContainsFunc(r.roster.Problems, func(p Problem) bool { return p.Text == text }) {
		r.roster.Problems = append(r.roster.Problems, Problem{Line: line, Text: text, Warning: true})
	}
}

// jsonText is a string; another value is a fault.
func (e *Entry) jsonText(what, value string) (string, bool) {
	var text string
	if err := json.Unmarshal([]byte(value), &text); err != nil {
		e.fault(e.Line, "%s holds %s, which is not a string", what, cite(value))
		return "", false
	}
	return text, true
}

// jsonIdentifier reads an identifier as it is on the wire: its rawId or, where only
// that was sent, the id of its communicationUser.
func (e *Entry) jsonIdentifier(f jsonField) string {
	var model struct {
		RawID             string `json:"rawId"`
		CommunicationUser struct {
			ID string `json:"id"`
		} `json:"communicationUser"`
	}
	if err := json.Unmarshal([]byte(f.value), &model); err != nil {
		e.fault(e.Line, "the field %s holds an identifier that cannot be read", cite(f.name))
		return ""
	}
	if model.RawID != "" {
		return model.RawID
	}
	return model.CommunicationUser.ID
}

func (e *Entry) jsonMetadata(f jsonField) {
	var fields []jsonField
	err := errors.New("it is no object")
	if f.value[0] == '{' {
		fields, err = jsonFields(f.value)
	}
	if err != nil {
		e.fault(e.Line, "the field %s holds no object of strings", cite(f.name))
		return
	}
	for _, key := range fields {
		if key.value == "null" {
			continue
		}
		if text, ok := e.jsonText("metadata "+cite(key.name), key.value); ok {
			e.setMetadata(key.name, text)
		}
	}
}
