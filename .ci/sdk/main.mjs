// Microsoft's JavaScript SDK against the emulator: every topic at every
// api-version that has an OpenAPI document, and at the end a look at the SDK's
// clients: a REST method that nothing called fails the run.
import { ChatClient, ChatThreadClient } from "@azure/communication-chat";
import { CommunicationIdentityClient } from "@azure/communication-identity";

import { Calls } from "./calls.mjs";
import { Service } from "./service.mjs";
import * as create from "./topics/create.mjs";
import * as identities from "./topics/identities.mjs";
import * as messages from "./topics/messages.mjs";
import * as pages from "./topics/pages.mjs";
import * as participants from "./topics/participants.mjs";
import * as properties from "./topics/properties.mjs";
import * as receipts from "./topics/receipts.mjs";
import * as refusals from "./topics/refusals.mjs";
import * as scopes from "./topics/scopes.mjs";
import * as tokens from "./topics/tokens.mjs";

const topics = [identities, tokens, create, participants, pages, properties, messages, receipts, scopes, refusals];
const versions = ["2024-03-07", "2024-03-15-preview", "2025-03-15"];

const realtime = "realtime notifications: no REST operation, and for browsers only";
const calls = new Calls([
  {
    client: ChatClient,
    excluded: {
      startRealtimeNotifications: realtime,
      stopRealtimeNotifications: realtime,
      subscribeToSignalingEvents: realtime,
      on: realtime,
      off: realtime,
    },
  },
  { client: ChatThreadClient, excluded: {} },
  {
    client: CommunicationIdentityClient,
    excluded: { getTokenForTeamsUser: "exchanges a token of Entra for a Teams user, which the emulator does not serve" },
  },
]);

let failed = 0;
for (const version of versions) {
  for (const topic of topics) {
    const started = performance.now();
    try {
      await topic.run(new Service(version));
      console.log(`ok      ${version.padEnd(19)} ${topic.name} (${Math.round(performance.now() - started)} ms)`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${version.padEnd(19)} ${topic.name}\n${error.stack}`);
    }
  }
}

const missing = calls.report((line) => console.log(line));
console.log(`${failed} topics failed, ${missing} methods of the SDK were not called`);
process.exitCode = failed + missing > 0 ? 1 : 0;
