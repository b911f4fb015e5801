// Adding and removing participants.
import assert from "node:assert/strict";

import { all, foreignUser, idOf, malformedUser, refused } from "../service.mjs";

export const name = "participants: add, add again, refused ones, remove, leave";

export async function run(service) {
  const { owner, thread } = await service.newThread("members");
  const [one, two, three] = await service.newUsers(3);
  const members = async () => (await all(thread.listParticipants())).map((member) => member.id.communicationUserId);

  assert.deepEqual(await thread.addParticipants({ participants: [{ id: one, displayName: "One" }, { id: two }] }), {});
  // A member who is added again stays as he is.
  assert.deepEqual(await thread.addParticipants({ participants: [{ id: one, displayName: "Other" }, { id: three }] }), {});
  assert.deepEqual(await members(), [owner, one, two, three].map(idOf));
  assert.equal((await all(thread.listParticipants()))[1].displayName, "One");

  const { invalidParticipants } = await thread.addParticipants({ participants: [{ id: foreignUser }] });
  assert.deepEqual(invalidParticipants, [{ code: "403", message: "Permissions check failed", target: idOf(foreignUser) }]);
  await refused(400, thread.addParticipants({ participants: [{ id: malformedUser }, { id: two }] }));
  if (service.version === "2025-03-15") {
    // The SDK writes phone numbers as this version has them, whatever version it was told.
    const added = await thread.addParticipants({ participants: [{ id: { phoneNumber: "+15550100" } }] });
    assert.equal(added.invalidParticipants[0].target, "4:+15550100");
  }

  await thread.removeParticipant(two);
  await thread.removeParticipant(two); // who is none any more
  assert.deepEqual(await members(), [owner, one, three].map(idOf));
  await refused(400, thread.removeParticipant(malformedUser));

  // Any member may remove others, and leave.
  const guest = (await service.as(one)).getChatThreadClient(thread.threadId);
  await guest.removeParticipant(three);
  await guest.removeParticipant(one);
  await refused(403, all(guest.listParticipants()));
  await refused(403, guest.addParticipants({ participants: [{ id: three }] }));
  assert.deepEqual(await members(), [idOf(owner)]);

  await tooMany(service, thread);
}

// The 251st member refuses the whole request.
async function tooMany(service, thread) {
  const everybody = await service.crowd(250);
  const users = everybody.slice(0, 249);
  const add = (list) => thread.addParticipants({ participants: list.map((id) => ({ id })) });
  await refused(400, add(everybody.slice(0, 201)));
  await add(users.slice(0, 200));
  await refused(400, add(everybody.slice(200)));
  await add(users.slice(200));
  assert.equal((await all(thread.listParticipants())).length, 250);
}
