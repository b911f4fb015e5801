// Refusals as the SDK shows them.
import assert from "node:assert/strict";

import { all, refused } from "../service.mjs";

export const name = "refusals: not a member, unknown thread and version, throttling, failures";

export async function run(service) {
  const { owner, thread, id } = await service.newThread("mine");
  const stranger = await service.as(await service.newUser());
  const forbidden = await refused(403, stranger.getChatThreadClient(id).getProperties());
  // The service's own envelope: the SDK finds no code in it.
  assert.equal(forbidden.code, undefined);
  assert.match(forbidden.message, /"CommunicationError"/);
  assert.match(forbidden.message, /initiator doesn't have the permission/);
  await refused(403, stranger.getChatThreadClient(id).sendMessage({ content: "hello" }));
  await refused(403, stranger.deleteChatThread(id));

  const client = await service.as(owner);
  for (const unknown of ["19:nothing@thread.v2", "nonsense"]) {
    await refused(404, client.getChatThreadClient(unknown).getProperties());
    await refused(404, all(client.getChatThreadClient(unknown).listParticipants()));
  }

  const { token } = await service.identity.getToken(owner, ["chat"]);
  const error = await refused(400, service.withToken(token, { apiVersion: "2020-01-01" }).createChatThread({ topic: "old" }));
  assert.equal(error.code, "UnsupportedApiVersion");
  assert.equal(error.response.headers.get("api-supported-versions").split(", ").at(-1), "2025-03-15");

  await failures(service, token, thread);
}

async function failures(service, token, thread) {
  const operation = "GetChatThreadProperties";
  const impatient = service.withToken(token, { retryOptions: { maxRetries: 0 } }).getChatThreadClient(thread.threadId);
  for (const status of [429, 500, 503]) {
    await service.faults({ operation, kind: "status", status, times: 1 });
    await refused(status, impatient.getProperties());
  }
  const attempts = async () => (await service.requests(thread.threadId)).map(({ status }) => status);
  const before = await attempts();
  // The SDK waits as it is told, and tries again; it repeats what got no answer.
  await service.faults({ operation, kind: "status", status: 429, retryAfter: "1s", times: 1 });
  assert.equal((await thread.getProperties()).topic, "mine");
  await service.faults({ operation, kind: "drop", times: 1 });
  assert.equal((await thread.getProperties()).topic, "mine");
  assert.deepEqual((await attempts()).slice(before.length), [429, 200, 444, 200]);
}
