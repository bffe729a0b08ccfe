// Several guardians of one child, and a trusted adult: how they come and go, how they disagree, and that none of them,
// on any route there is, sees a trace of what was said in confidence.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

import { Buddy, plainText } from './buddy.mjs';
import { Contract } from './contract.mjs';

const password = 'a long enough password';
const mails = [];
const contract = new Contract();
let smtp;
let buddy;

const to = (address) => mails.filter((mail) => new RegExp(`^To: ${address}`, 'im').test(mail)).map(plainText);
async function until(what, milliseconds = 15_000) {
    const end = Date.now() + milliseconds;
    while (!(await what())) {
        assert.ok(Date.now() < end, `in time: ${what}`);
        await wait(25);
    }
}
async function tokenFor(email, nth = 0) {
    await until(() => to(email).some((mail) => mail.includes('#token=')));
    return to(email).filter((mail) => mail.includes('#token='))[nth].match(/#token=([A-Za-z0-9_-]{20,})/)[1];
}

before(async () => {
    smtp = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onData(stream, _session, done) {
            let text = '';
            stream.on('data', (bytes) => (text += bytes));
            stream.on('end', () => {
                mails.push(text);
                done();
            });
        },
    });
    await new Promise((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    buddy = await Buddy.start({ contract, env: { BUDDY_SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}`, BUDDY_MAIL_FROM: 'Buddy <buddy@example.test>' } });
    buddy.tokenFor = tokenFor;
});
after(async () => {
    await buddy?.stop();
    await new Promise((resolve) => smtp.close(resolve));
});

let people = 0;
/** Somebody who was invited by `guardian` and accepted with a new account. */
async function join(guardian, wanted) {
    people += 1;
    const email = `grown-up-${people}@example.test`;
    await guardian.must('POST', '/api/invitations', { email, ...wanted });
    const person = buddy.person();
    await person.call('GET', '/api/session');
    await person.must('POST', '/api/memberships', { token: await tokenFor(email), password, language: 'en' });
    person.email = email;
    return person;
}
const me = async (person) => (await person.must('GET', '/api/grown-ups')).grown_ups.find(({ is_you }) => is_you);

/** Every answer to every question that anybody may ask on a page, whatever routes there are. */
async function walk(person, known) {
    const seen = {};
    const reads = contract.operations.filter(({ verb, 'x-access': access }) => verb === 'GET' && !['Operator', 'ApiKeySafety', 'ApiKeyChat'].includes(access));
    for (const { path } of reads) {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        let paths = [path];
        for (const name of names) paths = paths.flatMap((each) => (known[name] ?? ['none']).map((value) => each.replace(`{${name}}`, value)));
        for (const each of paths) seen[each] = await answerOf(person, each);
    }
    return seen;
}

async function answerOf(person, path) {
    const ended = new AbortController();
    const response = await person.fetch('GET', path, undefined, { signal: ended.signal });
    if (!/event-stream/.test(response.headers.get('content-type') ?? '')) return `${response.status} ${quiet(await response.text())}`;
    // A live page: what it begins with.
    let text = '';
    const timer = setTimeout(() => ended.abort(), 300);
    try {
        for await (const bytes of response.body) text += Buffer.from(bytes).toString();
    } catch {
        // cut off above
    }
    clearTimeout(timer);
    return `${response.status} ${text}`;
}

/** Without what changes at every call, and without when the child's device was last here. */
const quiet = (text) => text.replaceAll(/"(request_id|last_active|last_seen|csrf)":("[^"]*"|null)/g, '"$1":0');

test('a second guardian and a trusted adult come by mail, and each sees what is theirs', async () => {
    const { guardian, profile, child } = await buddy.family();
    const second = await join(guardian, { role: 'guardian', visibility: 'titles' });
    const invitation = to(second.email).find((mail) => mail.includes('/invitation#token='));
    assert.ok(invitation.includes(guardian.email));
    assert.ok(!invitation.includes(profile.nickname), 'no child is named in the mail');
    const again = buddy.person();
    await again.call('GET', '/api/session');
    assert.equal((await again.call('POST', '/api/memberships', { token: await tokenFor(second.email), password })).status, 404, 'a link works once');

    const aunt = await join(guardian, { role: 'trusted_adult', alerts: 'grave' });
    assert.equal((await aunt.must('GET', '/api/session')).guardian.role, 'trusted_adult');
    const conversation = await child.conversation();
    await child.say(conversation, 'we had a maths test at school and i was so nervous');
    const talk = `/api/children/${profile.id}/talks/${conversation}`;
    assert.equal((await guardian.call('GET', `${talk}/summary`)).status, 200);
    assert.equal((await second.call('GET', `${talk}/summary`)).status, 403, 'its own view is narrower than the level');
    assert.equal((await second.call('POST', '/api/exports', { password })).body.code, 'visibility_limited');
    for (const path of ['/api/children', `${talk}/summary`, '/api/alerts', '/api/consents', '/api/family', '/api/exports'])
        assert.equal((await aunt.call('GET', path)).status, 403, path);
    assert.deepEqual((await aunt.must('GET', '/api/grown-ups')).requests, []);

    await child.say(await child.conversation(), 'i dont want to be alive anymore');
    await until(async () => (await aunt.must('GET', '/api/shared-alerts')).alerts.length === 1);
    const [shared] = (await aunt.must('GET', '/api/shared-alerts')).alerts;
    assert.equal(shared.nickname, profile.nickname);
    assert.ok(!('why' in shared) && !('what' in shared));
    for (const person of [guardian, second, aunt]) await until(() => to(person.email).some((mail) => /please look/i.test(mail)));

    const { id } = await me(second);
    assert.equal((await second.call('PATCH', `/api/grown-ups/${id}`, { visibility: 'summary' })).body.code, 'visibility_refused');
    await guardian.must('PATCH', `/api/grown-ups/${id}`, { visibility: 'summary' });
    assert.equal((await second.call('GET', `${talk}/summary`)).status, 200);

    const mine = await child.must('GET', '/api/my-grown-ups');
    assert.deepEqual(mine.grown_ups.map(({ role }) => role), ['guardian', 'guardian', 'trusted_adult']);
    assert.deepEqual(mine.news.map(({ news }) => news), ['joined', 'joined']);
});

test('nobody orphans a child, and the account changes hands with both hands only', async () => {
    const { guardian, child } = await buddy.family();
    assert.equal((await guardian.call('POST', '/api/family-departures', { password: 'not my password' })).body.code, 'wrong_password');
    assert.equal((await guardian.call('POST', '/api/family-departures', { password })).body.code, 'last_guardian');
    const second = await join(guardian, { role: 'guardian' });
    assert.equal((await guardian.call('POST', '/api/family-departures', { password })).body.code, 'first_guardian');
    const about = (await me(second)).id;
    const { requests } = await guardian.must('POST', '/api/family-requests', { kind: 'hand_over', about });
    assert.equal((await guardian.call('PUT', `/api/family-requests/${requests[0].id}/answer`, { answer: 'accept' })).status, 404);
    await second.must('PUT', `/api/family-requests/${requests[0].id}/answer`, { answer: 'accept' });
    assert.ok((await me(second)).is_first);
    await guardian.must('POST', '/api/family-departures', { password });
    assert.equal((await guardian.call('GET', '/api/family')).status, 401, 'gone at once');
    const { news } = await child.must('GET', '/api/my-grown-ups');
    assert.equal(news[0].news, 'left');
    assert.equal(news[0].who, null);
});

test('an objection freezes what one guardian could take from the other, until staff resolves it', async () => {
    const { guardian, profile } = await buddy.family();
    const second = await join(guardian, { role: 'guardian' });
    const about = (await me(second)).id;
    const { requests } = await guardian.must('POST', '/api/family-requests', { kind: 'removal', about });
    for (const person of [guardian, second]) await until(() => to(person.email).some((mail) => mail.includes('takes effect in seven days')));
    const { dispute } = await second.must('PUT', `/api/family-requests/${requests[0].id}/answer`, { answer: 'object' });
    assert.equal(dispute.reason, 'objection');
    for (const person of [guardian, second]) {
        assert.ok((await person.must('GET', '/api/grown-ups')).dispute);
        await until(() => to(person.email).some((mail) => mail.includes('there is a dispute')));
    }

    const frozen = async (verb, path, body) => assert.equal((await guardian.call(verb, path, body)).body.code, 'family_disputed', path);
    const { version } = await guardian.must('GET', '/api/notice');
    await frozen('PUT', `/api/children/${profile.id}/oversight`, { level: 'transcript' });
    await frozen('PATCH', '/api/family', { trusted_adult: { name: 'Somebody', email: 'somebody@example.test' } });
    await frozen('PATCH', '/api/family', { alert_emails: false });
    await frozen('PATCH', '/api/family', { region: 'OR' });
    await frozen('PATCH', '/api/family', { country: 'DE' });
    await guardian.must('PATCH', '/api/family', { language: 'en', country: 'US', region: 'CA' });
    await frozen('PATCH', `/api/children/${profile.id}`, { country: 'DE' });
    await frozen('PUT', `/api/children/${profile.id}/insights`, { shown: false });
    await frozen('POST', `/api/children/${profile.id}/forget`);
    const limits = { daily_minutes: null, school_nights: null, weekend: null, topics_off: [], words_off: [], models: true };
    await guardian.must('PUT', `/api/children/${profile.id}/limits`, { ...limits, moods: false, version: 0 });
    await frozen('PUT', `/api/children/${profile.id}/limits`, { ...limits, moods: true, version: 1 });
    await frozen('POST', '/api/invitations', { email: 'new@example.test', role: 'guardian' });
    await frozen('POST', '/api/family-requests', { kind: 'hand_over', about });
    await guardian.must('POST', '/api/consents/withdrawals', { purpose: 'account', processor: 'here' });
    await frozen('POST', '/api/consents', { purpose: 'account', processor: 'here', notice_version: version });
    await guardian.must('POST', '/api/exports', { password });
    await guardian.must('POST', '/api/erasures', { password });
    await second.must('DELETE', `/api/erasures/${(await second.must('GET', '/api/erasures')).erasures[0].id}`);

    const staff = await buddy.staff();
    const open = (await staff.must('GET', '/api/staff/disputes')).disputes.find(({ guardians }) => guardians.some(({ email }) => email === guardian.email));
    assert.equal(open.removal.about, about);
    assert.equal((await second.call('GET', '/api/staff/disputes')).status, 403);
    await staff.must('PUT', `/api/staff/disputes/${open.id}/resolution`, { resolution: 'stays' });
    assert.equal((await second.must('GET', '/api/grown-ups')).dispute, null);
    await guardian.must('POST', '/api/consents', { purpose: 'account', processor: 'here', notice_version: version });

    await staff.must('POST', '/api/staff/disputes', { email: second.email, reason: 'court_order', reference: 'case 12' });
    assert.equal((await staff.call('POST', '/api/staff/disputes', { email: guardian.email, reason: 'safety' })).status, 409);
    // Why staff steps in is told to neither of them.
    for (const person of [guardian, second]) assert.equal((await person.must('GET', '/api/grown-ups')).dispute.reason, 'staff');

    // Who asked first and holds the account can be the one who goes.
    const { disputes } = await staff.must('GET', '/api/staff/disputes');
    const last = disputes.find(({ guardians }) => guardians.some(({ email }) => email === guardian.email));
    const end = (body) => staff.call('PUT', `/api/staff/disputes/${last.id}/resolution`, body);
    assert.equal((await end({ resolution: 'removed' })).status, 422);
    assert.equal((await end({ resolution: 'removed', removed: 'nobody' })).body.code, 'no_such_grown_up');
    assert.equal((await end({ resolution: 'removed', removed: (await me(guardian)).id })).status, 200);
    assert.equal((await guardian.call('GET', '/api/grown-ups')).status, 401);
    assert.ok((await me(second)).is_first);
});

test('an account of two homes sees one at a time', async () => {
    const one = await buddy.family({ nickname: 'Robin' });
    const other = await buddy.family({ nickname: 'Kim' });
    await one.guardian.must('POST', '/api/invitations', { email: other.guardian.email, role: 'guardian' });
    await until(() => to(other.guardian.email).some((mail) => mail.includes('/invitation#token=')));
    const token = await tokenFor(other.guardian.email, 1);
    const stranger = await buddy.guardian();
    assert.equal((await stranger.call('POST', '/api/memberships', { token })).body.code, 'invitation_for_other');
    const session = await other.guardian.must('POST', '/api/memberships', { token });
    assert.equal(session.guardian.families.length, 2);
    const names = async () => (await other.guardian.must('GET', '/api/children')).children.map(({ nickname }) => nickname);
    assert.deepEqual(await names(), ['Robin']);
    const home = session.guardian.families.find(({ is_open }) => !is_open).id;
    await other.guardian.must('PUT', '/api/session/family', { family: home });
    assert.deepEqual(await names(), ['Kim']);
    assert.equal((await one.guardian.call('PUT', '/api/session/family', { family: home })).status, 404);

    // A dispute stands on the home that staff names.
    const staff = await buddy.staff();
    const wanted = { email: other.guardian.email, reason: 'asked_for' };
    const asked = await staff.call('POST', '/api/staff/disputes', wanted);
    assert.equal(asked.status, 200);
    assert.deepEqual(asked.body.families.map(({ held_by }) => held_by).sort(), [one.guardian.email, other.guardian.email].sort());
    assert.equal((await other.guardian.must('GET', '/api/grown-ups')).dispute, null);
    assert.equal((await staff.call('POST', '/api/staff/disputes', { ...wanted, family_id: 'another' })).status, 404);
    const named = asked.body.families.find(({ held_by }) => held_by === one.guardian.email).id;
    assert.equal((await staff.call('POST', '/api/staff/disputes', { ...wanted, family_id: named })).status, 201);
    assert.ok((await one.guardian.must('GET', '/api/grown-ups')).dispute);
    assert.equal((await other.guardian.must('GET', '/api/grown-ups')).dispute, null);
});

test('no grown-up with an account sees a trace of a protected turn, on any route', async () => {
    const { guardian, profile, child } = await buddy.family();
    const second = await join(guardian, { role: 'guardian' });
    const aunt = await join(guardian, { role: 'trusted_adult', alerts: 'all' });
    const stranger = (await buddy.family()).guardian;
    await guardian.must('PUT', `/api/children/${profile.id}/oversight`, { level: 'transcript' });
    await child.must('PUT', '/api/oversight/told', { level: 'transcript' });
    const open = await child.conversation();
    await child.say(open, 'tell me something about whales');
    const closed = await child.conversation();
    const persons = { guardian, second, aunt, stranger };

    const known = { child: [profile.id], conversation: [open, closed], alert: ['none'] };
    const walked = async () => {
        const all = {};
        for (const [who, person] of Object.entries(persons)) all[who] = await walk(person, known);
        return all;
    };
    const before = await walked();
    assert.ok(before.guardian[`/api/children/${profile.id}/talks/${open}/transcript`].includes('whales'), 'the walk reads what is open');

    const written = mails.length;
    await child.say(closed, 'my dad hits me with his belt when he is drunk');
    await child.say(closed, 'please do not tell him');
    const staff = await buddy.staff();
    known.alert = (await staff.must('GET', '/api/staff/cases')).cases.map(({ id }) => id);
    assert.ok(known.alert.length > 0, 'staff knows of it');
    const afterwards = await walked();
    for (const [who, answers] of Object.entries(afterwards)) {
        for (const [path, answer] of Object.entries(answers)) {
            for (const word of ['belt', 'drunk', 'tell him', 'hits me']) assert.ok(!answer.includes(word), `${who} ${path}`);
            const was = before[who][path] ?? before[who][path.replace(known.alert.find((id) => path.includes(id)) ?? '', 'none')];
            assert.equal(answer, was, `${who} ${path} answers as it did before`);
        }
    }
    await wait(200);
    const addresses = [guardian.email, second.email, aunt.email, stranger.email];
    for (const mail of mails.slice(written)) assert.ok(!addresses.some((address) => mail.includes(address)), 'and nobody of them gets a mail');
});
