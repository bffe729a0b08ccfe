// What a family agreed to is what happens, seen from the other end: fakes of two vendors record every call that reaches them.
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { Buddy, textOf } from './buddy.mjs';
import { Contract } from './contract.mjs';
import { startOpenAi } from './openai.mjs';
import { startVendor } from './vendor.mjs';

const words = 'i had a long day at school';
let openai;
let anthropic;
let buddy;
let env;

before(async () => {
    openai = await startOpenAi();
    anthropic = await startVendor('anthropic', '');
    env = {
        BUDDY_MODELS: 'openai,anthropic',
        OPENAI_BASE_URL: openai.url,
        OPENAI_API_KEY: 'test-key',
        ANTHROPIC_BASE_URL: anthropic.url,
        ANTHROPIC_API_KEY: 'test-key',
        BUDDY_MODEL_REST_SECONDS: '0',
        BUDDY_PROCESSORS: `${new URL(anthropic.url).host}=Second Model Ltd/BR`,
    };
    buddy = await Buddy.start({ env, contract: new Contract() });
});
after(async () => {
    await buddy?.stop();
    await openai?.stop();
    await anthropic?.stop();
});

const hostOf = (vendor) => new URL(vendor.url).host;
const scopeOf = (vendor) => ({ purpose: 'answers', processor: hostOf(vendor) });
const only = (vendor) => ({ processor }) => processor === hostOf(vendor);
/** How many calls of a talk reached each vendor. */
async function reached(talk) {
    const before = [await openai.requests(), await anthropic.requests()];
    await talk();
    return { openai: (await openai.requests()) - before[0], anthropic: (await anthropic.requests()) - before[1] };
}

test('the notice names everybody who is switched on, before anybody has signed up', async () => {
    const notice = await buddy.person().must('GET', '/api/notice?language=de');
    assert.deepEqual(notice.uses.map(({ purpose, processor }) => ({ purpose, processor })), [{ purpose: 'account', processor: 'here' }, scopeOf(openai), scopeOf(anthropic)]);
    const second = notice.uses.at(-1);
    assert.deepEqual([second.name, second.country, second.outside, second.needs_form], ['Second Model Ltd', 'BR', true, true]);
    assert.match(second.title, /Sprachmodell/);
    assert.match(buddy.run('consent', 'notice'), new RegExp(`Second Model Ltd.*\n[^]*Version ${notice.version}`));
    assert.equal(JSON.parse(buddy.run('consent', 'notice', '--json')).version, notice.version);
});

test('no child is known here before a guardian has agreed, and what leaves is not agreed to by a click', async () => {
    const guardian = buddy.person();
    await guardian.call('GET', '/api/session');
    await guardian.must('POST', '/api/guardians', { email: 'first@example.test', password: 'a long enough password', country: 'US', language: 'en' });
    const child = { nickname: 'Lee', birth_year: new Date().getUTCFullYear() - 11, birth_month: 1, avatar: 'fox', language: 'en', country: 'US', pin: '4071' };
    const refused = await guardian.call('POST', '/api/children', child);
    assert.deepEqual([refused.status, refused.body.code], [409, 'consent_needed']);
    const { notice_version } = await guardian.must('GET', '/api/consents');
    const clicked = await guardian.call('POST', '/api/consents', { ...scopeOf(openai), notice_version });
    assert.deepEqual([clicked.status, clicked.body.code], [409, 'form_needed']);
    const old = await guardian.call('POST', '/api/consents', { purpose: 'account', processor: 'here', notice_version: 'another' });
    assert.deepEqual([old.status, old.body.code], [409, 'notice_changed']);
    await buddy.agree(guardian);
    await guardian.must('POST', '/api/children', child);
});

test('a call goes out after consent and never again after it was taken back, also in a talk that goes on', async () => {
    const { guardian, child } = await buddy.family();
    const conversation = await child.conversation();
    assert.deepEqual(await reached(() => child.say(conversation, words)), { openai: 0, anthropic: 0 });
    await buddy.consent(guardian, only(openai));
    assert.deepEqual(await reached(() => child.say(conversation, words)), { openai: 1, anthropic: 0 });
    await guardian.must('POST', '/api/consents/withdrawals', scopeOf(openai));
    for (let i = 0; i < 3; i += 1) assert.deepEqual(await reached(() => child.say(conversation, words)), { openai: 0, anthropic: 0 });
    const { uses, history } = await guardian.must('GET', '/api/consents');
    assert.equal(uses[1].state, 'withdrawn');
    assert.deepEqual(history.map(({ event }) => event), ['given', 'given', 'withdrawn']);
    assert.equal(history[1].method, 'signed_form');
});

test('a talk that goes on after the account was taken back is kept by nobody, and a crisis in it is answered', async () => {
    const { guardian, child } = await buddy.family();
    const account = { purpose: 'account', processor: 'here' };
    const conversation = await child.conversation();
    await child.say(conversation, words);
    await guardian.must('POST', '/api/consents/withdrawals', account);
    const rows = (sql) => {
        const database = new DatabaseSync(join(buddy.folder, 'buddy.db'), { readOnly: true });
        try {
            return database.prepare(sql).get(conversation).n;
        } finally {
            database.close();
        }
    };
    const kept = () => [rows('SELECT count(*) AS n FROM turns WHERE conversation_id = ?'), rows('SELECT count(*) AS n FROM turn_events e JOIN turns t ON t.id = e.turn_id WHERE t.conversation_id = ?')];
    const before = kept();
    const helps = (events) => events.some(({ event, data }) => event === 'notice' && data.kind === 'help');
    const plain = await child.say(conversation, 'and then i had pasta');
    assert.match(textOf(plain), /stopped our talks/);
    assert.ok(helps(plain));
    const crisis = await child.say(conversation, 'i want to kill myself');
    assert.doesNotMatch(textOf(crisis), /stopped our talks/);
    assert.ok(helps(crisis));
    assert.deepEqual(kept(), before, 'not a word of either');
    assert.equal((await guardian.must('GET', '/api/alerts')).alerts.length, 1, 'who must know is told');
    assert.equal((await child.must('GET', `/api/conversations/${conversation}`)).turns.length, 1);
    const ends = rows("SELECT max(expires_at) AS n FROM sessions WHERE kind = 'child' AND child_id = (SELECT child_id FROM conversations WHERE id = ?)");
    assert.ok(ends <= Date.now() + 3_600_000, 'the session ends within an hour');
    assert.deepEqual((({ status, body }) => [status, body.code])(await child.call('POST', '/api/child-session', { pin: '4071' })), [409, 'consent_stopped']);

    await buddy.agree(guardian);
    await child.say(conversation, words);
    assert.equal((await child.must('GET', `/api/conversations/${conversation}`)).turns.length, 2);
    assert.doesNotMatch(buddy.log(), /pasta|kill myself/);
});

test('what is taken back while the first model keeps silent does not go to the second', async () => {
    const slow = await Buddy.start({ env: { ...env, BUDDY_MODEL_FIRST_WORD_SECONDS: '2' } });
    try {
        const { guardian, child } = await slow.family();
        await slow.consent(guardian);
        await openai.use('silent');
        const conversation = await child.conversation();
        const counts = await reached(async () => {
            const turn = child.say(conversation, words);
            await wait(700);
            await guardian.must('POST', '/api/consents/withdrawals', scopeOf(anthropic));
            await turn;
        });
        assert.deepEqual(counts, { openai: 1, anthropic: 0 });
    } finally {
        await openai.use('ok');
        await slow.stop();
    }
});

test('a second processor that nobody agreed to is not reached when the first fails', async () => {
    const { guardian, child } = await buddy.family();
    await buddy.consent(guardian, only(openai));
    await openai.use('500-no-retry');
    try {
        const conversation = await child.conversation();
        assert.deepEqual(await reached(() => child.say(conversation, words)), { openai: 1, anthropic: 0 });
        await buddy.consent(guardian, only(anthropic));
        assert.deepEqual(await reached(() => child.say(conversation, words)), { openai: 1, anthropic: 1 });
    } finally {
        await openai.use('ok');
    }
});

test('a form goes to staff sealed, is looked at, sent back or approved, and its file is gone then', async () => {
    const { guardian } = await buddy.family();
    const stranger = await buddy.guardian();
    const staff = await buddy.staff();
    const { notice_version } = await guardian.must('GET', '/api/consents');
    const form = await buddy.sendForm(guardian, [scopeOf(openai)], notice_version);
    const listed = (await staff.must('GET', '/api/staff/consent-forms')).forms.find(({ id }) => id === form.id);
    assert.deepEqual([listed.code, listed.email, listed.file_type, listed.is_current], [form.code, guardian.email, 'image/png', true]);
    const file = await staff.fetch('GET', `/api/staff/consent-forms/${form.id}/file`);
    assert.match(await file.text(), /a signed page/);
    assert.match(file.headers.get('content-disposition'), /^attachment/);
    for (const person of [guardian, stranger, buddy.person()]) assert.ok((await person.call('GET', `/api/staff/consent-forms/${form.id}/file`)).status >= 401);
    assert.equal((await stranger.call('PUT', `/api/consent-forms/${form.id}/pieces/0`, { bytes: 'YQ==' })).status, 404);
    const kept = () => new DatabaseSync(join(buddy.folder, 'buddy.db')).prepare('SELECT sealed FROM consent_form_pieces WHERE form_id = ?').all(form.id);
    assert.ok(kept().length === 1 && !Buffer.from(kept()[0].sealed).includes('a signed page'));
    assert.equal((await staff.call('POST', `/api/staff/consent-forms/${form.id}/decision`, { decision: 'reject' })).status, 422);
    await staff.must('POST', `/api/staff/consent-forms/${form.id}/decision`, { decision: 'reject', flaw: 'not_signed' });
    assert.equal(kept().length, 0);
    const now = await guardian.must('GET', '/api/consents');
    assert.match(now.forms[0].flaw, /signature/);
    assert.equal(now.uses[1].state, 'none');
    assert.equal((await staff.call('POST', `/api/staff/consent-forms/${form.id}/decision`, { decision: 'approve' })).status, 409);

    const bad = await guardian.must('POST', '/api/consent-forms', { uses: [scopeOf(openai)], notice_version });
    await guardian.must('PUT', `/api/consent-forms/${bad.id}/pieces/0`, { bytes: Buffer.from('<script>').toString('base64') });
    const unknown = await guardian.call('POST', `/api/consent-forms/${bad.id}/submission`);
    assert.deepEqual([unknown.status, unknown.body.code], [422, 'file_unknown']);
});

test('with the account everything is taken back: no child signs in anew, help stays', async () => {
    const { guardian, profile, child } = await buddy.family();
    await buddy.consent(guardian);
    await guardian.must('POST', '/api/consents/withdrawals', { purpose: 'account', processor: 'here' });
    assert.ok((await guardian.must('GET', '/api/consents')).uses.every(({ state }) => state !== 'given'));
    const conversation = await child.conversation();
    assert.deepEqual(await reached(() => child.say(conversation, words)), { openai: 0, anthropic: 0 });
    const { code } = await guardian.must('POST', `/api/children/${profile.id}/pairing-codes`);
    const tablet = buddy.person();
    await tablet.must('POST', '/api/pairings', { code, device_name: 'Tablet' });
    const shut = await tablet.call('POST', '/api/child-session', { pin: '4071' });
    assert.deepEqual([shut.status, shut.body.code], [409, 'consent_stopped']);
    assert.equal((await tablet.call('GET', '/api/help?country=US')).status, 200);
    await buddy.agree(guardian);
    await tablet.must('POST', '/api/child-session', { pin: '4071' });
});

test('another model server is another processor: it gets nothing on the consent to the old one', async () => {
    const house = await Buddy.start({ env: { ...env, BUDDY_MODELS: 'openai' } });
    const { guardian, child } = await house.family();
    await house.consent(guardian);
    await house.stop({ keep: true });
    const moved = await Buddy.start({ env: { ...house.env, BUDDY_MODELS: 'anthropic' }, folder: house.folder, port: house.port });
    try {
        const reading = moved.person();
        Object.assign(reading, { cookies: guardian.cookies, csrf: guardian.csrf });
        const now = await reading.must('GET', '/api/consents');
        assert.deepEqual([now.notice_changed, now.uses[0].state, now.uses[1].state], [true, 'given', 'none']);
        Object.assign(child, { buddy: moved });
        assert.deepEqual(await reached(async () => child.say(await child.conversation(), words)), { openai: 0, anthropic: 0 });
    } finally {
        moved.ownsFolder = true;
        await moved.stop();
    }
});
