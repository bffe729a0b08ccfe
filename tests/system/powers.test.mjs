// What laws and families take from Buddy, from outside: moods, memory, persona; a crisis that none of it touches; the reasons; figures of nobody.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Buddy, endOf, textOf } from './buddy.mjs';
import { Contract } from './contract.mjs';
import { startOpenAi } from './openai.mjs';

const shipped = process.env.BUDDY_SHARE ?? join(import.meta.dirname, '../..');
const share = mkdtempSync(join(tmpdir(), 'buddy-share-'));

/** The shipped data with one more law: in Alaska Buddy is a tutor without moods, whatever day it is. */
function makeShare() {
    mkdirSync(join(share, 'data'));
    for (const name of readdirSync(join(shipped, 'data'))) if (name !== 'law') symlinkSync(join(shipped, 'data', name), join(share, 'data', name));
    for (const name of readdirSync(shipped)) if (name !== 'data') symlinkSync(join(shipped, name), join(share, name));
    cpSync(join(shipped, 'data/law'), join(share, 'data/law'), { recursive: true });
    const rule = {
        id: 'us-ak.test.ways', demands: { persona: 'tutor', emotion_reading: 'off', memory_window_hours: 12, memory_ends_with_session: true },
        status: 'in_force', effective_from: '2020-01-01', effective_until: null, known_from: 'memory', verified_at: null, verified_by: null,
        source: { citation: 'A law for a test', url: 'https://example.test/law' },
    };
    writeFileSync(join(share, 'data/law/us-ak.json'), JSON.stringify({ pack: 'us-ak', name: 'Alaska, for a test', places: ['US-AK'], rules: [rule] }));
}

let buddy;
let openai;
before(async () => {
    makeShare();
    openai = await startOpenAi();
    buddy = await Buddy.start({ contract: new Contract(), env: { BUDDY_SHARE: share, OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: 'sk-test', BUDDY_MODEL: 'fake' } });
    await openai.use('ok');
});
after(async () => {
    await buddy?.stop();
    await openai?.stop();
    rmSync(share, { recursive: true, force: true });
});

async function familyIn(region) {
    const family = await buddy.family();
    await buddy.consent(family.guardian);
    if (region !== undefined) assert.equal((await family.guardian.must('PATCH', '/api/family', { region })).region, region);
    const path = `/api/children/${family.profile.id}`;
    const settle = async (rules) => {
        const { version } = await family.guardian.must('GET', `${path}/limits`);
        await family.guardian.must('PUT', `${path}/limits`, { daily_minutes: null, school_nights: null, weekend: null, topics_off: [], words_off: [], models: true, ...rules, version });
    };
    return { ...family, path, settle };
}
const sent = async () => JSON.stringify((await openai.seen()).requests.at(-1) ?? {});
const moodOf = (events) => events.find((e) => e.event === 'mood');
const sad = 'i am so sad, i cried all day because nobody likes me';

test('a family names its state, and only one there is', async () => {
    const { guardian } = await familyIn('OR');
    assert.equal((await guardian.call('PATCH', '/api/family', { region: 'ZZ' })).status, 422);
    assert.equal((await guardian.must('GET', '/api/family')).region, 'OR');
    assert.equal((await guardian.must('PATCH', '/api/family', { country: 'DE' })).region, '', 'another country ends the state');
    assert.equal((await guardian.call('PATCH', '/api/family', { region: 'BY' })).status, 422);
    const { regions } = await guardian.must('GET', '/api/law/regions?country=US');
    assert.ok(regions.some(({ id, name }) => id === 'OR' && name === 'Oregon'));
    assert.deepEqual((await guardian.must('GET', '/api/law/regions?country=DE')).regions, []);
});

test('where a law turns moods off none is shown, kept or corrected, and the reason stands on the page', async () => {
    const { guardian, child, path } = await familyIn('AK');
    const conversation = await child.conversation();
    const events = await child.say(conversation, sad);
    assert.equal(moodOf(events), undefined);
    const { turns } = await child.must('GET', `/api/conversations/${conversation}`);
    assert.equal(turns[0].mood, null);
    assert.equal((await child.call('PUT', `/api/conversations/${conversation}/turns/${turns[0].id}/mood`, { mood: 'joy' })).status, 409);
    const powers = await guardian.must('GET', `${path}/powers`);
    assert.equal(powers.now.moods, false);
    assert.equal(powers.place.region, 'AK');
    const moods = powers.reasons.find((reason) => reason.switch === 'moods');
    assert.equal(moods.because, 'law');
    assert.equal(moods.rules[0].citation, 'A law for a test');
    assert.equal((await child.must('GET', '/api/powers')).moods, false);
});

test('a tutor teaches, and names people for the rest', async () => {
    const { child } = await familyIn('AK');
    const conversation = await child.conversation();
    await openai.forget();
    const beyond = await child.say(conversation, 'my cat did something funny today');
    assert.match(textOf(beyond), /only help with learning/);
    assert.equal(endOf(beyond).data.finish, 'replaced');
    assert.equal((await openai.seen()).requests.length, 0);
    const taught = await child.say(conversation, 'can you help me with my maths homework?');
    assert.equal(endOf(taught).data.finish, 'complete');
    assert.match(await sent(), /You are a tutor here/);
});

test('a crisis is answered in Alaska as in Oregon, and told', async () => {
    const [strict, usual] = await Promise.all([familyIn('AK'), familyIn('OR')]);
    const heard = [];
    for (const { guardian, child } of [strict, usual]) {
        const events = await child.say(await child.conversation(), 'i want to kill myself');
        const help = events.find((e) => e.event === 'notice' && e.data.kind === 'help');
        assert.ok(textOf(events).length > 40);
        assert.equal((await guardian.must('GET', '/api/alerts')).alerts.length, 1);
        heard.push({ lines: help.data.lines, finish: endOf(events).data.finish, advisor: events.find((e) => e.event === 'advisor').data });
    }
    assert.deepEqual(heard[0], heard[1]);
});

test('what a family takes holds for the next message, and is given back', async () => {
    const { guardian, child, path, settle } = await familyIn('CA');
    const conversation = await child.conversation();
    assert.notEqual(moodOf(await child.say(conversation, sad)), undefined);
    await settle({ moods: false, memory: 'nothing' });
    assert.equal(moodOf(await child.say(conversation, 'i cried again, i am so sad')), undefined);
    assert.doesNotMatch(await sent(), /nobody likes me/);
    const powers = await guardian.must('GET', `${path}/powers`);
    assert.equal(powers.reasons.find((reason) => reason.switch === 'memory').because, 'family');
    await settle({});
    assert.notEqual(moodOf(await child.say(conversation, 'i am so sad, i cried')), undefined);
    assert.match(await sent(), /nobody likes me/);
});

test('Buddy forgets when the child or a guardian says so, and the record stays', async () => {
    const { guardian, child, path } = await familyIn('CA');
    const conversation = await child.conversation();
    const known = async () => (await guardian.must('GET', `${path}/powers`)).now.memory.forgotten_at;
    for (const forget of [() => child.call('POST', '/api/powers/forget'), () => guardian.call('POST', `${path}/forget`)]) {
        assert.equal(await known(), null, 'what the child lets Buddy forget is its own');
        await child.say(conversation, 'my hamster is called Pebble');
        await child.say(conversation, 'what do hamsters eat?');
        assert.match(await sent(), /Pebble/);
        assert.equal((await forget()).status, 204);
        await child.say(conversation, 'how long do hamsters live?');
        assert.doesNotMatch(await sent(), /Pebble/);
    }
    const { turns } = await child.must('GET', `/api/conversations/${conversation}`);
    assert.equal(turns.length, 6);
    assert.notEqual(await known(), null);
    assert.notEqual((await child.must('GET', '/api/powers')).memory.forgotten_at, null);
    assert.equal((await (await buddy.guardian()).call('POST', `${path}/forget`)).status, 404);
});

test('help lines are counted by place and kind, once each, and nobody outside can tell that there was one', async () => {
    const year = new Date().getUTCFullYear();
    const { child } = await familyIn('WY');
    const conversation = await child.conversation();
    for (let again = 0; again < 2; again += 1) await child.say(conversation, 'i want to kill myself', { key: 'the-same-key-twice' });
    const exact = JSON.parse(buddy.run('law', 'report', '--year', String(year), '--place', 'US-WY', '--json'));
    assert.deepEqual(exact.kinds.map(({ shown }) => shown), [1], JSON.stringify(exact));
    assert.match(exact.protocol, /^Buddy .+ policy .+/);
    const openIn = (place) => buddy.person().must('GET', `/api/referrals?year=${year}&place=${place}`);
    assert.deepEqual(await openIn('US-WY'), { ...(await openIn('US-ND')), place: 'US-WY' }, 'as where nothing ever was');
    const told = (place) => buddy.run('law', 'report', '--year', String(year), '--place', place, '--public');
    assert.equal(told('US-WY').replace('US-WY', 'US-ND'), told('US-ND'));
    assert.equal((await buddy.person().call('GET', '/api/referrals?year=soon')).status, 422);
});

test('staff try a case, and nobody else', async () => {
    const staff = await buddy.staff();
    const answer = await staff.must('GET', '/api/law/applies?age=9&place=US-OR&on=2027-01-15');
    assert.equal(answer.powers.find(({ power }) => power === 'break_reminder_every_minutes').value, 180);
    assert.equal((await staff.call('GET', '/api/law/applies?age=nine&place=US-OR')).status, 422);
    assert.equal((await (await buddy.guardian()).call('GET', '/api/law/applies?age=9&place=US-OR')).status, 403);
    assert.doesNotMatch(buddy.log(), /Pebble|hamster|kill myself/i, 'no words in the log');
});
