// What the stand-in server shows of compliance: one request of each colour, one incident, one agreement that is missing.
import { randomUUID } from 'node:crypto';
import type { components } from '../api/schema.ts';

type Schemas = components['schemas'];

const hour = 3_600_000;
const day = 24 * hour;
const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function rightsRequest(kind: Schemas['RightsRequest']['kind'], words: string, child: string | null): Schemas['RightsRequest'] {
  return {
    id: randomUUID(),
    kind,
    child_id: child,
    state: 'open',
    opened_at: at(0),
    due_at: at(30 * day),
    closed_at: null,
    messages: [{ step: 'asked', at: at(0), text: words }],
  };
}

function openRequest(kind: Schemas['OpenRequest']['kind'], due: number, clock: Schemas['OpenRequest']['clock'], byChild: boolean): Schemas['OpenRequest'] {
  return {
    id: `${kind}-${clock}`,
    kind,
    state: 'open',
    severity: byChild ? 'soon' : 'usual',
    by_child: byChild,
    opened_at: at(due - 30 * day),
    due_at: at(due),
    clock,
    rule: 'us.answer',
    can_extend: clock !== 'late',
  };
}

export function requestForStaff(id: string): Schemas['RequestForStaff'] {
  return {
    ...openRequest('complain', 20 * day, 'in_time', id.startsWith('complain')),
    id,
    country: 'US',
    closed_at: null,
    rule: { id: 'us.answer', citation: 'COPPA Rule, 16 CFR 312.6', url: 'https://www.ecfr.gov/', note: '' },
    authority: { name: 'Federal Trade Commission', url: 'https://reportfraud.ftc.gov/' },
    messages: [{ step: 'asked', at: at(-day), text: 'Please tell me why my drawing was kept.' }],
  };
}

export function incidentFrom(body: Record<string, unknown>): Schemas['IncidentWithTimeline'] {
  const found = text(body.found_at);
  return {
    id: randomUUID(),
    kind: text(body.kind) as Schemas['Incident']['kind'],
    severity: text(body.severity) as Schemas['Incident']['severity'],
    found_at: found,
    recorded_at: at(0),
    families: Number(body.families),
    authority: 'undecided',
    authority_due: new Date(Date.parse(found) + 72 * hour).toISOString(),
    clock: 'in_time',
    persons: 'undecided',
    closed_at: null,
    entries: 1,
    timeline: [{ kind: 'happened', at: at(0), text: text(body.text) }],
  };
}

export function boardOf(incidents: readonly Schemas['IncidentWithTimeline'][]): Schemas['ComplianceBoard'] {
  return {
    made_at: at(0),
    families: 12,
    consents: [
      { purpose: 'account', processor: 'here', name: 'here', is_used: true, state: 'given', method: 'email_plus', families: 12 },
      { purpose: 'answers', processor: 'api.example.org', name: 'Example', is_used: true, state: 'outdated', method: 'signed_form', families: 3 },
    ],
    requests: [
      openRequest('complain', 20 * day, 'in_time', true),
      openRequest('correct', -2 * day, 'late', false),
      openRequest('access', 3 * day, 'soon', false),
    ],
    work: [
      { what: 'erasure', state: 'waiting', count: 1, first: at(5 * day) },
      { what: 'processor', state: 'Example', count: 2, first: at(-9 * day) },
    ],
    retention: [{ began_at: at(-hour), ended_at: at(-hour), only_counted: false, classes: [{ class: 'conversations', removed: 41, held: 2 }] }],
    audit: {
      entries: 4_711,
      anchor: { at: at(-3 * hour), number: 4_700, hash: 'a'.repeat(64) },
      check: { at: at(-3 * hour), entries: 4_700, anchors: 20, fault_at: null, fault: null },
    },
    processors: [
      {
        processor: 'api.example.org',
        name: 'Example',
        country: 'US',
        purposes: ['answers'],
        state: 'missing',
        agreement: null,
      },
    ],
    incidents: incidents.map(({ timeline, ...incident }) => ({ ...incident, entries: timeline.length })),
  };
}
