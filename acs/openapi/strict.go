package openapi

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"
)

// convert makes an OpenAPI 3 document of a Swagger one, and a strict one: Swagger
// allows properties that it does not declare, by which every misspelt name would
// pass.
func convert(swagger *openapi2.T) (*openapi3.T, error) {
	spec, err := openapi2conv.ToV3(swagger)
	if err != nil {
		return nil, fmt.Errorf("converting to OpenAPI 3: %w", err)
	}
	t := tightening{schemas: spec.Components.Schemas, done: map[*openapi3.Schema]bool{}}
	for _, name := range slices.Sorted(maps.Keys(t.schemas)) {
		if err := t.selectByDiscriminator(name); err != nil {
			return nil, err
		}
	}
	for _, schema := range t.schemas {
		t.forbidUndeclared(schema)
	}
	for _, item := range spec.Paths.Map() {
		for _, one := range item.Operations() {
			t.operation(one)
		}
	}
	return spec, nil
}

// tightening changes schemas in place.
type tightening struct {
	schemas openapi3.Schemas
	done    map[*openapi3.Schema]bool
}

func (t *tightening) operation(one *openapi3.Operation) {
	if body := one.RequestBody; body != nil {
		t.content(body.Value.Content)
	}
	for _, response := range one.Responses.Map() {
		t.content(response.Value.Content)
	}
}

func (t *tightening) content(content openapi3.Content) {
	for _, mediaType := range content {
		t.forbidUndeclared(mediaType.Schema)
	}
}

// selectByDiscriminator makes a base with a discriminator a choice between the
// schemas that extend it. Swagger says so by x-ms-discriminator-value; without
// this, what the extending ones declare would be undeclared.
func (t *tightening) selectByDiscriminator(name string) error {
	base := t.schemas[name].Value
	if base.Discriminator == nil || len(base.OneOf) > 0 {
		return nil
	}
	reference := "#/components/schemas/" + name
	own := *base
	choice := openapi3.Schema{Description: base.Description, Discriminator: &openapi3.Discriminator{
		PropertyName: base.Discriminator.PropertyName, Mapping: map[string]openapi3.MappingRef{},
	}}
	for _, other := range slices.Sorted(maps.Keys(t.schemas)) {
		extending := t.schemas[other].Value
		if !slices.ContainsFunc(extending.AllOf, func(part *openapi3.SchemaRef) bool { return part.Ref == reference }) {
			continue
		}
		value, is := extending.Extensions["x-ms-discriminator-value"].(string)
		if !is {
			return errors.New(other + " extends " + name + " without x-ms-discriminator-value")
		}
		flatten(extending, map[*openapi3.Schema]*openapi3.Schema{base: &own})
		// The value alone selects it, so it must be its own.
		kind := *extending.Properties[choice.Discriminator.PropertyName].Value
		kind.Enum = []any{value}
		extending.Properties[choice.Discriminator.PropertyName] = &openapi3.SchemaRef{Value: &kind}
		target := "#/components/schemas/" + other
		choice.OneOf = append(choice.OneOf, &openapi3.SchemaRef{Ref: target, Value: extending})
		choice.Discriminator.Mapping[value] = openapi3.MappingRef{Ref: target}
	}
	if len(choice.OneOf) == 0 {
		return errors.New("nothing extends " + name + ", which has a discriminator")
	}
	*base = choice
	return nil
}

// flatten puts what a schema's parts declare into the schema itself. Parts that
// are about to change are given as they were.
func flatten(schema *openapi3.Schema, original map[*openapi3.Schema]*openapi3.Schema) {
	parts := schema.AllOf
	schema.AllOf = nil
	if len(parts) > 0 && schema.Properties == nil {
		schema.Properties = openapi3.Schemas{}
	}
	for _, part := range parts {
		from := part.Value
		if kept, changes := original[from]; changes {
			from = kept
		}
		flatten(from, original)
		maps.Copy(schema.Properties, from.Properties)
		schema.Required = append(slices.Clone(schema.Required), from.Required...)
	}
}

// forbidUndeclared forbids, in a schema and all below it, properties that it does
// not declare. A map of strings, say, declares its values and stays as it is.
func (t *tightening) forbidUndeclared(reference *openapi3.SchemaRef) {
	if reference == nil || reference.Value == nil || t.done[reference.Value] {
		return
	}
	schema := reference.Value
	t.done[schema] = true
	flatten(schema, nil)
	further := &schema.AdditionalProperties
	if len(schema.OneOf) == 0 && further.Schema == nil && (schema.Type.Is("object") || len(schema.Properties) > 0) {
		further.Has = new(bool)
	}
	for _, property := range schema.Properties {
		t.forbidUndeclared(property)
	}
	for _, choice := range schema.OneOf {
		t.forbidUndeclared(choice)
	}
	t.forbidUndeclared(schema.Items)
	t.forbidUndeclared(further.Schema)
}
