// A stand-in for the server, typed by the contract: everything in memory, one family, replies from stories.ts.
// It sends the same headers as the real one, so that a page which breaks the content security policy breaks here too.
//
//     const mock = await startMock({ site: 'dist', pace: 60 });
//     … mock.address …
//     await mock.close();
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { components } from '../api/schema.ts';
import { boardOf, incidentFrom, requestForStaff, rightsRequest } from './compliance.ts';
import { householdOf, invite, withdraw } from './household.ts';
import { helpCountries, insightsOf, lines, moodWeek, storyFor } from './stories.ts';
import { watchOf, type WatchStory } from './watches.ts';

type Schemas = components['schemas'];

interface Event {
  id: number;
  name: string;
  body: string;
}

interface RunningTurn {
  turn: Schemas['Turn'];
  key: string;
  events: Event[];
  ended: boolean;
  stopped: boolean;
  readers: Set<(event: Event) => void>;
}

interface TalkState {
  id: string;
  title: string;
  startedAt: string;
  turns: RunningTurn[];
  watchers: Set<ServerResponse>;
}

interface ChildState {
  profile: Schemas['Child'];
  pin: string;
  devices: (Schemas['Device'] & { secret: string })[];
  limits: Schemas['Limits'];
  seenLimits: number;
  talks: TalkState[];
  level: Schemas['OversightLevel'];
  news: Schemas['OversightContract']['news'];
  looks: Schemas['Look'][];
  shown?: boolean;
}

interface FamilyState {
  agreed: string | null;
  accepted: string | null;
  settings: Schemas['Family'];
  password: string;
  children: ChildState[];
  alerts: Schemas['Alert'][];
  preferences: Schemas['AlertPreferences'];
  exports: Schemas['Export'][];
  erasures: Schemas['Erasure'][];
  requests: Schemas['RightsRequest'][];
  watchers: Set<ServerResponse>;
}

interface SessionState {
  csrf: string;
  family: FamilyState;
  child?: ChildState;
  staff?: Schemas['Session']['staff'];
}

interface World {
  families: FamilyState[];
  sessions: Map<string, SessionState>;
  codes: Map<string, { child: ChildState; expires: number }>;
  wrongPins: Map<string, number>;
  pace: number;
  cases: Schemas['Case'][];
  openings: Schemas['Opening'][];
  thumbs: { conversation: string; thumb: Schemas['Thumb']; said: string; reply: string; at: string; open: boolean }[];
}

class Refusal extends Error {
  readonly status: number;
  readonly detail: string;
  readonly field: string | undefined;

  readonly code: string | undefined;

  constructor(status: number, title: string, detail: string, field?: string, code?: string) {
    super(title);
    this.status = status;
    this.detail = detail;
    this.field = field;
    this.code = code;
  }
}

interface Call {
  world: World;
  request: IncomingMessage;
  response: ServerResponse;
  cookies: Map<string, string>;
  session: SessionState | undefined;
  path: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
}

type Answer = { status: number; body?: unknown } | 'streaming';
type Handler = (call: Call) => Answer | Promise<Answer>;

const now = () => new Date().toISOString();
const ok = (body: unknown, status = 200): Answer => ({ status, body });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function guardian(call: Call): SessionState {
  if (call.session === undefined || call.session.child !== undefined || call.session.staff !== undefined) throw new Refusal(401, 'Please sign in', 'Sign in and try again.');
  return call.session;
}

function reportOf({ thumb, at }: World['thumbs'][number]): Schemas['AnswerReport'] {
  return { turn: thumb.turn, reported_at: at, reason: thumb.reason, voice: 'guided', advisor: 'explorer', is_protected: false };
}

function staff(call: Call): NonNullable<SessionState['staff']> {
  if (call.session?.staff === undefined) throw new Refusal(401, 'Please sign in', 'Sign in and try again.');
  return call.session.staff;
}

const aCase = (): Schemas['Case'] => ({ id: randomUUID(), raised_at: now(), severity: 'high', acknowledged_at: null, reminders: 1, guardian_told: false });

function openingOf(call: Call): Schemas['Opening'] {
  staff(call);
  const opening = call.world.openings.find(({ id, is_open }) => id === call.path[3] && is_open);
  if (opening === undefined) throw new Refusal(404, 'Not found', 'This is not open any more.');
  return opening;
}

function childOf(call: Call): ChildState {
  if (call.session?.child === undefined) throw new Refusal(401, 'Please sign in', 'Type your PIN to come back.');
  return call.session.child;
}

function ownChild(call: Call): ChildState {
  const child = guardian(call).family.children.find(({ profile }) => profile.id === call.path[2]);
  if (child === undefined) throw new Refusal(404, 'Not found', 'This child is not in your family.');
  return child;
}

function oversightOf({ level, news }: ChildState): Schemas['Oversight'] {
  return { level, usual: 'summary', yours: level, told: news === null };
}

function look(call: Call, child: ChildState, what: Schemas['OversightLevel']): void {
  const who = guardian(call).family.settings.guardians[0]?.email ?? null;
  child.looks.unshift({ who, what, at: now() });
}

function ownTalk(call: Call): TalkState {
  const talk = childOf(call).talks.find(({ id }) => id === call.path[2]);
  if (talk === undefined) throw new Refusal(404, 'Not found', 'This conversation is not there any more.');
  return talk;
}

function ownTurn(call: Call): RunningTurn {
  const turn = ownTalk(call).turns.find((each) => each.turn.id === call.path[4]);
  if (turn === undefined) throw new Refusal(404, 'Not found', 'This message is not there any more.');
  return turn;
}

function face(session: SessionState): Schemas['ChildFace'] | undefined {
  if (session.child === undefined) return undefined;
  const { nickname, avatar, age_band, language, country } = session.child.profile;
  const adult = session.family.settings.trusted_adult;
  return { nickname, avatar, age_band, language, country, trusted_adults: adult === null ? [] : [adult.name] };
}

function sessionBody(session: SessionState | undefined): Schemas['Session'] {
  if (session === undefined) return { kind: 'anonymous' };
  if (session.staff !== undefined) return { kind: 'staff', csrf: session.csrf, staff: session.staff };
  const child = face(session);
  if (child !== undefined) return { kind: 'child', csrf: session.csrf, child };
  const { guardians, language } = session.family.settings;
  const me = guardians[0];
  return {
    kind: 'guardian',
    csrf: session.csrf,
    guardian: { email: me?.email ?? '', email_verified: me?.email_verified ?? false, language },
  };
}

function open(call: Call, session: SessionState, status = 200): Answer {
  const secret = randomBytes(18).toString('base64url');
  call.world.sessions.set(secret, session);
  call.response.appendHeader('Set-Cookie', `buddy_session=${secret}; Path=/; HttpOnly; SameSite=Lax`);
  return ok(sessionBody(session), status);
}

/** The second half of the staff's door: every code of six digits fits. */
function openDesk(call: Call, codes?: string[]): Answer {
  if (!/^\d{6}$/.test(text(call.body.code))) throw new Refusal(401, 'That did not match', 'This code does not fit.', '.code', 'factor_code_wrong');
  const staff = { email: text(call.body.ticket), role: 'moderator' as const, recovery_codes_left: 10 };
  const session: SessionState = { csrf: randomUUID(), family: familyFrom({}), staff };
  const opened = open(call, session, codes === undefined ? 200 : 201);
  if (codes !== undefined && opened !== 'streaming') opened.body = { ...sessionBody(session), recovery_codes: codes };
  return opened;
}

export function ageBand(year: number, month: number): Schemas['AgeBand'] {
  const today = new Date();
  const age = today.getFullYear() - year - (today.getMonth() + 1 < month ? 1 : 0);
  if (age < 7) throw new Refusal(422, 'A little too early', 'Buddy is made for children from 7.', '.birth_year');
  if (age < 10) return '7-9';
  return age < 13 ? '10-12' : '13-17';
}

function familyFrom(body: Record<string, unknown>): FamilyState {
  return {
    agreed: null,
    accepted: null,
    password: text(body.password),
    children: [],
    alerts: [],
    preferences: {
      kinds: (['self_harm', 'abuse', 'threats', 'medical', 'eating', 'bullying', 'substances', 'mood', 'other'] as const).map((kind, index) => ({
        kind,
        delivery: 'at_once',
        may_wait: index >= 4,
      })),
      weekly_digest: true,
      mail: 'arrives',
    },
    exports: [],
    erasures: [],
    requests: [],
    watchers: new Set(),
    settings: {
      guardians: [{ email: text(body.email), email_verified: false }],
      country: text(body.country),
      region: '',
      language: text(body.language) as Schemas['Language'],
      time_zone: text(body.time_zone) || 'UTC',
      alert_emails: true,
      trusted_adult: null,
    },
  };
}

const noLimits: Schemas['Limits'] = {
  version: 0,
  changed_at: null,
  daily_minutes: null,
  school_nights: null,
  weekend: null,
  topics_off: [],
  words_off: [],
  models: true,
  moods: true,
  memory: 'all',
  only_tutor: false,
};

function powersNow({ limits }: ChildState): Schemas['PowersNow'] {
  return {
    moods: limits.moods,
    memory: { hours: null, sitting_only: limits.memory !== 'all', nothing: limits.memory === 'nothing', forgotten_at: null },
    persona: limits.only_tutor ? 'tutor' : 'companion',
    praise: true,
    feeling_questions: true,
    opinions: true,
    ai_notice_minutes: 60,
    break_minutes: 45,
  };
}

function childFrom(body: Record<string, unknown>): ChildState {
  const year = Number(body.birth_year);
  const month = Number(body.birth_month);
  return {
    pin: text(body.pin),
    devices: [],
    limits: noLimits,
    seenLimits: 0,
    talks: [],
    level: ageBand(year, month) === '13-17' ? 'titles' : 'summary',
    news: null,
    looks: [],
    profile: {
      id: randomUUID(),
      nickname: text(body.nickname),
      birth_year: year,
      birth_month: month,
      age_band: ageBand(year, month),
      avatar: text(body.avatar) as Schemas['Avatar'],
      interests: (body.interests as string[] | undefined) ?? [],
      language: text(body.language) as Schemas['Language'],
      country: text(body.country),
      devices: 0,
      last_active: null,
    },
  };
}

function deviceOwner(call: Call): { family: FamilyState; child: ChildState; device: string } | undefined {
  const secret = call.cookies.get('buddy_device');
  for (const family of call.world.families) {
    for (const child of family.children) {
      const device = child.devices.find((each) => each.secret === secret);
      if (device !== undefined) return { family, child, device: device.id };
    }
  }
  return undefined;
}

function demandPassword(call: Call, family: FamilyState): void {
  if (call.body.password !== family.password) throw new Refusal(403, 'Not allowed', 'Check the password.', undefined, 'wrong_password');
}

function lockedUntil(call: Call, device: string): string | null {
  return (call.world.wrongPins.get(device) ?? 0) >= 5 ? new Date(Date.now() + 5 * 60_000).toISOString() : null;
}

function pairedBody(child: ChildState, locked: string | null): Schemas['PairedDevice'] {
  const { nickname, avatar, language, country } = child.profile;
  return { paired: true, nickname, avatar, language, country, locked_until: locked };
}

// Streams

function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': hello\n\n');
}

const frame = (event: Event) => `id: ${String(event.id)}\nevent: ${event.name}\ndata: ${event.body}\n\n`;

function stream(response: ServerResponse, running: RunningTurn, after: number): Answer {
  openStream(response);
  const write = (event: Event) => {
    if (event.id > after) response.write(frame(event));
    if (event.name === 'done') response.end();
  };
  running.readers.add(write);
  response.on('close', () => running.readers.delete(write));
  running.events.forEach(write);
  return 'streaming';
}

function emit(running: RunningTurn, name: string, body: unknown): void {
  const event = { id: running.events.length + 1, name, body: JSON.stringify(body) };
  running.events.push(event);
  for (const write of running.readers) write(event);
}

function raiseAlert(session: SessionState): void {
  const child = session.child;
  if (child === undefined) return;
  const alert: Schemas['Alert'] = {
    id: randomUUID(),
    child_id: child.profile.id,
    nickname: child.profile.nickname,
    raised_at: now(),
    severity: 'critical',
    category: 'self_harm',
    headline: `${child.profile.nickname} may not want to live`,
    what: `In a conversation just now, ${child.profile.nickname} spoke about not wanting to be alive.`,
    why: 'The words were direct, about the present, and about themselves.',
    helps_now: [
      'Go to your child and stay near. Calm matters more than the right words.',
      'Ask openly whether there is a plan. Asking does not put the idea there.',
      'Keep medicine and sharp things out of reach.',
      'Call 988 for advice, or 911 if there is danger now.',
    ],
    avoid_now: [
      'Do not leave your child alone until you have spoken and you both feel steadier.',
      'Do not scold, lecture or say that it is not so bad.',
      'Do not take the device away as a punishment.',
    ],
    clock: { received_at: now(), queued_at: now(), reminders: 0, next_reminder_at: new Date(Date.now() + 15 * 60_000).toISOString() },
    first_seen_at: null,
    acknowledged_at: null,
    verdict: null,
  };
  session.family.alerts.unshift(alert);
  for (const watcher of session.family.watchers) watcher.write(`event: alert\ndata: ${JSON.stringify(alert)}\n\n`);
}

async function play(world: World, session: SessionState, talk: TalkState, running: RunningTurn): Promise<void> {
  const { turn } = running;
  const story = storyFor(turn.text, talk.turns.length === 1);
  if (story.worries) raiseAlert(session);
  emit(running, 'turn', { turn: turn.id, conversation: talk.id });
  await sleep(world.pace * 6);
  turn.mood = story.mood;
  turn.advisor = story.advisor;
  if (story.mood !== null) emit(running, 'mood', story.mood);
  emit(running, 'advisor', story.advisor);
  for (const notice of story.notices.filter(({ kind }) => kind === 'ai')) {
    turn.notices.push(notice);
    emit(running, 'notice', notice);
  }
  for (const clause of story.clauses) {
    await sleep(world.pace * 6);
    if (running.stopped) break;
    turn.reply += clause;
    emit(running, 'delta', { text: clause });
  }
  for (const notice of story.notices.filter(({ kind }) => kind === 'help')) {
    turn.notices.push(notice);
    emit(running, 'notice', notice);
  }
  turn.state = running.stopped ? 'stopped' : 'complete';
  turn.suggestions = story.suggestions;
  running.ended = true;
  emit(running, 'done', { finish: turn.state, suggestions: story.suggestions });
}

// One handler per operation of the contract.

export const staffPassword = 'a desk of oak';
const watchStories: readonly WatchStory[] = ['well', 'look', 'failing', 'empty'];

const account: Schemas['NoticeUse'] = {
  purpose: 'account',
  processor: 'here',
  name: '',
  outside: false,
  needs_consent: true,
  needs_form: false,
  title: 'Buddy itself',
  why: 'So that a child can talk with Buddy, and you can see how things are.',
  gets: 'This server keeps the nickname, the birth month, the interests and what the child writes. Words are kept encrypted.',
  country: null,
};

function consentsBody({ agreed }: FamilyState): Schemas['Consents'] {
  const event = { purpose: 'account', processor: 'here', event: 'given', method: 'statement' } as const;
  return {
    notice_version: 'mock',
    notice_changed: false,
    uses: [{ ...account, state: agreed === null ? 'none' : 'given', since: agreed, method: agreed === null ? '' : 'statement' }],
    history: agreed === null ? [] : [{ ...event, at: agreed }],
    forms: [],
  };
}

const papers = [
  {
    kind: 'terms',
    title: 'Terms of use',
    lead: 'What Buddy is, what you may expect of it, and what it asks of you.',
    blocks: [
      { kind: 'heading', level: 2, parts: [[{ text: 'What Buddy is', look: 'plain' }]] },
      { kind: 'paragraph', parts: [[{ text: 'A computer program.', look: 'plain' }]] },
    ],
  },
  {
    kind: 'privacy',
    title: 'Privacy notice',
    lead: 'What is kept about your family, and who gets it.',
    blocks: [{ kind: 'paragraph', parts: [[{ text: 'Nothing goes to another company.', look: 'bold' }]] }],
  },
] satisfies (Pick<Schemas['Document'], 'kind' | 'title' | 'lead' | 'blocks'>)[];

function headOf({ kind, title, lead }: (typeof papers)[number]): Schemas['DocumentHead'] {
  return { kind, title, lead, audience: 'grown_ups', language: 'en', version: '2026-11-23.mock0000', since: '2026-11-23T00:00:00Z', reviewed: false };
}

function answersBody({ accepted }: FamilyState): Schemas['DocumentAnswers'] {
  const state = accepted === null ? 'never' : 'accepted';
  return { documents: papers.map(({ kind, title }) => ({ kind, title, version: '2026-11-23.mock0000', state, changes: [], accepted_at: accepted })) };
}

const incidents: Schemas['IncidentWithTimeline'][] = [];

function incidentOf(call: Call): Schemas['IncidentWithTimeline'] {
  staff(call);
  const found = incidents.find(({ id }) => id === call.path[3]);
  if (found === undefined) throw new Refusal(404, 'Not found', 'This incident is not there.');
  return found;
}

const nothingToSign = (): never => {
  throw new Refusal(404, 'Not found', 'Nothing here needs a form.');
};

function household(call: Call, status = 200): Answer {
  const { family } = guardian(call);
  return ok(householdOf(family, family.settings.guardians[0]?.email ?? ''), status);
}

function guardianOfChild(call: Call): string {
  return call.session?.family.settings.guardians[0]?.email ?? '';
}

/** There is one guardian here and nobody to ask. */
const alone: Handler = () => {
  throw new Refusal(409, 'You are the only guardian', 'Invite somebody first.');
};

export const handlers: Record<string, Handler> = {
  'GET /api/notice': () =>
    ok({ version: 'mock', intro: ['Before a child\'s profile is made, we tell you what is kept and who gets it, and ask you.'], uses: [account] }),
  'GET /api/documents': () => ok({ documents: papers.map(headOf) }),
  'GET /api/documents/{kind}': ({ path }) => {
    const paper = papers.find(({ kind }) => kind === path[2]);
    if (paper === undefined) throw new Refusal(404, 'Not found', 'There is no such document.');
    return ok({ ...headOf(paper), changes: [{ on: '2026-11-23', material: true, says: 'The first version.' }], blocks: paper.blocks });
  },
  'GET /api/document-answers': (call) => ok(answersBody(guardian(call).family)),
  'POST /api/document-answers': (call) => {
    const { family } = guardian(call);
    family.accepted ??= now();
    return ok(answersBody(family));
  },
  'GET /api/consents': (call) => ok(consentsBody(guardian(call).family)),
  'POST /api/consents': (call) => {
    const { family } = guardian(call);
    family.agreed ??= now();
    return ok(consentsBody(family));
  },
  'POST /api/consents/withdrawals': (call) => {
    const { family } = guardian(call);
    family.agreed = null;
    return ok(consentsBody(family));
  },
  'POST /api/consent-undos': () => ({ status: 204 }),
  'POST /api/consent-forms': nothingToSign,
  'PUT /api/consent-forms/{form}/pieces/{piece}': nothingToSign,
  'POST /api/consent-forms/{form}/submission': nothingToSign,
  'GET /api/staff/consent-forms': () => ok({ forms: [] }),
  'GET /api/staff/consent-forms/{form}/file': nothingToSign,
  'POST /api/staff/consent-forms/{form}/decision': nothingToSign,
  'GET /api/rights-requests': (call) =>
    ok({
      requests: guardian(call).family.requests,
      rule: 'COPPA Rule, 16 CFR 312.6',
      authority: { name: 'Federal Trade Commission', url: 'https://reportfraud.ftc.gov/' },
    }),
  'POST /api/rights-requests': (call) => {
    const { family } = guardian(call);
    const kind = text(call.body.kind) as Schemas['RightsRequest']['kind'];
    family.requests.unshift(rightsRequest(kind, text(call.body.text), text(call.body.child_id) || null));
    return ok(family.requests[0], 201);
  },
  'POST /api/rights-requests/{request}/replies': () => ok({ state: 'open' }),
  'GET /api/my-requests': () => ok({ requests: [] }),
  'POST /api/my-requests': () => ok({ show_help: false }, 201),
  'POST /api/my-requests/{request}/replies': () => ok({ show_help: false }, 201),
  'GET /api/staff/compliance': (call) => {
    staff(call);
    return ok(boardOf(incidents));
  },
  'GET /api/staff/compliance/evidence': nothingToSign,
  'GET /api/staff/compliance/assessment': nothingToSign,
  'GET /api/staff/rights-requests/{request}': (call) => {
    staff(call);
    return ok(requestForStaff(call.path[3] ?? ''));
  },
  'POST /api/staff/rights-requests/{request}/steps': (call) => {
    staff(call);
    return ok({ state: 'answered', due_at: now() });
  },
  'POST /api/staff/incidents': (call) => {
    staff(call);
    const incident = incidentFrom(call.body);
    incidents.unshift(incident);
    return ok(incident, 201);
  },
  'GET /api/staff/incidents/{incident}': (call) => ok(incidentOf(call)),
  'POST /api/staff/incidents/{incident}/entries': (call) => {
    const incident = incidentOf(call);
    const kind = text(call.body.kind) as Schemas['IncidentWithTimeline']['timeline'][number]['kind'];
    incident.timeline.push({ kind, at: now(), text: text(call.body.text) });
    return ok(incident);
  },
  'PUT /api/staff/processor-agreements': (call) => {
    staff(call);
    return { status: 204 };
  },
  'GET /api/session': (call) => ok(sessionBody(call.session)),
  'POST /api/session': (call) => {
    const family = call.world.families.find(({ settings }) => settings.guardians[0]?.email === call.body.email);
    if (family === undefined || family.password !== call.body.password) {
      throw new Refusal(401, 'That did not match', 'Check the address and the password, then try again.');
    }
    return open(call, { csrf: randomUUID(), family });
  },
  'DELETE /api/session': (call) => {
    call.world.sessions.delete(call.cookies.get('buddy_session') ?? '');
    return { status: 204 };
  },
  // Any address will do: what stands before its "@" chooses the story that the watch tells. "new@…" has no second factor yet.
  'POST /api/staff-session': (call) => {
    if (call.body.password !== staffPassword) {
      throw new Refusal(401, 'That did not match', 'Check the address and the password, then try again.');
    }
    const email = text(call.body.email);
    return ok({ ticket: email, has_factor: !email.startsWith('new@') });
  },
  'POST /api/staff-session/code': (call) => openDesk(call),
  'POST /api/staff-factor': (call) => ok({ secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', uri: `otpauth://totp/Buddy:${text(call.body.ticket)}?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Buddy` }, 201),
  'POST /api/staff-factor/code': (call) => openDesk(call, Array.from({ length: 10 }, (_, at) => `abcd-efgh-ijkl-mno${'234567abcd'.charAt(at)}`)),
  'DELETE /api/staff-session': (call) => {
    call.world.sessions.delete(call.cookies.get('buddy_session') ?? '');
    return { status: 204 };
  },
  'GET /api/staff/safety-watch': (call) => {
    const { email } = staff(call);
    const story = email.slice(0, email.indexOf('@'));
    if (story === 'broken') throw new Refusal(429, 'Too much at once', 'Try again in a moment.');
    return ok(watchOf(watchStories.find((each) => each === story) ?? 'well'));
  },
  'POST /api/guardians': (call) => {
    if (text(call.body.password).length < 10) throw new Refusal(422, 'Too short', 'Use at least 10 characters.', '.password');
    const family = familyFrom(call.body);
    call.world.families.push(family);
    return open(call, { csrf: randomUUID(), family }, 201);
  },
  'POST /api/email-verifications': (call) => {
    const token = text(call.body.token);
    if (token.startsWith('expired')) throw new Refusal(404, 'Not found', 'This link does not work any more.');
    const me = call.session?.family.settings.guardians[0];
    if (me !== undefined) me.email_verified = true;
    return { status: 204 };
  },
  'POST /api/email-verifications/resend': (call) => {
    guardian(call);
    return { status: 202 };
  },
  'GET /api/family': (call) => ok(guardian(call).family.settings),
  'PATCH /api/family': (call) => {
    const { family } = guardian(call);
    Object.assign(family.settings, call.body);
    return ok(family.settings);
  },
  'GET /api/children': (call) => ok({ children: guardian(call).family.children.map(({ profile }) => profile) }),
  'POST /api/children': (call) => {
    const { family } = guardian(call);
    const child = childFrom(call.body);
    family.children.push(child);
    return ok(child.profile, 201);
  },
  'PATCH /api/children/{child}': (call) => {
    const child = ownChild(call);
    const { pin, ...rest } = call.body;
    if (typeof pin === 'string') child.pin = pin;
    Object.assign(child.profile, rest);
    return ok(child.profile);
  },
  'POST /api/children/{child}/pairing-codes': (call) => {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expires = Date.now() + 10 * 60_000;
    call.world.codes.set(code, { child: ownChild(call), expires });
    return ok({ code, expires_at: new Date(expires).toISOString() }, 201);
  },
  'GET /api/children/{child}/devices': (call) =>
    ok({ devices: ownChild(call).devices.map(({ id, name, paired_at, last_seen }) => ({ id, name, paired_at, last_seen })) }),
  'DELETE /api/children/{child}/devices/{device}': (call) => {
    const child = ownChild(call);
    child.devices = child.devices.filter(({ id }) => id !== call.path[4]);
    child.profile.devices = child.devices.length;
    return { status: 204 };
  },
  'GET /api/children/{child}/moods': (call) => {
    ownChild(call);
    return ok(moodWeek(call.query.get('until')));
  },
  'GET /api/children/{child}/insights': (call) => {
    const child = ownChild(call);
    return ok(insightsOf(call.query.get('period') === 'month' ? 'month' : 'week', child.shown ?? true));
  },
  'PUT /api/children/{child}/insights': (call) => {
    const child = ownChild(call);
    child.shown = call.body.shown === true;
    return ok({ shown: child.shown });
  },
  'GET /api/insights/report': (call) => {
    guardian(call);
    throw new Refusal(503, 'Not now', 'The stand-in makes no files.');
  },
  'GET /api/retention': () =>
    ok({ classes: [{ id: 'conversations', what: 'what children wrote', counted: 'after the last turn of the conversation', days: 90 }] }),
  'GET /api/exports': (call) => ok({ exports: guardian(call).family.exports }),
  'POST /api/exports': (call) => {
    const { family } = guardian(call);
    demandPassword(call, family);
    const later = new Date(Date.now() + 7 * 86_400_000).toISOString();
    const made = { id: randomUUID(), asked_at: now(), expires_at: later, parts: 8, parts_done: 8, bytes: 48_000 };
    family.exports = [{ ...made, state: 'made' }];
    return ok({ ...made, state: 'waiting', parts_done: 0 }, 201);
  },
  'GET /api/exports/{export}/archive': (call) => {
    guardian(call);
    throw new Refusal(404, 'Not found', 'The archive has gone.');
  },
  'GET /api/grown-ups': (call) => household(call),
  'PATCH /api/grown-ups/{grown_up}': (call) => household(call),
  'DELETE /api/grown-ups/{grown_up}': alone,
  'POST /api/family-departures': alone,
  'PUT /api/session/family': alone,
  'POST /api/invitations': (call) => {
    invite(guardian(call).family, text(call.body.email), call.body.role === 'guardian' ? 'guardian' : 'trusted_adult');
    return household(call, 201);
  },
  'DELETE /api/invitations/{invitation}': (call) => {
    withdraw(guardian(call).family, call.path[2] ?? '');
    return household(call);
  },
  'POST /api/invitations/{invitation}/mails': (call) => household(call),
  'POST /api/invitation-looks': alone,
  'POST /api/memberships': alone,
  'POST /api/family-requests': alone,
  'PUT /api/family-requests/{request}/answer': alone,
  'GET /api/my-grown-ups': (call) => {
    const who = guardianOfChild(call);
    return ok({ grown_ups: [{ who, role: 'guardian' }], news: [] });
  },
  'GET /api/shared-alerts': alone,
  'GET /api/staff/disputes': () => ok({ disputes: [], families: [] }),
  'POST /api/staff/disputes': alone,
  'PUT /api/staff/disputes/{dispute}/resolution': alone,
  'GET /api/erasures': (call) => ok({ erasures: guardian(call).family.erasures, is_held: false }),
  'POST /api/erasures': (call) => {
    const { family } = guardian(call);
    demandPassword(call, family);
    const child = typeof call.body.child_id === 'string' ? call.body.child_id : null;
    const wish: Schemas['Erasure'] = {
      id: randomUUID(),
      scope: child === null ? 'family' : 'child',
      child_id: child,
      state: 'waiting',
      asked_at: now(),
      due_at: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      ended_at: null,
      receipt: null,
    };
    family.erasures.unshift(wish);
    return ok(wish, 201);
  },
  'DELETE /api/erasures/{erasure}': (call) => {
    const { family } = guardian(call);
    family.erasures = family.erasures.filter(({ id }) => id !== call.path[3]);
    return { status: 204 };
  },
  'GET /api/my-data': (call) => {
    const family = call.session?.family;
    const mine = call.session?.child;
    if (family === undefined || mine === undefined) throw new Refusal(401, 'Please sign in', 'Sign in and try again.');
    const due = family.erasures.find(({ child_id }) => child_id === null || child_id === mine.profile.id)?.due_at ?? null;
    const turns = mine.talks.reduce((sum, talk) => sum + talk.turns.length, 0);
    const amounts = { profile: 1, interests: mine.profile.interests.length, devices: mine.devices.length, conversations: mine.talks.length, turns, alerts: 0 };
    return ok({ amounts, conversation_days: 90, erased_on: due });
  },
  'POST /api/pairings': (call) => {
    const found = call.world.codes.get(text(call.body.code));
    if (found === undefined || found.expires < Date.now()) {
      throw new Refusal(404, 'That code does not work', 'Check the six numbers, or ask for a new code.', '.code');
    }
    call.world.codes.delete(text(call.body.code));
    const secret = randomBytes(18).toString('base64url');
    found.child.devices.unshift({
      id: randomUUID(),
      name: text(call.body.device_name) || 'Device',
      paired_at: now(),
      last_seen: null,
      secret,
    });
    found.child.profile.devices = found.child.devices.length;
    call.response.appendHeader('Set-Cookie', `buddy_device=${secret}; Path=/; HttpOnly; SameSite=Lax`);
    return ok(pairedBody(found.child, null), 201);
  },
  'GET /api/device': (call) => {
    const owner = deviceOwner(call);
    return ok(owner === undefined ? { paired: false } : pairedBody(owner.child, lockedUntil(call, owner.device)));
  },
  'POST /api/child-session': (call) => {
    const owner = deviceOwner(call);
    if (owner === undefined) throw new Refusal(401, 'Not paired', 'Connect this device first.');
    const wrong = call.world.wrongPins.get(owner.device) ?? 0;
    if (owner.child.pin !== call.body.pin) {
      call.world.wrongPins.set(owner.device, wrong + 1);
      throw new Refusal(403, 'Not quite', 'That is not your PIN. Take your time and try again.', '.pin');
    }
    call.world.wrongPins.delete(owner.device);
    owner.child.profile.last_active = now();
    return open(call, { csrf: randomUUID(), family: owner.family, child: owner.child });
  },
  'GET /api/children/{child}/limits': (call) => ok(ownChild(call).limits),
  'PUT /api/children/{child}/limits': (call) => {
    const child = ownChild(call);
    if (call.body.version !== child.limits.version) throw new Refusal(409, 'Changed meanwhile', 'Read the limits again.');
    child.limits = { ...noLimits, ...call.body, version: child.limits.version + 1, changed_at: now() };
    return ok(child.limits);
  },
  'GET /api/children/{child}/powers': (call) => {
    const child = ownChild(call);
    const { country } = child.profile;
    const switches = ['moods', 'memory', 'persona', 'praise', 'feeling_questions', 'opinions', 'ai_notice', 'break'] as const;
    return ok({
      place: { country, region: '', knowledge: 'known' },
      age: 11,
      on: now().slice(0, 10),
      now: powersNow(child),
      reasons: switches.map((one) => ({ switch: one, because: 'buddy', rules: [] })),
      consent_age: 13,
      coming: [],
      law: { ages: [11, 11], place: country, on: now().slice(0, 10), setting: 'home', knowledge: 'known', packs: [], parent_consents: true, powers: [], not_counted: [] },
    } satisfies Schemas['ChildPowers']);
  },
  'POST /api/children/{child}/forget': (call) => {
    ownChild(call);
    return { status: 204 };
  },
  'GET /api/powers': (call) => ok(powersNow(childOf(call))),
  'POST /api/powers/forget': (call) => {
    childOf(call);
    return { status: 204 };
  },
  'GET /api/law/applies': () =>
    ok({ ages: [11, 11], place: 'GB', on: now().slice(0, 10), setting: 'home', knowledge: 'known', packs: [], parent_consents: true, powers: [], not_counted: [] }),
  'GET /api/referrals': () => ok({ year: 2026, place: '', shown: null, least: 20 } satisfies Schemas['Referrals']),
  'GET /api/law/regions': (call) => ok({ regions: call.query.get('country') === 'US' ? [{ id: 'CA', name: 'California' }, { id: 'NY', name: 'New York' }] : [] }),
  'GET /api/limits': (call) => {
    const { limits, seenLimits } = childOf(call);
    const { version, daily_minutes, topics_off, models } = limits;
    const time = { daily_minutes, minutes_left: daily_minutes, quiet_from: null, quiet_until: null, closed: null, back_at: null };
    return ok({ version, changed: version > seenLimits, ...time, topics_off, models } satisfies Schemas['OwnLimits']);
  },
  'PUT /api/limits/seen': (call) => {
    childOf(call).seenLimits = Number(call.body.version);
    return { status: 204 };
  },
  'GET /api/help': (call) => {
    const country = call.session?.child?.profile.country ?? call.query.get('country')?.toUpperCase() ?? null;
    const known = country !== null && helpCountries.includes(country);
    return ok({ country, lines: known ? lines : [], countries: helpCountries });
  },
  'GET /api/conversations': (call) =>
    ok({
      conversations: childOf(call)
        .talks.map((talk) => ({
          id: talk.id,
          title: talk.title,
          started_at: talk.startedAt,
          last_turn_at: talk.turns.at(-1)?.turn.started_at ?? null,
          turns: talk.turns.length,
        }))
        .reverse(),
    }),
  'POST /api/conversations': (call) => {
    const talk: TalkState = { id: randomUUID(), title: 'Friends', startedAt: now(), turns: [], watchers: new Set() };
    childOf(call).talks.push(talk);
    return ok({ id: talk.id, title: talk.title, started_at: talk.startedAt, last_turn_at: null, turns: 0 }, 201);
  },
  'GET /api/conversations/{conversation}': (call) => {
    const talk = ownTalk(call);
    return ok({ id: talk.id, title: talk.title, started_at: talk.startedAt, turns: talk.turns.map(({ turn }) => turn) });
  },
  'GET /api/conversations/{conversation}/live': (call) => {
    const talk = ownTalk(call);
    openStream(call.response);
    talk.watchers.add(call.response);
    call.response.on('close', () => talk.watchers.delete(call.response));
    return 'streaming';
  },
  'POST /api/conversations/{conversation}/turns': (call) => {
    const talk = ownTalk(call);
    const session = call.session;
    const key = text(call.request.headers['idempotency-key']);
    const known = talk.turns.find((each) => each.key === key);
    if (known !== undefined) return stream(call.response, known, 0);
    if (session === undefined || key.length < 8) throw new Refusal(400, 'Not understood', 'A key is missing.');
    if (text(call.body.text) === 'refuse') throw new Refusal(503, 'Not now', 'I cannot answer at the moment. Please try again soon.');
    const turn: Schemas['Turn'] = {
      id: randomUUID(),
      started_at: now(),
      text: text(call.body.text),
      reply: '',
      state: 'running',
      mood: null,
      advisor: null,
      notices: [],
      suggestions: [],
    };
    const running: RunningTurn = { turn, key, events: [], ended: false, stopped: false, readers: new Set() };
    talk.turns.push(running);
    const answer = stream(call.response, running, 0);
    for (const watcher of talk.watchers) {
      watcher.write(`event: turn\ndata: ${JSON.stringify({ turn: turn.id, conversation: talk.id })}\n\n`);
    }
    void play(call.world, session, talk, running);
    return answer;
  },
  'GET /api/conversations/{conversation}/turns/{turn}/events': (call) =>
    stream(call.response, ownTurn(call), Number(call.request.headers['last-event-id'] ?? 0)),
  'DELETE /api/conversations/{conversation}/turns/{turn}/reply': (call) => {
    ownTurn(call).stopped = true;
    return { status: 204 };
  },
  'PUT /api/conversations/{conversation}/turns/{turn}/mood': (call) => {
    const { turn } = ownTurn(call);
    const mood = text(call.body.mood) as Schemas['Mood'];
    const words: Partial<Record<Schemas['Mood'], string>> = { joy: 'happy', anger: 'angry', fear: 'scared' };
    turn.mood = { mood, word: words[mood] ?? mood, corrected: true };
    return ok(turn.mood);
  },
  'GET /api/children/{child}/oversight': (call) => ok(oversightOf(ownChild(call))),
  'PUT /api/children/{child}/oversight': (call) => {
    const child = ownChild(call);
    const level = text(call.body.level) as Schemas['OversightLevel'];
    if (level !== child.level) child.news = { level, before: child.level };
    child.level = level;
    return ok(oversightOf(child));
  },
  'GET /api/children/{child}/talks': (call) => {
    const child = ownChild(call);
    look(call, child, 'titles');
    const talks = child.talks.filter(({ turns }) => turns.length > 0);
    return ok({
      talks: talks.map(({ id, startedAt }) => ({ id, title: 'School', started_at: startedAt, minutes: 4, open: child.level })),
    });
  },
  'GET /api/children/{child}/talks/{conversation}/summary': (call) => {
    look(call, ownChild(call), 'summary');
    return ok({ topics: 'School', moods: ['stress', 'calm'], advisors: ['listener', 'study_coach'] });
  },
  'GET /api/children/{child}/talks/{conversation}/transcript': (call) => {
    const child = ownChild(call);
    look(call, child, 'transcript');
    const talk = child.talks.find(({ id }) => id === call.path[4]);
    if (talk === undefined) throw new Refusal(404, 'Not found', 'This talk is not there any more.');
    return ok({ turns: talk.turns.map(({ turn }) => ({ at: turn.started_at, child: turn.text, buddy: turn.reply })) });
  },
  'GET /api/alerts/{alert}/excerpt': () => {
    throw new Refusal(403, 'Not open to you', 'The level that was set for this child does not open it.');
  },
  'GET /api/oversight': (call) => {
    const { level, news } = childOf(call);
    return ok({ level, news });
  },
  'PUT /api/oversight/told': (call) => {
    childOf(call).news = null;
    return { status: 204 };
  },
  'GET /api/looks': (call) => ok({ looks: childOf(call).looks, staff: [] }),
  'GET /api/alerts': (call) => ok({ alerts: guardian(call).family.alerts }),
  'GET /api/alerts/live': (call) => {
    const { family } = guardian(call);
    openStream(call.response);
    family.watchers.add(call.response);
    call.response.on('close', () => family.watchers.delete(call.response));
    return 'streaming';
  },
  'PUT /api/alerts/{alert}/acknowledgement': (call) => {
    const alert = guardian(call).family.alerts.find(({ id }) => id === call.path[2]);
    if (alert === undefined) throw new Refusal(404, 'Not found', 'This alert is not there any more.');
    alert.acknowledged_at ??= now();
    alert.verdict = text(call.body.verdict) as Schemas['AlertVerdict'];
    if (alert.clock !== null) alert.clock.next_reminder_at = null;
    return ok(alert);
  },
  'PUT /api/alerts/{alert}/sighting': (call) => {
    const alert = guardian(call).family.alerts.find(({ id }) => id === call.path[2]);
    if (alert === undefined) throw new Refusal(404, 'Not found', 'This alert is not there any more.');
    alert.first_seen_at ??= now();
    return { status: 204 };
  },
  'POST /api/unsubscriptions/{token}': (call) => {
    if (call.path[2] === '' || call.path[2] === 'wrong') throw new Refusal(404, 'Not found', 'This link does not work any more.');
    return { status: 204 };
  },
  'GET /api/staff/work': (call) => {
    staff(call);
    const open = call.world.cases.filter(({ acknowledged_at }) => acknowledged_at === null);
    const items = open.map(({ id, raised_at }): Schemas['WorkItem'] => ({
      kind: 'alert',
      id,
      what: 'protected',
      gravity: 'serious',
      since: raised_at,
      due: raised_at,
      is_overdue: true,
      page: '/staff/cases',
    }));
    const kind = call.query.get('kind') ?? '';
    const shown = kind === '' || kind === 'alert' ? items : [];
    return ok({ items: shown, next: null, counts: { alert: items.length, form: 0, right: 0 }, overdue: items.length });
  },
  'GET /api/staff/openings': (call) => {
    staff(call);
    return ok({ openings: call.world.openings });
  },
  'POST /api/staff/openings': (call) => {
    staff(call);
    const { purpose, reason, minutes } = call.body as Schemas['NewOpening'];
    const until = new Date(Date.now() + (minutes ?? 30) * 60_000).toISOString();
    const opening = { id: randomUUID(), child_id: text(call.body.child), conversation_id: null, purpose, reason, begun_at: now(), ends_at: until, is_open: true, quiet: false };
    call.world.openings.unshift(opening);
    return ok(opening, 201);
  },
  'DELETE /api/staff/openings/{opening}': (call) => {
    const opening = openingOf(call);
    opening.is_open = false;
    opening.ends_at = now();
    return { status: 204 };
  },
  'GET /api/staff/openings/{opening}/talks': (call) => {
    openingOf(call);
    return ok({ talks: [{ id: 'talk', started_at: now(), turns: 1 }] });
  },
  'GET /api/staff/openings/{opening}/talks/{conversation}': (call) => {
    openingOf(call);
    return ok({ turns: [{ at: now(), protected: false, child: 'we played football', buddy: 'Who won?' }] });
  },
  'GET /api/staff-looks': (call) => {
    guardian(call);
    return ok({ looks: [] });
  },
  'GET /api/conversations/{conversation}/thumbs': (call) =>
    ok({ thumbs: call.world.thumbs.filter(({ conversation }) => conversation === call.path[2]).map(({ thumb }) => thumb) }),
  'PUT /api/conversations/{conversation}/turns/{turn}/thumb': (call) => {
    const { turn } = ownTurn(call);
    const thumb = { turn: turn.id, thumb: call.body.thumb, reason: call.body.reason ?? null } as Schemas['Thumb'];
    call.world.thumbs = call.world.thumbs.filter((each) => each.thumb.turn !== turn.id);
    call.world.thumbs.push({
      conversation: call.path[2] ?? '',
      thumb,
      said: turn.text,
      reply: turn.reply,
      at: now(),
      open: thumb.reason !== null,
    });
    return ok(thumb);
  },
  'DELETE /api/conversations/{conversation}/turns/{turn}/thumb': (call) => {
    const { turn } = ownTurn(call);
    call.world.thumbs = call.world.thumbs.filter((each) => each.thumb.turn !== turn.id);
    return { status: 204 };
  },
  'GET /api/survey': () => ok({ question: null }),
  'PUT /api/survey/shown': () => ({ status: 204 }),
  'PUT /api/survey/answer': () => ({ status: 204 }),
  'GET /api/staff/answer-reports': (call) => {
    staff(call);
    return ok({ reports: call.world.thumbs.filter(({ open }) => open).map(reportOf) });
  },
  'POST /api/staff/answer-reports/{turn}/reading': (call) => {
    staff(call);
    const found = call.world.thumbs.find(({ thumb, open }) => open && thumb.turn === call.path[3]);
    if (found === undefined) throw new Refusal(404, 'Not found', 'This report is not there any more.');
    return ok({ ...reportOf(found), answer: found.reply, child: found.said, before: [] });
  },
  'PUT /api/staff/answer-reports/{turn}/finding': (call) => {
    staff(call);
    for (const each of call.world.thumbs) if (each.thumb.turn === call.path[3]) each.open = false;
    return { status: 204 };
  },
  'GET /api/staff/feedback': (call) => {
    staff(call);
    const none = { answers: null, low: null, high: null };
    return ok({
      satisfied: { ...none, share: null, target: 0.8 },
      promoters: { ...none, score: null, target: 50 },
      thumbs: [],
      words: [],
      least_shown: 5,
    });
  },
  'GET /api/staff/cases': (call) => {
    staff(call);
    return ok({ cases: call.world.cases });
  },
  'PUT /api/staff/cases/{alert}/acknowledgement': (call) => {
    staff(call);
    const found = call.world.cases.find(({ id }) => id === call.path[3]);
    if (found === undefined) throw new Refusal(404, 'Not found', 'This case is not there any more.');
    found.acknowledged_at ??= now();
    return { status: 204 };
  },
  'GET /api/alert-preferences': (call) => ok(guardian(call).family.preferences),
  'PATCH /api/alert-preferences': (call) => {
    const { preferences } = guardian(call).family;
    for (const [kind, delivery] of Object.entries((call.body.deliveries ?? {}) as Record<string, Schemas['AlertDelivery']>)) {
      const found = preferences.kinds.find((each) => each.kind === kind);
      if (found?.may_wait !== true) throw new Refusal(422, 'Not that way', 'Alerts of this kind are always sent at once.');
      found.delivery = delivery;
    }
    if (typeof call.body.weekly_digest === 'boolean') preferences.weekly_digest = call.body.weekly_digest;
    return ok(preferences);
  },
};

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

function matching(verb: string, path: string[]): Handler | undefined {
  const found = Object.keys(handlers).find((key) => {
    const [wanted, pattern = ''] = key.split(' ');
    const parts = pattern.split('/').slice(1);
    return wanted === verb && parts.length === path.length && parts.every((part, at) => part.startsWith('{') || part === path[at]);
  });
  return found === undefined ? undefined : handlers[found];
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let whole = '';
  for await (const chunk of request) whole += String(chunk);
  return whole === '' ? {} : (JSON.parse(whole) as Record<string, unknown>);
}

function cookiesOf(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? '').split('; ').filter((pair) => pair.includes('='));
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

function refuse(response: ServerResponse, error: unknown): void {
  const refusal = error instanceof Refusal ? error : new Refusal(500, 'That did not work', 'Try again in a moment.');
  const problem: Schemas['Problem'] = {
    type: '/problems/mock',
    title: refusal.message,
    status: refusal.status,
    detail: refusal.detail,
    request_id: randomBytes(6).toString('hex'),
    ...(refusal.code === undefined ? {} : { code: refusal.code }),
    ...(refusal.field === undefined ? {} : { errors: [{ path: refusal.field, reason: refusal.detail }] }),
  };
  response.writeHead(refusal.status, { 'Content-Type': 'application/problem+json' });
  response.end(JSON.stringify(problem));
}

async function serveApi(world: World, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const path = url.pathname.split('/').slice(1).map(decodeURIComponent);
  const verb = request.method ?? 'GET';
  const handler = matching(verb, path);
  const cookies = cookiesOf(request);
  const session = world.sessions.get(cookies.get('buddy_session') ?? '');
  try {
    if (handler === undefined) throw new Refusal(404, 'Not found', 'There is nothing here.');
    if (session !== undefined && unsafe.has(verb) && request.headers['x-csrf-token'] !== session.csrf) {
      throw new Refusal(403, 'Please load the page again', 'Your sign-in has changed meanwhile.');
    }
    const body = await bodyOf(request);
    const answer = await handler({ world, request, response, cookies, session, path, query: url.searchParams, body });
    if (answer === 'streaming') return;
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  } catch (error) {
    refuse(response, error);
  }
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

function serveSite(site: string, response: ServerResponse, path: string): void {
  const wanted = join(site, normalize(path));
  const file = extname(path) !== '' && existsSync(wanted) ? wanted : join(site, 'index.html');
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
  response.end(readFileSync(file));
}

function secure(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
}

export interface Mock {
  address: string;
  /** Breaks every open connection, as a network that goes away does. */
  drop: () => void;
  close: () => Promise<void>;
}

/** `site`: folder of the built page. `pace`: milliseconds between chunks of a reply. `port`: 0 chooses a free one. */
export async function startMock(options: { site: string; pace?: number; port?: number }): Promise<Mock> {
  const world: World = { families: [], sessions: new Map(), codes: new Map(), wrongPins: new Map(), pace: options.pace ?? 60, cases: [aCase()], openings: [], thumbs: [] };
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://mock');
    secure(response);
    if (url.pathname.startsWith('/api/')) void serveApi(world, request, response, url);
    else serveSite(options.site, response, url.pathname);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const at = server.address();
  const port = typeof at === 'object' && at !== null ? at.port : 0;
  return {
    address: `http://127.0.0.1:${String(port)}`,
    drop: () => {
      server.closeAllConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
