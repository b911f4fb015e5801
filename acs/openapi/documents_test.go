package openapi

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shelf is a Swagger document of a made-up service with all that the validator has
// to know: a reference to another file, a discriminator, read-only and required
// properties, pages. It lets the validator be tested where the official documents
// are not at hand.
const shelf = `{
 "swagger": "2.0", "info": {"title": "shelf", "version": "1"},
 "security": [{"Authorization": []}],
 "securityDefinitions": {"Authorization": {"type": "apiKey", "name": "Authorization", "in": "header"}},
 "parameters": {"Version": {"in": "query", "name": "api-version", "required": true, "type": "string"}},
 "paths": {
  "/chat/boxes": {
   "get": {
    "operationId": "Shelf_ListBoxes", "produces": ["application/json"], "x-ms-pageable": {"nextLinkName": "nextLink"},
    "parameters": [
     {"in": "query", "name": "maxPageSize", "type": "integer", "format": "int32"},
     {"in": "query", "name": "startTime", "type": "string", "format": "date-time"},
     {"$ref": "#/parameters/Version"}],
    "responses": {
     "200": {"description": "", "schema": {"$ref": "#/definitions/Boxes"}},
     "401": {"description": "", "schema": {"$ref": "#/definitions/CommunicationErrorResponse"}}}},
   "post": {
    "operationId": "Shelf_CreateBox", "consumes": ["application/json"], "produces": ["application/json"],
    "parameters": [
     {"in": "header", "name": "repeatability-request-id", "type": "string"},
     {"$ref": "#/parameters/Version"},
     {"in": "body", "name": "box", "required": true, "schema": {"$ref": "#/definitions/Box"}}],
    "responses": {
     "201": {"description": "", "schema": {"$ref": "#/definitions/Box"}},
     "403": {"description": "", "schema": {"$ref": "#/definitions/CommunicationErrorResponse"}}}}},
  "/chat/boxes/{boxId}": {
   "patch": {
    "operationId": "Shelf_UpdateBox", "x-ms-examples": {"one": {"$ref": "./examples/one.json"}},
    "consumes": ["application/merge-patch+json"], "produces": ["application/json"],
    "parameters": [
     {"in": "path", "name": "boxId", "required": true, "type": "string"},
     {"$ref": "#/parameters/Version"},
     {"in": "body", "name": "box", "required": true, "schema": {"$ref": "#/definitions/Change"}}],
    "responses": {"204": {"description": ""}}}}},
 "definitions": {
  "CommunicationErrorResponse": {"$ref": "../../../Common/stable/1/common.json#/definitions/CommunicationErrorResponse"},
  "Change": {"type": "object", "properties": {"label": {"type": "string"}}},
  "Box": {"type": "object", "required": ["label"], "properties": {
   "label": {"type": "string"},
   "id": {"type": "string", "readOnly": true},
   "weight": {"type": "integer", "format": "int32"},
   "packedOn": {"type": "string", "format": "date-time"},
   "labels": {"type": "object", "additionalProperties": {"type": "string"}},
   "lid": {"$ref": "#/definitions/Lid"},
   "owner": {"$ref": "../../../Common/stable/1/common.json#/definitions/CommunicationIdentifierModel"}}},
  "Boxes": {"type": "object", "required": ["value"], "properties": {
   "value": {"type": "array", "items": {"$ref": "#/definitions/Box"}},
   "nextLink": {"type": "string", "readOnly": true}}},
  "Lid": {"type": "object", "discriminator": "kind", "required": ["kind"], "properties": {"kind": {"type": "string", "enum": ["none", "screwed"]}}},
  "NoLid": {"type": "object", "x-ms-discriminator-value": "none", "allOf": [{"$ref": "#/definitions/Lid"}]},
  "ScrewedLid": {"type": "object", "x-ms-discriminator-value": "screwed", "allOf": [{"$ref": "#/definitions/Lid"}],
   "required": ["turns"], "properties": {"turns": {"type": "integer"}}}}}`

const common = `{
 "swagger": "2.0", "info": {"title": "common", "version": "1"}, "paths": {},
 "definitions": {
  "CommunicationErrorResponse": {"type": "object", "required": ["error"], "properties": {"error": {"$ref": "#/definitions/CommunicationError"}}},
  "CommunicationError": {"type": "object", "required": ["code", "message"], "properties": {
   "code": {"type": "string"}, "message": {"type": "string"},
   "details": {"type": "array", "readOnly": true, "items": {"$ref": "#/definitions/CommunicationError"}}}},
  "CommunicationIdentifierModel": {"type": "object", "properties": {
   "kind": {"type": "string", "enum": ["unknown", "communicationUser", "phoneNumber"]}, "rawId": {"type": "string"},
   "communicationUser": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
   "phoneNumber": {"type": "object", "required": ["value"], "properties": {"value": {"type": "string"}}}}}}}`

// madeUp writes the made-up document for every version, changed as old, new, ….
func madeUp(t *testing.T, changes ...string) string {
	t.Helper()
	folder := t.TempDir()
	files := map[string]string{"Common/stable/1/common.json": common}
	for _, place := range versionFolders() {
		files[place+"/communicationserviceschat.json"] = shelf
	}
	for name, content := range files {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(strings.NewReplacer(changes...).Replace(content)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func load(t *testing.T, folder string) *Documents {
	t.Helper()
	documents, err := Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return documents
}

// exchange makes one of texts. Both bodies are JSON unless the headers say
// otherwise.
func exchange(t *testing.T, method, target, sent string, status int, answered string) Exchange {
	t.Helper()
	parsed, err := url.Parse("https://127.0.0.1:7070" + target)
	if err != nil {
		t.Fatal(err)
	}
	e := Exchange{
		Method: method, URL: parsed, Status: status,
		Request:  Message{http.Header{"Authorization": {"Bearer x"}, "Accept": {"application/json"}}, []byte(sent)},
		Response: Message{http.Header{}, []byte(answered)},
	}
	if sent != "" {
		e.Request.Header.Set("Content-Type", "application/json")
	}
	if answered != "" {
		e.Response.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	return e
}

func TestLoadRefusesDocumentsItCannotUse(t *testing.T) {
	for want, folder := range map[string]string{
		"no such file":                         t.TempDir(),
		"leads nowhere":                        madeUp(t, `common.json#/definitions/CommunicationIdentifierModel"`, `common.json#/definitions/Nothing"`),
		"declares CommunicationError, and":     madeUp(t, `"Change": {`, `"CommunicationError": {"type": "string"}, "Change": {`),
		"extends Lid without":                  madeUp(t, `"x-ms-discriminator-value": "none", `, ``),
		"nothing extends Lid":                  madeUp(t, `"allOf": [{"$ref": "#/definitions/Lid"}]`, `"x": 1`),
		"declares no CommunicationErrorRes":    madeUp(t, `CommunicationErrorResponse`, `OtherErrorResponse`),
		"has no definitions":                   madeUp(t, `"swagger": "2.0", "info": {"title": "shelf"`, `"info": {"title": "shelf"`, "\"definitions\": {\n  \"CommunicationErrorResponse\": {\"$ref\"", "\"other\": {\n  \"CommunicationErrorResponse\": {\"$ref\""),
		"invalid character":                    madeUp(t, `"swagger"`, `swagger`),
		"leads to no definition":               madeUp(t, `common.json#/definitions/CommunicationIdentifierModel"`, `common.json#/paths"`),
		"declares no CommunicationIdentifierM": madeUp(t, `CommunicationIdentifierModel`, `OtherModel`),
	} {
		if _, err := Load(folder); err == nil || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
