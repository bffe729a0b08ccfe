// An operator's day: refusing to start, saying what is wrong, stopping gracefully, mail through a real SMTP server.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

import { Buddy, binary, endOf, plainText, root } from './buddy.mjs';
import { Contract } from './contract.mjs';
import { startOpenAi } from './openai.mjs';

const run = (words, env = {}, input = '') => spawnSync(binary, words, { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8', input });

test('serve refuses to start without its keys and names every mistake at once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'buddy-test-'));
    const done = run(['serve'], { BUDDY_DATA: folder, BUDDY_PORT: 'eighty', BUDDY_TLS_CERT: '/nowhere.pem' });
    assert.equal(done.status, 1);
    for (const name of ['NEXTAUTH_SECRET', 'ENCRYPTION_KEY', 'BUDDY_PORT', 'BUDDY_TLS_KEY']) assert.match(done.stderr, new RegExp(name));
    rmSync(folder, { recursive: true });
});

test('every command explains itself', () => {
    for (const command of ['serve', 'migrate', 'seed', 'doctor', 'chat', 'safety', 'admin', 'config']) {
        const done = run([command, '--help']);
        assert.equal(done.status, 0, command);
        assert.match(done.stdout, new RegExp(`buddy ${command}`));
    }
    assert.equal(run(['nonsense']).status, 2);
});

test('doctor says what is off and what that means, and fails when something is broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'buddy-test-'));
    const keys = { BUDDY_DATA: folder, NEXTAUTH_SECRET: 's'.repeat(40), ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') };
    assert.equal(run(['migrate'], keys).status, 0);
    const fine = run(['doctor'], keys);
    assert.equal(fine.status, 0, fine.stdout + fine.stderr);
    for (const words of ['guided mentor', 'moderator', 'SMTP']) assert.match(fine.stdout, new RegExp(words, 'i'));
    const broken = run(['doctor'], { ...keys, OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', OPENAI_API_KEY: 'k' });
    assert.equal(broken.status, 1);
    assert.doesNotMatch(broken.stdout + broken.stderr, /s{40}/, 'no secret is printed');
    rmSync(folder, { recursive: true });
});

test('three messages in the terminal get three different, sensible replies', () => {
    const done = run(['chat', '--json'], {}, '{"text":"hi"}\n{"text":"i had a fight with my best friend"}\nnonsense\n{"reset":true}\n{"text":"i dont want to be alive anymore"}\n');
    const lines = done.stdout.trim().split('\n').map((line) => JSON.parse(line));
    assert.equal(done.status, 1, 'a bad line makes the status 1');
    assert.equal(lines.length, 5);
    assert.ok(lines[0].reply.length > 5 && lines[1].reply.length > 5 && lines[0].reply !== lines[1].reply);
    assert.ok(lines[2].error);
    assert.deepEqual(lines[3], { reset: true });
    assert.equal(lines[4].action, 'escalate');
    assert.equal(lines[4].safety.primary, 'self_harm');
    for (const key of ['reply', 'action', 'mood', 'advisor', 'safety', 'ms']) assert.ok(key in lines[0], key);
});

test('mails reach a real SMTP server once, and never carry what the child wrote', async () => {
    const mails = [];
    const smtp = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onData(stream, _session, done) {
            let text = '';
            stream.on('data', (bytes) => (text += bytes));
            stream.on('end', () => { mails.push(text); done(); });
        },
    });
    await new Promise((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    const buddy = await Buddy.start({ env: { BUDDY_SMTP_URL: `smtp://127.0.0.1:${smtp.server.address().port}`, BUDDY_MAIL_FROM: 'Buddy <buddy@example.test>' } });
    try {
        buddy.tokenFor = async () => {
            for (let i = 0; i < 100 && mails.length < 1; i += 1) await wait(50);
            assert.equal(mails.length, 1, 'the verification mail came');
            const token = /#(?:token=)?([A-Za-z0-9_-]{20,})/.exec(plainText(mails[0]));
            assert.ok(token, 'it carries a token');
            return token[1];
        };
        const { guardian, child } = await buddy.family();
        assert.equal((await guardian.must('GET', '/api/session')).guardian.email_verified, true);
        await child.say(await child.conversation(), 'i want to kill myself');
        for (let i = 0; i < 100 && mails.length < 2; i += 1) await wait(50);
        await wait(300);
        assert.equal(mails.length, 2, 'one alert mail');
        assert.doesNotMatch(plainText(mails[1]), /kill myself/);
    } finally {
        await buddy.stop();
        await new Promise((resolve) => smtp.close(resolve));
    }
});

test('a graceful stop lets a running turn finish', async () => {
    const openai = await startOpenAi();
    const buddy = await Buddy.start({ env: { OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: 'k', BUDDY_MODEL: 'fake', BUDDY_MODEL_LOCAL: 'on' } });
    const { child } = await buddy.family();
    const conversation = await child.conversation();
    let stopping;
    const events = await child.say(conversation, 'tell me about rivers', { onEvent: (e) => { if (e.event === 'delta') stopping ??= buddy.stop(); } });
    assert.equal(endOf(events).data.finish, 'complete');
    assert.deepEqual(await stopping, { code: 0, signal: null });
    await openai.stop();
});

test('health says ready, metrics count turns, and neither holds a word', async () => {
    const buddy = await Buddy.start();
    const { child } = await buddy.family();
    await child.say(await child.conversation(), 'zanzibar marmalade');
    const metrics = await (await fetch(`${buddy.url}/metrics`)).text();
    assert.match(metrics, /^buddy_/m);
    assert.doesNotMatch(metrics, /zanzibar|marmalade/);
    assert.equal((await fetch(`${buddy.url}/livez`)).status, 200);
    const ready = await (await fetch(`${buddy.url}/readyz`)).json();
    assert.equal(ready.status, 'ok');
    await buddy.stop();
});

test('every metric that the monitoring guide and its example alerts name is there from the start', async () => {
    const buddy = await Buddy.start();
    const metrics = await (await fetch(`${buddy.url}/metrics`)).text();
    const known = new Set([...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    for (const file of ['docs/monitoring.md', 'docs/monitoring-alerts.yaml']) {
        const named = new Set([...readFileSync(join(root, file), 'utf8').matchAll(/\bbuddy_[a-z_]+/g)].map(([name]) => name));
        assert.ok(named.size > 5, file);
        for (const name of named) assert.ok(known.has(name.replace(/_(bucket|count|sum)$/, '')), `${file} names ${name}`);
    }
    await buddy.stop();
});

test('staff see how the safety engine does, and nobody else', async () => {
    const buddy = await Buddy.start({ contract: new Contract() });
    const { guardian, child } = await buddy.family();
    await child.say(await child.conversation(), 'zanzibar marmalade');
    const staff = await buddy.makeStaff('mo@example.test');
    const { password } = staff.made;
    assert.equal((await buddy.person().call('POST', '/api/session', { email: 'mo@example.test', password })).status, 401, 'the families\' door stays shut');
    assert.equal((await staff.must('GET', '/api/session')).kind, 'staff');
    const watch = await staff.must('GET', '/api/staff/safety-watch');
    assert.equal(watch.status, 'well', JSON.stringify(watch.findings));
    assert.equal(Object.values(watch.assessments.input).reduce((a, b) => a + b), 1);
    assert.ok(Object.values(watch.assessments.output).reduce((a, b) => a + b) > 0);
    assert.deepEqual(watch.canaries.wrong, []);
    assert.ok(watch.canaries.last_right_round);
    assert.doesNotMatch(JSON.stringify(watch), /zanzibar|marmalade/);
    for (const person of [guardian, child, buddy.person()]) assert.ok((await person.call('GET', '/api/staff/safety-watch')).status >= 401);
    await staff.must('DELETE', '/api/staff-session');
    assert.equal((await staff.call('GET', '/api/staff/safety-watch')).status, 401);
    await buddy.stop();
});
