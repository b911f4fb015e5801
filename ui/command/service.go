package command

import (
	"context"

	"acs-chat-tui/acs"
)

// Service is what the program needs of ACS Chat. *acs.Client is one.
type Service interface {
	Endpoint() string
	APIVersion() acs.APIVersion
	CreateChatThread(ctx context.Context, topic string, options *acs.CreateChatThreadOptions) (acs.CreateChatThreadResponse, error)
	GetChatThreadProperties(ctx context.Context, chatThreadID string, options *acs.GetChatThreadPropertiesOptions) (acs.GetChatThreadPropertiesResponse, error)
	NewListChatThreadsPager(options *acs.ListChatThreadsOptions) *acs.Pager[acs.ListChatThreadsResponse]
	AddChatParticipants(ctx context.Context, chatThreadID string, participants []acs.ChatParticipant, options *acs.AddChatParticipantsOptions) (acs.AddChatParticipantsResponse, error)
	RemoveChatParticipant(ctx context.Context, chatThreadID string, participant acs.CommunicationIdentifier, options *acs.RemoveChatParticipantOptions) (acs.RemoveChatParticipantResponse, error)
	NewListChatParticipantsPager(chatThreadID string, options *acs.ListChatParticipantsOptions) *acs.Pager[acs.ListChatParticipantsResponse]
	NewListChatMessagesPager(chatThreadID string, options *acs.ListChatMessagesOptions) *acs.Pager[acs.ListChatMessagesResponse]
	GetChatMessage(ctx context.Context, chatThreadID, chatMessageID string, options *acs.GetChatMessageOptions) (acs.GetChatMessageResponse, error)
	SendChatMessage(ctx context.Context, chatThreadID, content string, options *acs.SendChatMessageOptions) (acs.SendChatMessageResponse, error)
	UpdateChatMessage(ctx context.Context, chatThreadID, chatMessageID string, options *acs.UpdateChatMessageOptions) (acs.UpdateChatMessageResponse, error)
	DeleteChatMessage(ctx context.Context, chatThreadID, chatMessageID string, options *acs.DeleteChatMessageOptions) (acs.DeleteChatMessageResponse, error)
	NewListChatReadReceiptsPager(chatThreadID string, options *acs.ListChatReadReceiptsOptions) *acs.Pager[acs.ListChatReadReceiptsResponse]
	UpdateChatThreadProperties(ctx context.Context, chatThreadID string, options *acs.UpdateChatThreadPropertiesOptions) (acs.UpdateChatThreadPropertiesResponse, error)
	DeleteChatThread(ctx context.Context, chatThreadID string, options *acs.DeleteChatThreadOptions) (acs.DeleteChatThreadResponse, error)
	// Preview returns the request of a call, and sends nothing.
	Preview(call func(*acs.Client) error) (acs.RequestPreview, error)
}
