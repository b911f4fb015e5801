// Read receipts and typing notifications.
import assert from "node:assert/strict";

import { all, idOf, refused } from "../service.mjs";

export const name = "receipts and typing";

export async function run(service) {
  const { owner, thread } = await service.newThread("read");
  const friend = await service.newUser();
  await thread.addParticipants({ participants: [{ id: friend }] });
  const his = (await service.as(friend)).getChatThreadClient(thread.threadId);
  assert.deepEqual(await all(thread.listReadReceipts()), []);

  const first = await thread.sendMessage({ content: "one" });
  const second = await thread.sendMessage({ content: "two" });
  await his.sendReadReceipt({ chatMessageId: first.id });
  await his.sendReadReceipt({ chatMessageId: second.id });
  await thread.sendReadReceipt({ chatMessageId: first.id });
  const receipts = await all(thread.listReadReceipts());
  assert.deepEqual(
    new Map(receipts.map((one) => [idOf(one.sender), one.chatMessageId])),
    new Map([
      [idOf(friend), second.id],
      [idOf(owner), first.id],
    ]),
    "one of each reader, the latest",
  );
  assert.ok(receipts.every((one) => one.readOn instanceof Date));
  await refused(404, his.sendReadReceipt({ chatMessageId: "1" }));

  assert.equal(await thread.sendTypingNotification({ senderDisplayName: "Owner" }), true);
  assert.equal(await thread.sendTypingNotification(), false, "the SDK sends one in 8 s");
  assert.equal(await his.sendTypingNotification(), true);

  // Above 20 members receipts are taken and not kept.
  const more = await service.newUsers(19);
  await thread.addParticipants({ participants: more.map((id) => ({ id })) });
  await his.sendReadReceipt({ chatMessageId: second.id });
  assert.deepEqual(await all(thread.listReadReceipts()), []);
}
