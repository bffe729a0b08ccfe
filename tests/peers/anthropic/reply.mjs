// One streamed message, event by event. Every message thinks nothing, is pinged once, and tells its usage twice: the numbers
// are totals, so whoever adds them up counts too much.
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
    this.cache = {};
    this.id = `msg_${Math.random().toString(36).slice(2)}`;
  }

  /// The pieces that this answer says: the text of the settings cut into words, or as many words as `chunks` asks for.
  pieces() {
    if (this.options.text !== '') return this.options.text.match(/\S+\s*/g) ?? [];
    return Array.from({ length: this.options.chunks }, (_, i) => words[i % words.length]);
  }

  raw(bytes) {
    this.response.write(bytes);
  }

  frame(value) {
    const end = this.lineEnd;
    return `event: ${value.type}${end}data: ${JSON.stringify(value)}${end}${end}`;
  }

  event(type, members = {}) {
    this.raw(this.frame({ type, ...members }));
  }

  head() {
    this.response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'request-id': `req_${this.id}`,
    });
    this.response.flushHeaders();
  }

  begin() {
    this.head();
    this.start();
    this.openText();
    this.event('ping');
  }

  start(cached = {}) {
    const usage = { input_tokens: this.request.messages.length * 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1, ...this.cache, ...cached };
    const message = { id: this.id, type: 'message', role: 'assistant', model: this.request.model, content: [], stop_reason: null, stop_sequence: null, usage };
    this.event('message_start', { message });
  }

  openText(index = 0) {
    this.index = index;
    this.event('content_block_start', { index, content_block: { type: 'text', text: '' } });
  }

  say(text) {
    const framed = this.frame({ type: 'content_block_delta', index: this.index, delta: { type: 'text_delta', text } });
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

  /// Everything but the event that ends a message.
  finish(reason = 'end_turn', details = null) {
    const spoken = this.times.length;
    this.event('content_block_stop', { index: this.index });
    this.event('message_delta', { delta: { stop_reason: null, stop_sequence: null, stop_details: null }, usage: { input_tokens: null, output_tokens: Math.floor(spoken / 2) } });
    this.event('message_delta', { delta: { stop_reason: reason, stop_sequence: null, stop_details: details }, usage: { input_tokens: null, output_tokens: spoken } });
  }

  end() {
    this.event('message_stop');
    this.response.end();
  }

  refuse() {
    this.finish('refusal', { type: 'refusal', category: 'general_harms', explanation: 'These words are not for children.' });
    this.end();
  }

  fail(type = 'overloaded_error') {
    this.event('error', { error: { type, message: 'These words are not for children.' }, request_id: `req_${this.id}` });
    this.response.end();
  }

  /// Breaks the connection in the middle of an event.
  cut() {
    if (this.response.headersSent) this.raw('event: content_block_delta\ndata: {"type":"content_');
    this.response.wasCut = true;
    setTimeout(() => this.response.destroy(), 5);
  }
}
