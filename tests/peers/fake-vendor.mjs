// What the fakes of model vendors share: arguments, switches, and the record of what was asked.
//
//     serveFake(async (request, response, fake) => …);
//
// Arguments  --port 0 --chunks 10 --interval-ms 0 --text "…" --key sk-test
// Switches   POST /control {"fault": "stall", "chunks": 100, "intervalMs": 40, "text": "…"} holds for all following calls; an
//            {"cacheFrom": 100} keeps prompts from so many tokens on (four letters each), and counts them; 0: none. An
//            empty fault gives the choice back to the model's name ("fake", "fake:<fault>"); DELETE /control forgets everything.
// Record     GET /control/requests: {calls, requests, gone}, where `gone` counts the replies whose reader hung up; GET
//            /control/sent: per call, when each chunk was handed to the socket (CLOCK_MONOTONIC, nanoseconds, as text).
import { createServer } from 'node:http';

const defaults = { port: 0, chunks: 10, intervalMs: 0, text: '', key: '', cacheFrom: 0 };

function readArguments(words) {
  const settings = { ...defaults };
  const names = { '--port': 'port', '--chunks': 'chunks', '--interval-ms': 'intervalMs', '--text': 'text', '--key': 'key' };
  for (let i = 0; i < words.length; i += 2) {
    const name = names[words[i]];
    if (name === undefined || words[i + 1] === undefined) {
      throw new Error(`unknown or unfinished argument ${words[i]}`);
    }
    settings[name] = typeof defaults[name] === 'number' ? Number(words[i + 1]) : words[i + 1];
  }
  return settings;
}

const fresh = () => ({ fault: '', calls: 0, gone: 0, limited: false, requests: [], sent: [], options: {}, prompts: new Map() });

export function sleep(ms) {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}

export function sendJson(response, status, value, headers = {}) {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

export async function readBody(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

class Fake {
  constructor(settings) {
    this.settings = settings;
    this.state = fresh();
  }

  get options() {
    return { ...this.settings, ...this.state.options };
  }

  faultFor(model) {
    if (this.state.fault !== '') return this.state.fault;
    const colon = model.indexOf(':');
    return colon < 0 ? 'ok' : model.slice(colon + 1);
  }

  /// A reply to a request of the right shape begins; returns where its times go.
  note(body, response) {
    const times = [];
    this.state.requests.push(body);
    this.state.sent.push(times);
    response.on('close', () => {
      if (!response.writableEnded && !response.wasCut) this.state.gone += 1;
    });
    return times;
  }

  /// How much of `text` this fake has kept under that name: in tokens, 0 below its least. Keeps `text` from now on.
  kept(name, text) {
    const { cacheFrom } = this.options;
    const before = this.state.prompts.get(name) ?? '';
    this.state.prompts.set(name, text);
    let same = 0;
    while (same < before.length && before[same] === text[same]) same += 1;
    const tokens = Math.floor(same / 4);
    return cacheFrom > 0 && tokens >= cacheFrom ? tokens : 0;
  }

  async control(request, response) {
    const { state } = this;
    if (request.method === 'DELETE') {
      Object.assign(state, fresh());
    } else if (request.method === 'POST') {
      const { fault, ...options } = JSON.parse(await readBody(request));
      if (fault !== undefined) state.fault = fault;
      Object.assign(state.options, options);
    } else if (request.url === '/control/sent') {
      sendJson(response, 200, state.sent);
      return;
    } else if (request.url === '/control/requests') {
      sendJson(response, 200, { calls: state.calls, requests: state.requests, gone: state.gone });
      return;
    }
    sendJson(response, 200, {});
  }
}

/// Prints "listening <port>" when it is ready. Binds the loopback address only.
export function serveFake(route) {
  const fake = new Fake(readArguments(process.argv.slice(2)));
  const server = createServer((request, response) => {
    const answer = request.url.startsWith('/control') ? fake.control(request, response) : route(request, response, fake);
    answer.catch((error) => {
      process.stderr.write(`${error.stack}\n`);
      response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => socket.setNoDelay(true));
  server.listen(fake.settings.port, '127.0.0.1', () => {
    process.stdout.write(`listening ${server.address().port}\n`);
  });
}
