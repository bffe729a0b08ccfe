// The grown-ups of a family that has one guardian, in memory.
import { randomUUID } from 'node:crypto';
import type { components } from '../api/schema.ts';

type Schemas = components['schemas'];
type Household = Schemas['Household'];
type Invitation = Household['invitations'][number];

const week = 7 * 86_400_000;
const invitations = new WeakMap<object, Invitation[]>();

function openOf(family: object): Invitation[] {
  const open = invitations.get(family) ?? [];
  invitations.set(family, open);
  return open;
}

export function householdOf(family: object, email: string): Household {
  const you: Schemas['GrownUp'] = {
    id: 'you',
    email,
    role: 'guardian',
    visibility: 'transcript',
    alerts: 'all',
    is_first: true,
    is_you: true,
    joined_at: '2026-01-01T08:00:00Z',
  };
  return { grown_ups: [you], invitations: openOf(family), requests: [], dispute: null };
}

export function invite(family: object, email: string, role: Schemas['GrownUpRole']): void {
  const sent = new Date();
  openOf(family).push({
    id: randomUUID(),
    email,
    role,
    visibility: role === 'guardian' ? 'transcript' : 'titles',
    alerts: role === 'guardian' ? 'all' : 'grave',
    sent_at: sent.toISOString(),
    expires_at: new Date(sent.getTime() + week).toISOString(),
  });
}

export function withdraw(family: object, id: string): void {
  invitations.set(
    family,
    openOf(family).filter((each) => each.id !== id),
  );
}
