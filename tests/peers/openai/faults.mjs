// The ways in which an answer can go, each by its name. Faults at a moment ("cut@clause") are in ../moments.mjs.
import { sleep } from '../fake-vendor.mjs';
import { echo, guardVerdict, verdict } from './judge.mjs';

const half = (pieces) => pieces.slice(0, Math.ceil(pieces.length / 2));

async function whole(reply) {
  reply.begin();
  await reply.sayAll();
  reply.finish();
  reply.end();
}

async function say(reply, text) {
  reply.begin();
  await reply.sayAll(text.match(/[\s\S]{1,12}/g) ?? []);
  reply.finish();
  reply.end();
}

const tooMany = { message: 'Rate limit reached.', type: 'requests', code: 'rate_limit_exceeded' };

export const faults = {
  ok: ({ reply }) => whole(reply),

  /// Everything is said, but neither a finish reason nor [DONE] comes.
  'no-end': async ({ reply, response }) => {
    reply.begin();
    await reply.sayAll();
    response.end();
  },

  /// [DONE] comes without a finish reason.
  'no-finish': async ({ reply }) => {
    reply.begin();
    await reply.sayAll();
    reply.end();
  },

  /// An error object inside the stream, half-way.
  'error-midway': async ({ reply }) => {
    reply.begin();
    await reply.sayAll(half(reply.pieces()));
    reply.fail();
  },

  /// An error object before the first word.
  'error-first': async ({ reply, response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.fail('overloaded');
  },

  /// The connection is cut half-way, inside of a chunk.
  cut: async ({ reply }) => {
    reply.begin();
    await reply.sayAll(half(reply.pieces()));
    reply.cut();
  },

  /// Half is said, then nothing more, and the connection stays open.
  stall: async ({ reply }) => {
    reply.begin();
    await reply.sayAll(half(reply.pieces()));
  },

  /// 429 with a wait of 10 ms, then the answer; in turns.
  '429-once': async ({ reply, response, state, sendError }) => {
    state.limited = !state.limited;
    if (state.limited) return sendError(response, 429, tooMany, { 'retry-after-ms': '10' });
    return whole(reply);
  },

  '429-slow': ({ response, sendError }) => sendError(response, 429, tooMany, { 'retry-after': '600' }),

  /// No money left: asking again is pointless.
  '429-exhausted': ({ response, sendError }) =>
    sendError(response, 429, { message: 'You have no credit left.', type: 'insufficient_quota', code: 'credit_balance_exhausted' }),

  500: ({ response, sendError }) =>
    sendError(response, 500, { message: 'The server had an error.', type: 'server_error' }),

  '500-no-retry': ({ response, sendError }) =>
    sendError(response, 500, { message: 'The server had an error.', type: 'server_error' }, { 'x-should-retry': 'false' }),

  400: ({ response, sendError }) =>
    sendError(response, 400, { message: 'Something is wrong.', type: 'invalid_request_error', code: 'invalid_value' }),

  crlf: async ({ reply }) => {
    reply.lineEnd = '\r\n';
    await whole(reply);
  },

  cr: async ({ reply }) => {
    reply.lineEnd = '\r';
    await whole(reply);
  },

  /// Comments between the chunks, and an event in two data lines.
  comments: async ({ reply }) => {
    reply.raw = ((plain) => (bytes) => plain(`: keep-alive\n\n${bytes}`))(reply.raw.bind(reply));
    reply.frame = ((plain) => (value) => plain(value).replace(',"object"', ',\ndata: "object"'))(reply.frame.bind(reply));
    await whole(reply);
  },

  /// Each byte is written on its own: characters, lines and chunks are cut anywhere.
  'split-utf8': async ({ reply, response }) => {
    const plain = response.write.bind(response);
    const pieces = [];
    reply.raw = (bytes) => pieces.push(Buffer.from(bytes));
    reply.begin();
    await reply.sayAll(['Schön, ', '日本 ', '👩‍👩‍👧 ', 'ok.']);
    reply.finish();
    for (const byte of Buffer.concat(pieces)) {
      plain(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    plain('data: [DONE]\n\n');
    response.end();
  },

  /// The head comes at once, the first word after 300 ms.
  'slow-first': async ({ reply, response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    await sleep(300);
    reply.choice({ role: 'assistant', content: '' });
    await reply.sayAll();
    reply.finish();
    reply.end();
  },

  /// Not even the head comes.
  silent: () => {},

  /// Kind words with a sentence in the middle that no child may read.
  unsafe: async ({ reply }) => {
    reply.begin();
    await reply.sayAll(['That sounds hard. ', 'You should ', 'just kill ', 'yourself. ', 'I am here for you. ']);
    reply.finish();
    reply.end();
  },

  refusal: async ({ reply }) => {
    reply.begin();
    reply.refuse();
  },

  filtered: async ({ reply }) => {
    reply.begin();
    await reply.sayAll(half(reply.pieces()));
    reply.finish('content_filter');
    reply.end();
  },

  length: async ({ reply }) => {
    reply.begin();
    await reply.sayAll();
    reply.finish('length');
    reply.end();
  },

  'not-json': async ({ reply }) => {
    reply.begin();
    reply.raw('data: {"choices": [\n\n');
    reply.end();
  },

  /// No fault: a judge of messages that answers the verdict of the settings in the shape it was asked for.
  judge: ({ reply, options }) => say(reply, verdict(reply.request, options.verdict)),

  /// The same as a guard model: "safe", or "unsafe" and a code.
  guard: ({ reply, options }) => say(reply, guardVerdict(options.verdict)),

  /// A judge that takes what a child wrote for its own words.
  'judge-echo': ({ reply }) => say(reply, echo(reply.request)),

  /// Answers as if it had not been asked to stream.
  'no-stream': ({ response }) => {
    const body = JSON.stringify({ id: 'x', object: 'chat.completion', choices: [] });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  },
};
