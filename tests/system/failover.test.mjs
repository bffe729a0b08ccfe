// What a child sees when a model fails: each fault, at each moment, at each vendor; and the table of docs/failover.md that says so.
//
//     BUDDY_WRITE_DOCS=1 tests/system/run.sh failover.test.mjs     writes the table anew
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { Buddy, binary, endOf, root, textOf } from './buddy.mjs';
import { startOpenAi } from './openai.mjs';
import { startVendor } from './vendor.mjs';

const says = {
    openai: 'I am glad that you told me. That sounds like a long day. What was the best part of it?',
    anthropic: 'Thank you for telling me. It makes sense to feel tired. Would you like to rest a little?',
};
const names = { openai: 'OpenAI', anthropic: 'Anthropic' };

let openai;
let anthropic;
let vendors;

before(async () => {
    openai = await startOpenAi();
    anthropic = await startVendor('anthropic', '');
    vendors = { openai, anthropic };
    for (const [name, vendor] of Object.entries(vendors)) await vendor.control({ text: says[name], intervalMs: 4 });
});
after(async () => {
    await openai?.stop();
    await anthropic?.stop();
});

const use = (vendor, fault) => vendors[vendor].control({ fault });
const other = (vendor) => (vendor === 'openai' ? 'anthropic' : 'openai');

/** A Buddy with both models in that order, and a family that lets them answer. */
async function house(first, env = {}) {
    const buddy = await Buddy.start({
        env: {
            BUDDY_MODELS: `${first},${other(first)}`,
            OPENAI_BASE_URL: openai.url,
            ANTHROPIC_BASE_URL: anthropic.url,
            ANTHROPIC_API_KEY: 'test-key',
            BUDDY_MODEL_FIRST_WORD_SECONDS: '3',
            BUDDY_MODEL_IDLE_SECONDS: '3',
            BUDDY_MODEL_REST_SECONDS: '0',
            BUDDY_LINGER_SECONDS: '0',
            ...env,
        },
    });
    const family = await buddy.family();
    await buddy.consent(family.guardian);
    return { buddy, ...family };
}

async function metric(buddy, line) {
    const text = await (await fetch(`${buddy.url}/metrics`)).text();
    const found = text.split('\n').find((one) => one.startsWith(`${line} `));
    return found === undefined ? undefined : Number(found.split(' ').at(-1));
}

// ---------------------------------------------------------------- the table

const at = (fault, moments) => moments.map((moment) => ({ openai: `${fault}@${moment}`, anthropic: `${fault}@${moment}`, moment, fault }));
const status = (fault, onOpenAi, onAnthropic) => ({ openai: onOpenAi, anthropic: onAnthropic, moment: 'headers', fault });
const inAStream = ['token', 'clause', 'released', 'end'];
const faults = [
    status('400, our request is wrong', '400', '400'),
    status('429, out of pace for minutes', '429-slow', '429-slow'),
    status('429, out of money', '429-exhausted', '429-spend'),
    status('overloaded (500; 529)', '500', '529'),
    status('an answer that is no stream', 'no-stream', 'no-stream'),
    ...at('silence', ['headers', ...inAStream]),
    ...at('cut', ['headers', ...inAStream]),
    ...at('quiet', inAStream),
    ...at('error', inAStream),
    ...at('refusal', inAStream),
];
const momentWords = {
    headers: 'before the headers',
    token: 'before the first word',
    clause: 'in the middle of the first clause',
    released: 'after a clause was shown',
    end: 'after the last word, before the end',
};
const faultWords = {
    silence: 'silence on an open connection',
    cut: 'the connection breaks',
    quiet: 'the stream ends without its last event',
    error: 'the vendor reports an error in the stream',
    refusal: 'the vendor refuses',
};

/** What was shown, in words that the table can hold. */
function seen(events) {
    const text = textOf(events);
    assert.notEqual(endOf(events).data.finish, 'replaced', 'safety spoke: on a machine too busy, an assessment is given up after 250 ms');
    for (const [vendor, whole] of Object.entries(says)) {
        if (text === whole) return `${names[vendor]}'s answer`;
        const sentences = whole.match(/[^.?]+[.?]\s*/g);
        const shown = sentences.filter((_, index) => text.startsWith(sentences.slice(0, index + 1).join('').trimEnd())).length;
        if (shown === 0) continue;
        const rest = text.slice(sentences.slice(0, shown).join('').trimEnd().length);
        for (const sentence of Object.values(says).flatMap((words) => words.match(/[^.?]+[.?]/g))) assert.ok(!rest.includes(sentence.trim()), 'a second voice was spliced in');
        assert.ok(rest.trim().length > 10, 'the end is kind');
        const ending = /cut off/.test(rest) ? 'kind words that it was cut off' : 'kind words that it stops there';
        return `${names[vendor]}: ${shown} of ${sentences.length} sentences, then ${ending}`;
    }
    assert.ok(text.length > 10);
    return 'the guided mentor';
}

/** What the design promises (docs/failover.md). */
function promised({ fault, moment }, first, bothFail) {
    const wasShown = moment === 'released' || moment === 'end';
    if (wasShown) {
        const sentences = moment === 'end' ? 3 : 1;
        return `${names[first]}: ${sentences} of 3 sentences, then kind words that it ${fault === 'refusal' ? 'stops there' : 'was cut off'}`;
    }
    return bothFail || fault === 'refusal' ? 'the guided mentor' : `${names[other(first)]}'s answer`;
}

describe('when a model fails', () => {
    const houses = {};
    const rows = [];
    before(async () => {
        for (const first of Object.keys(vendors)) houses[first] = await house(first);
    });
    after(async () => {
        for (const { buddy } of Object.values(houses)) await buddy.stop();
    });

    async function tell(one, first, bothFail) {
        const second = other(first);
        await use(first, one[first]);
        await use(second, bothFail ? one[second] : 'ok');
        const calls = await vendors[second].requests();
        const { child } = houses[first];
        const conversation = await child.conversation();
        const events = await child.say(conversation, 'i had a long day at school');
        assert.equal(events.filter((event) => event.event === 'done').length, 1);
        const what = seen(events);
        const stored = (await child.must('GET', `/api/conversations/${conversation}`)).turns[0];
        assert.equal(stored.reply, textOf(events), 'what was shown is what is kept');
        const asked = (await vendors[second].requests()) > calls;
        const mayAsk = one.fault !== 'refusal' && one.moment !== 'released' && one.moment !== 'end';
        assert.equal(asked, mayAsk, `whether ${names[second]} is asked`);
        assert.equal(endOf(events).data.finish, /cut off/.test(what) ? 'interrupted' : 'complete');
        return what;
    }

    for (const one of faults) {
        test(`${faultWords[one.fault] ?? one.fault}, ${momentWords[one.moment]}`, async () => {
            const cells = [];
            for (const [first, bothFail] of [['openai', false], ['anthropic', false], ['openai', true]]) {
                const what = await tell(one, first, bothFail);
                assert.equal(what, promised(one, first, bothFail));
                cells.push(what);
            }
            rows.push(`| ${faultWords[one.fault] ?? one.fault} | ${momentWords[one.moment]} | ${cells.join(' | ')} |`);
        });
    }

    test('the table in docs/failover.md is what was seen', () => {
        const path = join(root, 'docs/failover.md');
        const head = '| fault | when | OpenAI first and failing | Anthropic first and failing | both failing |\n| --- | --- | --- | --- | --- |\n';
        const table = `<!-- table -->\n${head}${rows.join('\n')}\n<!-- end of table -->`;
        const now = readFileSync(path, 'utf8');
        const fresh = now.replace(/<!-- table -->[\s\S]*<!-- end of table -->/, () => table);
        if (process.env.BUDDY_WRITE_DOCS) writeFileSync(path, fresh);
        else assert.equal(now, fresh, 'BUDDY_WRITE_DOCS=1 writes it anew');
    });

    test('a refused message is not shown to a model again', async () => {
        await use('openai', 'refusal@token');
        const { child, buddy } = houses.openai;
        const conversation = await child.conversation();
        await child.say(conversation, 'we played football in the park');
        await use('openai', 'ok');
        assert.equal(seen(await child.say(conversation, 'and then i had a long day')), "OpenAI's answer");
        assert.doesNotMatch(JSON.stringify(await openai.lastRequest()), /football in the park/);
        assert.ok((await metric(buddy, 'buddy_model_calls_total{outcome="refused",provider="openai"}')) > 0);
    });

    test('no word of a child or of a vendor is in the log', () => {
        for (const { buddy } of Object.values(houses)) {
            assert.match(buddy.log(), /a model does not answer/);
            assert.match(buddy.log(), /a model answers again/);
            assert.doesNotMatch(buddy.log(), /long day|football|telling me|not for children/);
        }
    });
});

// ---------------------------------------------------------------- health

test('a model that fails again and again rests, and is asked again later', async () => {
    const { buddy, child } = await house('openai', { BUDDY_MODEL_REST_SECONDS: '4' });
    try {
        assert.equal(await metric(buddy, 'buddy_model_resting{provider="openai"}'), 0);
        await use('openai', 'error@token');
        await use('anthropic', 'ok');
        const say = async () => seen(await child.say(await child.conversation(), 'i had a long day at school'));
        const calls = await openai.requests();
        for (let i = 0; i < 5; i += 1) assert.equal(await say(), "Anthropic's answer");
        assert.equal(await metric(buddy, 'buddy_model_resting{provider="openai"}'), 1);
        await say();
        assert.equal((await openai.requests()) - calls, 5, 'it is left alone');
        assert.ok((await metric(buddy, 'buddy_model_calls_total{outcome="resting",provider="openai"}')) >= 1);
        assert.equal(await metric(buddy, 'buddy_model_resting{provider="anthropic"}'), 0);
        assert.equal(await metric(buddy, 'buddy_model_calls_total{outcome="answered",provider="anthropic"}'), 6);
        assert.ok((await metric(buddy, 'buddy_model_tokens_total{kind="prompt",provider="anthropic"}')) > 0);
        await use('openai', 'ok');
        await wait(4100);
        assert.equal(await say(), "OpenAI's answer");
        assert.equal(await metric(buddy, 'buddy_model_resting{provider="openai"}'), 0);
    } finally {
        await buddy.stop();
    }
});

test('a child who stops or leaves takes the call with it', async () => {
    for (const first of Object.keys(vendors)) {
        const { buddy, child } = await house(first);
        try {
            await use(first, 'ok');
            await vendors[first].control({ text: `${says[first]} `.repeat(20), intervalMs: 60 });
            const leave = async (how) => {
                const gone = await vendors[first].gone();
                const conversation = await child.conversation();
                const abort = new AbortController();
                let turn;
                let deltas = 0;
                const onEvent = (event) => {
                    turn ??= event.data.turn;
                    if (event.event === 'delta' && (deltas += 1) === 1) how({ abort, conversation, turn });
                };
                await child.say(conversation, 'i had a long day at school', { signal: abort.signal, onEvent }).catch(() => {});
                for (let tries = 0; (await vendors[first].gone()) === gone; tries += 1) {
                    assert.ok(tries < 100, `${names[first]} is still talking`);
                    await wait(20);
                }
            };
            await leave(({ abort }) => abort.abort());
            await leave(({ conversation, turn }) => child.must('DELETE', `/api/conversations/${conversation}/turns/${turn}/reply`));
        } finally {
            await vendors[first].control({ text: says[first], intervalMs: 4 });
            await buddy.stop();
        }
    }
});

test('a family that has consented to no third party is not handed to one when its own model fails', async () => {
    const { buddy, guardian, child } = await house('openai', { BUDDY_MODEL_LOCAL: 'on' });
    try {
        await guardian.must('POST', '/api/consents/withdrawals', { purpose: 'answers', processor: new URL(anthropic.url).host });
        await use('openai', 'ok');
        await use('anthropic', 'ok');
        const say = async () => seen(await child.say(await child.conversation(), 'i had a long day at school'));
        assert.equal(await say(), "OpenAI's answer");
        await use('openai', '500-no-retry');
        const asked = await anthropic.requests();
        assert.equal(await say(), 'the guided mentor');
        assert.equal(await anthropic.requests(), asked);
    } finally {
        await buddy.stop();
    }
});

test('doctor looks at every model and says who answers when one fails', async () => {
    const { buddy } = await house('anthropic');
    try {
        const doctor = (env = {}) => spawnSync(binary, ['doctor'], { env: { ...buddy.env, ...env }, encoding: 'utf8' }).stdout;
        const fine = doctor();
        assert.match(fine, /ok {7}language model 1: Anthropic .* answers\. It is asked for claude/);
        assert.match(fine, /ok {7}language model 2: OpenAI .* answers\./);
        assert.match(fine, /ok {7}backup model: 2 of 2 models answer/);
        assert.doesNotMatch(fine, /test-key/);
        const half = doctor({ ANTHROPIC_BASE_URL: 'http://127.0.0.1:1' });
        assert.match(half, /BROKEN {3}language model 1: Anthropic .* cannot be reached/);
        assert.match(half, /warning {2}backup model: 1 of 2 models answer/);
        assert.match(doctor({ BUDDY_MODELS: 'openai' }), /off {6}backup model: one model is configured/);
        assert.match(doctor({ BUDDY_MODELS: 'openai,oracle' }), /BUDDY_MODELS names 'oracle'/);
    } finally {
        await buddy.stop();
    }
});
