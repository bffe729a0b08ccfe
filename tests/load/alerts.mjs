// How long an alert takes from a child's message to the outbox, while other children chat; and that a killed server loses none.
//
//     tests/load/run.sh alerts              200 alerts of 20 children, 20 others chatting
//     tests/load/run.sh alerts 1000 40      more of both
//
// The time is the alert's own: the message came in (clock.received_at) until its mails stood in the outbox (clock.queued_at). Between
// both it is screened. The client's view, to the first event of the reply, is printed beside it. Nothing leaves 127.0.0.1.
import { cpus, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

import { Buddy } from '../system/buddy.mjs';

const [alerts = 200, chatters = 20] = process.argv.slice(2, 4).map(Number);
const children = 20;
const kills = 3;
const worrying = 'i want to kill myself';
const quantile = (values, q) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];

const buddy = await Buddy.start();
const families = [];
for (let i = 0; i < children + chatters; i += 1) families.push(await buddy.family());
const [worried, talking] = [families.slice(0, children), families.slice(children)];

let over = false;
let turns = 0;
async function chat({ child }) {
    while (!over) {
        try {
            const conversation = await child.conversation();
            for (let i = 0; i < 5 && !over; i += 1, turns += 1) await child.say(conversation, `tell me about rivers, number ${turns}`);
        } catch {
            await wait(50); // the server was killed
        }
    }
}

/** Acknowledged by the first event: from then on the alert must exist. */
const heard = [];
let begun = 0;
async function worry({ child }) {
    while (begun < alerts) {
        begun += 1;
        const started = performance.now();
        try {
            const conversation = await child.conversation();
            await child.say(conversation, worrying, {
                onEvent: ({ event }) => {
                    if (event === 'turn') heard.push(performance.now() - started);
                },
            });
        } catch {
            begun -= 1;
            await wait(50);
        }
    }
}

const chatting = talking.map(chat);
const worrying200 = Promise.all(worried.map(worry));
for (let kill = 1; kill <= kills; kill += 1) {
    while (begun < (alerts * kill) / (kills + 1)) await wait(5);
    await buddy.kill();
    await buddy.serve();
}
await worrying200;
over = true;
await Promise.all(chatting);

const times = [];
for (const { guardian } of worried) {
    const stored = (await guardian.must('GET', '/api/alerts')).alerts;
    for (const { clock } of stored) times.push(Date.parse(clock.queued_at) - Date.parse(clock.received_at));
}
const line = (what, values) =>
    `${what.padEnd(44)} n ${String(values.length).padStart(5)}  p50 ${quantile(values, 0.5).toFixed(0)} ms  p99 ${quantile(values, 0.99).toFixed(0)} ms  p100 ${Math.max(...values).toFixed(0)} ms`;
console.log(`${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; ${turns} other turns meanwhile; ${kills} times killed`);
console.log(line('message to outbox (the server\'s clock)', times));
console.log(line('message to first event (the client\'s clock)', heard));
console.log(`acknowledged ${heard.length}, stored ${times.length}, lost ${Math.max(0, heard.length - times.length)}`);
await buddy.stop();
if (times.length < heard.length) process.exitCode = 1;
