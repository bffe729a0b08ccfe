import { describe, expect, it } from 'vitest';
import { EventParser } from './sse.ts';

const stream = ': hello\r\n\r\nid: 1\nevent: delta\ndata: {"text":"a"}\n\nid: 2\rdata: two\rdata: lines\r\rdata\n\nevent: empty\n\n';

function parse(chunks: readonly string[]) {
  const parser = new EventParser();
  return chunks.flatMap((chunk) => parser.feed(chunk));
}

describe('EventParser', () => {
  const whole = parse([`${stream}\n`]);

  it('reads ids, names, comments, all line ends and data of several lines', () => {
    expect(whole).toEqual([
      { id: '1', name: 'delta', body: '{"text":"a"}' },
      { id: '2', name: 'message', body: 'two\nlines' },
      { id: '', name: 'message', body: '' },
    ]);
  });

  it('gives the same events wherever the stream is cut', () => {
    for (let at = 0; at < stream.length; at += 1) {
      expect(parse([stream.slice(0, at), stream.slice(at), '\n'])).toEqual(whole);
    }
    expect(parse(Array.from(stream).concat('\n'))).toEqual(whole);
  });

  it('skips a byte order mark and drops an event that never ends', () => {
    expect(parse(['\uFEFFdata: a\n\ndata: b\n'])).toEqual([{ id: '', name: 'message', body: 'a' }]);
  });
});
