package openapi

import (
	"fmt"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// checkIdentifiers holds the identifiers in a body against what the documents say
// of them in prose only: rawId and kind are required in responses, and at most one
// further property may be set, which must be the kind's.
func (c *check) checkIdentifiers(side string, schema *openapi3.Schema, value any) {
	c.walk(schema, value, "", func(object map[string]any, at string) {
		var kinds []string
		for _, name := range slices.Sorted(maps.Keys(object)) {
			if name != "kind" && name != "rawId" {
				kinds = append(kinds, name)
			}
		}
		if len(kinds) > 1 {
			c.fault("%s: %s: an identifier of several kinds: %v", side, at, kinds)
		}
		kind, named := object["kind"]
		if named && (len(kinds) == 1 && kind != kinds[0] || len(kinds) == 0 && kind != "unknown") {
			c.fault("%s: %s: an identifier of the kind %v holds %v", side, at, kind, kinds)
		}
		if side != "response" {
			return
		}
		if raw, _ := object["rawId"].(string); raw == "" {
			c.fault("%s: %s: an identifier without rawId", side, at)
		}
		if !named {
			c.deviation(noKind)
		}
	})
}

// walk visits the identifiers of a value that fits the schema.
func (c *check) walk(schema *openapi3.Schema, value any, at string, visit func(map[string]any, string)) {
	switch typed := value.(type) {
	case map[string]any:
		if schema == c.document.identifier {
			visit(typed, at)
			return
		}
		for name, item := range typed {
			if property := schema.Properties[name]; property != nil {
				c.walk(property.Value, item, at+"/"+name, visit)
			}
		}
	case []any:
		for i, item := range typed {
			c.walk(schema.Items.Value, item, fmt.Sprintf("%s/%d", at, i), visit)
		}
	}
}
