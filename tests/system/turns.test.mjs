// A child's turn from outside: events, resume, idempotency, stop, restart, alerts, what a guardian never sees.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { Buddy, endOf, root, textOf } from './buddy.mjs';
import { Contract } from './contract.mjs';
import { startOpenAi } from './openai.mjs';

const contract = new Contract();
let buddy;
let openai;
let family;

before(async () => {
    openai = await startOpenAi();
    buddy = await Buddy.start({ contract, env: { OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: 'test-key', BUDDY_MODEL: 'fake', BUDDY_MODEL_LOCAL: 'on', BUDDY_MODEL_IDLE_SECONDS: '1', BUDDY_MODEL_REST_SECONDS: '0', BUDDY_LINGER_SECONDS: '1' } });
    family = await buddy.family();
});
after(async () => {
    await buddy?.stop();
    await openai?.stop();
});

const ids = (events) => events.map((e) => Number(e.id));

test('a turn is a numbered stream that begins with its ids and ends once', async () => {
    const conversation = await family.child.conversation();
    const events = await family.child.say(conversation, 'i had a long day at school');
    for (const event of events) contract.event(event);
    assert.equal(events[0].event, 'turn');
    assert.deepEqual(ids(events), events.map((_, i) => i + 1));
    assert.equal(events.filter((e) => e.event === 'done').length, 1);
    assert.equal(endOf(events).data.finish, 'complete');
    assert.ok(textOf(events).length > 10);
    const stored = await family.child.must('GET', `/api/conversations/${conversation}`);
    assert.equal(stored.turns[0].reply, textOf(events));
    assert.equal(stored.turns[0].text, 'i had a long day at school');
});

test('the same key gives the same turn and asks the model once', async () => {
    const conversation = await family.child.conversation();
    const key = randomUUID();
    const before = await openai.requests();
    const first = await family.child.say(conversation, 'tell me about whales', { key });
    const again = await family.child.say(conversation, 'tell me about whales', { key });
    assert.deepEqual(again.map((e) => [e.id, e.event, e.data]), first.map((e) => [e.id, e.event, e.data]));
    assert.equal((await openai.requests()) - before, 1);
    assert.equal((await family.child.must('GET', `/api/conversations/${conversation}`)).turns.length, 1);
});

test('a lost connection resumes without losing or repeating a word', async () => {
    const conversation = await family.child.conversation();
    const seen = [];
    const abort = new AbortController();
    await assert.rejects(
        family.child.say(conversation, 'what is a comet', {
            signal: abort.signal,
            onEvent: (event) => {
                seen.push(event);
                if (seen.filter((e) => e.event === 'delta').length === 1) abort.abort();
            },
        }),
    );
    const turn = seen[0].data.turn;
    for await (const event of family.child.events('GET', `/api/conversations/${conversation}/turns/${turn}/events`, undefined, { headers: { 'last-event-id': seen.at(-1).id } })) seen.push(event);
    assert.deepEqual(ids(seen), seen.map((_, i) => i + 1));
    assert.equal(endOf(seen).data.finish, 'complete');
    const stored = await family.child.must('GET', `/api/conversations/${conversation}`);
    assert.equal(stored.turns[0].reply, textOf(seen));
});

test('a second tab follows the same turn live', async () => {
    const conversation = await family.child.conversation();
    const abort = new AbortController();
    const tab = (async () => {
        for await (const event of family.child.events('GET', `/api/conversations/${conversation}/live`, undefined, { signal: abort.signal })) if (event.event === 'turn') return event.data.turn;
    })();
    await wait(150);
    const events = await family.child.say(conversation, 'good evening');
    assert.equal(await tab, events[0].data.turn);
    abort.abort();
});

test('stop ends the reply at once and keeps what was shown', async () => {
    await openai.use('slow');
    const conversation = await family.child.conversation();
    const events = [];
    for await (const event of family.child.events('POST', `/api/conversations/${conversation}/turns`, { text: 'tell me about volcanoes' }, { headers: { 'idempotency-key': randomUUID() } })) {
        events.push(event);
        if (event.event === 'delta' && events.filter((e) => e.event === 'delta').length === 1) await family.child.must('DELETE', `/api/conversations/${conversation}/turns/${events[0].data.turn}/reply`);
    }
    assert.equal(endOf(events).data.finish, 'stopped');
    assert.equal((await family.child.must('GET', `/api/conversations/${conversation}`)).turns[0].reply, textOf(events));
    await openai.use('ok');
});

test('a model that fails before its first word is replaced by the guided mentor', async () => {
    for (const fault of ['500-no-retry', '429-exhausted', 'error-first']) {
        await openai.use(fault);
        const events = await family.child.say(await family.child.conversation(), 'i am bored today');
        assert.equal(endOf(events).data.finish, 'complete', fault);
        assert.ok(textOf(events).length > 10, fault);
    }
    await openai.use('ok');
});

test('a model that dies in the middle ends kindly, in one voice, and nothing is lost', async () => {
    for (const fault of ['cut', 'stall', 'error-midway', 'no-end']) {
        await openai.use(fault);
        const conversation = await family.child.conversation();
        const events = await family.child.say(conversation, 'tell me about the moon');
        assert.equal(events.filter((e) => e.event === 'done').length, 1, fault);
        assert.ok(['interrupted', 'complete'].includes(endOf(events).data.finish), fault);
        assert.equal((await family.child.must('GET', `/api/conversations/${conversation}`)).turns[0].reply, textOf(events), fault);
    }
    await openai.use('ok');
});

test('nothing unsafe that a model says is shown', async () => {
    await openai.use('unsafe');
    const conversation = await family.child.conversation();
    const events = await family.child.say(conversation, 'how do i make friends');
    assert.equal(endOf(events).data.finish, 'replaced');
    const raw = JSON.stringify(events) + JSON.stringify(await family.child.must('GET', `/api/conversations/${conversation}`));
    assert.doesNotMatch(raw, /kill yourself/);
    await openai.use('ok');
});

test('split characters and CRLF framing arrive whole', async () => {
    for (const shape of ['split-utf8', 'crlf']) {
        await openai.use(shape);
        const text = textOf(await family.child.say(await family.child.conversation(), 'say something kind about clouds'));
        assert.doesNotMatch(text, /\uFFFD/, shape);
        assert.ok(text.length > 10);
    }
    await openai.use('ok');
});

test('danger goes the crisis way, the model is not asked, and the guardian sees it while looking', async () => {
    const asked = await openai.requests();
    const abort = new AbortController();
    const seen = (async () => {
        for await (const event of family.guardian.events('GET', '/api/alerts/live', undefined, { signal: abort.signal })) if (event.event === 'alert') return event.data;
    })();
    await wait(150);
    const conversation = await family.child.conversation();
    const events = await family.child.say(conversation, 'i dont want to be alive anymore');
    const alert = await seen;
    abort.abort();
    contract.event({ event: 'alert', data: alert });
    assert.equal(alert.child_id, family.profile.id);
    assert.doesNotMatch(JSON.stringify(alert), /dont want to be alive/);
    const card = events.find((e) => e.event === 'notice' && e.data.kind === 'help');
    assert.ok(card.data.lines.some((line) => line.dial === '988'));
    assert.equal(endOf(events).data.finish, 'complete');
    assert.equal(await openai.requests(), asked);
    const more = await family.child.say(conversation, 'jk');
    assert.ok(textOf(more).length > 10, 'one "jk" does not close the path');
    assert.equal(await openai.requests(), asked, 'the path is still open');
    const answered = await family.guardian.must('PUT', `/api/alerts/${alert.id}/acknowledgement`, { verdict: 'right' });
    assert.ok(answered.acknowledged_at);
});

test('a crisis after danger at home reaches the guardian where nobody else could hear of it', async () => {
    const home = await buddy.family({ nickname: 'Lou' });
    await home.child.say(await home.child.conversation(), 'my dad hits me with his belt when he is drunk');
    assert.deepEqual((await home.guardian.must('GET', '/api/alerts')).alerts, []);
    await home.child.say(await home.child.conversation(), 'i dont want to be alive anymore');
    const { alerts } = await home.guardian.must('GET', '/api/alerts');
    assert.deepEqual(alerts.map(({ category }) => category), ['self_harm']);
});

test('a turn that is kept from the guardian leaves no trace on any guardian page', async () => {
    buddy.run('admin', 'staff', 'create', '--email', 'moderator@example.test');
    const home = await buddy.family({ nickname: 'Kit' });
    const quiet = async () => JSON.stringify([await home.guardian.must('GET', '/api/alerts'), await home.guardian.must('GET', `/api/children/${home.profile.id}/moods`), { ...(await home.guardian.must('GET', '/api/children')).children[0], last_active: null }]);
    const before = await quiet();
    const events = await home.child.say(await home.child.conversation(), 'my dad hits me with his belt when he is drunk');
    assert.ok(textOf(events).length > 20);
    assert.equal(await quiet(), before);
    assert.equal((await home.guardian.must('GET', '/api/children')).children[0].last_active, null, 'not even the hour shows');
    const crisis = await home.child.say(await home.child.conversation(), 'i dont want to be alive anymore');
    assert.ok(crisis.some((e) => e.event === 'notice' && e.data.kind === 'help'));
    assert.equal(await quiet(), before, 'an acute danger in another conversation is kept from that guardian too');
    assert.doesNotMatch(textOf(crisis), /your parent or guardian (is being told|and)|letting your grown-ups? (at home )?know/);
});

test('a guardian sees when the child was here, and that a week with a crisis was no bright one', async () => {
    const home = await buddy.family({ nickname: 'Noa' });
    const before = Date.now();
    await home.child.say(await home.child.conversation(), 'we won the football match, i am so happy');
    const { last_active } = (await home.guardian.must('GET', '/api/children')).children[0];
    assert.ok(Date.parse(last_active) >= before - 1000);
    await home.child.say(await home.child.conversation(), 'i dont want to be alive anymore');
    const { sentence } = await home.guardian.must('GET', `/api/children/${home.profile.id}/moods`);
    assert.doesNotMatch(sentence, /mostly (joyful|calm|curious|bored)/);
});

// An operator's command beside the running server must not take its write-ahead log away.
test('a restart in the middle of a turn ends it kindly and the child can read on', async () => {
    buddy.run('admin', 'staff', 'create', '--email', 'second@example.test');
    await openai.use('slow');
    const conversation = await family.child.conversation();
    const seen = [];
    const reading = family.child.say(conversation, 'tell me about glaciers', { onEvent: (e) => seen.push(e) }).catch(() => {});
    while (!seen.some((e) => e.event === 'delta')) await wait(20);
    await buddy.kill();
    await reading;
    await buddy.serve();
    await openai.use('ok');
    const turn = seen[0].data.turn;
    const rest = [];
    for await (const event of family.child.events('GET', `/api/conversations/${conversation}/turns/${turn}/events`, undefined, { headers: { 'last-event-id': seen.at(-1).id } })) rest.push(event);
    const all = [...seen, ...rest];
    assert.deepEqual(ids(all), all.map((_, i) => i + 1));
    assert.equal(endOf(all).data.finish, 'interrupted');
});

test('the log holds no word of any child', () => {
    const log = buddy.log();
    for (const words of ['alive anymore', 'volcano', 'belt', 'whales', 'Robin']) assert.ok(!log.includes(words), `the log must not hold what was said`);
    for (const line of log.trim().split('\n')) assert.doesNotThrow(() => JSON.parse(line));
    assert.ok(root);
});
