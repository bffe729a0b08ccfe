// Starts a real Buddy on a free port with a data folder of its own, and talks with it as a browser would.
//
//     const buddy = await Buddy.start({ env: { OPENAI_BASE_URL: fake.url } });
//     const { guardian, child } = await buddy.family();
//     const events = await child.say(conversation, 'hi');
//     await buddy.stop();
import { spawn, spawnSync } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, readFileSync, openSync, closeSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const root = new URL('../..', import.meta.url).pathname;
export const binary = process.env.BUDDY_BINARY ?? join(root, 'build/release/bin/buddy');

export async function freePort() {
    const server = createServer();
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    return port;
}

/** One person with one browser: cookies, CSRF token, same-origin headers. */
export class Person {
    constructor(buddy) {
        this.buddy = buddy;
        this.cookies = new Map();
        this.csrf = '';
    }

    headers(verb, extra = {}) {
        const headers = { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '), ...extra };
        if (verb !== 'GET') Object.assign(headers, { origin: this.buddy.url, 'sec-fetch-site': 'same-origin', 'x-csrf-token': this.csrf });
        return headers;
    }

    async fetch(verb, path, body, extra = {}) {
        const init = { method: verb, headers: this.headers(verb, extra.headers), redirect: 'manual', signal: extra.signal };
        if (body !== undefined) {
            init.body = typeof body === 'string' ? body : JSON.stringify(body);
            init.headers['content-type'] ??= 'application/json';
        }
        const response = await fetch(this.buddy.url + path, init);
        for (const line of response.headers.getSetCookie()) {
            const [pair] = line.split(';');
            const [name, ...value] = pair.split('=');
            if (value.join('=') === '') this.cookies.delete(name);
            else this.cookies.set(name, value.join('='));
        }
        return response;
    }

    /** Calls, checks against the contract, and returns { status, body, headers }. */
    async call(verb, path, body, extra = {}) {
        const response = await this.fetch(verb, path, body, extra);
        const text = await response.text();
        const json = /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : undefined;
        this.buddy.contract?.check(verb, path, response, json);
        if (json?.csrf) this.csrf = json.csrf;
        return { status: response.status, body: json, text, headers: response.headers };
    }

    async must(verb, path, body, extra) {
        const answer = await this.call(verb, path, body, extra);
        if (answer.status >= 300) throw new Error(`${verb} ${path} answered ${answer.status} ${answer.body?.type ?? ''} ${answer.body?.detail ?? ''}`);
        return answer.body;
    }

    /** The events of a stream as they come; `until(event)` ends it. */
    async *events(verb, path, body, { headers, signal } = {}) {
        const response = await this.fetch(verb, path, body, { headers: { accept: 'text/event-stream', ...headers }, signal });
        if (!/event-stream/.test(response.headers.get('content-type') ?? '')) {
            const text = await response.text();
            throw Object.assign(new Error(`no stream: ${response.status}`), { status: response.status, body: text ? JSON.parse(text) : undefined });
        }
        const decoder = new TextDecoder();
        let pending = '';
        for await (const bytes of response.body) {
            pending += decoder.decode(bytes, { stream: true });
            let end;
            while ((end = pending.indexOf('\n\n')) >= 0) {
                const event = parseEvent(pending.slice(0, end));
                pending = pending.slice(end + 2);
                if (event) yield event;
            }
        }
    }

    async conversation() {
        return (await this.must('POST', '/api/conversations')).id;
    }

    /** Says something and returns every event of the turn. */
    async say(conversation, text, { key = randomUUID(), signal, onEvent } = {}) {
        const events = [];
        for await (const event of this.events('POST', `/api/conversations/${conversation}/turns`, { text }, { headers: { 'idempotency-key': key }, signal })) {
            events.push(event);
            onEvent?.(event);
        }
        return events;
    }
}

export function parseEvent(block) {
    const event = { id: undefined, event: 'message', data: '' };
    for (const line of block.split('\n')) {
        if (line.startsWith(':')) continue;
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'id') event.id = value;
        else if (field === 'event') event.event = value;
        else if (field === 'data') event.data += (event.data ? '\n' : '') + value;
    }
    if (!event.data) return undefined;
    return { ...event, data: JSON.parse(event.data) };
}

/** What an authenticator app shows (RFC 6238) for the secret in an otpauth:// address. */
export function appCode(uri, now = Date.now()) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [.../secret=([A-Z2-7]+)/.exec(uri)[1]].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('');
    const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
    const mac = createHmac('sha1', secret).update(step).digest();
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** What `buddy admin staff create` showed. */
export const shownBy = (output) => ({ password: /shown once: (\S+)/.exec(output)?.[1], uri: /otpauth:\S+/.exec(output)[0], recovery: output.match(/[a-z2-7]{4}(-[a-z2-7]{4}){3}/g) });

export const textOf = (events) => events.filter((e) => e.event === 'delta').map((e) => e.data.text).join('');
export const endOf = (events) => events.find((e) => e.event === 'done' || e.event === 'problem');

/** The bodies of a mail, decoded. */
export function plainText(mail) {
    const decoded = mail.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
    const blocks = [...mail.matchAll(/base64\r?\n(?:[^\r\n]+\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]+)/g)].map(([, block]) => Buffer.from(block, 'base64').toString());
    return [decoded, ...blocks].join('\n');
}

export class Buddy {
    static async start({ env = {}, folder, contract, port } = {}) {
        const buddy = new Buddy();
        buddy.folder = folder ?? mkdtempSync(join(tmpdir(), 'buddy-test-'));
        buddy.ownsFolder = !folder;
        buddy.contract = contract;
        buddy.port = port ?? (await freePort());
        buddy.url = `http://127.0.0.1:${buddy.port}`;
        buddy.env = {
            PATH: process.env.PATH,
            BUDDY_DATA: buddy.folder,
            BUDDY_PORT: String(buddy.port),
            NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
            ENCRYPTION_KEY: randomBytes(32).toString('base64'),
            // Tests make more calls than a family would; the limits have tests of their own.
            BUDDY_LIMIT_API: '100000',
            BUDDY_LIMIT_CHAT: '100000',
            BUDDY_LIMIT_SIGN_IN: '100000',
            ...env,
        };
        buddy.run('migrate');
        await buddy.serve();
        return buddy;
    }

    run(...words) {
        const done = spawnSync(binary, words, { env: this.env, encoding: 'utf8' });
        if (done.status !== 0) throw new Error(`buddy ${words.join(' ')} ended with ${done.status}: ${done.stderr}`);
        return done.stdout;
    }

    async serve() {
        this.logPath = join(this.folder, 'log.jsonl');
        const log = openSync(this.logPath, 'a');
        this.process = spawn(binary, ['serve'], { env: this.env, stdio: ['ignore', 'ignore', log] });
        closeSync(log);
        this.exited = new Promise((resolve) => this.process.once('exit', (code, signal) => resolve({ code, signal })));
        let ended = false;
        this.exited.then(() => (ended = true));
        for (let tries = 0; tries < 400; tries += 1) {
            if (ended) throw new Error(`buddy serve ended at once: ${this.log().slice(-2000)}`);
            try {
                const response = await fetch(`${this.url}/readyz`);
                await response.arrayBuffer();
                if (response.ok) return;
            } catch {
                // not listening yet
            }
            await wait(25);
        }
        throw new Error('buddy did not become ready');
    }

    log() {
        return readFileSync(this.logPath, 'utf8');
    }

    async kill() {
        this.process.kill('SIGKILL');
        await this.exited;
    }

    async stop({ keep = false } = {}) {
        this.process.kill('SIGTERM');
        const result = await this.exited;
        if (this.ownsFolder && !keep) rmSync(this.folder, { recursive: true, force: true });
        return result;
    }

    person() {
        return new Person(this);
    }

    async guardian(email = `parent-${randomBytes(4).toString('hex')}@example.test`) {
        const guardian = this.person();
        await guardian.call('GET', '/api/session');
        await guardian.must('POST', '/api/guardians', { email, password: 'a long enough password', country: 'US', language: 'en', time_zone: 'America/Chicago' });
        guardian.email = email;
        if (this.tokenFor) await guardian.must('POST', '/api/email-verifications', { token: await this.tokenFor(email) });
        // Without a state the strictest of all states' laws would hold, by the day on which the tests run.
        await guardian.must('PATCH', '/api/family', { region: 'CA' });
        await this.agree(guardian);
        return guardian;
    }

    /** Agrees to the account, as the page after signing up does: before that no child can be added. */
    async agree(guardian) {
        const { version } = await guardian.must('GET', '/api/notice');
        await guardian.must('POST', '/api/consents', { purpose: 'account', processor: 'here', notice_version: version });
    }

    /** A signed-in member of staff: one for all tests of this server. */
    staff() {
        this.member ??= this.makeStaff();
        return this.member;
    }

    async makeStaff(email = `desk-${randomBytes(4).toString('hex')}@example.test`) {
        const made = shownBy(this.run('admin', 'staff', 'create', '--email', email));
        const person = this.person();
        await person.call('GET', '/api/session');
        await this.enterStaff(person, email, made);
        return Object.assign(person, { email, made });
    }

    /** Signs staff in: the password, then what the app shows. */
    async enterStaff(person, email, { password, uri }) {
        const { ticket } = await person.must('POST', '/api/staff-session', { email, password });
        return person.must('POST', '/api/staff-session/code', { ticket, code: appCode(uri) });
    }

    /**
     * Consents to what leaves this server, by a form that staff approves: everything that the notice names, or the uses that
     * `wanted(use)` picks.
     */
    async consent(guardian, wanted = () => true) {
        const { version, uses } = await guardian.must('GET', '/api/notice');
        const chosen = uses.filter((use) => use.needs_form && wanted(use)).map(({ purpose, processor }) => ({ purpose, processor }));
        const form = await this.sendForm(guardian, chosen, version);
        await (await this.staff()).must('POST', `/api/staff/consent-forms/${form.id}/decision`, { decision: 'approve' });
        return chosen;
    }

    /** Makes a form and sends a picture of it, as the guardian's page does. */
    async sendForm(guardian, uses, version) {
        const form = await guardian.must('POST', '/api/consent-forms', { uses, notice_version: version });
        const picture = Buffer.from('\x89PNG\r\n\x1a\n a signed page IEND', 'latin1').toString('base64');
        await guardian.must('PUT', `/api/consent-forms/${form.id}/pieces/0`, { bytes: picture });
        return guardian.must('POST', `/api/consent-forms/${form.id}/submission`);
    }

    /** A guardian, a child of eleven and the child's signed-in browser. */
    async family(child = {}) {
        const guardian = await this.guardian();
        const profile = await guardian.must('POST', '/api/children', {
            nickname: 'Robin', birth_year: new Date().getUTCFullYear() - 11, birth_month: 1, avatar: 'fox', language: 'en', country: 'US', pin: '4071', ...child,
        });
        const person = await this.childOf(guardian, profile.id, child.pin ?? '4071');
        return { guardian, profile, child: person };
    }

    async childOf(guardian, id, pin) {
        const { code } = await guardian.must('POST', `/api/children/${id}/pairing-codes`);
        const child = this.person();
        await child.must('POST', '/api/pairings', { code, device_name: 'Tablet' });
        await child.must('POST', '/api/child-session', { pin });
        return child;
    }
}
