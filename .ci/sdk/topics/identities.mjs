// The Identity API, which has one version whatever that of chat.
import assert from "node:assert/strict";

import { CommunicationIdentityClient } from "@azure/communication-identity";

import { all, idOf, refused } from "../service.mjs";

export const name = "identities: create, token with a life, revoke, delete, refusals";

const claims = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());

export async function run(service) {
  const { identity } = service;
  const user = await identity.createUser();
  assert.match(idOf(user), /^8:acs:[0-9a-f-]{36}_[0-9a-f-]{36}$/);
  assert.notEqual(idOf(await identity.createUser()), idOf(user));

  const both = await identity.createUserAndToken(["chat", "voip"], { tokenExpiresInMinutes: 60 });
  const { exp, iat, skypeid } = claims(both.token);
  assert.equal(exp - iat, 3600);
  assert.equal(`8:${skypeid}`, idOf(both.user));
  assert.ok(Math.abs(both.expiresOn / 1000 - exp) <= 1, `expiresOn ${both.expiresOn}`);
  assert.deepEqual(await all(service.withToken(both.token).listChatThreads()), []);

  const day = await identity.getToken(user, ["chat"]);
  assert.equal(claims(day.token).exp - claims(day.token).iat, 24 * 3600);
  const hours = await identity.getToken(user, ["chat"], { tokenExpiresInMinutes: 90 });
  assert.equal(claims(hours.token).exp - claims(hours.token).iat, 90 * 60);
  for (const tokenExpiresInMinutes of [59, 1441]) {
    await refused(400, identity.getToken(user, ["chat"], { tokenExpiresInMinutes }));
    await refused(400, identity.createUserAndToken(["chat"], { tokenExpiresInMinutes }));
  }
  await refused(400, identity.getToken(user, []));
  await refused(400, identity.getToken(user, ["chat.everything"]));

  await identity.revokeTokens(user);
  await identity.deleteUser(user);
  await refused(404, identity.getToken(user, ["chat"]));
  await refused(404, identity.deleteUser(user));
  await refused(404, identity.revokeTokens(user));

  const wrongKey = process.env.AZURE_COMMUNICATION_CONNECTION_STRING.replace(/accesskey=.*/, "accesskey=d3Jvbmc=");
  const error = await refused(401, new CommunicationIdentityClient(wrongKey).createUser());
  assert.equal(error.code, "Denied");
}
