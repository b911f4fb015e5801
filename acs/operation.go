package acs

import "slices"

// Operation is the name of an operation of the Chat or Identity REST API: for Chat the
// official operationId without its prefix.
type Operation string

// The operations of Chat, and those of Identity.
const (
	OperationCreateChatThread           Operation = "CreateChatThread"
	OperationGetChatThreadProperties    Operation = "GetChatThreadProperties"
	OperationListChatThreads            Operation = "ListChatThreads"
	OperationUpdateChatThreadProperties Operation = "UpdateChatThreadProperties"
	OperationDeleteChatThread           Operation = "DeleteChatThread"
	OperationAddChatParticipants        Operation = "AddChatParticipants"
	OperationRemoveChatParticipant      Operation = "RemoveChatParticipant"
	OperationListChatParticipants       Operation = "ListChatParticipants"
	OperationSendChatMessage            Operation = "SendChatMessage"
	OperationGetChatMessage             Operation = "GetChatMessage"
	OperationListChatMessages           Operation = "ListChatMessages"
	OperationUpdateChatMessage          Operation = "UpdateChatMessage"
	OperationDeleteChatMessage          Operation = "DeleteChatMessage"
	OperationSendChatReadReceipt        Operation = "SendChatReadReceipt"
	OperationListChatReadReceipts       Operation = "ListChatReadReceipts"
	OperationSendTypingNotification     Operation = "SendTypingNotification"

	OperationCreateUser         Operation = "CreateUser"
	OperationCreateUserAndToken Operation = "CreateUserAndToken"
	OperationIssueToken         Operation = "IssueToken"
	OperationRevokeTokens       Operation = "RevokeTokens"
	OperationDeleteUser         Operation = "DeleteUser"
)

// ChatOperations returns the operations of Chat: those that list, that get one thing,
// and that write.
func ChatOperations() []Operation {
	return []Operation{
		OperationListChatThreads, OperationListChatParticipants, OperationListChatMessages, OperationListChatReadReceipts,
		OperationGetChatThreadProperties, OperationGetChatMessage,
		OperationCreateChatThread, OperationUpdateChatThreadProperties, OperationDeleteChatThread,
		OperationAddChatParticipants, OperationRemoveChatParticipant,
		OperationSendChatMessage, OperationUpdateChatMessage, OperationDeleteChatMessage, OperationSendChatReadReceipt, OperationSendTypingNotification,
	}
}

// Scopes returns the scopes of which an access token needs one (documented); nil where
// no access token is needed, as for Identity.
func (o Operation) Scopes() []TokenScope {
	switch o {
	case "", OperationCreateUser, OperationCreateUserAndToken, OperationIssueToken, OperationRevokeTokens, OperationDeleteUser:
		return nil
	case OperationCreateChatThread, OperationUpdateChatThreadProperties, OperationDeleteChatThread:
		return []TokenScope{TokenScopeChat}
	case OperationAddChatParticipants, OperationRemoveChatParticipant:
		return []TokenScope{TokenScopeChat, TokenScopeChatJoin}
	default:
		return []TokenScope{TokenScopeChat, TokenScopeChatJoin, TokenScopeChatJoinLimited}
	}
}

// AllowedBy reports whether a token with these scopes may call the operation. A token
// that states none may: its form is no contract.
func (o Operation) AllowedBy(scopes []string) bool {
	needed := o.Scopes()
	return len(scopes) == 0 || needed == nil ||
		slices.ContainsFunc(needed, func(scope TokenScope) bool { return slices.Contains(scopes, string(scope)) })
}

// onlyWhenThrottled reports whether a request may be sent again after 429 only, because
// each one that is carried out makes something new.
func (o Operation) onlyWhenThrottled() bool {
	return o == OperationSendChatMessage || o == OperationCreateUser || o == OperationCreateUserAndToken
}

// answersToken reports whether the answer holds an access token: its body is shown in no
// error and kept in no log.
func (o Operation) answersToken() bool {
	return o == OperationIssueToken || o == OperationCreateUserAndToken
}
