// A strict fake of a model vendor (tests/peers), as a process of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { root } from './buddy.mjs';

const ordinary = { chunks: 24, intervalMs: 10 };
const shapes = { ok: { ...ordinary, fault: 'ok' }, slow: { chunks: 80, intervalMs: 60, fault: 'ok' }, unhurried: { chunks: 40, intervalMs: 40, fault: 'ok' } };

/** `folder` of tests/peers; `path`: what the vendor's base URL ends with. */
export async function startVendor(folder, path) {
    const child = spawn(process.execPath, [join(root, 'tests/peers', folder, 'server.mjs'), '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const port = await new Promise((resolve, reject) => {
        child.once('exit', () => reject(new Error('the fake did not start')));
        child.stdout.on('data', (bytes) => {
            const found = /listening (\d+)/.exec(String(bytes));
            if (found) resolve(Number(found[1]));
        });
    });
    const base = `http://127.0.0.1:${port}`;
    const control = async (settings) => {
        const response = await fetch(`${base}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(settings) });
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`the fake does not know ${JSON.stringify(settings)}`);
    };
    const seen = async () => (await fetch(`${base}/control/requests`)).json();
    const use = (name) => control(shapes[name] ?? { ...ordinary, fault: name });
    await use('ok');
    return {
        url: `${base}${path}`,
        control,
        use,
        seen,
        /** Also what it was told to do: say so again with use(). */
        forget: () => fetch(`${base}/control`, { method: 'DELETE' }).then((answer) => answer.arrayBuffer()),
        requests: async () => (await seen()).calls,
        lastRequest: async () => (await seen()).requests.at(-1),
        /** Per call, when each chunk was sent. */
        sent: async () => (await fetch(`${base}/control/sent`)).json(),
        gone: async () => (await seen()).gone,
        stop: async () => {
            const ended = new Promise((resolve) => child.once('exit', resolve));
            child.kill();
            await ended;
        },
    };
}
