// The staff's side from outside: two factors at the door, one list of what waits, and broken glass that the family sees.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { appCode, Buddy, shownBy } from './buddy.mjs';
import { Contract } from './contract.mjs';

const ordinary = 'my tortoise Brunhilde ate a dandelion';
const disclosure = 'my dad hits me and i am scared to go home';
const reason = 'checking a note from the school office';
let buddy;
let staff;
before(async () => {
    // A model outside this server, which no family here agrees to: it is never called, but forms name it.
    const env = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API_KEY: 'none', BUDDY_MODEL: 'none' };
    buddy = await Buddy.start({ contract: new Contract(), env });
    staff = await buddy.staff();
});
after(() => buddy?.stop());

test('a password alone opens nothing, and a code opens once', async () => {
    const email = 'ada@example.test';
    const made = shownBy(buddy.run('admin', 'staff', 'create', '--email', email));
    assert.equal(made.recovery.length, 10);
    const person = buddy.person();
    const { ticket, has_factor } = await person.must('POST', '/api/staff-session', { email, password: made.password });
    assert.equal(has_factor, true);
    assert.equal((await person.must('GET', '/api/session')).kind, 'anonymous');
    assert.equal((await person.call('GET', '/api/staff/work')).status, 401);
    const give = (code, shown = ticket) => buddy.person().call('POST', '/api/staff-session/code', { ticket: shown, code });
    assert.equal((await give('000000')).status, 401);
    assert.equal((await give(appCode(made.uri), `${ticket}0`)).status, 401, 'a ticket that nobody gave');
    const code = appCode(made.uri);
    assert.equal((await give(code)).status, 200);
    assert.equal((await give(code)).status, 401, 'it was used');
    assert.equal((await give(made.recovery[0].toUpperCase().replaceAll('-', ' '))).status, 200);
    assert.equal((await give(made.recovery[0])).status, 401);
    for (let tries = 0; tries < 6; tries += 1) await give('000000');
    assert.equal((await give(appCode(made.uri, Date.now() + 30_000))).status, 429);
    assert.equal((await give(made.recovery[1])).status, 200, 'nobody shuts the owner out');
});

test('who has no second factor sets it up before anything else', async () => {
    const email = 'bea@example.test';
    const made = shownBy(buddy.run('admin', 'staff', 'create', '--email', email));
    const before = buddy.person();
    await buddy.enterStaff(before, email, made);
    buddy.run('admin', 'staff', 'reset-factor', '--email', email);
    assert.equal((await before.must('GET', '/api/session')).kind, 'anonymous', 'resetting ends sessions');
    const person = buddy.person();
    const { ticket, has_factor } = await person.must('POST', '/api/staff-session', { email, password: made.password });
    assert.equal(has_factor, false);
    assert.equal((await person.call('POST', '/api/staff-session/code', { ticket, code: appCode(made.uri) })).status, 409);
    const fresh = await person.must('POST', '/api/staff-factor', { ticket });
    assert.equal((await person.call('GET', '/api/staff/work')).status, 401);
    const session = await person.must('POST', '/api/staff-factor/code', { ticket, code: appCode(fresh.uri) });
    assert.equal(session.kind, 'staff');
    assert.equal(session.recovery_codes.length, 10);
    await person.must('GET', '/api/staff/work');
    assert.equal((await buddy.person().call('POST', '/api/staff-factor', { ticket })).status, 409, 'an old ticket replaces nothing');
    const entries = buddy.run('audit', 'export').split('\n').filter(Boolean).map((line) => JSON.parse(line).action);
    assert.equal(entries.filter((action) => action === 'factor.reset').length, 1);
});

test('one list holds what waits, the gravest first, and no word of a child', async () => {
    const { guardian, child } = await buddy.family();
    const { version, uses } = await guardian.must('GET', '/api/notice');
    const chosen = uses.filter((use) => use.needs_form).map(({ purpose, processor }) => ({ purpose, processor }));
    const empty = await staff.must('GET', '/api/staff/work');
    assert.deepEqual(Object.keys(empty.counts).sort(), ['alert', 'dispute', 'form', 'incident', 'report', 'request', 'right']);
    const form = await buddy.sendForm(guardian, chosen, version);
    await child.say(await child.conversation(), disclosure);
    const page = await staff.must('GET', '/api/staff/work?kind=alert');
    assert.equal(page.items.length, 1);
    assert.equal(page.items[0].what, 'protected');
    assert.ok(['serious', 'urgent'].includes(page.items[0].gravity));
    assert.ok(page.items[0].due > page.items[0].since);
    assert.doesNotMatch(JSON.stringify(page), /dad|scared|Robin/);
    const one = await staff.must('GET', '/api/staff/work?size=1');
    assert.equal(one.items[0].id, page.items[0].id, 'the gravest first');
    const rest = await staff.must('GET', `/api/staff/work?after=${encodeURIComponent(one.next)}`);
    assert.deepEqual(rest.items.map(({ kind, id, page: where }) => [kind, id, where]), [['form', form.id, '/staff/forms']]);
    await staff.must('POST', `/api/staff/consent-forms/${form.id}/decision`, { decision: 'approve' });
    assert.equal((await staff.must('GET', '/api/staff/work')).counts.form, 0, 'what is done drops out');
    for (const person of [guardian, child, buddy.person()]) assert.ok((await person.call('GET', '/api/staff/work')).status >= 401);
    await staff.must('PUT', `/api/staff/cases/${page.items[0].id}/acknowledgement`);
    assert.equal((await staff.must('GET', '/api/staff/work')).counts.alert, 0);
});

test('staff reads a child only for a reason and a time, and the family sees that it looked', async () => {
    const { guardian, child, profile } = await buddy.family({ nickname: 'Tilda', language: 'fr' });
    const talk = await child.conversation();
    await child.say(talk, ordinary);
    const wish = { purpose: 'quality', reason, child: profile.id };
    for (const person of [guardian, child, buddy.person()]) assert.ok((await person.call('POST', '/api/staff/openings', wish)).status >= 401);
    assert.equal((await staff.call('POST', '/api/staff/openings', { ...wish, reason: 'why not' })).status, 422);
    assert.equal((await staff.call('POST', '/api/staff/openings', { ...wish, minutes: 241 })).status, 422);
    assert.equal((await staff.call('POST', '/api/staff/openings', { ...wish, quiet: true })).status, 422, 'nothing was kept from these guardians');
    const opening = await staff.must('POST', '/api/staff/openings', wish);
    const { talks } = await staff.must('GET', `/api/staff/openings/${opening.id}/talks`);
    assert.deepEqual(talks.map(({ id }) => id), [talk]);
    const { turns } = await staff.must('GET', `/api/staff/openings/${opening.id}/talks/${talk}`);
    assert.equal(turns[0].child, ordinary);
    assert.ok(turns[0].buddy.length > 0);

    const other = await buddy.makeStaff();
    assert.equal((await other.call('GET', `/api/staff/openings/${opening.id}/talks/${talk}`)).status, 404, 'nobody else may');
    const { looks } = await guardian.must('GET', '/api/staff-looks');
    assert.deepEqual(looks.map(({ nickname, purpose, is_open }) => [nickname, purpose, is_open]), [['Tilda', 'care', true]]);
    assert.doesNotMatch(JSON.stringify(looks), new RegExp(`${reason}|${talk}|quality`));
    const own = await child.must('GET', '/api/looks');
    assert.match(own.staff[0].text, /Buddy a lu ce que tu as dit/);

    await staff.must('DELETE', `/api/staff/openings/${opening.id}`);
    assert.equal((await staff.call('GET', `/api/staff/openings/${opening.id}/talks/${talk}`)).status, 403);
    assert.equal((await guardian.must('GET', '/api/staff-looks')).looks[0].is_open, false);
    const entries = buddy.run('audit', 'export').split('\n').filter(Boolean).map((line) => JSON.parse(line)).filter((entry) => entry.child === profile.id && entry.action.startsWith('words.'));
    assert.deepEqual(entries.map(({ action }) => action), ['words.opened', 'words.listed', 'words.read', 'words.closed']);
    assert.doesNotMatch(buddy.log(), /Brunhilde|dandelion|school office/);
});

test('what staff read of a protected turn is nowhere for guardians, and a quiet look is told to nobody', async () => {
    const { guardian, child } = await buddy.family();
    const talk = await child.conversation();
    await child.say(talk, disclosure);
    const { items } = await staff.must('GET', '/api/staff/work?kind=alert');
    const alert = items.at(-1).id;
    const quiet = await staff.must('POST', '/api/staff/openings', { purpose: 'request', reason, alert });
    assert.equal(quiet.quiet, true, 'so it is where nobody says otherwise');
    const { turns } = await staff.must('GET', `/api/staff/openings/${quiet.id}/talks/${talk}`);
    assert.equal(turns[0].protected, true);
    assert.equal(turns[0].child, disclosure);
    assert.deepEqual((await guardian.must('GET', '/api/staff-looks')).looks, []);
    assert.deepEqual((await child.must('GET', '/api/looks')).staff, [], 'a guardian may be reading over its shoulder');
    const told = await staff.must('POST', '/api/staff/openings', { purpose: 'request', reason, alert, quiet: false });
    await staff.must('GET', `/api/staff/openings/${told.id}/talks/${talk}`);
    const { looks } = await guardian.must('GET', '/api/staff-looks');
    assert.deepEqual(looks.map(({ id, purpose }) => [id, purpose]), [[told.id, 'care']]);
    assert.doesNotMatch(JSON.stringify(looks), new RegExp(`${talk}|${alert}|request`));
    assert.deepEqual((await guardian.must('GET', '/api/alerts')).alerts, []);
});
