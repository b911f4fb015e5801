package openapi

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// FolderVariable is the environment variable that names the folder of the
// documents.
const FolderVariable = "ACS_CHAT_TUI_OPENAPI_DIR"

// Documents are the service's documents, ready to check exchanges. They do not
// change once loaded and are safe for concurrent use.
type Documents struct {
	versions map[string]*document
}

// document is that of one version.
type document struct {
	spec       *openapi3.T
	operations []operation
	identifier *openapi3.Schema // of a CommunicationIdentifierModel
	failure    *openapi3.Schema // of a CommunicationErrorResponse
}

// versionFolders says where the document of each version lies.
func versionFolders() map[string]string {
	return map[string]string{
		"2024-03-07":         "Chat/stable/2024-03-07",
		"2024-03-15-preview": "Chat/preview/2024-03-15-preview",
		"2025-03-15":         "Chat/stable/2025-03-15",
	}
}

// Versions are the api-versions that have a document, oldest first.
func Versions() []string {
	return []string{"2024-03-07", "2024-03-15-preview", "2025-03-15"}
}

// versionsWithout are api-versions of chat that the program speaks and whose
// documents are not part of the set. Exchanges of theirs are counted only.
func versionsWithout() []string {
	return []string{"2021-03-07", "2021-09-07", "2023-11-07"}
}

// Load reads the documents of every version in [Versions] from a folder. All of
// them must be there.
func Load(folder string) (*Documents, error) {
	loaded := &Documents{versions: map[string]*document{}}
	for version, place := range versionFolders() {
		file := filepath.Join(folder, filepath.FromSlash(place), "communicationserviceschat.json")
		one, err := loadDocument(file)
		if err != nil {
			return nil, fmt.Errorf("loading the OpenAPI document of %s: %w", version, err)
		}
		loaded.versions[version] = one
	}
	return loaded, nil
}

// loadDocument reads one document with what it refers to.
func loadDocument(file string) (*document, error) {
	swagger, err := readBundle(file)
	if err != nil {
		return nil, err
	}
	spec, err := convert(swagger)
	if err != nil {
		return nil, err
	}
	one := &document{spec: spec, operations: operationsOf(spec)}
	for name, schema := range map[string]**openapi3.Schema{
		"CommunicationIdentifierModel": &one.identifier,
		"CommunicationErrorResponse":   &one.failure,
	} {
		found, declared := spec.Components.Schemas[name]
		if !declared {
			return nil, fmt.Errorf("%s declares no %s", file, name)
		}
		*schema = found.Value
	}
	return one, nil
}

// operationIDs lists the operations of a version that the program has, in the
// order of their names.
func (d *Documents) operationIDs(version string) []string {
	var ids []string
	for _, one := range d.versions[version].operations {
		if _, left := leftOut()[one.id]; !left {
			ids = append(ids, one.id)
		}
	}
	slices.Sort(ids)
	return ids
}

// leftOut are the operations that nothing here has, each with the reason.
func leftOut() map[string]string {
	const reason = "images of Teams meetings, in this preview only: the program leaves them out"
	return map[string]string{
		"ChatThread_UploadChatImage": reason,
		"ChatThread_GetChatImage":    reason,
		"ChatThread_DeleteChatImage": reason,
	}
}
