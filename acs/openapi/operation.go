package openapi

import (
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
)

// operation is one operation of a document.
type operation struct {
	id       string
	method   string
	path     string // a template, with {name} for parameters
	pageable bool   // its answers name the next page
	route    *routers.Route
}

// operationsOf lists a document's operations.
func operationsOf(spec *openapi3.T) []operation {
	var list []operation
	for path, item := range spec.Paths.Map() {
		for method, declared := range item.Operations() {
			_, pageable := declared.Extensions["x-ms-pageable"]
			list = append(list, operation{
				id: declared.OperationID, method: method, path: path, pageable: pageable,
				route: &routers.Route{Spec: spec, Path: path, PathItem: item, Method: method, Operation: declared},
			})
		}
	}
	return list
}

// find gives the operation at a path as sent, with the parameters in the path.
func (d *document) find(method, escapedPath string) (operation, map[string]string, bool) {
	for _, one := range d.operations {
		if one.method != method {
			continue
		}
		if parameters, fits := matchPath(one.path, escapedPath); fits {
			return one, parameters, true
		}
	}
	return operation{}, nil, false
}

// matchPath compares a path with a template, segment by segment: an encoded slash
// is part of a parameter and no separator.
func matchPath(template, escapedPath string) (map[string]string, bool) {
	want, have := strings.Split(template, "/"), strings.Split(escapedPath, "/")
	if len(want) != len(have) {
		return nil, false
	}
	parameters := map[string]string{}
	for i, segment := range have {
		decoded, err := url.PathUnescape(segment)
		if err != nil {
			return nil, false
		}
		if name, is := strings.CutPrefix(want[i], "{"); is && decoded != "" {
			parameters[strings.TrimSuffix(name, "}")] = decoded
		} else if want[i] != decoded {
			return nil, false
		}
	}
	return parameters, true
}
