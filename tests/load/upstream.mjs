// An OpenAI-shaped upstream for measuring: 100 chunks a stream, one per 40 ms, a clause end every eighth.
// It runs on a thread of its own and notes when it sent each chunk (CLOCK_MONOTONIC, nanoseconds).
import { createServer } from 'node:http';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const words = ['The', ' river', ' carries', ' small', ' stones', ' down', ' the', ' valley.', ' In', ' summer', ' there', ' are', ' many', ' green', ' plants', ' here.', ' Otters', ' swim', ' there', ' and', ' look', ' for', ' little', ' fish.', ' Rain', ' makes', ' it', ' rise', ' a', ' bit', ' each', ' day.'];
export const chunks = Array.from({ length: 100 }, (_, i) => (i && i % words.length === 0 ? ' ' : '') + words[i % words.length]);
/** Milliseconds between two of them. */
export const chunkInterval = 40;
export const ends = chunks.map((_, i) => i).filter((i) => chunks[i].endsWith('.'));
/** Length of the text up to and including chunk i. */
export const offsets = chunks.reduce((out, chunk) => [...out, (out.at(-1) ?? 0) + chunk.length], []);

if (!isMainThread) {
    const sent = new Map();
    const server = createServer((request, response) => {
        let body = '';
        request.on('data', (bytes) => (body += bytes));
        request.on('end', () => {
            response.socket.setNoDelay(true);
            // The last user message names the stream, so that the client can find its times again.
            const name = JSON.parse(body).messages.at(-1).content.match(/number (\w+)/)?.[1] ?? 'direct';
            const times = [];
            sent.set(name, times);
            response.writeHead(200, { 'content-type': 'text/event-stream' });
            const head = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'bench' };
            const say = (delta, finish) => response.write(`data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
            say({ role: 'assistant', content: '' }, null);
            let i = 0;
            const began = performance.now();
            const next = () => {
                if (response.destroyed) return;
                if (i === workerData.count) {
                    say({}, 'stop');
                    response.write(`data: ${JSON.stringify({ ...head, choices: [], usage: { prompt_tokens: 10, completion_tokens: 100, total_tokens: 110 } })}\n\n`);
                    response.end('data: [DONE]\n\n');
                    return;
                }
                times.push(process.hrtime.bigint());
                say({ content: chunks[i] }, null);
                i += 1;
                setTimeout(next, Math.max(0, began + i * workerData.interval - performance.now()));
            };
            setTimeout(next, workerData.interval);
        });
    });
    server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }));
    parentPort.on('message', (what) => {
        if (what === 'sent') parentPort.postMessage({ sent: new Map([...sent]) });
        if (what === 'stop') { server.closeAllConnections(); server.close(); parentPort.close(); }
    });
}

export async function startUpstream({ count = 100, interval = chunkInterval } = {}) {
    const worker = new Worker(new URL(import.meta.url), { workerData: { count, interval } });
    const ask = (key, message) => new Promise((resolve) => {
        worker.on('message', function heard(answer) { if (key in answer) { worker.off('message', heard); resolve(answer[key]); } });
        if (message) worker.postMessage(message);
    });
    const port = await ask('port');
    return { url: `http://127.0.0.1:${port}/v1`, sent: () => ask('sent', 'sent'), stop: () => worker.postMessage('stop') };
}
