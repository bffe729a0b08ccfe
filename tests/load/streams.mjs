// Event streams as a reader sees them, with the time of every piece of text. One plain HTTP connection for each stream: at
// hundreds of them the reader must not be what saturates.
//
//     const { asked, pieces, finish, ended } = await readStream({ port, path, headers, body, read: readBuddy });
//     textAt(pieces, 35);         // when the first 35 characters had come; undefined: they never did
import { Agent, request } from 'node:http';

import { parseEvent } from '../system/buddy.mjs';

/** Milliseconds on the clock that upstream and readers share. */
export const now = () => Number(process.hrtime.bigint()) / 1e6;

/** One event of an OpenAI-compatible stream. */
export function readOpenAi(block) {
    if (!block.startsWith('data: ')) return {};
    if (block === 'data: [DONE]') return { finish: 'complete' };
    return { text: JSON.parse(block.slice(6)).choices[0]?.delta.content };
}

/** One event of a child's turn. */
export function readBuddy(block) {
    const event = parseEvent(block);
    if (event?.event === 'delta') return { text: event.data.text };
    if (event?.event === 'done') return { finish: event.data.finish };
    return {};
}

export function newAgent() {
    return new Agent({ keepAlive: true, noDelay: true });
}

/** Nobody waits longer for an answer. */
const patience = 60_000;

/** Never throws: what goes wrong is the `finish`. */
export function readStream({ agent, port, path, headers, body, read }) {
    return new Promise((resolve) => {
        const stream = { asked: now(), pieces: [], finish: 'no end', ended: NaN };
        const finished = (finish) => {
            if (finish) stream.finish = finish;
            stream.ended = now();
            resolve(stream);
        };
        const call = request({ agent, host: '127.0.0.1', port, path, method: 'POST', signal: AbortSignal.timeout(patience), headers: { 'content-type': 'application/json', ...headers } }, (response) => {
            if (response.statusCode !== 200) {
                response.resume().once('end', () => finished(`status ${response.statusCode}`));
                return;
            }
            let pending = '';
            let length = 0;
            response.setEncoding('utf8');
            response.on('data', (bytes) => {
                const at = now();
                pending += bytes;
                for (let end; (end = pending.indexOf('\n\n')) >= 0; pending = pending.slice(end + 2)) {
                    const { text, finish } = read(pending.slice(0, end));
                    if (finish) stream.finish = finish;
                    if (text) stream.pieces.push({ at, length: (length += text.length) });
                }
            });
            response.once('end', () => finished());
            response.once('error', () => finished('cut'));
        });
        call.once('error', () => finished('no connection'));
        call.end(JSON.stringify(body));
    });
}

export const textAt = (pieces, length) => pieces.find((piece) => piece.length >= length)?.at;

/** A stream that is only held open. `comments()`: how often it was told that the server still lives; `close()` ends it. */
export function holdStream({ port, path, headers }) {
    return new Promise((resolve, reject) => {
        let comments = 0;
        let open = true;
        const call = request({ agent: false, host: '127.0.0.1', port, path, headers }, (response) => {
            response.setEncoding('utf8');
            response.on('data', (bytes) => (comments += bytes.startsWith(':') ? 1 : 0));
            response.once('close', () => (open = false));
            response.on('error', () => (open = false));
            if (response.statusCode === 200) resolve({ comments: () => comments, isOpen: () => open, close: () => call.destroy() });
            else reject(new Error(`a stream was refused: ${response.statusCode}`));
        });
        call.on('error', (error) => (open ? reject(error) : undefined));
        call.end();
    });
}
