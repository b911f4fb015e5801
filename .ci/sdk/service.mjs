// Service is the emulator as a topic sees it: clients of the SDK at one
// api-version, users, and the emulator's faults.
import assert from "node:assert/strict";

import { ChatClient } from "@azure/communication-chat";
import { AzureCommunicationTokenCredential } from "@azure/communication-common";
import { CommunicationIdentityClient } from "@azure/communication-identity";

// A well-formed id of a resource that the emulator knows nothing of, and one of its
// own whose identity counts as deleted.
export const foreignUser = { communicationUserId: "8:acs:00000000-1111-2222-3333-444444444444_0000001f-0000-4a5f-9c31-e2b8d4700001" };
export const malformedUser = { communicationUserId: "8:acs:fakeid" };

const crowd = [];

export class Service {
  constructor(version) {
    this.version = version;
    this.endpoint = required("AZURE_COMMUNICATION_ENDPOINT");
    this.identity = new CommunicationIdentityClient(required("AZURE_COMMUNICATION_CONNECTION_STRING"));
  }

  // Metadata and retention of threads, metadata of participants.
  get hasMetadata() {
    return this.version !== "2024-03-07";
  }

  // The SDK's default is its newest version, so that one is left to it. For the
  // others there is no documented option: the generated client beneath takes
  // apiVersion, rewrites the parameter in every request, and ChatClient hands its
  // options on.
  options(more = {}) {
    return this.version === "2025-03-15" ? more : { apiVersion: this.version, ...more };
  }

  newUser() {
    return this.identity.createUser();
  }

  async newUsers(count) {
    const users = [];
    for (let i = 0; i < count; i++) {
      users.push(await this.newUser());
    }
    return users;
  }

  // Users for the tests of great numbers, the same for every topic.
  async crowd(count) {
    crowd.push(...(await this.newUsers(Math.max(0, count - crowd.length))));
    return crowd.slice(0, count);
  }

  // A chat client as a user.
  async as(user, scopes = ["chat"], options = {}) {
    const { token } = await this.identity.getToken(user, scopes);
    return this.withToken(token, options);
  }

  withToken(token, options = {}) {
    return new ChatClient(this.endpoint, new AzureCommunicationTokenCredential(token), this.options(options));
  }

  // A new user, his client, and a thread of his.
  async newThread(topic, options = {}) {
    const owner = await this.newUser();
    const client = await this.as(owner);
    const { chatThread } = await client.createChatThread({ topic }, options);
    return { owner, client, id: chatThread.id, thread: client.getChatThreadClient(chatThread.id) };
  }

  // Puts faults in force, in the place of all earlier ones.
  async faults(...list) {
    const answer = await fetch(`${this.endpoint}/_emulator/faults`, { method: "PUT", body: JSON.stringify(list) });
    assert.equal(answer.status, 200, await answer.text());
  }

  // The emulator's log of requests whose path ends so.
  async requests(end) {
    const answer = await fetch(`${this.endpoint}/_emulator/requests`);
    return (await answer.json()).filter(({ path }) => decodeURIComponent(path).endsWith(end));
  }
}

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: start this by .ci/sdk/run`);
  }
  return value;
}

// all reads a list to its end, item by item.
export async function all(list) {
  const items = [];
  for await (const item of list) {
    items.push(item);
  }
  return items;
}

// sizes reads a list to its end, page by page, and gives the pages' sizes.
export async function sizes(list) {
  const found = [];
  for await (const page of list.byPage()) {
    found.push(page.length);
  }
  return found;
}

// refused waits for the SDK's error, whose status must be this, and gives it.
export async function refused(status, promise) {
  const error = await promise.then(
    () => assert.fail(`succeeded, want a ${status}`),
    (reason) => reason,
  );
  assert.equal(error.name, "RestError", error.stack);
  assert.equal(error.statusCode, status, error.message);
  return error;
}

export const idOf = (user) => user.communicationUserId;
