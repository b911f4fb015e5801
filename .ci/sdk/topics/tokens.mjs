// Tokens: refused ones, revocation, renewal by the SDK's credential.
import assert from "node:assert/strict";

import { ChatClient } from "@azure/communication-chat";
import { AzureCommunicationTokenCredential } from "@azure/communication-common";

import { all, refused } from "../service.mjs";

export const name = "tokens: bad, expired, revoked, of a deleted user, renewed";

// A token that says when it ends, and nothing else that is true.
const unsigned = (exp) => ["{}", JSON.stringify({ exp }), "x"].map((part) => Buffer.from(part).toString("base64url")).join(".");
const now = () => Math.floor(Date.now() / 1000);

export async function run(service) {
  const user = await service.newUser();
  const list = (client) => all(client.listChatThreads());

  const error = await refused(401, list(service.withToken(unsigned(now() + 3600))));
  assert.equal(error.response.bodyAsText ?? "", "", "the body of a 401 is empty");
  const { token } = await service.identity.getToken(user, ["chat"]);
  await refused(401, list(service.withToken(`${token.slice(0, -6)}AAAAAA`)));

  const client = service.withToken(token);
  assert.deepEqual(await list(client), []);
  await service.identity.revokeTokens(user);
  await refused(401, list(client));
  assert.deepEqual(await list(await service.as(user)), [], "a token issued after the revocation");

  await renewal(service, user, list);

  const last = await service.as(user);
  await service.identity.deleteUser(user);
  await refused(401, list(last));
}

// The credential asks for a token where it has none that is still good, and keeps it.
async function renewal(service, user, list) {
  for (const [token, wanted] of [
    [undefined, 1],
    [unsigned(now() - 60), 1],
    [(await service.identity.getToken(user, ["chat"])).token, 0],
  ]) {
    let asked = 0;
    const credential = new AzureCommunicationTokenCredential({
      token,
      tokenRefresher: async () => {
        asked++;
        return (await service.identity.getToken(user, ["chat"])).token;
      },
    });
    const client = new ChatClient(service.endpoint, credential, service.options());
    await list(client);
    await list(client);
    assert.equal(asked, wanted);
    credential.dispose();
  }
}
