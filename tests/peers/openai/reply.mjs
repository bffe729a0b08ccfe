// One streamed answer, chunk by chunk.
import { sleep } from '../fake-vendor.mjs';

const words = [
  'I ', 'am ', 'glad ', 'that ', 'you ', 'told ', 'me. ', 'That ', 'sounds ', 'like ', 'a ', 'long ', 'day, ',
  'and ', 'it ', 'makes ', 'sense ', 'to ', 'feel ', 'tired. ',
];

export class Reply {
  constructor(response, request, options, times) {
    this.response = response;
    this.request = request;
    this.options = options;
    this.times = times;
    this.lineEnd = '\n';
    this.cached = 0;
    this.identity = {
      id: `chatcmpl-${Math.random().toString(36).slice(2)}`,
      object: 'chat.completion.chunk',
      created: Math.floor(Date.now() / 1000),
      model: request.model,
    };
  }

  /// The pieces that this answer says: the text of the settings cut into words, or as many words as `chunks` asks for.
  pieces() {
    if (this.options.text !== '') return this.options.text.match(/\S+\s*/g) ?? [];
    return Array.from({ length: this.options.chunks }, (_, i) => words[i % words.length]);
  }

  begin(headers = {}) {
    this.response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-request-id': `req_${this.identity.id}`,
      ...headers,
    });
    this.response.flushHeaders();
    this.choice({ role: 'assistant', content: '' });
  }

  raw(bytes) {
    this.response.write(bytes);
  }

  frame(value) {
    const data = typeof value === 'string' ? value : JSON.stringify(value);
    return `data: ${data}${this.lineEnd}${this.lineEnd}`;
  }

  chunk(members) {
    return { ...this.identity, ...members, usage: members.usage ?? null, obfuscation: 'x'.repeat(Math.floor(Math.random() * 8)) };
  }

  choice(delta, finish = null) {
    this.raw(this.frame(this.chunk({ choices: [{ index: 0, delta, finish_reason: finish }] })));
  }

  say(text) {
    const framed = this.frame(this.chunk({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] }));
    this.times.push(process.hrtime.bigint().toString());
    this.raw(framed);
  }

  async sayAll(pieces = this.pieces()) {
    for (const piece of pieces) {
      if (this.response.destroyed) return;
      this.say(piece);
      await sleep(this.options.intervalMs);
    }
  }

  finish(reason = 'stop') {
    this.choice({}, reason);
    const completion = this.times.length;
    const prompt = this.request.messages.length * 10 + this.cached;
    const usage = {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      prompt_tokens_details: { cached_tokens: this.cached },
    };
    this.raw(this.frame(this.chunk({ choices: [], usage })));
  }

  end() {
    this.raw(this.frame('[DONE]'));
    this.response.end();
  }

  refuse() {
    this.choice({ refusal: 'I am sorry, I cannot help with that.' });
    this.finish();
    this.end();
  }

  fail(code = 'server_error') {
    const error = { message: 'The server had an error.', type: 'server_error', param: null, code };
    this.raw(this.frame({ error }));
    this.response.end();
  }

  /// Breaks the connection in the middle of a chunk.
  cut() {
    if (this.response.headersSent) this.raw('data: {"id":"chatcmpl-');
    this.response.wasCut = true;
    setTimeout(() => this.response.destroy(), 5);
  }
}
