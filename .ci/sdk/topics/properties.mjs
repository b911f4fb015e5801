// What a thread says of itself, and how that is changed.
import assert from "node:assert/strict";

import { all, idOf, refused } from "../service.mjs";

export const name = "properties: topic, merge patch of metadata, retention, delete";

export async function run(service) {
  const { owner, client, thread, id } = await service.newThread("before");
  await thread.updateTopic("after");
  const properties = await thread.getProperties();
  assert.equal(properties.id, id);
  assert.equal(properties.topic, "after");
  assert.equal(properties.createdBy.communicationUserId, idOf(owner));
  assert.equal(properties.deletedOn, undefined);
  await thread.updateProperties({ topic: "at last" });
  assert.equal((await thread.getProperties()).topic, "at last");
  await refused(400, thread.updateTopic(""));

  await metadata(service, thread);

  await client.deleteChatThread(id);
  await refused(404, thread.getProperties());
  await refused(404, client.deleteChatThread(id));
  const [listed] = (await all(client.listChatThreads())).filter((one) => one.id === id);
  assert.ok(listed.deletedOn instanceof Date, "a deleted thread stays in the list");
}

async function metadata(service, thread) {
  const kept = async () => {
    const { metadata: found, retentionPolicy } = await thread.getProperties();
    return [found, retentionPolicy];
  };
  if (!service.hasMetadata) {
    assert.deepEqual(await kept(), [undefined, undefined]);
    return;
  }
  const days = (deleteThreadAfterDays) => ({ kind: "threadCreationDate", deleteThreadAfterDays });
  await thread.updateProperties({ metadata: { a: "1", b: "2" }, retentionPolicy: days(90) });
  assert.deepEqual(await kept(), [{ a: "1", b: "2" }, days(90)]);
  await thread.updateProperties({ metadata: { b: "3", c: "4" } }); // changes one, adds one, keeps one
  assert.deepEqual(await kept(), [{ a: "1", b: "3", c: "4" }, days(90)]);
  await thread.updateProperties({ metadata: { a: "" }, retentionPolicy: { kind: "none" } }); // removes one
  assert.deepEqual(await kept(), [{ b: "3", c: "4" }, { kind: "none" }]);
  await refused(400, thread.updateProperties({ topic: "not this either", metadata: { big: "x".repeat(1100) } }));
  await refused(400, thread.updateProperties({ retentionPolicy: days(10) }));
  assert.equal((await thread.getProperties()).topic, "at last", "a refused patch changes nothing");
}
