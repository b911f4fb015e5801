package acs

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// IdentityClient manages the users of a resource and issues their access tokens,
// by the Identity REST API 2023-10-01. Its requests are signed with the resource's
// access key, which may do this for every user. It is safe for concurrent use.
// Errors are those of [Client].
type IdentityClient struct {
	*connection
}

// NewIdentityClient returns a client of the resource at endpoint, which is what
// NewClient takes. Nothing is sent. Nil options are legal.
func NewIdentityClient(endpoint string, credential *KeyCredential, options *IdentityClientOptions) (*IdentityClient, error) {
	if options == nil {
		options = &IdentityClientOptions{}
	}
	if credential == nil || credential.key == nil {
		return nil, errors.New("an identity client needs an access key")
	}
	if options.APIVersion != "" && options.APIVersion != IdentityAPIVersion {
		return nil, fmt.Errorf("unknown api-version %q of Identity; known is %s", options.APIVersion, IdentityAPIVersion)
	}
	parsed, err := ParseEndpoint(endpoint)
	if err != nil {
		return nil, err
	}
	if err := normaliseHost(parsed); err != nil {
		return nil, err
	}
	conn, err := newConnection(parsed, IdentityAPIVersion, (*ClientOptions)(options))
	if err != nil {
		return nil, err
	}
	azure := options.ClientOptions
	azure.Logging.IncludeBody = false
	conn.connect(azure, nil, &signingPolicy{credential: credential, origin: conn.origin, now: conn.now})
	return &IdentityClient{connection: conn}, nil
}

// NewIdentityClientFromConnectionString returns a client of the resource that a
// connection string names; see [ParseConnectionString]. Nothing is sent. Nil
// options are legal.
func NewIdentityClientFromConnectionString(connectionString string, options *IdentityClientOptions) (*IdentityClient, error) {
	parsed, err := ParseConnectionString(connectionString)
	if err != nil {
		return nil, err
	}
	return NewIdentityClient(parsed.Endpoint(), parsed.Credential(), options)
}

// normaliseHost writes the host as it is signed: in small letters, and without a
// port that is the scheme's own, which proxies take away.
func normaliseHost(endpoint *url.URL) error {
	o := originOf(endpoint)
	for _, r := range o.host {
		if r > '~' {
			return fmt.Errorf("the endpoint's host %q must be written in its ASCII form (xn--…): it is part of what is signed", o.host)
		}
	}
	endpoint.Scheme = o.scheme
	endpoint.Host = strings.TrimPrefix(o.String(), o.scheme+"://")
	return nil
}

// Endpoint returns the resource's URL without a trailing slash.
func (c *IdentityClient) Endpoint() string { return c.endpoint.String() }

// Close closes idle connections. Requests under way go on, and the client can be
// used afterwards.
func (c *IdentityClient) Close() { c.closeIdle() }

// CreateUser creates a user of the resource. The request is sent again after 429
// only: each one that is carried out makes another user. Where the error leaves
// the outcome open (see [OutcomeUnknown]) there may be a user whom nobody knows.
func (c *IdentityClient) CreateUser(ctx context.Context, _ *CreateUserOptions) (CreateUserResponse, error) {
	answer, err := c.send(ctx, request{
		operation:  "CreateUser",
		method:     http.MethodPost,
		url:        c.url("/identities"),
		body:       []byte("{}"),
		repetition: repeatWhenThrottled,
	}, http.StatusCreated)
	if err != nil {
		return CreateUserResponse{}, err
	}
	var result createIdentityResult
	if err := decodeJSON(answer.body, &result); err != nil {
		return CreateUserResponse{}, answer.unexpected("not with a user: " + err.Error())
	}
	if problem := notAUser(result.Identity.ID); problem != "" {
		return CreateUserResponse{}, answer.unexpected("not with a user: " + problem)
	}
	return CreateUserResponse{UserID: result.Identity.ID}, nil
}

// CreateUserAndToken creates a user of the resource and issues a token for it, in
// one request. At least one scope is needed. It is repeated as CreateUser is.
func (c *IdentityClient) CreateUserAndToken(ctx context.Context, scopes []TokenScope, options *CreateUserAndTokenOptions) (CreateUserAndTokenResponse, error) {
	const operation = "CreateUserAndToken"
	var minutes *int32
	if options != nil {
		minutes = options.ExpiresInMinutes
	}
	if err := checkTokenRequest(scopes, minutes); err != nil {
		return CreateUserAndTokenResponse{}, fmt.Errorf("%s: %w", operation, err)
	}
	body, err := encodeJSON(createIdentityRequest{Scopes: scopes, ExpiresInMinutes: minutes})
	if err != nil {
		return CreateUserAndTokenResponse{}, fmt.Errorf("%s: writing the request: %w", operation, err)
	}
	answer, err := c.send(ctx, request{
		operation:    operation,
		method:       http.MethodPost,
		url:          c.url("/identities"),
		body:         body,
		repetition:   repeatWhenThrottled,
		secretAnswer: true,
	}, http.StatusCreated)
	if err != nil {
		return CreateUserAndTokenResponse{}, err
	}
	var result createIdentityResult
	if err := decodeJSON(answer.body, &result); err != nil {
		return CreateUserAndTokenResponse{}, answer.unexpected("not with a user: " + err.Error())
	}
	if problem := notAUser(result.Identity.ID); problem != "" {
		return CreateUserAndTokenResponse{}, answer.unexpected("not with a user: " + problem)
	}
	token, err := result.AccessToken.decode()
	if err != nil {
		// The user exists; whoever reads this must be able to find it again.
		return CreateUserAndTokenResponse{}, answer.unexpected(fmt.Sprintf("without a token for the user %s, which was created: %v", result.Identity.ID, err))
	}
	if differences := judgeToken(token, result.Identity.ID, scopes, answer.resp.Header, c.now()); differences != nil {
		return CreateUserAndTokenResponse{}, answer.unexpected(fmt.Sprintf("with another token than one of the user %s, which was created: %s", result.Identity.ID, strings.Join(differences, "; ")))
	}
	return CreateUserAndTokenResponse{
		UserID: result.Identity.ID, AccessToken: token, Differences: judgeLife(token, minutes, answer.resp.Header),
	}, nil
}

// IssueToken issues an access token for a user. At least one scope is needed. The
// request is repeated after a lost answer, 408, 429 and 5xx: a token that nobody got
// does no harm. A token that has ended, that is another user's, or that lacks a scope is
// a *MismatchError.
func (c *IdentityClient) IssueToken(ctx context.Context, userID string, scopes []TokenScope, options *IssueTokenOptions) (IssueTokenResponse, error) {
	r, err := c.issueTokenRequest(userID, scopes, options)
	if err != nil {
		return IssueTokenResponse{}, err
	}
	answer, err := c.send(ctx, r, http.StatusOK)
	if err != nil {
		return IssueTokenResponse{}, err
	}
	var result accessTokenResult
	if err := decodeJSON(answer.body, &result); err != nil {
		return IssueTokenResponse{}, answer.unexpected("not with a token: " + err.Error())
	}
	token, err := result.decode()
	if err != nil {
		return IssueTokenResponse{}, answer.unexpected("not with a token: " + err.Error())
	}
	if differences := judgeToken(token, userID, scopes, answer.resp.Header, c.now()); differences != nil {
		return IssueTokenResponse{}, answer.mismatch("", differences...)
	}
	var minutes *int32
	if options != nil {
		minutes = options.ExpiresInMinutes
	}
	return IssueTokenResponse{AccessToken: token, Differences: judgeLife(token, minutes, answer.resp.Header)}, nil
}

// PreviewIssueToken returns the request of the same call of IssueToken, which it does not
// send; its signature, which holds for a moment only, is left out. Errors are those that
// IssueToken returns before sending.
func (c *IdentityClient) PreviewIssueToken(userID string, scopes []TokenScope, options *IssueTokenOptions) (RequestPreview, error) {
	r, err := c.issueTokenRequest(userID, scopes, options)
	if err != nil {
		return RequestPreview{}, err
	}
	preview := r.preview()
	preview.Header.Set("Authorization", "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=<signature>")
	return preview, nil
}

func (c *IdentityClient) issueTokenRequest(userID string, scopes []TokenScope, options *IssueTokenOptions) (request, error) {
	const operation = "IssueToken"
	path, err := userPath(userID)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	var minutes *int32
	if options != nil {
		minutes = options.ExpiresInMinutes
	}
	if err := checkTokenRequest(scopes, minutes); err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	body, err := encodeJSON(issueTokenRequest{Scopes: scopes, ExpiresInMinutes: minutes})
	if err != nil {
		return request{}, fmt.Errorf("%s: writing the request: %w", operation, err)
	}
	return request{
		operation:    operation,
		method:       http.MethodPost,
		url:          c.url(path + "/:issueAccessToken"),
		body:         body,
		secretAnswer: true,
	}, nil
}

// RevokeTokens ends all access tokens of a user. The service may take up to 15
// minutes to spread it (documented). It is repeated as IssueToken is; a repetition
// also ends tokens issued in between.
func (c *IdentityClient) RevokeTokens(ctx context.Context, userID string, _ *RevokeTokensOptions) (RevokeTokensResponse, error) {
	const operation = "RevokeTokens"
	path, err := userPath(userID)
	if err != nil {
		return RevokeTokensResponse{}, fmt.Errorf("%s: %w", operation, err)
	}
	r := request{operation: operation, method: http.MethodPost, url: c.url(path + "/:revokeAccessTokens")}
	if _, err := c.send(ctx, r, http.StatusNoContent); err != nil {
		return RevokeTokensResponse{}, err
	}
	return RevokeTokensResponse{}, nil
}

// DeleteUser deletes a user, its tokens included. It is repeated as IssueToken is.
// A 404 after an attempt whose outcome is not known counts as done.
func (c *IdentityClient) DeleteUser(ctx context.Context, userID string, _ *DeleteUserOptions) (DeleteUserResponse, error) {
	const operation = "DeleteUser"
	path, err := userPath(userID)
	if err != nil {
		return DeleteUserResponse{}, fmt.Errorf("%s: %w", operation, err)
	}
	r := request{operation: operation, method: http.MethodDelete, url: c.url(path)}
	_, err = c.send(ctx, r, http.StatusNoContent)
	if refusal, ok := errors.AsType[*ResponseError](err); ok && refusal.EarlierAttemptUnknown && isGone(refusal, "") {
		return DeleteUserResponse{}, nil
	}
	if err != nil {
		return DeleteUserResponse{}, err
	}
	return DeleteUserResponse{}, nil
}

// notAUser says why an id is not that of a new user; empty where it is. The user's form
// is that of every recorded one, and of no other kind of identifier.
func notAUser(id string) string {
	if id == "" {
		return "the document has no id"
	}
	if _, ok := ParseRawID(id).(CommunicationUserIdentifier); !ok {
		return fmt.Sprintf("%q is not the id of a user", excerpt([]byte(id)))
	}
	return ""
}

// userPath is the path of a user, its id escaped as the SDKs escape it.
func userPath(userID string) (string, error) {
	id, err := pathSegment("user id", userID)
	if err != nil {
		return "", err
	}
	return "/identities/" + id, nil
}

// checkTokenRequest finds what the service is documented to refuse.
func checkTokenRequest(scopes []TokenScope, minutes *int32) error {
	if len(scopes) == 0 {
		return errors.New("a token needs at least one scope, such as chat; nothing was sent")
	}
	if minutes != nil && (*minutes < MinTokenMinutes || *minutes > MaxTokenMinutes) {
		return fmt.Errorf("a token lives from %d to %d minutes, not %d; nothing was sent", MinTokenMinutes, MaxTokenMinutes, *minutes)
	}
	return nil
}
