// Creating threads: who is in them, idempotency, metadata and retention at once.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { all, foreignUser, idOf, malformedUser, refused } from "../service.mjs";

export const name = "create: creator, refused participants, idempotency, metadata, retention";

export async function run(service) {
  const owner = await service.newUser();
  const client = await service.as(owner);

  const [friend, gone] = await service.newUsers(2);
  await service.identity.deleteUser(gone);
  const since = new Date(Date.UTC(2024, 1, 29, 12, 0, 0, 600));
  const result = await client.createChatThread(
    { topic: "lunch \u{1F35C}" },
    {
      participants: [
        { id: owner, displayName: "Owner" },
        { id: friend, displayName: "Friend", shareHistoryTime: since },
        { id: foreignUser },
        { id: gone },
        { id: { microsoftTeamsUserId: "00000000-0000-0000-0000-000000000001" } },
        { id: { teamsAppId: "00000000-0000-0000-0000-000000000002" } },
      ],
    },
  );
  assert.deepEqual(
    result.invalidParticipants.map(({ code, target }) => [code, target]),
    [
      ["403", idOf(foreignUser)],
      ["404", idOf(gone)],
      ["403", "8:orgid:00000000-0000-0000-0000-000000000001"],
      ["403", "28:orgid:00000000-0000-0000-0000-000000000002"],
    ],
  );
  const { chatThread } = result;
  assert.equal(chatThread.topic, "lunch \u{1F35C}");
  assert.deepEqual(chatThread.createdBy, { kind: "communicationUser", communicationUserId: idOf(owner) });
  assert.ok(Math.abs(chatThread.createdOn - Date.now()) < 60_000, `createdOn ${chatThread.createdOn}`);
  const members = await all(client.getChatThreadClient(chatThread.id).listParticipants());
  assert.deepEqual(
    members.map((one) => [one.id.communicationUserId, one.displayName, one.shareHistoryTime.toISOString()]),
    [
      [idOf(owner), "Owner", "1970-01-01T00:00:00.000Z"],
      [idOf(friend), "Friend", "2024-02-29T12:00:00.000Z"], // cut to whole seconds
    ],
  );

  const alone = await client.createChatThread({ topic: "alone" });
  assert.equal(alone.invalidParticipants, undefined);
  assert.deepEqual((await all(client.getChatThreadClient(alone.chatThread.id).listParticipants())).map((one) => one.id.communicationUserId), [idOf(owner)]);

  await idempotency(service, client);
  await metadata(service, client);

  const many = await service.crowd(201);
  await refused(400, client.createChatThread({ topic: "too many" }, { participants: many.map((id) => ({ id })) }));
  const error = await refused(400, client.createChatThread({ topic: "malformed" }, { participants: [{ id: malformedUser }] }));
  assert.match(error.message, /Identifier format is invalid \(8:acs:fakeid\)/);
}

async function idempotency(service, client) {
  const idempotencyToken = randomUUID();
  const first = await client.createChatThread({ topic: "once" }, { idempotencyToken });
  const again = await client.createChatThread({ topic: "once" }, { idempotencyToken });
  const other = await client.createChatThread({ topic: "once" }, { idempotencyToken: randomUUID() });
  const without = await client.createChatThread({ topic: "once" });
  assert.deepEqual(again.chatThread, first.chatThread);
  assert.equal(new Set([first, other, without].map((one) => one.chatThread.id)).size, 3);

  const stranger = await service.as(await service.newUser());
  const his = await stranger.createChatThread({ topic: "once" }, { idempotencyToken });
  assert.notEqual(his.chatThread.id, first.chatThread.id, "the token of another user");
}

async function metadata(service, client) {
  if (!service.hasMetadata) {
    return;
  }
  const friend = await service.newUser();
  const retentionPolicy = { kind: "threadCreationDate", deleteThreadAfterDays: 30 };
  const { chatThread } = await client.createChatThread(
    { topic: "kept" },
    { metadata: { kind: "support" }, retentionPolicy, participants: [{ id: friend, metadata: { role: "guest" } }] },
  );
  assert.deepEqual([chatThread.metadata, chatThread.retentionPolicy], [{ kind: "support" }, retentionPolicy]);
  const [, guest] = await all(client.getChatThreadClient(chatThread.id).listParticipants());
  assert.deepEqual(guest.metadata, { role: "guest" });
  for (const deleteThreadAfterDays of [29, 91]) {
    await refused(400, client.createChatThread({ topic: "kept" }, { retentionPolicy: { kind: "threadCreationDate", deleteThreadAfterDays } }));
  }
  await refused(400, client.createChatThread({ topic: "kept" }, { metadata: { big: "x".repeat(1025) } }));
}
