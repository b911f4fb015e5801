package openapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/getkin/kin-openapi/openapi2"
)

// bundle makes one Swagger document of several: definitions of other files come
// into the first one, under their own names.
type bundle struct {
	files    map[string]map[string]any // by path, as read
	imported map[string]importedDefinition
}

type importedDefinition struct {
	file  string
	value any
}

// readBundle reads a document and puts in what it refers to in other files.
func readBundle(file string) (*openapi2.T, error) {
	b := &bundle{files: map[string]map[string]any{}, imported: map[string]importedDefinition{}}
	root, err := b.read(file)
	if err != nil {
		return nil, err
	}
	merged, err := b.rewritten(root, file, file)
	if err != nil {
		return nil, err
	}
	object, is := merged.(map[string]any)
	if !is {
		return nil, fmt.Errorf("%s is not an object", file)
	}
	definitions, is := object["definitions"].(map[string]any)
	if !is {
		return nil, fmt.Errorf("%s has no definitions", file)
	}
	for name, definition := range b.imported {
		alias := map[string]any{"$ref": "#/definitions/" + name}
		if own, taken := definitions[name]; taken && !reflect.DeepEqual(own, alias) {
			return nil, fmt.Errorf("%s declares %s, and %s another one", file, name, definition.file)
		}
		definitions[name] = definition.value
	}
	data, err := json.Marshal(object)
	if err != nil {
		return nil, fmt.Errorf("merging %s: %w", file, err)
	}
	var document openapi2.T
	if err := json.Unmarshal(data, &document); err != nil {
		return nil, fmt.Errorf("reading %s as Swagger: %w", file, err)
	}
	return &document, nil
}

// read reads a file once.
func (b *bundle) read(file string) (map[string]any, error) {
	if content, done := b.files[file]; done {
		return content, nil
	}
	data, err := os.ReadFile(file) //nolint:gosec // the folder is the caller's choice, the rest the documents'
	if err != nil {
		return nil, fmt.Errorf("reading a document: %w", err)
	}
	var content map[string]any
	if err := json.Unmarshal(data, &content); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	b.files[file] = content
	return content, nil
}

// rewritten copies a part of a file; references in it lead into the root
// document.
func (b *bundle) rewritten(node any, file, root string) (any, error) {
	switch typed := node.(type) {
	case map[string]any:
		copied := make(map[string]any, len(typed))
		for name, value := range typed {
			if name == "x-ms-examples" { // no schemas; their files may be missing
				continue
			}
			reference, is := value.(string)
			var err error
			if name == "$ref" && is {
				copied[name], err = b.reference(reference, file, root)
			} else {
				copied[name], err = b.rewritten(value, file, root)
			}
			if err != nil {
				return nil, err
			}
		}
		return copied, nil
	case []any:
		copied := make([]any, len(typed))
		for i, value := range typed {
			var err error
			if copied[i], err = b.rewritten(value, file, root); err != nil {
				return nil, err
			}
		}
		return copied, nil
	}
	return node, nil
}

// reference gives a reference its form in the root document, and brings what it
// leads to into that.
func (b *bundle) reference(reference, file, root string) (string, error) {
	target, pointer, _ := strings.Cut(reference, "#")
	if target != "" {
		file = filepath.Join(filepath.Dir(file), filepath.FromSlash(target))
	}
	if file == root {
		return "#" + pointer, nil
	}
	name, isDefinition := strings.CutPrefix(pointer, "/definitions/")
	if !isDefinition {
		return "", fmt.Errorf("%s leads to no definition", reference)
	}
	if earlier, done := b.imported[name]; done {
		if earlier.file != file {
			return "", fmt.Errorf("%s stands in %s and in %s", name, earlier.file, file)
		}
		return "#" + pointer, nil
	}
	content, err := b.read(file)
	if err != nil {
		return "", err
	}
	definitions, _ := content["definitions"].(map[string]any)
	definition, there := definitions[name]
	if !there {
		return "", errors.New(reference + " leads nowhere")
	}
	// Before its inside is looked at: a definition may refer to itself.
	b.imported[name] = importedDefinition{file: file}
	value, err := b.rewritten(definition, file, root)
	if err != nil {
		return "", err
	}
	b.imported[name] = importedDefinition{file: file, value: value}
	return "#" + pointer, nil
}
