// Package openapi holds exchanges of chat requests and answers against the
// official OpenAPI documents of the service, in both directions. It is test
// tooling: the program does not import it. The documents are no part of this
// repository; the environment variable [FolderVariable] names a folder with Chat
// and Common in it, laid out as in the azure-rest-api-specs repository.
//
//	ACS_CHAT_TUI_OPENAPI_DIR=… go test -v ./acs ./acs/emulator   # ends with a table each
//	ACS_CHAT_TUI_OPENAPI_DIR=… bash .ci/sdk/run                  # Microsoft's SDK, through ./proxy
//
// What is held against what:
//
//   - [Load] reads the documents of 2024-03-07, 2024-03-15-preview and 2025-03-15,
//     puts in what they refer to in other files (bundle.go), converts them to
//     OpenAPI 3 and tightens them (strict.go): a property that a schema does not
//     declare is a fault, on both sides, though Swagger lets it pass; so is a date
//     and time that does not exist. kin-openapi then does the validating.
//   - [Documents.Check] looks at one [Exchange]: its path, method, query, headers,
//     content type and body, and the status, content type and body of its answer.
//   - What differs from the documents is a fault, but for the [Deviations], each of
//     which has a name, a reason and a count.
//   - A [Recorder] counts, per operationId and version, and gives the table. A
//     [Proof] is one for the tests of a package; the command proxy one for clients
//     that are no Go programs.
//
// What is not held against anything: versions without a document here, the
// Identity API, the emulator's control endpoints (all three are counted), and
// response headers, of which the documents declare none.
package openapi
