// A family's limits from outside: quiet hours, minutes of the day, topics; a crisis that none of them cuts off; what the child is told.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';

import { Buddy, endOf, textOf } from './buddy.mjs';
import { Contract } from './contract.mjs';
import { startOpenAi } from './openai.mjs';

let buddy;
let openai;
before(async () => {
    openai = await startOpenAi();
    buddy = await Buddy.start({ contract: new Contract(), env: { OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: 'sk-test', BUDDY_MODEL: 'fake' } });
    await openai.use('ok');
});
after(async () => {
    await buddy?.stop();
    await openai?.stop();
});

const nothing = { daily_minutes: null, school_nights: null, weekend: null, topics_off: [], words_off: [], models: true };
const zone = 'America/Chicago';

/** The wall clock of the family, so many minutes from now. */
const wall = (minutes) => new Date(Date.now() + minutes * 60_000).toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const quietNow = () => ({ from: wall(-90), until: wall(90) });

async function makeFamily() {
    const family = await buddy.family();
    await buddy.consent(family.guardian);
    const path = `/api/children/${family.profile.id}/limits`;
    const settle = async (rules) => {
        const { version } = await family.guardian.must('GET', path);
        return family.guardian.must('PUT', path, { ...nothing, ...rules, version });
    };
    const quiet = () => settle({ school_nights: quietNow(), weekend: quietNow() });
    return { ...family, path, settle, quiet };
}

const asked = async () => (await openai.seen()).requests.length;
/** Moves what the child said into the past, as if it had been a while. */
function age(child, minutes) {
    const database = new DatabaseSync(join(buddy.folder, 'buddy.db'));
    database.exec('PRAGMA busy_timeout = 5000');
    database.prepare('UPDATE turns SET started_at = started_at - ? WHERE child_id = ?').run(minutes * 60_000, child);
    database.close();
}

test('in quiet hours the child hears why and until when, no model is asked, and help stays', async () => {
    const { child, quiet } = await makeFamily();
    await quiet();
    await openai.forget();
    const conversation = await child.conversation();
    const events = await child.say(conversation, 'tell me something about otters');
    assert.match(textOf(events), /quiet time/);
    assert.match(textOf(events), /back (today|tomorrow) at \d/);
    assert.match(textOf(events), /Get help/);
    assert.equal(endOf(events).data.finish, 'replaced');
    assert.equal(await asked(), 0);
    const { turns } = await child.must('GET', `/api/conversations/${conversation}`);
    assert.equal(turns[0].text, 'tell me something about otters', 'recorded all the same');
    const own = await child.must('GET', '/api/limits');
    assert.equal(own.closed, 'quiet_hours');
    assert.ok(Math.abs(Date.parse(own.back_at) - Date.now() - 90 * 60_000) < 90_000);
    const help = await child.must('GET', '/api/help');
    assert.ok(help.lines.length > 0);
});

test('a crisis in quiet hours is answered in full, and the guardian is told', async () => {
    const { guardian, child, quiet } = await makeFamily();
    await quiet();
    const conversation = await child.conversation();
    const crisis = await child.say(conversation, 'i want to kill myself');
    assert.ok(crisis.some((e) => e.event === 'notice' && e.data.kind === 'help'), 'help lines');
    assert.doesNotMatch(textOf(crisis), /quiet time/);
    const next = await child.say(conversation, 'i dont know');
    assert.doesNotMatch(textOf(next), /quiet time/, 'the path stays open');
    const { alerts } = await guardian.must('GET', '/api/alerts');
    assert.ok(alerts.length > 0);
});

test('a sad child is answered in quiet hours', async () => {
    const { child, quiet } = await makeFamily();
    await quiet();
    const events = await child.say(await child.conversation(), 'i feel so lonely, nobody likes me at school');
    assert.doesNotMatch(textOf(events), /quiet time/);
});

test('the minutes of the day run down, are told, and end with kind words', async () => {
    const { profile, child, settle } = await makeFamily();
    await settle({ daily_minutes: 15, models: false });
    const conversation = await child.conversation();
    await child.say(conversation, 'tell me about otters');
    age(profile.id, 6);
    const warned = await child.say(conversation, 'what do they eat');
    const notice = warned.find((e) => e.event === 'notice' && e.data.kind === 'time');
    assert.match(notice?.data.text ?? '', /About [89] min are left/);
    assert.equal((await child.must('GET', '/api/limits')).minutes_left, 9);
    await settle({ daily_minutes: 15 });
    age(profile.id, 10);
    await openai.forget();
    const over = await child.say(conversation, 'how do planes fly');
    assert.match(textOf(over), /used up for today/);
    assert.match(textOf(over), /I am back (tomorrow|in the morning)/);
    assert.equal(await asked(), 0);
    const crisis = await child.say(conversation, 'my stepdad hits me every night and i am scared');
    assert.ok(crisis.some((e) => e.event === 'notice' && e.data.kind === 'help'));
});

test('a protected turn, and what follows it, uses up no minute that anybody could count', async () => {
    const { profile, guardian, child, settle } = await makeFamily();
    await settle({ daily_minutes: 60, models: false });
    const conversation = await child.conversation();
    await child.say(conversation, 'tell me about otters');
    const left = async () => (await child.must('GET', '/api/limits')).minutes_left;
    const seen = async () => JSON.stringify((await guardian.must('GET', '/api/children')).children);
    const before = [await left(), await seen()];
    await child.say(conversation, 'my dad hits me with his belt when he is drunk');
    age(profile.id, 4);
    await child.say(conversation, 'what do otters eat');
    assert.deepEqual([await left(), await seen()], before);
});

test('a topic that the family keeps to itself is left to the family, and help never is', async () => {
    const { child, settle } = await makeFamily();
    await settle({ words_off: ['Dragons'] });
    await openai.forget();
    const conversation = await child.conversation();
    assert.match(textOf(await child.say(conversation, 'do DRAGONS exist?')), /your family wants to talk about/);
    assert.equal(await asked(), 0);
    const other = textOf(await child.say(conversation, 'why do otters hold hands?'));
    assert.doesNotMatch(other, /your family wants/);
    const need = await child.say(conversation, 'a boy who calls himself dragon says he will kill me tomorrow');
    assert.doesNotMatch(textOf(need), /your family wants/);
});

test('where no model may answer none is asked', async () => {
    const { child, settle } = await makeFamily();
    await settle({ models: false });
    await openai.forget();
    const events = await child.say(await child.conversation(), 'why is the sky blue');
    assert.match(textOf(events), /\S/);
    assert.equal(endOf(events).data.finish, 'complete');
    assert.equal(await asked(), 0);
});

test('nobody loses a change of the other guardian, nor settles what cannot be', async () => {
    const { guardian, path } = await makeFamily();
    await guardian.must('PUT', path, { ...nothing, version: 0, daily_minutes: 30 });
    const late = await guardian.call('PUT', path, { ...nothing, version: 0, daily_minutes: 60 });
    assert.equal(late.status, 409);
    assert.equal((await guardian.must('GET', path)).daily_minutes, 30);
    for (const wrong of [{ daily_minutes: 1 }, { weekend: { from: '20:00', until: '20:00' } }, { topics_off: ['feelings'] }, { words_off: ['abuse'] }]) {
        const answer = await guardian.call('PUT', path, { ...nothing, version: 1, ...wrong });
        assert.equal(answer.status, 422, JSON.stringify(wrong));
    }
    const other = await buddy.guardian();
    assert.equal((await other.call('GET', path)).status, 404);
    assert.equal((await other.call('PUT', path, { ...nothing, version: 1 })).status, 404);
});

test('the child hears once that its limits changed, and never the words of the family', async () => {
    const { child, settle } = await makeFamily();
    assert.equal((await child.must('GET', '/api/limits')).changed, false);
    await settle({ daily_minutes: 30, words_off: ['surprise party'] });
    const told = await child.call('GET', '/api/limits');
    assert.equal(told.body.changed, true);
    assert.doesNotMatch(told.text, /surprise/);
    await child.must('PUT', '/api/limits/seen', { version: told.body.version });
    assert.equal((await child.must('GET', '/api/limits')).changed, false);
    assert.doesNotMatch(buddy.log(), /surprise|otters|dragon/i, 'no words in the log');
});
