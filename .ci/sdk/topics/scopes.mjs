// What each scope of a token allows.
import assert from "node:assert/strict";

import { all, refused } from "../service.mjs";

export const name = "scopes: chat, chat.join, chat.join.limited, voip";

export async function run(service) {
  const { owner, thread, id } = await service.newThread("scopes");
  const [guest, other] = await service.newUsers(2);
  await thread.addParticipants({ participants: [{ id: guest }] });

  const join = await service.as(guest, ["chat.join"]);
  await refused(403, join.createChatThread({ topic: "no" }));
  await refused(403, join.deleteChatThread(id));
  const joined = join.getChatThreadClient(id);
  await refused(403, joined.updateTopic("no"));
  await joined.addParticipants({ participants: [{ id: other }] });
  await joined.removeParticipant(other);
  await joined.sendMessage({ content: "hello" });

  const limited = (await service.as(guest, ["chat.join.limited"])).getChatThreadClient(id);
  await refused(403, limited.addParticipants({ participants: [{ id: other }] }));
  await refused(403, limited.removeParticipant(owner));
  const { id: message } = await limited.sendMessage({ content: "hello" });
  await limited.updateMessage(message, { content: "hello again" });
  await limited.sendReadReceipt({ chatMessageId: message });
  assert.equal(await limited.sendTypingNotification(), true);
  assert.equal((await all(limited.listParticipants())).length, 2);
  assert.equal((await limited.getProperties()).topic, "scopes");

  // Several scopes in one token; the strongest counts.
  const both = await service.as(guest, ["voip", "chat"]);
  await both.createChatThread({ topic: "yes" });
  await refused(401, all((await service.as(guest, ["voip"])).listChatThreads()));
}
