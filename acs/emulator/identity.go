package emulator

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// The wire forms of the Identity API's responses.
type (
	identityModel struct {
		ID string `json:"id"`
	}
	accessTokenModel struct {
		Token     string `json:"token"`
		ExpiresOn string `json:"expiresOn"`
	}
	createIdentityResult struct {
		Identity    identityModel     `json:"identity"`
		AccessToken *accessTokenModel `json:"accessToken,omitempty"`
	}
)

// expiresOnLayout is the recorded form of expiresOn: seven digits and an offset.
const expiresOnLayout = "2006-01-02T15:04:05.0000000-07:00"

// validationError is the recorded form of a 400 of the Identity API.
func validationError(target, message string) *failure {
	return &failure{status: http.StatusBadRequest, code: "ValidationError", message: message, target: target}
}

// createIdentity makes an identity and, where scopes are given, a token of it. A
// request without a body, and one whose members are null, are recorded.
func (s *Service) createIdentity(c *call) (response, error) {
	object := jsonObject{}
	if len(c.body) > 0 {
		var err error
		if object, err = readObject(c.body); err != nil {
			return response{}, validationError("", sentence(err))
		}
	}
	scopes, err := readScopes(object, "createTokenWithScopes", c.version)
	if err != nil {
		return response{}, err
	}
	lifetime, err := readLifetime(object, c.version)
	if err != nil {
		return response{}, err
	}
	id, err := s.newIdentityID()
	if err != nil {
		return response{}, err
	}
	result := createIdentityResult{Identity: identityModel{ID: id}}
	if len(scopes) > 0 {
		if result.AccessToken, err = s.issue(id, lifetime, scopes); err != nil {
			return response{}, err
		}
	}
	return success(http.StatusCreated, result), nil
}

// issueAccessToken makes a token of an identity.
func (s *Service) issueAccessToken(c *call) (response, error) {
	object, err := readObject(c.body)
	if err != nil {
		return response{}, validationError("", sentence(err))
	}
	scopes, err := readScopes(object, "scopes", c.version)
	if err != nil {
		return response{}, err
	}
	if len(scopes) == 0 { // recorded for null
		return response{}, validationError("Scopes", "Scopes: The Scopes field is required.")
	}
	lifetime, err := readLifetime(object, c.version)
	if err != nil {
		return response{}, err
	}
	if err := s.store.identityExists(c.identityID); err != nil {
		return response{}, err
	}
	token, err := s.issue(c.identityID, lifetime, scopes)
	if err != nil {
		return response{}, err
	}
	return success(http.StatusOK, token), nil
}

// revokeAccessTokens makes chat refuse every token issued to an identity so far,
// at once: the live service may take up to 15 minutes (documented).
func (s *Service) revokeAccessTokens(c *call) (response, error) {
	if err := s.store.identityExists(c.identityID); err != nil {
		return response{}, err
	}
	s.store.revoke(c.identityID, c.now)
	return empty(), nil
}

// deleteIdentity ends an identity: it cannot be added any more, and its tokens
// are refused. Its memberships and threads stay.
func (s *Service) deleteIdentity(c *call) (response, error) {
	if err := s.store.identityExists(c.identityID); err != nil {
		return response{}, err
	}
	s.store.deletedIdentities[sameID(c.identityID)] = true
	return empty(), nil
}

// newIdentityID makes an id of the recorded form, in the emulator's resource.
func (s *Service) newIdentityID() (string, error) {
	var random [12]byte
	if _, err := io.ReadFull(s.options.Random, random[:]); err != nil {
		return "", fmt.Errorf("making an identity's id: %w", err)
	}
	return fmt.Sprintf("8:acs:%s_%s-%x-%x-%x-%x", ResourceID, createdPrefix, random[:2], random[2:4], random[4:6], random[6:]), nil
}

// issue makes a token. Whoever calls it holds the service's mutex.
func (s *Service) issue(userID string, lifetime time.Duration, scopes []string) (*accessTokenModel, error) {
	issued := s.options.Clock()
	expires := issued.Add(lifetime)
	token, err := signToken(
		TokenOptions{UserID: userID, Scopes: scopes, IssuedOn: issued, ExpiresOn: expires},
		s.store.tokenID(userID, issued))
	if err != nil {
		return nil, err
	}
	return &accessTokenModel{Token: token, ExpiresOn: expires.UTC().Format(expiresOnLayout)}, nil
}

// readScopes reads the scopes of a token, each once; none where they are absent.
func readScopes(object jsonObject, name string, version apiVersion) ([]string, error) {
	var given []string
	if _, err := object.read(name, &given, "an array of strings"); err != nil {
		return nil, validationError("Scopes", "Scopes: "+sentence(err))
	}
	var scopes []string
	for _, scope := range given {
		if !slices.Contains(version.tokenScopes(), scope) {
			return nil, validationError("Scopes", "Scopes: The scope "+strconv.Quote(scope)+" is not supported.")
		}
		if !slices.Contains(scopes, scope) {
			scopes = append(scopes, scope)
		}
	}
	return scopes, nil
}

// readLifetime reads expiresInMinutes. Its bounds and their message are recorded.
func readLifetime(object jsonObject, version apiVersion) (time.Duration, error) {
	if !version.hasLifetime() {
		return tokenLifetime, nil
	}
	var minutes int32
	present, err := object.read("expiresInMinutes", &minutes, "an int32")
	if err != nil {
		return 0, validationError("ExpiresInMinutes", "ExpiresInMinutes: "+sentence(err))
	}
	if !present {
		return tokenLifetime, nil
	}
	if minutes < minTokenMinutes || minutes > maxTokenMinutes {
		return 0, validationError("ExpiresInMinutes", fmt.Sprintf(
			"ExpiresInMinutes value %d is invalid. Value must be within the [%d, %d] interval.", minutes, minTokenMinutes, maxTokenMinutes))
	}
	return time.Duration(minutes) * time.Minute, nil
}
