// Package emulator is the chat part of Azure Communication Services, and the
// part of its Identity API that chat needs, as a Go package: [Start] makes a
// server that listens on a loopback address and [Server.Close] ends it, [New] makes
// an http.Handler, and [NewCommand] the subcommand of the program. Nothing is
// written to disk (but the certificates of --tls, where asked for) and
// everything is gone when the process ends.
//
// It serves all of chat's REST operations but the three image operations of
// 2024-03-15-preview, a request for one of which is a 404 that says so. Realtime
// notifications are no REST operations and are not served.
//
// Of the Identity API it serves what chat needs, for requests that are signed with
// the access key: the printed connection string is all that a client needs. The
// exchange of Teams tokens, tokens of Entra, and what later api-versions add are
// not served.
//
// # Operations, versions, and what they are faithful to
//
// The names are the official operationIds without their prefix; faults are set by
// them. This is what each has in each api-version of chat. What a version does not
// have is ignored in its requests and absent from its answers; another version is a
// 400 UnsupportedApiVersion.
//
//	operation                   2021-03-07  2021-09-07  2023-11-07  2024-03-07  2024-03-15-preview  2025-03-15
//	CreateChatThread            x           x           x           x           x T                 x T
//	ListChatThreads             x           x           x           x           x                   x
//	GetChatThreadProperties     x           x           x           x           x T                 x T
//	UpdateChatThreadProperties  x           x           x           x           x T                 x T
//	DeleteChatThread            x           x           x           x           x                   x
//	ListChatParticipants        x           x           x           x           x P                 x P
//	AddChatParticipants         x           x           x           x           x P                 x P
//	RemoveChatParticipant       x           x           x           x           x                   x
//	SendChatMessage             x           x M         x M         x M         x M S               x M
//	ListChatMessages            x           x M         x M I       x M F       x M F P             x M F P
//	GetChatMessage              x           x M         x M I       x M F       x M F P             x M F P
//	UpdateChatMessage           x           x M         x M         x M         x M S               x M
//	DeleteChatMessage           x           x           x           x           x                   x
//	ListChatReadReceipts        x           x           x           x           x                   x
//	SendChatReadReceipt         x           x           x           x           x                   x
//	SendTypingNotification      x           x B         x B         x B         x B                 x B
//
//	x  the operation                                 M  metadata of messages
//	T  metadata and retentionPolicy of threads,      I  attachments: images, with their extension
//	   metadata of participants                      F  attachments: images and files
//	P  metadata of participants                      S  attachments on sending
//	B  a body, with senderDisplayName
//
// And this is where it comes from. "Recorded" means seen on the wire of the live
// service, in recordings of Microsoft's own SDKs (2021 to 2025), or reported by its
// users; "documented", in the official OpenAPI documents or articles. What differs
// between versions in the same answer:
//
//   - retentionPolicy at 2025-03-15 is in the answer to every create and get of a
//     thread, {"kind":"none"} where there is none (recorded; after a patch with null
//     too); at 2024-03-15-preview it is absent then (recorded).
//   - attachments of messages of the types text and html are an empty list where
//     there are none, in deleted ones too: recorded for 2023-11-07 and 2025-03-15, a
//     choice for the versions between them. The older ones have no attachments.
//   - senderDisplayName of a message that was sent without one is absent at
//     2025-03-15 and "" at 2021-09-07 and 2023-11-07 (recorded); "" at the others is a
//     choice.
//
// No error of 2025-03-15 was seen: its envelope is taken to be that of the versions
// before.
//
//	operation                   as recorded                        as documented                 our own choice
//	CreateChatThread            answer, Location, repetition,      batch of 200, metadata 1 KB,  empty topic, duplicates,
//	                            invalidParticipants, messages      retention 30 to 90 days       reuse of a repeatability id
//	ListChatThreads             order, fields, left and deleted    startTime                     page size, nextLink
//	                            threads
//	GetChatThreadProperties     fields                             -                             404 deleted, 403 left
//	UpdateChatThreadProperties  204, merge of metadata             content type                  null and ""
//	DeleteChatThread            204, stays listed                  scope                         404 the second time
//	ListChatParticipants        order, nextLink, 403 once left     skip                          page size
//	AddChatParticipants         201, {}, 400 of an identifier      batch of 200, 250 in all      400 beyond them
//	RemoveChatParticipant       204, leaving                       scope                         204 of one who is no member
//	SendChatMessage             answer, Location, id               28 KB, text by default        what counts as 28 KB
//	ListChatMessages            order, fields, nextLink,           200 a page                    share history time, what
//	                            10 by default, what comes again                                  one who has left sees
//	GetChatMessage              fields, deleted messages           -                             404 unseen messages
//	UpdateChatMessage           204, version, merge                only by the sender            403 others, 404 deleted
//	DeleteChatMessage           204, what stays                    only by the sender            403 others, 404 twice
//	ListChatReadReceipts        fields, one a reader, none above   skip                          order, page size
//	                            20 participants
//	SendChatReadReceipt         200, 404 unknown message           -                             no unreading
//	SendTypingNotification      200, empty                         body                          no body in 2021-03-07
//
// The same for the Identity API; L is expiresInMinutes, V the scopes chat.join,
// chat.join.limited and voip.join.
//
//	operation            2021-03-07  2022-06-01  2022-10-01  2023-10-01  as recorded                our own choice
//	Create               x           x           x L         x L V       answers, expiresOn,        no idempotency
//	IssueAccessToken     x           x           x L         x L V       errors of both             404 deleted identity
//	RevokeAccessTokens   x           x           x           x           204                        at once
//	Delete               x           x           x           x           204                        memberships stay
//
// Its wire structs are its own and share nothing with the client of this
// module: a wrong field name would otherwise be wrong on both sides.
//
// # Secrets
//
// [AccessKey] and [TokenKey] are published, as an emulator's keys are. Tokens
// are JWTs signed with HS256 and so survive a restart. For that reason the
// emulator listens on loopback addresses only, and refuses any other.
//
// # Who is answered, and for how long
//
// Whatever its path, a request is answered only where its Host is localhost, a
// loopback address, the host of --listen, or one of [Options.Hosts], with any port: a
// tunnel or a proxy has one of its own. Any other is a 421 MisdirectedRequest in the
// lower-case envelope, and not in the request log. Otherwise a web page could reach
// the emulator by a name of its own that leads to 127.0.0.1.
//
// Pages of this machine's own origins, and of [Options.Origins], may call the service
// from a browser (CORS); preflights are not in the request log. For Microsoft's
// JavaScript SDK, GET /chat/config/realTimeNotifications names places that exist
// nowhere: the emulator sends no live notifications.
//
// A client that does nothing holds nothing up. A request's headers may take 10 s and
// 64 KiB (431 beyond them), its body 10 s and 1 MiB (408 and 413). A client that
// reads nothing of its answer for 30 s is cut off, and an idle connection ends after
// two minutes. [Server.Close], an interrupt and SIGTERM end delays at once and wait
// two seconds for the requests under way; then their connections are cut. A body
// that breaks off is a 400.
//
// # Which identities exist
//
// Every well-formed id of the emulator's own resource ([ResourceID]) counts as
// an existing identity, so that somebody who tries the program succeeds with any
// id of that resource: [KnownUserID], and those that Create makes. (The real
// service knows only identities that were made.) Two kinds are refused, each with an entry in
// invalidParticipants: ids of another resource ([UnknownUserID]) with 403
// "Permissions check failed", as recorded; and deleted identities with the
// documented 404 "Not found": those deleted over the Identity API, and ids of the
// own resource whose user part begins with ffffffff ([DeletedUserID]), which stand
// for such. Teams users, Teams
// applications, Teams extension users, phone numbers and other ids that begin
// with 4:, 8: or 28: get 403 as well: recorded for Teams users, a choice for the
// rest. Ids of the 8:acs family of another form, and ids without one of those
// beginnings, refuse the whole request with 400 "Identifier format is invalid
// (…)." (recorded for 8:acs:fakeid).
//
// # What no record of the service settles
//
// These are choices, made in one place each:
//
//   - Page size: 100 where maxPageSize is absent (for messages the recorded 10),
//     200 at most (documented for messages); a larger value is cut to 200, and
//     nextLink names the size that was used. Zero, negative numbers and text are a
//     400, for skip too (where zero is allowed).
//   - Skipping past the end gives an empty page.
//   - nextLink of threads has the form recorded for messages: an opaque
//     syncState, a startTime in a culture's format, maxPageSize and api-version.
//     A thread that became active after the first page is not on a later one.
//   - A time beyond the years 1 to 9999 in UTC is a 400, wherever it stands.
//   - startTime of threads selects those whose last message came at that time or
//     later.
//   - An empty topic is a 400, a topic of white space is not. No limit on the
//     length of topics and display names but that of the request body, 1 MiB.
//   - Metadata beyond 1 KB (UTF-8 bytes of names and values), and a retention
//     outside 30 to 90 days, are a 400. A retention policy deletes nothing here.
//   - Participants beyond 250: the whole add is a 400 without Message. Ids that
//     are members already, or refused, do not count.
//   - An id twice in one request counts once, in the form that came first.
//   - A repeatability-request-id is remembered for each user until a reset, even
//     after the deletion of its thread. The repeated request gets the first
//     answer, refused participants included, whatever its body; a refused create
//     does not use up its id. The id is an opaque text, as documented.
//   - A deleted thread: 404 without Message for every operation but listing,
//     where it stays in its place with deletedOn.
//   - A thread the user has left stays in his list; every other operation on it
//     is a 403, GetChatThreadProperties included, but for reading messages.
//   - Removing a user who is not a member: 204.
//   - Metadata keeps the order it was given in, and an empty object comes back as
//     one (recorded for creating a thread; metadata of participants and messages is
//     treated alike). Where none was given it is absent (recorded).
//   - Updating: null and "" remove a metadata key (recorded for messages with
//     ""); what stays keeps its place and what is new comes last; with the last key
//     gone, metadata is an empty object. null for metadata removes it, and null for
//     retentionPolicy the policy; a topic of null is a 400.
//   - Fields that an api-version does not have are ignored in requests and absent
//     from responses. Unknown fields are ignored; field names are matched with
//     their case, more strictly than the service is known to.
//   - 401 of chat has an empty body (or the documented one). A token that fails its
//     signature, has expired, is of another resource or a deleted identity, was
//     revoked, or has no chat scope at all, is a 401; a chat scope too small for the
//     operation is a 403, without Message on create as recorded there.
//   - The order of refusals: path and method, api-version, token, throttling,
//     scope, form of the body, thread, membership, limits, identifiers.
//   - A missing api-version is a 400 with the code ApiVersionUnspecified. Both
//     api-version errors have the lower-case envelope, recorded for identities.
//   - 405 has the Allow header and no body (or the documented one); 408, 413 and 415 have the envelope.
//   - kind is not sent inside identifiers at any version.
//   - An identifier that holds both rawId and a sub-object must mean the same
//     with both, otherwise 400.
//   - Throttling (off by default): 429 TooManyRequests with Retry-After in whole
//     seconds. Each row of the documented table is a bucket of tokens for each of
//     its subjects; a token comes back ten seconds (or a minute) after it was
//     taken, and a throttled call takes one too (documented). A bucket that drips
//     evenly would let through nearly twice the documented number within the time.
//     Adding and removing participants have buckets of their own; so have getting
//     and listing threads, and sending, updating and deleting messages.
//   - x-ms-client-request-id is echoed by chat on errors, and where
//     x-ms-return-client-request-id: true was sent (both recorded); by identities
//     always.
//   - Accept-Ranges: bytes is on every answer of the status 200, and
//     Access-Control-Expose-Headers on those of chat alone (recorded).
//   - strict-transport-security is sent over http, where clients must ignore it,
//     and not over TLS, where a browser would be kept from every other
//     http://localhost.
//
// # Messages
//
// Recorded are the system messages and their order: participantAdded with all
// participants, then topicUpdated, when a thread is created; later one for each
// update of the topic, for each addition that added somebody, and for each removal.
// So are the ids, which are milliseconds and rise; that a change gives a message a
// new version and with it a new place, the first, while id, sequenceId and
// createdOn stay; that a deleted message stays without its text and without
// editedOn; that participantAdded does not show the metadata of participants (that
// participantRemoved does not either is a choice). Recordings of 2021 show a new
// sequenceId for a changed message; those of 2024 and 2025, which are followed, the
// old one.
//
// A nextLink holds the versions of the oldest and the newest message listed. What
// came or changed meanwhile is on the next page, before the older messages: so a
// client that learned of a message otherwise gets it again (reported of the live
// service), and none is lost. Choices are:
//
//   - A member sees the messages created at his share history time or later, system
//     messages like others, in whole seconds. That an old one was edited later does
//     not show it to him. GetChatMessage and SendChatReadReceipt give 404 for others.
//   - One who has left reads what was created from his share history time until his
//     removal, the message of his removal included, in its present form; whoever
//     is added again sees what a new member sees. He may do nothing else.
//   - When the clock stands still or goes back, ids and versions rise by one.
//   - A message's 28 KB are 28,672 bytes of UTF-8: content, names and values of
//     metadata. Beyond it is a 400, so is an empty content, and a type other than
//     text and html.
//   - Html is kept as it was sent. The live service sanitises it (documented), in
//     a way that is not documented; a client has to do with any html here.
//   - Changing another's message, or a system message, is a 403; an unknown or
//     deleted one is a 404 without Message.
//   - Any member of UpdateChatMessage that the version has makes it an edit; none
//     changes nothing. Metadata merges as that of threads does. Deleting drops
//     metadata and attachments.
//   - Attachments are kept as given, urls included: nothing can be uploaded here.
//   - lastMessageReceivedOn moves with each message (recorded for system messages
//     too), but not with participantRemoved (recorded) and not with changes of one.
//   - startTime selects by createdOn, in whole seconds. A syncState of another
//     thread, or that is none, is a 400.
//   - Where more than a page is new since the last page, the oldest of the new ones
//     come first.
//   - Read receipts are in the order of each reader's first. One for a message
//     older than what the user has read changes nothing. Those sent while a thread
//     has more than 20 participants are not kept; those kept before are listed
//     again when it has no more than 20. A reader who leaves stays listed.
//
// # Identities and signatures
//
// Recorded are the answers to Create without a body, with null members and with
// scopes; expiresOn with seven digits and +00:00; the codes and messages of a
// lifetime out of bounds, of missing scopes, of a wrong content hash and of a
// wrong key; the 401 IdentityNotOwned "Provided identity doesn't belong to the
// resource." for an id of another resource, whichever operation is asked for; the lower-case envelope for every error, whatever --errors says; the
// echo of x-ms-client-request-id on every answer. Choices are:
//
//   - A signature must cover x-ms-date, host and x-ms-content-sha256, in this
//     order: the documented form, and no other. The path and query are taken as
//     sent, the host with its port.
//   - x-ms-date may differ from the emulator's clock by 15 minutes in either
//     direction. Beyond that it is a 401 with the code Denied and a message that
//     says so. What the live service allows and says is not known; its Date header
//     shows the difference.
//   - A missing x-ms-date or x-ms-content-sha256 is a 401 with the code Denied that
//     names it. Everything else that is wrong with the credential, a user's token
//     included, is the recorded "Denied by the resource provider."
//   - The order of refusals: path and method, api-version, size of the body, form
//     of the Authorization header, date, content hash, signature, throttling,
//     content type, form of the body, identity.
//   - A deleted identity: 404 NotFound with the recorded words "Provided identity
//     doesn't exist." So would be an id of the own resource that was never made, were
//     there one (see "Which identities exist"). An id of another kind, such as a Teams
//     user's, is treated as one of another resource. An id that chat calls malformed:
//     400 ValidationError.
//   - A scope the api-version does not have is a 400 ValidationError, so is a
//     lifetime that is no int32; one out of bounds also where no token is asked
//     for. A lifetime is ignored before 2022-10-01. An empty list of scopes is none:
//     Create makes no token then, IssueAccessToken answers as without scopes.
//   - Create takes the next id at random; it is no id of KnownUserID. It has no
//     idempotency: repeated, it makes another identity.
//   - exp in a token is a whole second, so it ends up to a second before expiresOn.
//   - A revocation holds at once; the live service may take 15 minutes. It concerns
//     the tokens issued before it. Tokens issued after it within the same second of
//     the clock carry a claim jti, by which chat knows them; no other token has it.
//     A token that [SignToken] made counts by the iat it claims, that second
//     included. Revocations and deletions are forgotten by a reset and, unlike
//     tokens, at the end of the process.
//   - A deleted identity's tokens are refused, and adding it gives an
//     invalidParticipants entry with 404; its memberships and threads stay.
//   - The limits of the Identity API are the resource's, over 30 s; Create has one
//     for both its forms, the documented 1000.
//   - The request log holds the content hash and the bodies of these operations,
//     which are no secrets, but not the Authorization header; a body sent to the
//     exchange of Teams tokens is replaced by REDACTED.
//
// # Control endpoints
//
// They lie below /_emulator/, answer no request of a web page whose origin is not
// admitted, and are not in the request log.
//
//   - GET /_emulator/health: {"status":"ok","version":"…"}.
//   - POST /_emulator/reset: the seed as at the start; the faults, the request
//     log, the throttling, the repeatability ids, and what was created,
//     deleted and revoked over the Identity API are forgotten. 204.
//   - PUT /_emulator/faults: replaces the faults ([Fault]) and answers them; GET
//     answers those still in force with the times they have left.
//   - GET /_emulator/requests: the requests ([Request]) in order of arrival. A
//     request under way has status 0; one whose client went away while it was
//     delayed 499; one that a fault dropped 444. The newest 10,000 are kept, less
//     where they take more than 32 MiB in all, headers included. They are sent one by
//     one: what the log drops while they are read is left out.
//
// # How it is shown
//
// Microsoft's own JavaScript SDK tries the emulator (bash .ci/sdk/run). Its answers
// there and in this package's tests are held against the official OpenAPI documents;
// where it may differ from them, and why, is listed in the package openapi beside
// this one.
package emulator
