package emulator

import "time"

// Limits of the service, documented in its article on service limits unless
// said otherwise.
const (
	// maxParticipants is the number of members a thread can have.
	maxParticipants = 250
	// maxBatch is the number of participants one request may name.
	maxBatch = 200
	// maxMetadataBytes is the size of all names and values of one metadata map.
	maxMetadataBytes = 1024
	// minRetentionDays and maxRetentionDays bound deleteThreadAfterDays.
	minRetentionDays = 30
	maxRetentionDays = 90
	// maxMessageBytes is the size of a message, "about 28 KB".
	maxMessageBytes = 28 << 10
	// maxReaders is the number of participants up to which a thread has read
	// receipts.
	maxReaders = 20
	// minTokenMinutes and maxTokenMinutes bound expiresInMinutes.
	minTokenMinutes = 60
	maxTokenMinutes = 1440
)

// Values that neither a document nor a recording gives: choices of ours, listed
// in the documentation of the package.
const (
	// defaultPageSize stands where a request has no maxPageSize.
	defaultPageSize = 100
	// defaultMessagesPage stands for it in a list of messages: recorded in 2021, in
	// 2024 there were lists with 6.
	defaultMessagesPage = 10
	// maxPageSize is what a larger maxPageSize is cut to; documented for messages.
	maxPageSize = 200
	// maxBodyBytes bounds a request's body.
	maxBodyBytes = 1 << 20
	// maxClockDifference is how far x-ms-date may be from the service's time, in
	// either direction.
	maxClockDifference = 15 * time.Minute
	// defaultBigThread is the size of the big demo thread.
	defaultBigThread = 250
	// statusClientClosed is logged for a request whose client went away while it
	// was delayed. The number is the one web servers use for that.
	statusClientClosed = 499
	// statusDropped is logged for a request that a fault left without an answer.
	statusDropped = 444
)
