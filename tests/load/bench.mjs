// The tables of docs/performance.md. Side by side in one run: ratios and differences, never a timed test.
//
//     ./dev bench            everything
//     ./dev bench 500        500 concurrent turns with the full engine, and who saturates
//     ./dev bench latency    beside a gateway without a guard: latency.mjs
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

import { Buddy, binary, freePort, parseEvent, root } from '../system/buddy.mjs';
import { cpu, memory } from './processes.mjs';
import { whoSaturates, watchThreads } from './threads.mjs';
import { chunkInterval, chunks, ends, offsets, startUpstream } from './upstream.mjs';

/** NaN of nothing: a run so crowded that no turn came through still says who saturates. */
const quantile = (values, q) => (values.length === 0 ? NaN : [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))]);
const micros = (nanos) => Number(nanos) / 1000;
const rows = [];
const report = (what, value, goal = '') => {
    rows.push([what, value, goal]);
    console.log(`${what.padEnd(72)} ${String(value).padEnd(28)} ${goal}`);
};

async function readDirect(upstream, name) {
    const arrived = [];
    const response = await fetch(`${upstream.url}/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'bench', stream: true, messages: [{ role: 'user', content: `number ${name}` }] }) });
    let pending = '';
    let seen = 0;
    for await (const bytes of response.body) {
        const now = process.hrtime.bigint();
        pending += Buffer.from(bytes).toString();
        let end;
        while ((end = pending.indexOf('\n\n')) >= 0) {
            const event = pending.slice(0, end).slice(6);
            pending = pending.slice(end + 2);
            if (event === '[DONE]') continue;
            if (JSON.parse(event).choices[0]?.delta.content) arrived[seen++] = now;
        }
    }
    return arrived;
}

/** Times at which the clause that ends with chunk ends[n] was at the client. */
async function readTurn(child, conversation, name) {
    const arrived = [];
    const response = await child.fetch('POST', `/api/conversations/${conversation}/turns`, { text: `tell me about rivers, number ${name}` }, { headers: { 'idempotency-key': randomUUID() } });
    let pending = '';
    let length = 0;
    let finish = '';
    const asked = process.hrtime.bigint();
    for await (const bytes of response.body) {
        const now = process.hrtime.bigint();
        pending += Buffer.from(bytes).toString();
        let end;
        while ((end = pending.indexOf('\n\n')) >= 0) {
            const event = parseEvent(pending.slice(0, end));
            pending = pending.slice(end + 2);
            if (event?.event === 'done') finish = event.data.finish;
            if (event?.event !== 'delta') continue;
            length += event.data.text.length;
            for (let n = arrived.length; n < ends.length && offsets[ends[n]] <= length; n += 1) arrived.push(now);
        }
    }
    return { arrived, finish, asked };
}

/** Mean seconds of each step of a turn, from the server's own histograms. */
async function stepTimes(buddy) {
    const text = await (await fetch(`${buddy.url}/metrics`)).text();
    const read = (what) => Object.fromEntries([...text.matchAll(new RegExp(`^buddy_turn_step_seconds_${what}\\{step="(\\w+)"\\} (\\S+)$`, 'gm'))].map(([, step, value]) => [step, Number(value)]));
    const sums = read('sum');
    const counts = read('count');
    return Object.fromEntries(Object.entries(sums).map(([step, sum]) => [step, counts[step] ? sum / counts[step] : 0]));
}

/** Turns by how they ended and who spoke, from the server's own counters. */
async function endings(buddy) {
    const text = await (await fetch(`${buddy.url}/metrics`)).text();
    const turns = [...text.matchAll(/^buddy_turns_total\{reason="(\w+)",voice="(\w+)"\} (\S+)$/gm)];
    return turns.map(([, reason, voice, times]) => `${reason} by ${voice} ${times}`).join(', ');
}

async function measureTurns(count) {
    const upstream = await startUpstream();
    const direct = await Promise.all(Array.from({ length: count }, async (_, i) => { await wait((i * 40) / count); return readDirect(upstream, `d${i}`); }));
    const buddy = await Buddy.start({ env: { OPENAI_BASE_URL: upstream.url, OPENAI_API_KEY: 'bench', BUDDY_MODEL: 'bench', BUDDY_MODEL_LOCAL: 'on' } });
    // One after the other: passwords are hashed by a bounded pool that turns a crowd away.
    const families = [];
    while (families.length < Math.min(count, 10)) families.push(await buddy.family());
    const conversations = await Promise.all(Array.from({ length: count }, (_, i) => families[i % families.length].child.conversation()));
    const before = cpu(buddy.process.pid);
    const threads = watchThreads(buddy.process.pid);
    const clients = monitorEventLoopDelay({ resolution: 10 });
    clients.enable();
    const began = performance.now();
    const turns = await Promise.all(conversations.map(async (conversation, i) => { await wait((i * 40) / count); return readTurn(families[i % families.length].child, conversation, `b${i}`); }));
    const lasted = performance.now() - began;
    const busy = threads.stop();
    clients.disable();
    const used = cpu(buddy.process.pid) - before;
    const sent = await upstream.sent();
    const plain = direct.flatMap((arrived, i) => arrived.map((at, n) => micros(at - sent.get(`d${i}`)[n])));
    const release = [];
    const held = [];
    const first = [];
    // A turn that the guided mentor answered, since the upstream was too late, has no times of the upstream.
    const heard = (i) => sent.get(`b${i}`) ?? [];
    const whole = turns.filter((turn, i) => turn.finish === 'complete' && turn.arrived.length === ends.length && heard(i).length === chunks.length);
    turns.forEach((turn, i) => {
        const times = heard(i);
        if (times.length < chunks.length) return;
        turn.arrived.forEach((at, n) => {
            release.push(micros(at - times[ends[n]]));
            held.push(micros(times[ends[n]] - times[n ? ends[n - 1] + 1 : 0]) / 1000);
        });
        if (turn.arrived.length) first.push(micros(turn.arrived[0] - times[0]) / 1000);
    });
    const label = `${count} concurrent turn${count > 1 ? 's' : ''}`;
    report(`${label}: whole replies`, `${whole.length} of ${count}`);
    const ended = turns.reduce((counts, { finish }) => counts.set(finish, (counts.get(finish) ?? 0) + 1), new Map());
    report(`${label}: how they ended`, [...ended].map(([finish, times]) => `${finish || 'no end'} ${times}`).join(', '), 'complete');
    report(`${label}: in the server's words`, await endings(buddy), 'answered by model');
    report(`${label}: direct stream, chunk p50 / p99`, `${quantile(plain, 0.5).toFixed(0)} / ${quantile(plain, 0.99).toFixed(0)} us`);
    report(`${label}: release p50 / p99, less direct p50`, `${(quantile(release, 0.5) - quantile(plain, 0.5)).toFixed(0)} / ${(quantile(release, 0.99) - quantile(plain, 0.5)).toFixed(0)} us`, 'p50 at most 1000 us');
    report(`${label}: hold-back p50 (upstream time between clause begin and end)`, `${quantile(held, 0.5).toFixed(0)} ms`, 'reported');
    report(`${label}: first cleared clause after the first chunk, p50`, `${quantile(first, 0.5).toFixed(0)} ms`, 'reported');
    if (count > 1) {
        // How late the upstream of this bench was with its own chunks: then it is the provider that cannot keep up.
        const late = turns.flatMap((_, i) => heard(i).map((at, n, all) => micros(at - all[0]) / 1000 - n * chunkInterval));
        const steps = await stepTimes(buddy);
        report(`${label}: all replies at the clients after`, `${(lasted / 1000).toFixed(1)} s`, `${((chunks.length * chunkInterval) / 1000).toFixed(1)} s if nothing waited`);
        report(`${label}: screening and first commit, mean`, `${(steps.screen_input * 1000).toFixed(0)} ms`, 'reported');
        for (const thread of busy.threads) report(`${label}: thread ${thread.name}: CPU / running or ready / waiting for the disk`, [thread.cpu, thread.running, thread.disk].map((share) => `${Math.round(share * 100)} %`).join(' / '), 'reported');
        report(`${label}: upstream late by p50 / p99`, `${quantile(late, 0.5).toFixed(0)} / ${quantile(late, 0.99).toFixed(0)} ms`, 'reported');
        report(`${label}: clients' loop delayed by p99`, `${(clients.percentile(99) / 1e6).toFixed(0)} ms`, 'reported');
        report(`${label}: machine busy (${cpus().length} cores, load ${loadavg()[0].toFixed(1)} at the end)`, `${Math.round(busy.machine * 100)} %`, 'reported');
        report(`${label}: who saturates`, whoSaturates(busy, quantile(late, 0.99) / chunkInterval, clients.percentile(99) / 1e6));
    }
    report(`${label}: server CPU per chunk, assessments included`, `${(used / (count * chunks.length)).toFixed(1)} us`);
    await buddy.stop();
    upstream.stop();
    return { cpuPerChunk: used / (count * chunks.length), clausesPerChunk: ends.length / chunks.length };
}

async function measureStart() {
    const folder = mkdtempSync(join(tmpdir(), 'buddy-bench-'));
    const buddy = await Buddy.start({ folder });
    await wait(1500);
    const { rss, anonymous } = memory(buddy.process.pid);
    report('memory at rest: anonymous (the mapped model apart)', `${anonymous.toFixed(1)} MB`, 'below 80 MB');
    report('memory at rest: resident in all', `${rss.toFixed(1)} MB`, 'reported');
    const times = [];
    for (let i = 0; i < 5; i += 1) {
        await buddy.stop({ keep: true });
        const began = performance.now();
        const child = spawn(binary, ['serve'], { env: buddy.env, stdio: 'ignore' });
        for (;;) {
            const ready = await fetch(`${buddy.url}/readyz`).then(async (r) => { await r.arrayBuffer(); return r.ok; }, () => false);
            if (ready) break;
            await wait(2);
        }
        times.push(performance.now() - began);
        buddy.process = child;
        buddy.exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    }
    report('start-up until ready, median of 5', `${quantile(times, 0.5).toFixed(0)} ms`, 'below 500 ms');
    await buddy.stop();
    rmSync(folder, { recursive: true, force: true });
}

function requestsPerSecond(url) {
    const done = spawnSync('wrk', ['-t1', '-c64', '-d4s', url], { encoding: 'utf8' });
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(done.stdout)?.[1] ?? 0);
}

async function measureEndpoint() {
    const buddy = await Buddy.start({ env: { BUDDY_THREADS: '2' } });
    const body = await (await fetch(`${buddy.url}/livez`)).text();
    const headers = [...(await fetch(`${buddy.url}/livez`)).headers].filter(([name]) => !['connection', 'content-length', 'date', 'server', 'content-type', 'x-request-id', 'keep-alive'].includes(name));
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'buddy-nginx-'));
    const lines = headers.map(([name, value]) => `add_header ${name} "${value.replaceAll('"', '\\"')}";`).join(' ');
    writeFileSync(join(folder, 'nginx.conf'), `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 2; events { worker_connections 1024; }
http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
server { listen 127.0.0.1:${port} reuseport; location / { default_type application/json; ${lines} return 200 '${body}'; } } }`);
    const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
    await wait(700);
    const ratios = [];
    const ours = [];
    for (let round = 0; round < 3; round += 1) {
        const peer = requestsPerSecond(`http://127.0.0.1:${port}/livez`);
        const own = requestsPerSecond(`${buddy.url}/livez`);
        ours.push(own);
        ratios.push(own / peer);
    }
    report('small JSON endpoint, same bytes and headers: requests/s against nginx', `${quantile(ratios, 0.5).toFixed(2)} (${quantile(ours, 0.5).toFixed(0)}/s)`, 'at least 0.6');
    nginx.kill();
    await buddy.stop();
    rmSync(folder, { recursive: true, force: true });
}

function runNative(name) {
    const done = spawnSync(join(root, 'build/bench/bin', name), { encoding: 'utf8' });
    console.log(`\n${name}\n${done.stdout}${done.stderr}`);
    rows.push([name, '```' + done.stdout + '```', '']);
}

const only = process.argv.slice(2).map(Number);
if (only.length > 0) {
    for (const count of only) await measureTurns(count);
    process.exit(0);
}
await measureStart();
const one = await measureTurns(1);
const many = await measureTurns(50);
await measureTurns(500);
for (const name of ['engine_bench', 'model_bench', 'sql_turn_write_bench']) {
    try {
        runNative(name);
    } catch (error) {
        console.log(`${name}: ${error.message}`);
    }
}
await measureEndpoint();
console.log(`\nclause ends per chunk: ${many.clausesPerChunk.toFixed(2)}; CPU per chunk at 1 / 50: ${one.cpuPerChunk.toFixed(1)} / ${many.cpuPerChunk.toFixed(1)} us`);
