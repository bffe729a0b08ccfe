// kill -9 under load: nothing that was acknowledged may be lost, doubled or left half done.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { Buddy } from './buddy.mjs';

const rounds = Number(process.env.BUDDY_KILL_ROUNDS ?? 50);
const worrying = 'i want to kill myself';
let buddy;
let families;

before(async () => {
    buddy = await Buddy.start();
    families = await Promise.all(Array.from({ length: 4 }, () => buddy.family()));
});
after(() => buddy?.stop());

// A message counts as acknowledged once the first event of its turn has come.
async function chatUntilKilled(family, acknowledged) {
    const { child } = family;
    for (let i = 0; ; i += 1) {
        try {
            const conversation = await child.conversation();
            const text = i % 3 === 2 ? worrying : `round message ${randomUUID()}`;
            let turn;
            const events = await child.say(conversation, text, {
                onEvent: (event) => {
                    if (event.event !== 'turn') return;
                    turn = event.data.turn;
                    acknowledged.push({ family, conversation, turn, text });
                },
            });
            assert.equal(events[0].data.turn, turn);
        } catch {
            return;
        }
    }
}

test(`${rounds} rounds of kill -9 lose no acknowledged turn and no alert`, async () => {
    const acknowledged = [];
    for (let round = 0; round < rounds; round += 1) {
        const clients = families.map((family) => chatUntilKilled(family, acknowledged));
        await wait(30 + Math.random() * 170);
        await buddy.kill();
        await Promise.all(clients);
        await buddy.serve();
    }
    assert.ok(acknowledged.length >= rounds, `only ${acknowledged.length} turns were acknowledged: the test has no teeth`);
    for (const { family, conversation, turn, text } of acknowledged) {
        const stored = await family.child.must('GET', `/api/conversations/${conversation}`);
        const found = stored.turns.filter((t) => t.id === turn);
        assert.equal(found.length, 1, 'an acknowledged turn is there exactly once');
        assert.equal(found[0].text, text);
        assert.notEqual(found[0].state, 'running', 'no half turn is left');
    }
    for (const family of families) {
        const { alerts } = await family.guardian.must('GET', '/api/alerts');
        const needed = acknowledged.filter((a) => a.family === family && a.text === worrying).length;
        assert.ok(alerts.length >= needed, `${needed} alerts were acknowledged, ${alerts.length} are there`);
    }
    console.error(`kill test: ${rounds} rounds, ${acknowledged.length} acknowledged turns, none lost`);
});
