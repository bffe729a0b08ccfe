// The latency table: the same child's message and the same answer, straight from the upstream, through the gateway
// @portkey-ai/gateway with no guard at all, through Buddy with the upstream as its model, and from Buddy's guided mentor with
// none. All four in one run, on one machine, with one upstream; then event streams that only wait. Prints markdown.
//
//     ./dev bench latency                    three rounds of 1, 50 and 500 turns at once, 5,000 idle streams; below six minutes
//     tests/load/run.sh latency 1 100 1,20   one round, 100 idle streams, 1 and 20 turns at once
//
// Nothing leaves 127.0.0.1. Trust ratios: readers, upstream and servers share the machine.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

import { Buddy, freePort } from '../system/buddy.mjs';
import { cpu, forgetPeak, memory, peak } from './processes.mjs';
import { holdStream, newAgent, readBuddy, readOpenAi, readStream, textAt } from './streams.mjs';
import { chunkInterval, chunks, ends, offsets, startUpstream } from './upstream.mjs';

const [rounds = 3, idleStreams = 5000] = process.argv.slice(2, 4).map(Number);
const counts = (process.argv[4] ?? '1,50,500').split(',').map(Number);
/** One turn alone says little: so many, one after the other. */
const turnsAlone = 3;
/** No round is begun that would end after this many milliseconds: a crowded machine gets fewer. */
const patience = 270_000;
/** Turns begin this many milliseconds apart from first to last: at once, or over the time that a streamed answer takes. */
const atOnce = chunkInterval;
const overOneAnswer = chunks.length * chunkInterval;

const quantile = (values, q) => (values.length === 0 ? NaN : values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))]);
const median = (values) => quantile(values, 0.5);

let serial = 0;
/** The upstream finds the number in the message and notes its times under it. */
const message = (number) => `tell me about rivers, number ${number}`;

// ---------------------------------------------------------------- four ways to an answer

function openAiWay(name, port, path, headers, pid) {
    const agent = newAgent();
    return {
        name,
        pid,
        streams: true,
        prepare: async () => (number) =>
            readStream({ agent, port, path, headers, read: readOpenAi, body: { model: 'bench', stream: true, messages: [{ role: 'user', content: message(number) }] } }),
    };
}

function direct(upstream) {
    return openAiWay('direct', Number(new URL(upstream.url).port), '/v1/chat/completions', {});
}

/** package.json holds @hono/node-server back: with the newest that the gateway's own range allows, every stream of it fails. */
async function gateway(upstream) {
    const port = await freePort();
    const words = ['--import', new URL('loopback.mjs', import.meta.url).href, new URL('node_modules/@portkey-ai/gateway/build/start-server.js', import.meta.url).pathname, `--port=${port}`, '--headless'];
    const server = spawn(process.execPath, words, { env: { PATH: process.env.PATH, NODE_ENV: 'production' }, stdio: 'ignore' });
    const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': upstream.url, authorization: 'Bearer bench' };
    for (let tries = 0; tries < 400; tries += 1) {
        if (await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.ok, () => false)) break;
        await wait(25);
    }
    return { ...openAiWay('gateway, no guard', port, '/v1/chat/completions', headers, server.pid), stop: () => server.kill() };
}

async function buddyWay({ name, streams, env = {}, families = 10 }) {
    const buddy = await Buddy.start({ env });
    // One after the other: passwords are hashed by a bounded pool that turns a crowd away.
    const children = [];
    while (children.length < families) children.push((await buddy.family()).child);
    const agent = newAgent();
    return {
        name,
        buddy,
        children,
        pid: buddy.process.pid,
        streams,
        prepare: async (i) => {
            const child = children[i % children.length];
            const conversation = await child.conversation();
            return (number) =>
                readStream({
                    agent,
                    port: buddy.port,
                    path: `/api/conversations/${conversation}/turns`,
                    headers: child.headers('POST', { 'idempotency-key': randomUUID() }),
                    read: readBuddy,
                    body: { text: message(number) },
                });
        },
        stop: () => buddy.stop(),
    };
}

const withModel = (upstream) => buddyWay({ name: 'Buddy, model', streams: true, env: { OPENAI_BASE_URL: upstream.url, OPENAI_API_KEY: 'bench', BUDDY_MODEL: 'bench', BUDDY_MODEL_LOCAL: 'on' } });
const guidedMentor = () => buddyWay({ name: 'Buddy, guided mentor', streams: false });

// ---------------------------------------------------------------- one measurement

/** What one stream shows; `sent`: when the upstream sent each chunk. */
function timesOf({ asked, pieces, ended }, sent) {
    const times = { first: pieces[0].at - asked, clause: pieces[0].at - asked, whole: ended - asked, released: [], held: [] };
    if (!sent) return times;
    times.clause = textAt(pieces, offsets[ends[0]]) - asked;
    ends.forEach((end, n) => {
        const begin = n === 0 ? 0 : ends[n - 1] + 1;
        times.released.push(textAt(pieces, offsets[end]) - sent[end]);
        times.held.push(textAt(pieces, offsets[begin]) - sent[begin]);
    });
    return times;
}

async function run(way, upstream, count, spread) {
    const alone = count === 1;
    const asks = await Promise.all(Array.from({ length: alone ? turnsAlone : count }, (_, i) => way.prepare(i)));
    const numbers = asks.map(() => `n${(serial += 1)}`);
    if (way.pid) forgetPeak(way.pid);
    const before = way.pid ? cpu(way.pid) : 0;
    const readers = monitorEventLoopDelay({ resolution: 10 });
    readers.enable();
    const streams = [];
    if (alone) for (const [i, ask] of asks.entries()) streams.push(await ask(numbers[i]));
    else streams.push(...(await Promise.all(asks.map(async (ask, i) => { await wait((i * spread) / count); return ask(numbers[i]); }))));
    readers.disable();
    const sent = way.streams ? await upstream.sent() : new Map();
    const length = offsets.at(-1);
    const isWhole = (stream, i) => stream.finish === 'complete' && stream.pieces.length > 0 && (!way.streams || (sent.get(numbers[i])?.length === chunks.length && stream.pieces.at(-1).length >= length - 1));
    const times = streams.flatMap((stream, i) => (isWhole(stream, i) ? [timesOf(stream, sent.get(numbers[i])?.map((at) => Number(at) / 1e6))] : []));
    const failed = streams.filter((stream, i) => !isWhole(stream, i)).map((stream) => stream.finish);
    return {
        first: times.map((t) => t.first),
        clause: times.map((t) => t.clause),
        whole: times.map((t) => t.whole),
        released: times.flatMap((t) => t.released),
        held: times.flatMap((t) => t.held),
        turns: streams.length,
        failed,
        cpu: way.pid ? (cpu(way.pid) - before) / 1000 / streams.length : NaN,
        peak: way.pid ? peak(way.pid) : NaN,
        readersLate: readers.percentile(99) / 1e6,
    };
}

// ---------------------------------------------------------------- event streams that wait

async function measureIdle() {
    const way = await buddyWay({ name: 'idle', streams: false, families: 2 });
    const { buddy, children } = way;
    const conversations = await Promise.all(children.map((child) => child.conversation()));
    for (const i of children.keys()) await (await way.prepare(i))(`n${(serial += 1)}`);
    const before = memory(way.pid);
    const open = [];
    while (open.length < idleStreams) {
        const batch = Math.min(100, idleStreams - open.length);
        open.push(...(await Promise.all(Array.from({ length: batch }, (_, n) => {
            const i = (open.length + n) % children.length;
            return holdStream({ port: buddy.port, path: `/api/conversations/${conversations[i]}/live`, headers: children[i].headers('GET') });
        }))));
    }
    const usedBefore = cpu(way.pid);
    const seconds = 20;
    await wait(seconds * 1000);
    const used = (cpu(way.pid) - usedBefore) / 1e6 / seconds;
    const after = memory(way.pid);
    const alive = open.filter((stream) => stream.isOpen() && stream.comments() > 0).length;
    const reply = await (await way.prepare(0))(`n${(serial += 1)}`);
    for (const stream of open) stream.close();
    await way.stop();
    return { alive, each: ((after.rss - before.rss) * 1024) / idleStreams, before: before.rss, after: after.rss, used, reply: reply.ended - reply.asked };
}

// ---------------------------------------------------------------- the tables

const number = (value, digits = value < 10 ? 1 : 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const pair = (p50, p99) => (Number.isFinite(p50) ? `${number(p50)} / ${number(p99)}` : '–');

/** Rounds are not pooled: each number is the median of the rounds' own. */
function summary(results) {
    const over = (pick) => median(results.map(pick));
    const both = (key) => ({ p50: over((r) => quantile(r[key], 0.5)), p99: over((r) => quantile(r[key], 0.99)) });
    const failed = Object.entries(Object.groupBy(results.flatMap((r) => r.failed), (finish) => finish)).map(([finish, all]) => `${finish} ${all.length}`);
    return { first: both('first'), clause: both('clause'), whole: both('whole'), released: both('released'), held: both('held'), failed, turns: results.reduce((sum, r) => sum + r.turns, 0), cpu: over((r) => r.cpu), peak: over((r) => r.peak), readersLate: over((r) => r.readersLate) };
}

function printTimes(measured) {
    console.log('| turns | way | first words, ms | first clause, ms | whole reply, ms | release, ms | hold-back, ms | CPU a turn, ms | peak, MB | whole | readers late, ms |');
    console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
    for (const { count, name, all } of measured) {
        const times = ['first', 'clause', 'whole', 'released', 'held'].map((key) => pair(all[key].p50, all[key].p99));
        const lost = all.failed.length === 0 ? '' : ` (${all.failed.join(', ')})`;
        console.log(`| ${count} | ${name} | ${times.join(' | ')} | ${number(all.cpu)} | ${number(all.peak, 0)} | ${all.turns - all.failed.reduce((sum, text) => sum + Number(text.split(' ').at(-1)), 0)} of ${all.turns}${lost} | ${number(all.readersLate)} |`);
    }
}

function printRatios(measured) {
    console.log('\n| turns | first clause: Buddy / direct | gateway / direct | release less direct p50, ms: Buddy | gateway | p99: Buddy | gateway | CPU a turn: Buddy / gateway | peak: Buddy / gateway |');
    console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
    for (const count of counts) {
        const of = (name) => measured.find((row) => row.count === count && row.name === name).all;
        const [plain, other, own] = [of('direct'), of('gateway, no guard'), of('Buddy, model')];
        const less = (way, q) => number(way.released[q] - plain.released[q], 2);
        const cells = [own.clause.p50 / plain.clause.p50, other.clause.p50 / plain.clause.p50].map((ratio) => number(ratio, 2));
        cells.push(less(own, 'p50'), less(other, 'p50'), less(own, 'p99'), less(other, 'p99'), number(own.cpu / other.cpu, 2), number(own.peak / other.peak, 2));
        console.log(`| ${count} | ${cells.join(' | ')} |`);
    }
}

/** The rows with what each round measured, and the load of the machine before each. */
async function measureRounds(ways, upstream) {
    const rows = counts.flatMap((count) => ways.map((way) => ({ count, way, spread: atOnce, name: way.name, results: [] })));
    const mentor = ways.at(-1);
    for (const count of counts) if (count > 1) rows.push({ count, way: mentor, spread: overOneAnswer, name: `${mentor.name}, begun over ${overOneAnswer / 1000} s`, results: [] });
    const loads = [];
    for (const way of ways) await run(way, upstream, 1, atOnce); // what is made at first use
    const first = performance.now();
    for (let round = 0; round < rounds; round += 1) {
        const each = round === 0 ? 0 : (performance.now() - first) / round;
        if (performance.now() - began + each > patience) break;
        loads.push(loadavg()[0].toFixed(1));
        for (const row of rows) row.results.push(await run(row.way, upstream, row.count, row.spread));
    }
    return { measured: rows.map((row) => ({ ...row, all: summary(row.results) })), loads };
}

async function measureAll() {
    const upstream = await startUpstream();
    const ways = [direct(upstream)];
    try {
        for (const start of [gateway, withModel, guidedMentor]) ways.push(await start(upstream));
        return await measureRounds(ways, upstream);
    } finally {
        for (const way of ways) await way.stop?.();
        upstream.stop();
    }
}

const began = performance.now();
const { measured, loads } = await measureAll();
const idle = idleStreams > 0 ? await measureIdle() : undefined;
const model = /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown';
console.log(`${cpus().length} cores (${model}), Node ${process.version}; load before each of ${loads.length} rounds: ${loads.join(', ')}; p50 / p99, each the median of the rounds' own; took ${number((performance.now() - began) / 1000, 0)} s.\n`);
printTimes(measured);
printRatios(measured);
if (idle) console.log(`\n${idle.alive} of ${idleStreams} idle event streams alive after 20 s: ${number(idle.each)} kB each (${number(idle.before, 0)} MB before, ${number(idle.after, 0)} MB with them), ${number(idle.used * 100)} % of a core; a guided reply beside them ${number(idle.reply)} ms.`);
