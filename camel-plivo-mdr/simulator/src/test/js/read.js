// Reads messages with Plivo's own client and prints what it understood as one JSON object.
// Arguments: base URL, auth id, auth token, message uuid, lower bound of message_time (UTC).
'use strict';

const plivo = require('plivo');

const [baseUrl, authId, authToken, uuid, from] = process.argv.slice(2);
// the client's option for another address: no interception is needed
const client = new plivo.Client(authId, authToken, { url: `${baseUrl}/v1/Account/${authId}` });
const stranger = new plivo.Client(authId, 'wrong', { url: `${baseUrl}/v1/Account/${authId}` });

// the client has no iterator: callers count offsets until a page is empty
async function page(filters) {
  const uuids = [];
  for (let offset = 0; ; offset += 20) {
    const messages = await client.messages.list({ ...filters, limit: 20, offset });
    if (messages.length === 0) {
      return uuids;
    }
    uuids.push(...messages.map((message) => message.messageUuid));
  }
}

async function failure(call) {
  try {
    await call;
    return null;
  } catch (error) {
    return String(error.message || error);
  }
}

(async () => {
  const first = await client.messages.list();
  const message = await client.messages.get(uuid);
  console.log(JSON.stringify({
    first: first.map((record) => record.messageUuid),
    meta: first.meta,
    all: await page({ message_time__gte: from }),
    inbound: await page({ message_direction: 'inbound' }),
    message: { uuid: message.messageUuid, time: message.messageTime, state: message.messageState, apiId: message.apiId },
    unauthorized: await failure(stranger.messages.list()),
    missing: await failure(client.messages.get('no-such-message')),
  }));
  // the client keeps its connections open
  process.exit(0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
