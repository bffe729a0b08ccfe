// What a family may do with its data, from outside: take it along, have it erased, and what a backup gives back afterwards.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { binary, Buddy } from './buddy.mjs';
import { Contract } from './contract.mjs';

const password = 'a long enough password';
const words = 'my hamster is called Pretzel and he is quick';
const hidden = 'my dad beats me with a belt at home';

async function until(ask, what) {
    for (let tries = 0; tries < 200; tries += 1) {
        const answer = await ask();
        if (answer) return answer;
        await wait(50);
    }
    throw new Error(`${what} did not come`);
}

/** The files of an archive that is not compressed, by name. */
function filesIn(zip) {
    const files = new Map();
    for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
        const size = zip.readUInt32LE(at + 18);
        const name = zip.readUInt16LE(at + 26);
        const begin = at + 30 + name;
        files.set(zip.toString('utf8', at + 30, begin), zip.toString('utf8', begin, begin + size));
        at = begin + size;
    }
    return files;
}

const sql = (buddy, text, file = 'buddy.db') => {
    const database = new DatabaseSync(join(buddy.folder, file));
    try {
        return database.prepare(text).all();
    } finally {
        database.close();
    }
};
const count = (buddy, table) => sql(buddy, `SELECT count(*) AS n FROM ${table}`)[0].n;

test('a family takes its data along, and nothing protected with it', async () => {
    const buddy = await Buddy.start({ contract: new Contract() });
    try {
        const { guardian, child } = await buddy.family();
        const conversation = await child.conversation();
        await child.say(conversation, words);
        await child.say(conversation, hidden);

        assert.equal((await guardian.call('POST', '/api/exports', { password: 'not the password' })).body.code, 'wrong_password');
        const wish = await guardian.must('POST', '/api/exports', { password });
        await until(async () => (await guardian.must('GET', '/api/exports')).exports.find(({ state }) => state === 'made'), 'the archive');
        const path = `/api/exports/${wish.id}/archive`;
        const whole = await guardian.fetch('GET', path);
        assert.equal(whole.headers.get('content-type'), 'application/zip');
        const zip = Buffer.from(await whole.arrayBuffer());
        assert.equal(zip.length, Number(whole.headers.get('content-length')));

        const first = await guardian.fetch('GET', path, undefined, { headers: { range: 'bytes=0-999' } });
        assert.equal(first.status, 206);
        const rest = await guardian.fetch('GET', path, undefined, { headers: { range: 'bytes=1000-', 'if-range': whole.headers.get('etag') } });
        assert.equal(rest.headers.get('content-range'), `bytes 1000-${zip.length - 1}/${zip.length}`);
        const joined = Buffer.concat([Buffer.from(await first.arrayBuffer()), Buffer.from(await rest.arrayBuffer())]);
        assert.ok(zip.equals(joined), 'a download that broke off goes on where it stopped');

        const files = filesIn(zip);
        const { data } = JSON.parse(files.get('data/conversations.json'));
        assert.deepEqual(data.conversations.map(({ turns }) => turns.map((turn) => turn.child)), [[words]]);
        assert.match(files.get('conversations.html'), /hamster/);
        assert.match(files.get('index.html'), /conversations\.html/);
        assert.ok(!zip.includes('belt'), 'a protected turn is in no file');

        const stranger = await buddy.guardian();
        assert.equal((await stranger.fetch('GET', path)).status, 404);
        const mine = await child.must('GET', '/api/my-data');
        assert.equal(mine.amounts.turns, 1);
        assert.equal(mine.erased_on, null);
        assert.doesNotMatch(buddy.log(), /hamster|belt/);
    } finally {
        await buddy.stop();
    }
});

test('an erasure can be undone in its days of grace, and a hold keeps it from happening', async () => {
    const buddy = await Buddy.start();
    try {
        const { guardian, child, profile } = await buddy.family();
        const talk = await child.conversation();
        const wish = await guardian.must('POST', '/api/erasures', { password, child_id: profile.id });
        assert.equal(Date.parse(wish.due_at) - Date.parse(wish.asked_at), 7 * 86_400_000);
        assert.equal((await guardian.call('POST', '/api/erasures', { password, child_id: profile.id })).status, 409);
        assert.equal((await child.must('GET', '/api/my-data')).erased_on, wish.due_at);
        await child.say(talk, words);
        await child.must('POST', '/api/child-session', { pin: '4071' });
        assert.equal((await child.must('GET', `/api/conversations/${talk}`)).turns.length, 1, 'in its grace a child may go on');
        // From the point of no return on it does not sign in any more.
        sql(buddy, `UPDATE erasures SET state = 'erasing' WHERE id = '${wish.id}'`);
        assert.equal((await child.call('POST', '/api/child-session', { pin: '4071' })).body.code, 'no_such_device');
        sql(buddy, `UPDATE erasures SET state = 'waiting' WHERE id = '${wish.id}'`);
        await guardian.must('DELETE', `/api/erasures/${wish.id}`);
        assert.equal((await guardian.call('DELETE', `/api/erasures/${wish.id}`)).status, 409);
        assert.equal((await child.must('GET', '/api/my-data')).erased_on, null);

        const old = Date.now() - 91 * 86_400_000;
        sql(buddy, `UPDATE conversations SET started_at = ${old}, last_turn_at = ${old}`);
        assert.match(buddy.run('hold', 'add', '--email', guardian.email, '--reference', 'file 12'), /Nothing of family/);
        assert.match(buddy.run('hold', 'list'), /file 12/);
        assert.equal((await guardian.must('GET', '/api/erasures')).is_held, true);
        assert.match(buddy.run('retention', 'run'), /conversations +0 .* 1 kept by a legal hold/);
        buddy.run('hold', 'remove', '--email', guardian.email);
        assert.match(buddy.run('retention', 'run', '--dry-run'), /would remove\n.*conversations +1 /);
        assert.equal(count(buddy, 'conversations'), 1);
        assert.match(buddy.run('retention', 'run'), /removed\n.*conversations +1 /);
        assert.equal(count(buddy, 'conversations') + count(buddy, 'turns') + count(buddy, 'turn_events'), 0);
        const { runs } = JSON.parse(buddy.run('retention', 'report', '--json'));
        assert.deepEqual(runs.slice(0, 2).map((run) => run.dry_run), [false, true]);
        assert.match(buddy.run('audit', 'verify'), /whole/);
    } finally {
        await buddy.stop();
    }
});

test('a family that was erased stays erased when an old backup is restored', async () => {
    const buddy = await Buddy.start({ env: { BUDDY_ERASURE_DAYS: '0' } });
    try {
        const gone = await buddy.family();
        const stays = await buddy.family();
        for (const { child } of [gone, stays]) await child.say(await child.conversation(), words);
        const profiles = (await gone.guardian.must('GET', '/api/children')).children.length;
        assert.equal(profiles, 1);

        // A data backup: the main database alone, without its keys.
        await buddy.stop({ keep: true });
        const live = join(buddy.folder, 'buddy.db');
        const backup = join(buddy.folder, 'backup.db');
        copyFileSync(live, backup);
        await buddy.serve();

        await gone.guardian.must('POST', '/api/erasures', { password });
        await until(async () => (await gone.guardian.call('GET', '/api/family')).status === 401, 'the end of the session');
        await until(() => count(buddy, 'families') === 1, 'the end of the family');
        await until(() => sql(buddy, "SELECT id FROM erasures WHERE state = 'done'").length === 1, 'the receipt');
        assert.equal(count(buddy, 'conversations'), 1);

        const [{ receipt }] = sql(buddy, 'SELECT receipt FROM erasure_ledger', 'keys.db');
        const file = join(buddy.folder, 'receipt.json');
        writeFileSync(file, receipt);
        assert.match(buddy.run('erasure', 'verify', file), /true/);
        writeFileSync(file, receipt.replace('"scope":"family"', '"scope":"child"'));
        assert.equal(spawnSync(binary, ['erasure', 'verify', file], { env: buddy.env }).status, 1);

        await buddy.stop({ keep: true });
        putBack(backup, live);
        assert.equal(count(buddy, 'families'), 2, 'the backup brought the rows back');
        const current = join(buddy.folder, 'keys.copy');
        copyFileSync(join(buddy.folder, 'keys.db'), current);
        sql(buddy, 'DELETE FROM erasure_ledger', 'keys.db');
        await buddy.serve();
        assert.equal(count(buddy, 'conversations'), 2, 'without the ledger the rows stay');
        for (const path of ['/api/children', '/api/alerts']) {
            const answer = await gone.guardian.fetch('GET', path);
            assert.ok(answer.status >= 400 && !/hamster|Robin/.test(await answer.text()), 'and nobody can read them');
        }
        await buddy.stop({ keep: true });
        putBack(current, join(buddy.folder, 'keys.db'));
        putBack(backup, live);
        await buddy.serve();
        assert.match(buddy.log(), /erased again what a restored backup had brought back/);
        assert.equal(count(buddy, 'families'), 1);
        assert.equal(count(buddy, 'conversations'), 1);
        assert.equal((await gone.guardian.call('GET', '/api/family')).status, 401);
        assert.equal((await stays.guardian.must('GET', '/api/children')).children.length, 1);
        assert.doesNotMatch(buddy.log(), /hamster/);
    } finally {
        await buddy.stop();
    }
});

/** The archive of a family, as one text. */
async function archiveOf(guardian) {
    const wish = await guardian.must('POST', '/api/exports', { password });
    await until(async () => (await guardian.must('GET', '/api/exports')).exports.find(({ id, state }) => id === wish.id && state === 'made'), 'the archive');
    const whole = await guardian.fetch('GET', `/api/exports/${wish.id}/archive`);
    return Buffer.from(await whole.arrayBuffer()).toString('utf8');
}

function putBack(backup, live) {
    copyFileSync(backup, live);
    for (const rest of ['-wal', '-shm']) rmSync(live + rest, { force: true });
}

test('what an erased child said can be read in no backup, and its sibling loses nothing', async () => {
    const buddy = await Buddy.start({ env: { BUDDY_ERASURE_DAYS: '0' } });
    try {
        const { guardian, profile, child } = await buddy.family();
        const second = await guardian.must('POST', '/api/children', { nickname: 'Kim', birth_year: new Date().getUTCFullYear() - 9, birth_month: 1, avatar: 'owl', language: 'en', country: 'US', pin: '5082' });
        const sibling = await buddy.childOf(guardian, second.id, '5082');
        await child.say(await child.conversation(), words);
        await child.say(await child.conversation(), hidden);
        const talk = await sibling.conversation();
        await sibling.say(talk, 'my kite flew over the roof');
        assert.match(await archiveOf(guardian), /hamster[^]*kite|kite[^]*hamster/);
        assert.match(buddy.run('keys', 'status'), /^0 children/);

        // Backups of the data: the main database alone, with an archive of the family in it.
        await buddy.stop({ keep: true });
        const live = join(buddy.folder, 'buddy.db');
        const keys = join(buddy.folder, 'keys.db');
        const backup = join(buddy.folder, 'backup.db');
        copyFileSync(live, backup);
        await buddy.serve();
        await guardian.must('POST', '/api/erasures', { password, child_id: profile.id });
        await until(() => sql(buddy, "SELECT id FROM erasures WHERE state = 'done'").length === 1, 'the receipt');
        assert.deepEqual((await guardian.must('GET', '/api/children')).children.map(({ nickname }) => nickname), ['Kim']);
        const [{ receipt }] = sql(buddy, 'SELECT receipt FROM erasure_ledger', 'keys.db');
        assert.equal(JSON.parse(receipt).keys_destroyed, true);
        assert.doesNotMatch(receipt, new RegExp(profile.id));
        const file = join(buddy.folder, 'receipt.json');
        writeFileSync(file, receipt);
        assert.match(buddy.run('erasure', 'verify', file), /true/);
        for (const table of ['conversations', 'turns', 'alerts', 'trajectories', 'devices', 'conversation_summaries', 'child_limits', 'looks', 'oversight_changes'])
            assert.equal(sql(buddy, `SELECT count(*) AS n FROM ${table} WHERE child_id = '${profile.id}'`)[0].n, 0, table);
        for (const table of ['exports', 'export_chunks', 'cached_replies']) assert.equal(count(buddy, table), 0, table);
        assert.equal(sql(buddy, `SELECT count(*) AS n FROM mails WHERE child_id = '${profile.id}'`)[0].n, 0);
        assert.equal(sql(buddy, `SELECT count(*) AS n FROM jobs WHERE payload LIKE '%${profile.id}%'`)[0].n, 0, 'no job names it');
        await buddy.stop({ keep: true });

        // Somebody restores the backup and makes the server forget that there was an erasure: the rows are back, and nobody
        // can read them, since the keys are in no backup.
        const current = join(buddy.folder, 'keys.copy');
        copyFileSync(keys, current);
        putBack(backup, live);
        sql(buddy, 'DELETE FROM erasure_ledger', 'keys.db');
        await buddy.serve();
        assert.equal(sql(buddy, `SELECT count(*) AS n FROM turns WHERE child_id = '${profile.id}'`)[0].n, 2, 'the rows are back');
        assert.deepEqual((await guardian.must('GET', '/api/children')).children.map(({ nickname }) => nickname), ['Kim']);
        assert.ok((await child.call('GET', '/api/conversations')).status >= 400, 'the child itself is nobody any more');
        const old = (await guardian.must('GET', '/api/exports')).exports.find(({ state }) => state === 'made');
        const lost = await guardian.fetch('GET', `/api/exports/${old.id}/archive`).then((answer) => answer.arrayBuffer()).catch(() => new ArrayBuffer(0));
        assert.doesNotMatch(Buffer.from(lost).toString('utf8'), /hamster|belt|Robin/, 'nor does the archive in the backup open');
        const now = await archiveOf(guardian);
        assert.match(now, /kite/);
        assert.doesNotMatch(now, /hamster|belt|Robin/);
        await buddy.stop({ keep: true });

        // The same backup beside the ledger as it is: the rows go again before the server listens.
        putBack(current, keys);
        putBack(backup, live);
        await buddy.serve();
        assert.match(buddy.log(), /erased again what a restored backup had brought back/);
        assert.equal(sql(buddy, `SELECT count(*) AS n FROM turns WHERE child_id = '${profile.id}'`)[0].n, 0);
        assert.equal((await sibling.must('GET', `/api/conversations/${talk}`)).turns.length, 1);
        assert.match(buddy.run('erasure', 'verify', file), /true/);
        assert.doesNotMatch(buddy.log(), /hamster|belt|kite/);
    } finally {
        await buddy.stop();
    }
});
