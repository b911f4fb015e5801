// Messages: send, read, edit, delete, and those of the system.
import assert from "node:assert/strict";

import { all, idOf, refused } from "../service.mjs";

export const name = "messages: send, get, edit, delete, system messages, whose they are";

export async function run(service) {
  const { owner, thread } = await service.newThread("talk");
  const friend = await service.newUser();
  await thread.addParticipants({ participants: [{ id: friend, displayName: "Friend" }] });
  await thread.updateTopic("more talk");

  const { id } = await thread.sendMessage({ content: "hello" }, { senderDisplayName: "Owner", metadata: { mood: "good", tags: "a" } });
  const sent = await thread.getMessage(id);
  assert.deepEqual(
    [sent.id, sent.type, sent.version, sent.content.message, sent.senderDisplayName, sent.sender.communicationUserId, sent.metadata],
    [id, "text", id, "hello", "Owner", idOf(owner), { mood: "good", tags: "a" }],
  );
  const html = await thread.sendMessage({ content: "<b>hello</b>" }, { type: "html" });
  assert.deepEqual([(await thread.getMessage(html.id)).type, (await thread.getMessage(html.id)).content.message], ["html", "<b>hello</b>"]);

  await edit(thread, sent);
  await others(service, thread, friend, id);

  await thread.deleteMessage(id);
  const deleted = await thread.getMessage(id);
  assert.ok(deleted.deletedOn instanceof Date);
  assert.deepEqual([deleted.content.message, deleted.editedOn], ["", undefined]);

  await system(thread, owner, friend);
  await thread.removeParticipant(friend);
  const [newest] = await all(thread.listMessages());
  assert.equal(newest.type, "participantRemoved");
  assert.deepEqual(newest.content.participants.map((one) => idOf(one.id)), [idOf(friend)]);

  await refused(404, thread.getMessage("1"));
  await refused(404, thread.deleteMessage("1"));
  await refused(400, thread.sendMessage({ content: "x".repeat(40_000) }));
}

// An edit keeps id, sequence and creation, and makes the message the newest.
async function edit(thread, sent) {
  await thread.updateMessage(sent.id, { content: "hello again", metadata: { tags: "", place: "here" } });
  const edited = await thread.getMessage(sent.id);
  assert.deepEqual([edited.content.message, edited.metadata], ["hello again", { mood: "good", place: "here" }]);
  assert.deepEqual(edited.createdOn, sent.createdOn);
  assert.ok(edited.editedOn instanceof Date);
  assert.equal(edited.sequenceId, sent.sequenceId);
  assert.ok(Number(edited.version) >= Number(sent.version));
  const [first] = await all(thread.listMessages());
  assert.equal(first.id, sent.id);
}

// Only the sender may change a message.
async function others(service, thread, friend, id) {
  const his = (await service.as(friend)).getChatThreadClient(thread.threadId);
  assert.equal((await his.getMessage(id)).content.message, "hello again");
  await refused(403, his.updateMessage(id, { content: "mine" }));
  await refused(403, his.deleteMessage(id));
  assert.equal((await thread.getMessage(id)).content.message, "hello again");
}

async function system(thread, owner, friend) {
  const found = (await all(thread.listMessages())).filter((one) => one.type !== "text" && one.type !== "html").reverse();
  assert.deepEqual(
    found.map((one) => [one.type, one.content.topic ?? one.content.participants.map((member) => idOf(member.id))]),
    [
      ["participantAdded", [idOf(owner)]],
      ["topicUpdated", "talk"],
      ["participantAdded", [idOf(friend)]],
      ["topicUpdated", "more talk"],
    ],
  );
  for (const one of found) {
    assert.deepEqual([one.sender, idOf(one.content.initiator)], [undefined, idOf(owner)]);
  }
}
