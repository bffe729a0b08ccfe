// The three limits of the plan, counted from outside, and what a limit never does to a child in need.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Buddy, textOf } from './buddy.mjs';

let buddy;
before(async () => {
    buddy = await Buddy.start({ env: { BUDDY_LIMIT_API: '100', BUDDY_LIMIT_CHAT: '30', BUDDY_LIMIT_SIGN_IN: '8' } });
});
after(() => buddy?.stop());

test('the 31st message of a minute is still read, and still gets help when it needs it', async () => {
    const { child } = await buddy.family();
    const conversation = await child.conversation();
    for (let i = 0; i < 30; i += 1) await child.say(conversation, `hello number ${i}`);
    const over = await child.say(conversation, 'hello again').catch((error) => error);
    if (over instanceof Error) assert.equal(over.status, 429);
    else assert.match(textOf(over), /\S/);
    const crisis = await child.say(conversation, 'i want to kill myself');
    assert.ok(crisis.some((e) => e.event === 'notice' && e.data.kind === 'help'), 'the crisis path is never limited');
});

test('the 101st call of a session in 15 minutes is refused and says when to come back', async () => {
    const guardian = await buddy.guardian();
    let last;
    let allowed = 0;
    for (let i = 0; i < 102; i += 1) {
        last = await guardian.call('GET', '/api/family');
        if (last.status === 200) allowed += 1;
    }
    assert.equal(last.status, 429);
    assert.ok(allowed <= 100 && allowed >= 95, String(allowed));
    assert.ok(Number(last.headers.get('retry-after')) > 0);
    assert.equal((await guardian.call('GET', '/api/help?country=US')).status, 200, 'help is never limited');
});

test('sign-in attempts run out', async () => {
    let last;
    for (let i = 0; i < 10; i += 1) last = await buddy.person().call('POST', '/api/session', { email: 'nobody@example.test', password: 'not the password' });
    assert.equal(last.status, 429);
});
