// Budgets and the ledger from outside: two hundred turns at once, kill -9 in the middle of turns, kind words at the end.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { binary, Buddy, endOf, textOf } from './buddy.mjs';
import { startOpenAi } from './openai.mjs';
import { startVendor } from './vendor.mjs';

// Micro-units for a token: whole numbers, so that this test can add them exactly, too.
const input = 4;
const output = 16;
const backup = { input: 3, output: 15 };
const usedUp = /longer answers are used up/;

let folder;
let openai;
let anthropic;

before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'buddy-prices-'));
    const own = (vendor, of) => {
        const price = { model: 'fake', valid_from: '2026-01-01', input: String(of.input), cached_input: '0', output: String(of.output), source: 'this test', read_on: '2026-01-01' };
        writeFileSync(join(folder, `${vendor}.json`), JSON.stringify({ vendor, currency: 'USD', prices: [price] }));
    };
    own('openai', { input, output });
    own('anthropic', backup);
    openai = await startOpenAi();
    anthropic = await startVendor('anthropic', '');
});
after(async () => {
    await openai?.stop();
    await anthropic?.stop();
    rmSync(folder, { recursive: true, force: true });
});

const start = (env = {}) =>
    Buddy.start({ env: { OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: 'sk-test', BUDDY_MODEL: 'fake', BUDDY_PRICES: folder, ...env } });

async function familyWithModel(buddy) {
    const family = await buddy.family();
    await buddy.consent(family.guardian);
    return family;
}

const say = async (person, text) => person.say(await person.conversation(), text);
const cost = (buddy) => JSON.parse(buddy.run('cost', '--json', '--since', '2026-01-01'));
/** "0.00135" in millionths, exactly. */
const micros = (text) => {
    const [whole, rest] = text.split('.');
    assert.equal(rest.slice(6).replaceAll('0', ''), '', `${text} has no fraction of a millionth`);
    return Number(whole) * 1e6 + Number(rest.padEnd(6, '0').slice(0, 6));
};

async function settled(buddy) {
    for (let tries = 0; tries < 200; tries += 1) {
        const report = cost(buddy);
        if (micros(report.total.held) === 0) return report;
        await wait(50);
    }
    throw new Error('calls stay reserved');
}

/** What the vendor counted for the calls that it answered to the end: ten tokens a message, one a word. */
async function billed() {
    const { requests } = await openai.seen();
    return requests.reduce((sum, one) => sum + one.messages.length * 10 * input, 0);
}

test('two hundred turns at once are counted to the last millionth', async () => {
    const buddy = await start();
    try {
        const words = 24;
        const families = await Promise.all(Array.from({ length: 4 }, () => familyWithModel(buddy)));
        await openai.forget();
        await openai.use('ok');
        const turns = Array.from({ length: 200 }, (_, i) => say(families[i % families.length].child, 'tell me about otters'));
        const ends = (await Promise.all(turns)).map((events) => endOf(events).data.finish);
        assert.ok(ends.every((finish) => finish === 'complete'));
        const report = await settled(buddy);
        assert.equal(report.total.calls, 200);
        assert.equal(report.total.lost_calls + report.total.estimated_calls + report.total.calls_without_price, 0);
        assert.equal(report.total.families, families.length);
        assert.equal(report.total.output_tokens, 200 * words);
        assert.equal(micros(report.total.cost), (await billed()) + 200 * words * output);
        assert.match(buddy.run('cost', '--since', '2026-01-01'), /openai\/fake/);
    } finally {
        await buddy.stop();
    }
});

test('a budget holds when many ask at once, and the guided mentor says kindly why it answers', async () => {
    // A call's worst case is some cents here; two dollars are soon reserved.
    const buddy = await start({ BUDDY_BUDGET_FAMILY_DAY: '0.2' });
    try {
        const { child } = await familyWithModel(buddy);
        await openai.use('ok');
        const turns = await Promise.all(Array.from({ length: 60 }, () => say(child, 'tell me about otters')));
        for (const events of turns) {
            assert.equal(endOf(events).data.finish, 'complete');
            assert.ok(textOf(events).length > 10);
        }
        assert.equal(turns.filter((events) => usedUp.test(textOf(events))).length, 1, 'said once a day');
        const report = await settled(buddy);
        assert.ok(report.total.calls > 0 && report.total.calls < 60);
        assert.ok(micros(report.total.cost) <= 200000);
        const other = await familyWithModel(buddy);
        assert.doesNotMatch(textOf(await say(other.child, 'tell me about otters')), usedUp, 'another family has a budget of its own');
        const metrics = await (await fetch(`${buddy.url}/metrics`)).text();
        assert.match(metrics, /buddy_model_refusals_total\{budget="family_day",role="lead"\} \d+/);
        assert.match(metrics, /buddy_ledger_tokens_total\{kind="output",model="openai\/fake",role="lead"\} \d+/);
        assert.doesNotMatch(buddy.log(), /otters/);
    } finally {
        await buddy.stop();
    }
});

test('with nothing left to spend a child in danger is answered, and the judge is asked', async () => {
    const judged = { BUDDY_JUDGE: 'on', BUDDY_JUDGE_FROM_PERCENT: '0', BUDDY_JUDGE_TO_PERCENT: '100', BUDDY_JUDGE_DEADLINE_MS: '5000' };
    const buddy = await start({ BUDDY_BUDGET_FAMILY_DAY: '0', BUDDY_BUDGET_DAY: '0', ...judged });
    try {
        const { child } = await familyWithModel(buddy);
        await openai.judge({ severity: 'high', category: 'self_harm' });
        const helped = (events) => events.some((event) => event.event === 'notice' && event.data.kind === 'help');
        assert.ok(helped(await say(child, 'we had pasta for lunch and it was fine')), 'the judge was heard');
        const asked = await openai.requests();
        assert.ok(helped(await say(child, 'i want to kill myself')));
        assert.equal(await openai.requests(), asked, 'a crisis asks no model');
        await openai.judge({ severity: 'none', category: 'none' });
        assert.match(textOf(await say(child, 'do otters hold hands')), usedUp);
        const report = await settled(buddy);
        assert.deepEqual([...new Set(report.days.map((day) => day.role))], ['judge']);
        assert.ok(micros(report.total.cost) > 0, 'counted all the same');
    } finally {
        await buddy.stop();
    }
});

test('each model of the chain is counted at its own price, also the one that broke off', async () => {
    const chain = { BUDDY_MODELS: 'openai,anthropic', ANTHROPIC_BASE_URL: anthropic.url, ANTHROPIC_API_KEY: 'test-key', BUDDY_ANTHROPIC_MODEL: 'fake' };
    const buddy = await start(chain);
    try {
        const { child } = await familyWithModel(buddy);
        const words = 24;
        const callsOf = (report, vendor) => report.days.filter((day) => day.vendor === vendor);
        await openai.use('cut@clause');
        await anthropic.forget();
        await anthropic.use('ok');
        assert.match(textOf(await say(child, 'tell me about otters')), /I am glad that you told me/);
        const report = await settled(buddy);
        const [broke, ...others] = callsOf(report, 'openai');
        assert.equal(others.length, 0);
        assert.equal(broke.estimated_calls, 1, 'the vendor sent no counts');
        assert.ok(broke.output_tokens > 0, 'it had begun to speak');
        assert.equal(micros(broke.cost), broke.input_tokens * input + broke.output_tokens * output);
        const [answered] = callsOf(report, 'anthropic');
        const asked = (await anthropic.seen()).requests.at(-1);
        assert.equal(answered.estimated_calls, 0);
        assert.equal(micros(answered.cost), asked.messages.length * 10 * backup.input + words * backup.output);
        assert.equal(micros(report.total.cost), micros(broke.cost) + micros(answered.cost));

        await openai.use('500-no-retry');
        await say(child, 'tell me about otters');
        const after = await settled(buddy);
        assert.equal(callsOf(after, 'openai')[0].calls, 1, 'who refuses before a word costs nothing');
        assert.equal(callsOf(after, 'anthropic')[0].calls, 2);
    } finally {
        await buddy.stop();
    }
});

test("a guest is on the server's budget and on no family's", async () => {
    const buddy = await start({ BUDDY_BUDGET_FAMILY_DAY: '0' });
    try {
        const key = /bk_\S+/.exec(buddy.run('admin', 'key', 'create', '--name', 'tests', '--scope', 'chat third-party'))[0];
        const ask = async () => {
            const response = await fetch(`${buddy.url}/v1/chat/completions`, {
                method: 'POST',
                headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
                body: JSON.stringify({ model: 'buddy-10-12', messages: [{ role: 'user', content: 'tell me about otters' }] }),
            });
            assert.equal(response.status, 200);
            return (await response.json()).choices[0];
        };
        await openai.use('ok');
        assert.match((await ask()).message.content, /I am glad that you told me/);
        const { total } = await settled(buddy);
        assert.equal(total.calls, 1);
        assert.equal(total.families, 0);
        assert.ok(micros(total.cost) > 0);

        await buddy.stop({ keep: true });
        buddy.env.BUDDY_BUDGET_DAY = '0';
        await buddy.serve();
        const calls = await openai.requests();
        const guided = await ask();
        assert.equal(guided.finish_reason, 'stop');
        assert.doesNotMatch(guided.message.content, usedUp);
        assert.equal(await openai.requests(), calls);
    } finally {
        await buddy.stop();
    }
});

test('kill -9 in the middle of turns loses no call: each is settled, or held at its worst case', async () => {
    const buddy = await start();
    try {
        const families = await Promise.all(Array.from({ length: 4 }, () => familyWithModel(buddy)));
        await openai.forget();
        await openai.use('unhurried');
        const rounds = 6;
        for (let round = 0; round < rounds; round += 1) {
            const turns = families.flatMap(({ child }) => Array.from({ length: 5 }, () => say(child, 'tell me about otters').catch(() => {})));
            await wait(150 + Math.random() * 500);
            await buddy.kill();
            await Promise.all(turns);
            await buddy.serve();
        }
        // Every call that reached the vendor is in the ledger, and none that did not reach it costs anything.
        const asked = await openai.requests();
        const before = cost(buddy);
        assert.ok(asked > rounds, `only ${asked} calls: the test has no teeth`);
        assert.ok(before.total.calls >= asked, `${asked} calls were made, ${before.total.calls} are in the ledger`);
        assert.ok(micros(before.total.held) > 0, 'calls were cut off');

        // Their lease ends: they count at their worst case, and nothing is held any more.
        const held = micros(before.total.held);
        await buddy.stop({ keep: true });
        const database = new DatabaseSync(join(buddy.folder, 'buddy.db'));
        database.exec("UPDATE model_calls SET expires_at = 0 WHERE state = 'held'");
        database.close();
        await buddy.serve();
        const after = await settled(buddy);
        assert.ok(after.total.lost_calls > 0);
        assert.equal(micros(after.total.cost), micros(before.total.cost) + held);
        // The accounts and the calls agree.
        const books = new DatabaseSync(join(buddy.folder, 'buddy.db'), { readOnly: true });
        const month = "FROM spending WHERE period LIKE '____-__' AND family_id";
        for (const whose of ["= ''", "<> ''"]) {
            const sums = books.prepare(`SELECT SUM(held) AS held, SUM(spent) AS spent ${month} ${whose}`).get();
            assert.equal(sums.held, 0);
            assert.equal(sums.spent, micros(after.total.cost) * 1e6);
        }
        books.close();
    } finally {
        await buddy.stop();
    }
});

test('prices and budgets that do not fit together stop the start, and doctor says so', async () => {
    const buddy = await start();
    try {
        const env = { ...buddy.env, BUDDY_PRICES: '', BUDDY_BUDGET_MONTH: '5' };
        const serve = spawnSync(binary, ['serve'], { env, encoding: 'utf8' });
        assert.equal(serve.status, 1);
        assert.match(serve.stderr, /nobody knows the price of fake/);
        assert.match(spawnSync(binary, ['doctor'], { env, encoding: 'utf8' }).stdout, /BROKEN .*prices and budgets: .*price of fake/);
        assert.match(spawnSync(binary, ['doctor'], { env: { ...buddy.env, BUDDY_PRICES: '' }, encoding: 'utf8' }).stdout, /warning .*prices and budgets/);
        assert.match(spawnSync(binary, ['doctor'], { env: buddy.env, encoding: 'utf8' }).stdout, /ok .*prices and budgets: every model/);
        const wrong = spawnSync(binary, ['serve'], { env: { ...buddy.env, BUDDY_BUDGET_DAY: '-1' }, encoding: 'utf8' });
        assert.match(wrong.stderr, /BUDDY_BUDGET_DAY must be an amount/);
        assert.equal(spawnSync(binary, ['cost', '--since', 'yesterday'], { env: buddy.env }).status, 2);
    } finally {
        await buddy.stop();
    }
});
