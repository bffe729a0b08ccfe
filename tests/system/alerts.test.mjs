// An alert from message to acknowledgement, with a real SMTP server; and what no setting and no kill -9 may lose.
import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

import { Buddy, plainText } from './buddy.mjs';
import { Contract } from './contract.mjs';
import { startResend } from '../peers/resend/resend-fake.mjs';

const worrying = 'i want to kill myself';
const mails = [];
let smtp;
let buddy;

const idOf = (mail) => /^Message-ID: (\S+)/im.exec(mail)[1];
const to = (address) => mails.filter((mail) => new RegExp(`^To: ${address}`, 'im').test(mail));
async function until(what, milliseconds = 15_000) {
    const end = Date.now() + milliseconds;
    while (!what()) {
        assert.ok(Date.now() < end, `in time: ${what}`);
        await wait(25);
    }
}

/** Of the mail that confirms an address. */
async function tokenFor(email) {
    await until(() => to(email).length > 0);
    return /#token=([A-Za-z0-9_-]{20,})/.exec(plainText(to(email)[0]))[1];
}
const family = () => buddy.family();
const alertsTo = ({ guardian }) => to(guardian.email).filter((mail) => /please look/.test(mail));

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
    buddy = await Buddy.start({ contract: new Contract(), env: { BUDDY_SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}`, BUDDY_MAIL_FROM: 'Buddy <buddy@example.test>' } });
    buddy.tokenFor = tokenFor;
});
after(async () => {
    await buddy?.stop();
    await new Promise((resolve) => smtp.close(resolve));
});

test('an alert goes from message to mail to sight to answer, and each is its own', async () => {
    const one = await family();
    await one.child.say(await one.child.conversation(), worrying);
    await until(() => alertsTo(one).length > 0);
    const read = async () => (await one.guardian.must('GET', '/api/alerts')).alerts[0];
    const raised = await read();
    assert.ok(Date.parse(raised.clock.queued_at) - Date.parse(raised.clock.received_at) < 60_000, 'the product\'s must');
    assert.equal(raised.clock.reminders, 0);
    assert.equal(Date.parse(raised.clock.next_reminder_at) - Date.parse(raised.clock.queued_at), 15 * 60_000);
    assert.ok(raised.avoid_now.length >= 3 && raised.helps_now.length >= 3);
    await one.guardian.must('PUT', `/api/alerts/${raised.id}/sighting`);
    const seen = await read();
    assert.ok(seen.first_seen_at);
    assert.equal(seen.acknowledged_at, null, 'to see is not to answer');
    assert.ok(seen.clock.next_reminder_at, 'it is still told again');
    assert.equal((await one.guardian.call('PUT', `/api/alerts/${raised.id}/acknowledgement`, { verdict: 'maybe' })).status, 422);
    const answered = await one.guardian.must('PUT', `/api/alerts/${raised.id}/acknowledgement`, { verdict: 'unsure' });
    assert.ok(answered.acknowledged_at);
    assert.equal(answered.verdict, 'unsure');
    assert.equal(answered.clock.next_reminder_at, null);
    const metrics = await (await fetch(`${buddy.url}/metrics`)).text();
    for (const name of ['queue', 'seen', 'answered']) assert.match(metrics, new RegExp(`buddy_alert_${name}_seconds_count 1`));
    assert.match(metrics, /buddy_alert_verdicts\{category="self_harm",verdict="unsure"\} 1/);
    const stranger = await buddy.guardian();
    assert.equal((await stranger.call('PUT', `/api/alerts/${raised.id}/sighting`)).status, 404);
});

test('no setting silences what may not wait', async () => {
    const one = await family();
    await one.guardian.must('PATCH', '/api/family', { alert_emails: false });
    const before = (await one.guardian.must('GET', '/api/alert-preferences')).kinds;
    const floor = before.filter(({ may_wait }) => !may_wait).map(({ kind }) => kind);
    assert.deepEqual(floor.sort(), ['abuse', 'medical', 'self_harm', 'threats']);
    for (const kind of floor) assert.equal((await one.guardian.call('PATCH', '/api/alert-preferences', { deliveries: { [kind]: 'page' } })).status, 422, kind);
    const free = Object.fromEntries(before.filter(({ may_wait }) => may_wait).map(({ kind }) => [kind, 'page']));
    await one.guardian.must('PATCH', '/api/alert-preferences', { deliveries: free, weekly_digest: false });
    await one.child.say(await one.child.conversation(), worrying);
    await until(() => alertsTo(one).length === 1);
});

test('a protected case is known to staff by its number, and to no guardian at all', async () => {
    const one = await family();
    const before = await one.guardian.must('GET', '/api/alerts');
    const staff = await buddy.makeStaff('mo@example.test');
    await one.child.say(await one.child.conversation(), 'my dad hits me and i am scared to go home');
    await until(() => to('mo@example.test').length > 0);
    const { cases } = await staff.must('GET', '/api/staff/cases');
    assert.equal(cases.length, 1);
    assert.deepEqual(Object.keys(cases[0]).sort(), ['acknowledged_at', 'guardian_told', 'id', 'raised_at', 'reminders', 'severity']);
    assert.deepEqual(await one.guardian.must('GET', '/api/alerts'), before);
    for (const act of ['sighting', 'acknowledgement'])
        assert.equal((await one.guardian.call('PUT', `/api/alerts/${cases[0].id}/${act}`, act === 'sighting' ? undefined : { verdict: 'right' })).status, 404);
    assert.equal((await one.guardian.call('GET', '/api/staff/cases')).status, 403);
    await staff.must('PUT', `/api/staff/cases/${cases[0].id}/acknowledgement`);
    assert.ok((await staff.must('GET', '/api/staff/cases')).cases[0].acknowledged_at);
});

test('a link that nobody wrote ends no digest, and needs no page of ours to be refused', async () => {
    const answer = await fetch(`${buddy.url}/api/unsubscriptions/a.b.c`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' });
    assert.equal(answer.status, 404);
});

test('kill -9 between detection and delivery loses no alert and doubles no mail', async () => {
    const families = [await family(), await family(), await family()];
    const withMail = buddy.env;
    await buddy.stop({ keep: true });
    // Without a mail server every mail waits: whatever is killed now is killed between detection and delivery.
    buddy.env = { ...withMail, BUDDY_SMTP_URL: '' };
    delete buddy.env.BUDDY_SMTP_URL;
    await buddy.serve();
    const acknowledged = new Map(families.map((one) => [one, 0]));
    const worry = async (one) => {
        for (;;) {
            try {
                const conversation = await one.child.conversation();
                await one.child.say(conversation, worrying, { onEvent: ({ event }) => event === 'turn' && acknowledged.set(one, acknowledged.get(one) + 1) });
            } catch {
                return;
            }
        }
    };
    for (let round = 0; round < 4; round += 1) {
        const clients = families.map(worry);
        // However busy the machine is, each round has something to lose.
        await until(() => families.every((one) => acknowledged.get(one) > round), 60_000);
        await wait(Math.random() * 150);
        await buddy.kill();
        await Promise.all(clients);
        if (round === 3) buddy.env = withMail;
        await buddy.serve();
    }
    for (const one of families) {
        const { alerts } = await one.guardian.must('GET', '/api/alerts');
        assert.ok(alerts.length >= acknowledged.get(one), `${acknowledged.get(one)} acknowledged, ${alerts.length} stored`);
        for (const { clock } of alerts) assert.ok(clock.next_reminder_at, 'each is told again until somebody answers');
        await until(() => alertsTo(one).length >= alerts.length);
        assert.equal(alertsTo(one).length, alerts.length, 'one mail for each alert');
        assert.equal(new Set(alertsTo(one).map(idOf)).size, alerts.length);
    }
});

test('Resend gets each mail once, though its answers are lost, late or no, and tells whose mail comes back', async () => {
    const resend = await startResend();
    const secret = randomBytes(24);
    const other = await Buddy.start({
        contract: new Contract(),
        env: { RESEND_API_KEY: resend.key, RESEND_BASE_URL: resend.url, RESEND_WEBHOOK_SECRET: `whsec_${secret.toString('base64')}`, BUDDY_MAIL_FROM: 'Buddy <buddy@example.test>' },
    });
    const tell = async (type, email, { id = `msg_${randomBytes(6).toString('hex')}`, at = Math.floor(Date.now() / 1000), key = secret } = {}) => {
        const body = JSON.stringify({ type, created_at: new Date().toISOString(), data: { email_id: 'x', to: [email] } });
        const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
        const headers = { 'content-type': 'application/json', 'svix-id': id, 'svix-timestamp': String(at), 'svix-signature': `v1,${signature}` };
        return (await fetch(`${other.url}/webhooks/resend`, { method: 'POST', headers, body })).status;
    };
    try {
        resend.fault = 'fast';
        other.tokenFor = async () => {
            await until(() => resend.mails.length === 1);
            assert.equal(resend.calls, 2, 'too fast: asked again after what it said');
            return /#token=([A-Za-z0-9_-]{20,})/.exec(resend.mails[0].text)[1];
        };
        const one = await other.family();
        assert.deepEqual(resend.mails[0].to, [one.guardian.email]);
        resend.fault = 'cut';
        await one.child.say(await one.child.conversation(), worrying);
        await until(() => resend.calls === 4, 20_000);
        await wait(200);
        assert.equal(resend.mails.length, 2, 'the repeated call sent nothing twice');
        assert.doesNotMatch(JSON.stringify(resend.mails[1]), /kill myself/);
        assert.equal(resend.mails[1].headers['List-Unsubscribe'], undefined, 'nobody may end alerts');

        const { email } = one.guardian;
        const state = async () => (await one.guardian.must('GET', '/api/alert-preferences')).mail;
        assert.equal(await state(), 'arrives');
        assert.equal(await tell('email.bounced', email, { key: randomBytes(24) }), 403);
        assert.equal(await tell('email.bounced', email, { at: Math.floor(Date.now() / 1000) - 400 }), 403);
        assert.equal(await tell('email.opened', email), 204);
        assert.equal(await state(), 'arrives');
        assert.equal(await tell('email.bounced', email, { id: 'msg_1' }), 204);
        assert.equal(await state(), 'comes_back', 'and the page says so');
        assert.equal(await tell('email.delivered', email), 204);
        assert.equal(await tell('email.bounced', email, { id: 'msg_1' }), 204);
        assert.equal(await state(), 'arrives', 'a repeated event is heard once');
    } finally {
        await other.stop();
        await resend.stop();
    }
});
