// What a model is sent, from outside: never more than its window, in an order that vendors can keep, and what counts when it is silent.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { binary, Buddy, endOf, textOf } from './buddy.mjs';
import { startOpenAi } from './openai.mjs';
import { startVendor } from './vendor.mjs';

const fakes = /I am glad that you told me/;
let folder;
let openai;
let anthropic;

before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'buddy-windows-'));
    for (const vendor of ['openai', 'anthropic']) {
        const price = { model: 'fake', valid_from: '2026-01-01', input: '4', cached_input: '1', cache_write: '5', output: '16', source: 'this test', read_on: '2026-01-01' };
        writeFileSync(join(folder, `${vendor}.json`), JSON.stringify({ vendor, currency: 'USD', prices: [price] }));
    }
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

async function childOf(buddy) {
    const { guardian, child } = await buddy.family();
    await guardian.must('PATCH', '/api/family', { allow_third_party: true });
    return child;
}

async function settled(buddy) {
    for (let tries = 0; tries < 200; tries += 1) {
        const report = JSON.parse(buddy.run('cost', '--json', '--since', '2026-01-01'));
        if (Number(report.total.held) === 0) return report;
        await wait(50);
    }
    throw new Error('calls stay reserved');
}

test('a message that is too long for the window is the guided mentor’s, and no later call holds it', async () => {
    const buddy = await start({ BUDDY_MODEL_WINDOW: '8192', BUDDY_MODEL_MAX_TOKENS: '321' });
    try {
        const child = await childOf(buddy);
        const talk = await child.conversation();
        await openai.forget();
        await openai.use('ok');
        const long = 'été où là déjà '.repeat(260).trim(); // 3,899 characters, but 5,459 bytes
        const events = await child.say(talk, long);
        assert.equal(endOf(events).data.finish, 'complete');
        assert.doesNotMatch(textOf(events), fakes);
        assert.equal(await openai.requests(), 0);
        assert.match(textOf(await child.say(talk, 'tell me about otters')), fakes);
        const request = await openai.lastRequest();
        assert.equal(request.max_completion_tokens, 321);
        assert.equal(request.messages.length <= 3, true, 'the long turn is left out whole');
        assert.ok(Buffer.byteLength(JSON.stringify(request.messages)) < 8192);
        const metrics = await (await fetch(`${buddy.url}/metrics`)).text();
        assert.match(metrics, /buddy_model_calls_total\{outcome="too_long",provider="openai"\} 1/);
    } finally {
        await buddy.stop();
    }
});

test('an answer that leaves no room for a turn stops the start, with what to do', async () => {
    const buddy = await start();
    await buddy.stop({ keep: true });
    const done = spawnSync(binary, ['serve'], { env: { ...buddy.env, BUDDY_MODEL_MAX_TOKENS: '4000' }, encoding: 'utf8', timeout: 20000 });
    rmSync(buddy.folder, { recursive: true, force: true });
    assert.equal(done.status, 1);
    assert.match(done.stderr, /BUDDY_MODEL_MAX_TOKENS leaves 4192 of the 8192 tokens that fake takes in.* BUDDY_MODEL_WINDOW/);
});

test('of turns that are not sent any more the model hears topics and moods, never words', async () => {
    const buddy = await start();
    try {
        const child = await childOf(buddy);
        const talk = await child.conversation();
        await openai.use('ok');
        await child.say(talk, 'my hamster pepper learned to climb the stairs');
        const early = (await openai.lastRequest()).messages[0];
        assert.equal(early.role, 'system');
        assert.doesNotMatch(early.content, /\n<earlier_talk>\n/);
        for (let turn = 0; turn < 5; turn += 1) await child.say(talk, 'and then we had pasta for lunch');
        const request = await openai.lastRequest();
        assert.match(request.messages[0].content, /\n<earlier_talk>\nEarlier in this talk, in this order: .+ messages?\)/);
        assert.doesNotMatch(JSON.stringify(request), /hamster|pepper/);
        assert.equal(request.messages.filter((message) => message.role === 'system').length, 1);
    } finally {
        await buddy.stop();
    }
});

test('what vendors keep of the instructions is counted at its own price and shown apart', async () => {
    const buddy = await start({ BUDDY_MODELS: 'openai,anthropic', ANTHROPIC_BASE_URL: anthropic.url, ANTHROPIC_API_KEY: 'test-key', BUDDY_ANTHROPIC_MODEL: 'fake' });
    try {
        const children = [await childOf(buddy), await childOf(buddy)];
        const ask = async (child) => assert.match(textOf(await child.say(await child.conversation(), 'tell me about otters')), fakes);
        await openai.forget();
        await openai.use('ok');
        await openai.control({ cacheFrom: 100 });
        for (const child of children) await ask(child);
        const [first, second] = (await openai.seen()).requests;
        assert.equal(first.prompt_cache_key, second.prompt_cache_key, 'two children, one beginning');
        assert.notEqual(first.safety_identifier, second.safety_identifier);
        const kept = (await settled(buddy)).days.find((day) => day.vendor === 'openai');
        assert.ok(kept.cached_input_tokens > 100);
        assert.equal(Number(kept.cost).toFixed(6), ((40 * 4 + kept.cached_input_tokens + 48 * 16) / 1e6).toFixed(6));

        await openai.use('500-no-retry');
        await anthropic.forget();
        await anthropic.use('ok');
        await anthropic.control({ cacheFrom: 100 });
        for (const child of children) await ask(child);
        const [asked] = (await anthropic.seen()).requests;
        assert.deepEqual(asked.system.map((block) => block.cache_control), [{ type: 'ephemeral' }, undefined]);
        const report = await settled(buddy);
        const other = report.days.find((day) => day.vendor === 'anthropic');
        assert.ok(other.cached_input_tokens > 100);
        assert.equal(other.cache_write_tokens, other.cached_input_tokens, 'written once, read once');
        assert.ok(Number(report.saved.prompt_cache) > 0);
    } finally {
        await buddy.stop();
    }
});

test('a call that gets no word counts as it was reserved', async () => {
    const buddy = await start({ BUDDY_MODEL_FIRST_WORD_SECONDS: '1' });
    try {
        const child = await childOf(buddy);
        await openai.use('silence@headers');
        const events = await child.say(await child.conversation(), 'tell me about otters');
        assert.equal(endOf(events).data.finish, 'complete');
        assert.doesNotMatch(textOf(events), fakes);
        const { total } = await settled(buddy);
        assert.equal(total.calls, 1);
        assert.equal(total.estimated_calls, 1);
        assert.ok(Number(total.cost) > (400 * 16) / 1e6, 'prompt and longest answer');
        const metrics = await (await fetch(`${buddy.url}/metrics`)).text();
        assert.match(metrics, /buddy_ledger_calls_total\{model="openai\/fake",outcome="silent",role="lead"\} 1/);
    } finally {
        await openai.use('ok');
        await buddy.stop();
    }
});
