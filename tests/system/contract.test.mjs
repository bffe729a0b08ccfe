// The route table and api/openapi.yaml say the same, and bad input gets a problem document that says what to do.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { Buddy, binary } from './buddy.mjs';
import { Contract } from './contract.mjs';

const contract = new Contract();
let buddy;
let guardian;
let profile;
let child;

before(async () => {
    buddy = await Buddy.start({ contract });
    ({ guardian, profile, child } = await buddy.family());
});
after(() => buddy?.stop());

test('the route table and the description agree on operations, access and limits', () => {
    const printed = spawnSync(binary, ['config', 'routes'], { encoding: 'utf8' });
    assert.equal(printed.status, 0, printed.stderr);
    const table = JSON.parse(printed.stdout).map((row) => `${row.operation_id} ${row.verb} ${row.path} ${row.access} ${row.limit}`).sort();
    const described = contract.operations.map((o) => `${o.operationId} ${o.verb} ${o.path} ${o['x-access']} ${o['x-limit']}`).sort();
    assert.deepEqual(table, described);
});

test('the family pages answer as described', async () => {
    assert.equal((await guardian.must('GET', '/api/session')).kind, 'guardian');
    const family = await guardian.must('GET', '/api/family');
    const changed = await guardian.must('PATCH', '/api/family', { trusted_adult: { name: 'Aunt Jo', email: 'jo@example.test' }, language: 'en' });
    assert.equal(changed.trusted_adult.name, 'Aunt Jo');
    const renamed = await guardian.must('PATCH', `/api/children/${profile.id}`, { nickname: 'Robin B', interests: ['space', 'drawing'] });
    assert.equal(renamed.nickname, 'Robin B');
    const { children } = await guardian.must('GET', '/api/children');
    assert.deepEqual(children.map((c) => c.id), [profile.id]);
    const { devices } = await guardian.must('GET', `/api/children/${profile.id}/devices`);
    assert.equal(devices.length, 1);
    assert.equal((await guardian.must('GET', `/api/children/${profile.id}/moods`)).days.length, 7);
    assert.deepEqual((await guardian.must('GET', '/api/alerts')).alerts, []);
});

test('the child sees its own face, its conversations and where help is', async () => {
    const session = await child.must('GET', '/api/session');
    assert.equal(session.kind, 'child');
    assert.equal(session.child.age_band, '10-12');
    assert.equal((await child.must('GET', '/api/device')).paired, true);
    const help = await child.must('GET', '/api/help');
    assert.equal(help.country, 'US');
    assert.ok(help.lines.some((line) => line.dial === '988'));
    const stranger = buddy.person();
    const unknown = await stranger.must('GET', '/api/help');
    assert.equal(unknown.country, null, 'an unknown country is asked for, never guessed');
    assert.deepEqual(unknown.lines, []);
});

const bad = [
    ['no JSON', 'POST', '/api/session', '{', 400],
    ['an unknown member', 'POST', '/api/session', { email: 'a@example.test', password: 'x', admin: true }, 422],
    ['a wrong type', 'POST', '/api/session', { email: 7, password: 'x' }, 422],
    ['a short password', 'POST', '/api/guardians', { email: 'b@example.test', password: 'short', country: 'US', language: 'en' }, 422],
    ['an address that is none', 'POST', '/api/guardians', { email: 'nobody', password: 'a long enough password', country: 'US', language: 'en' }, 422],
    ['a child of five', 'POST', '/api/children', { nickname: 'Tim', birth_year: new Date().getUTCFullYear() - 5, birth_month: 1, avatar: 'owl', language: 'en', country: 'US', pin: '1111' }, 422],
    ['a nickname with a NUL', 'POST', '/api/children', { nickname: 'T\u0000m', birth_year: 2015, birth_month: 1, avatar: 'owl', language: 'en', country: 'US', pin: '1111' }, 422],
    ['an unknown child', 'PATCH', '/api/children/0000', { nickname: 'X' }, 404],
    ['an unknown path', 'GET', '/api/nothing', undefined, 404],
    ['a wrong verb', 'PATCH', '/api/alerts', {}, 405],
    ['a huge body', 'POST', '/api/session', JSON.stringify({ email: 'x'.repeat(2_000_000), password: 'x' }), 413],
];
for (const [what, verb, path, body, status] of bad) {
    test(`${what} gets a ${status} that says what to do`, async () => {
        const answer = await guardian.call(verb, path, body);
        assert.equal(answer.status, status, answer.text);
        assert.match(answer.headers.get('content-type'), /application\/problem\+json/);
        assert.ok(answer.body.detail.length > 10);
        assert.ok(answer.body.request_id);
        assert.doesNotMatch(answer.text, /sqlite|exception|\/src\/|\.cpp/i);
    });
}

test('a problem speaks the language of the person', async () => {
    const answer = await guardian.call('PATCH', '/api/children/0000', { nickname: 'X' }, { headers: { 'accept-language': 'de' } });
    const english = await guardian.call('PATCH', '/api/children/0000', { nickname: 'X' }, { headers: { 'accept-language': 'en' } });
    assert.notEqual(answer.body.detail, english.body.detail);
});

test('nobody reaches what is not theirs', async () => {
    const other = await buddy.family({ nickname: 'Sam' });
    const conversation = await child.conversation();
    assert.equal((await other.child.call('GET', `/api/conversations/${conversation}`)).status, 404);
    assert.equal((await other.guardian.call('PATCH', `/api/children/${profile.id}`, { nickname: 'Mine' })).status, 404);
    assert.equal((await child.call('GET', '/api/alerts')).status, 403);
    assert.equal((await guardian.call('GET', '/api/conversations')).status, 403);
    assert.equal((await buddy.person().call('GET', '/api/children')).status, 401);
});

test('every answer carries the headers of the plan', async () => {
    for (const path of ['/', '/api/session', '/api/nothing']) {
        const response = await fetch(buddy.url + path);
        await response.arrayBuffer();
        assert.equal(response.headers.get('x-frame-options'), 'DENY');
        assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
        assert.match(response.headers.get('content-security-policy'), /default-src 'self'/);
        assert.doesNotMatch(response.headers.get('content-security-policy'), /unsafe/);
        assert.equal(response.headers.get('strict-transport-security'), null, 'no HSTS without TLS');
    }
});

test('an unsafe call from elsewhere or without the token is refused', async () => {
    const foreign = await fetch(`${buddy.url}/api/family`, { method: 'PATCH', headers: { ...guardian.headers('PATCH'), origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }, body: '{}' });
    assert.equal(foreign.status, 403);
    const bare = await fetch(`${buddy.url}/api/family`, { method: 'PATCH', headers: { ...guardian.headers('PATCH'), 'x-csrf-token': 'wrong', 'content-type': 'application/json' }, body: '{}' });
    assert.equal(bare.status, 403);
});

test('signing in says the same about a wrong password and an unknown address', async () => {
    const wrong = await buddy.person().call('POST', '/api/session', { email: guardian.email, password: 'not the password' });
    const unknown = await buddy.person().call('POST', '/api/session', { email: 'nobody@example.test', password: 'not the password' });
    assert.equal(wrong.status, unknown.status);
    assert.equal(wrong.body.detail, unknown.body.detail);
    const right = await buddy.person().call('POST', '/api/session', { email: guardian.email.toUpperCase(), password: 'a long enough password' });
    assert.equal(right.status, 200);
});
