// Package acs is a client for the Chat service of Azure Communication Services
// (ACS), built on azcore's HTTP pipeline in the manner of the Azure SDK for Go:
// one call is one request, optional values go into options structs, answers come
// back in response structs, lists come as pagers, and every refusal of the
// service is a [*ResponseError].
//
// A Client has every operation of the Chat REST API in the api-versions of
// [APIVersions], but for the three image operations of 2024-03-15-preview and the
// sending of attachments that goes with them. Where an operation or a field is not in
// all versions, its comment says since which it is there; what the client's own
// version lacks is an [*UnsupportedError] in a request and nil in an answer.
//
// In the comments, "documented" is what Microsoft's documents say, "recorded" what
// the live service was seen to send, and "reported" what its users tell. Documented
// limits are told and not enforced: the service decides. Texts that are not valid
// UTF-8, which JSON cannot hold, are errors before sending.
//
// Chat takes nothing but a user access token; a [Client] acts as the user whom its
// credential's token names. An [IdentityClient], which has the resource's access
// key, creates users and issues their tokens; a [RenewingCredential] keeps a token
// fresh from any source.
//
// # How a call ends
//
// A call returns nil where the service's answer is the one that the operation is
// known to have, and else one of: *ResponseError (the service, or something in
// front of it, refused), *UnexpectedAnswerError (a success that is not the
// operation's), *RequestError (no answer, or a context that ended before a refused
// request was sent again; the refusal is in it then), *PagingError (a link to a next
// page that is not followed), *UnsupportedError and plain errors (nothing was sent).
// [OutcomeUnknown] tells of each whether the request may have been carried out. An
// answer that came whole counts, even if the context ended at that moment.
//
// A refusal of something in between is not the service's word: it renews no token, ends no
// credential and proves nothing about a thread or a user. [AnswererOf] says how it is told
// apart. A success that is something else's page is an *UnexpectedAnswerError.
//
// An attempt is one request. Where net/http would send it again by itself, unseen, it ends
// as lost instead, and the rule of the operation decides; only where nothing had left this
// machine does net/http go on. A Transport of the caller's that speaks HTTP/2 is held to
// this as far as it lets itself: a server that goes away with each connection may get a
// few requests more.
//
// Three calls take a refusal for a success where an earlier attempt of the same call
// may have been carried out: DeleteChatThread, DeleteChatMessage and
// RemoveChatParticipant. Their responses say so.
//
// ClientOptions.Observer is told of every attempt, with what was sent and what came
// back, without secrets: for a log of requests. To see an answer itself, give the context a place for it with azcore's
// policy.WithCaptureResponse; runtime.Payload then returns the body.
//
// What the package sends, and what it is answered, is held against the official
// OpenAPI documents by its tests: see the package openapi below.
//
// The package knows nothing of the terminal program that it was written for.
package acs
