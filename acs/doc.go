// Package acs is a client for the Chat service of Azure Communication Services
// (ACS), built on azcore's HTTP pipeline in the manner of the Azure SDK for Go:
// one call is one request, optional values go into options structs, answers come
// back in response structs, lists come as pagers, and every refusal of the
// service is a [*ResponseError].
//
// The service takes nothing but a user access token; a [Client] acts as the user
// whom its credential's token names.
//
// # Outline
//
//	client.go       Client, ClientOptions: endpoint, api-version, pipeline
//	version.go      APIVersion: the versions served, and what each can carry
//	threads.go      CreateChatThread, GetChatThreadProperties, ListChatThreads
//	participants.go AddChatParticipants, ListChatParticipants
//	models.go       the documents of api-version 2025-03-15
//	identifier.go   CommunicationIdentifier in all its kinds, from and to raw ids
//	errors.go       ResponseError: every error envelope the service is known to use
//	pager.go        Pager: pages that can be asked for again after a failure
//	retry.go        which operation is repeated after what, and who is told
//	token.go        what a user access token says of itself
//
// The package knows nothing of the terminal program that it was written for.
package acs
