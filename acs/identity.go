package acs

import (
	"cmp"
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
	conn.connect(azure, &signingPolicy{credential: credential, origin: conn.origin, now: conn.now})
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

// CreateUser creates a user of the resource. The request is sent again after 429 only.
// Where the outcome stays unknown (see [OutcomeUnknown]) there may be a user whom nobody
// knows.
func (c *IdentityClient) CreateUser(ctx context.Context, _ *CreateUserOptions) (CreateUserResponse, error) {
	r := c.request(OperationCreateUser, http.MethodPost, "/identities").with(struct{}{})
	return do(ctx, c.connection, r, func(answer *reply) (CreateUserResponse, error) {
		result, err := answer.createdUser()
		return CreateUserResponse{UserID: result.Identity.ID}, err
	}, http.StatusCreated)
}

// CreateUserAndToken creates a user of the resource and issues a token for it, in one
// request. At least one scope is needed. It is repeated as CreateUser is.
func (c *IdentityClient) CreateUserAndToken(ctx context.Context, scopes []TokenScope, options *CreateUserAndTokenOptions) (CreateUserAndTokenResponse, error) {
	minutes := cmp.Or(options, &CreateUserAndTokenOptions{}).ExpiresInMinutes
	r := c.request(OperationCreateUserAndToken, http.MethodPost, "/identities")
	r.fail(checkTokenRequest(scopes, minutes))
	r = r.with(createIdentityRequest{Scopes: scopes, ExpiresInMinutes: minutes})
	return do(ctx, c.connection, r, func(answer *reply) (CreateUserAndTokenResponse, error) {
		result, err := answer.createdUser()
		if err != nil {
			return CreateUserAndTokenResponse{}, err
		}
		user := result.Identity.ID
		token, err := result.AccessToken.decode()
		if err != nil {
			// The user exists; whoever reads this must be able to find it again.
			return CreateUserAndTokenResponse{}, answer.unexpected(fmt.Sprintf("without a token for the user %s, which was created: %v", user, err))
		}
		if differences := judgeToken(token, user, scopes, answer.resp.Header, c.now()); differences != nil {
			return CreateUserAndTokenResponse{}, answer.unexpected(fmt.Sprintf("with another token than one of the user %s, which was created: %s", user, strings.Join(differences, "; ")))
		}
		return CreateUserAndTokenResponse{UserID: user, AccessToken: token, Differences: judgeLife(token, minutes, answer.resp.Header)}, nil
	}, http.StatusCreated)
}

// createdUser reads the answer to a create.
func (r *reply) createdUser() (createIdentityResult, error) {
	var result createIdentityResult
	err := decodeJSON(r.body, &result)
	if err == nil {
		err = checkNewUser(result.Identity.ID)
	}
	if err != nil {
		return createIdentityResult{}, r.unexpected("not with a user: " + err.Error())
	}
	return result, nil
}

// IssueToken issues an access token for a user. At least one scope is needed. A token that
// nobody got does no harm, so the request is repeated. A token that has ended, that is
// another user's, or that lacks a scope is a *MismatchError.
func (c *IdentityClient) IssueToken(ctx context.Context, userID string, scopes []TokenScope, options *IssueTokenOptions) (IssueTokenResponse, error) {
	minutes := cmp.Or(options, &IssueTokenOptions{}).ExpiresInMinutes
	r := c.request(OperationIssueToken, http.MethodPost, "/identities/%s/:issueAccessToken", userInPath(userID))
	r.fail(checkTokenRequest(scopes, minutes))
	r = r.with(issueTokenRequest{Scopes: scopes, ExpiresInMinutes: minutes})
	return do(ctx, c.connection, r, func(answer *reply) (IssueTokenResponse, error) {
		var result accessTokenResult
		var token AccessToken
		err := decodeJSON(answer.body, &result)
		if err == nil {
			token, err = result.decode()
		}
		if err != nil {
			return IssueTokenResponse{}, answer.unexpected("not with a token: " + err.Error())
		}
		if differences := judgeToken(token, userID, scopes, answer.resp.Header, c.now()); differences != nil {
			return IssueTokenResponse{}, answer.mismatch(differences...)
		}
		return IssueTokenResponse{AccessToken: token, Differences: judgeLife(token, minutes, answer.resp.Header)}, nil
	}, http.StatusOK)
}

// RevokeTokens ends all access tokens of a user. The service may take up to 15 minutes to
// spread it (documented). A repetition also ends tokens issued in between.
func (c *IdentityClient) RevokeTokens(ctx context.Context, userID string, _ *RevokeTokensOptions) (RevokeTokensResponse, error) {
	r := c.request(OperationRevokeTokens, http.MethodPost, "/identities/%s/:revokeAccessTokens", userInPath(userID))
	return do(ctx, c.connection, r, ignored[RevokeTokensResponse], http.StatusNoContent)
}

// DeleteUser deletes a user, its tokens included. A 404 after an attempt of unknown
// outcome counts as done.
func (c *IdentityClient) DeleteUser(ctx context.Context, userID string, _ *DeleteUserOptions) (DeleteUserResponse, error) {
	r := c.request(OperationDeleteUser, http.MethodDelete, "/identities/%s", userInPath(userID))
	r.achieved = isGone
	return do(ctx, c.connection, r, ignored[DeleteUserResponse], http.StatusNoContent)
}

// checkNewUser returns an error for what is not the id of a new user, whose form is that
// of every recorded one, and of no other kind of identifier.
func checkNewUser(id string) error {
	if id == "" {
		return errors.New("the document has no id")
	}
	if _, ok := ParseRawID(id).(CommunicationUserIdentifier); !ok {
		return fmt.Errorf("%q is not the id of a user", excerpt([]byte(id)))
	}
	return nil
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
