// Lists with pages of several sizes, by page and by item.
import assert from "node:assert/strict";

import { all, refused, sizes } from "../service.mjs";

export const name = "pages: participants, threads, messages, receipts, several sizes";

export async function run(service) {
  const { client, thread } = await service.newThread("pages");
  const users = await service.newUsers(6);
  await thread.addParticipants({ participants: users.map((id) => ({ id })) });

  for (const [maxPageSize, want] of [
    [1, [1, 1, 1, 1, 1, 1, 1]],
    [3, [3, 3, 1]],
    [7, [7]], // a full page that is the last one
    [200, [7]],
    [1000, [7]],
    [undefined, [7]],
  ]) {
    assert.deepEqual(await sizes(thread.listParticipants({ maxPageSize })), want, `participants by ${maxPageSize}`);
    assert.equal((await all(thread.listParticipants({ maxPageSize }))).length, 7);
  }
  assert.deepEqual(await sizes(thread.listParticipants({ maxPageSize: 2, skip: 4 })), [2, 1]);
  assert.deepEqual(await sizes(thread.listParticipants({ skip: 7 })), [0]);
  for (const options of [{ maxPageSize: 0 }, { maxPageSize: -1 }, { skip: -1 }]) {
    await refused(400, all(thread.listParticipants(options)));
  }

  await threads(client);
  await messages(thread);
  await receipts(service, thread, users);
}

async function threads(client) {
  for (let i = 0; i < 4; i++) {
    await client.createChatThread({ topic: `thread ${i}` });
  }
  assert.deepEqual(await sizes(client.listChatThreads({ maxPageSize: 2 })), [2, 2, 1]);
  const found = await all(client.listChatThreads({ maxPageSize: 2 }));
  assert.deepEqual(new Set(found.map((one) => one.topic)), new Set(["pages", "thread 0", "thread 1", "thread 2", "thread 3"]));
  assert.ok(found.every((one) => one.lastMessageReceivedOn instanceof Date));
  const hour = 3_600_000;
  assert.equal((await all(client.listChatThreads({ startTime: new Date(Date.now() - hour) }))).length, 5);
  assert.equal((await all(client.listChatThreads({ startTime: new Date(Date.now() + hour) }))).length, 0);
}

async function messages(thread) {
  for (let i = 0; i < 4; i++) {
    await thread.sendMessage({ content: `message ${i}` });
  }
  // Three of the system: the creation's two and the addition's one.
  assert.deepEqual(await sizes(thread.listMessages({ maxPageSize: 3 })), [3, 3, 1]);
  const whole = await all(thread.listMessages({ maxPageSize: 200 }));
  assert.deepEqual(await all(thread.listMessages({ maxPageSize: 1 })), whole);
  const sequence = whole.map((one) => Number(one.sequenceId));
  assert.deepEqual(sequence, sequence.toSorted((a, b) => b - a), "the newest comes first");
  assert.equal((await all(thread.listMessages({ startTime: new Date(Date.now() + 3_600_000) }))).length, 0);
}

async function receipts(service, thread, users) {
  const { id } = await thread.sendMessage({ content: "read me" });
  for (const user of users.slice(0, 3)) {
    await (await service.as(user)).getChatThreadClient(thread.threadId).sendReadReceipt({ chatMessageId: id });
  }
  assert.deepEqual(await sizes(thread.listReadReceipts({ maxPageSize: 2 })), [2, 1]);
  assert.deepEqual(await sizes(thread.listReadReceipts({ maxPageSize: 2, skip: 1 })), [2]);
}
