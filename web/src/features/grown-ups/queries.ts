// The grown-ups of a family: who they are, what they ask of each other, and how one comes and goes.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, rememberSession } from '../../api/client.ts';
import type { Hearing, Household, Language, OversightLevel, Session } from '../../api/types.ts';

export const householdQuery = queryOptions({ queryKey: ['grown-ups'], queryFn: () => call('get', '/api/grown-ups'), staleTime: 0 });

export const myGrownUpsQuery = queryOptions({ queryKey: ['my-grown-ups'], queryFn: () => call('get', '/api/my-grown-ups'), staleTime: 0 });

export const sharedAlertsQuery = queryOptions({
  queryKey: ['shared-alerts'],
  queryFn: async () => (await call('get', '/api/shared-alerts')).alerts,
  refetchInterval: 60_000,
});

export const disputesQuery = queryOptions({
  queryKey: ['disputes'],
  queryFn: async () => (await call('get', '/api/staff/disputes')).disputes,
  refetchInterval: 60_000,
});

export interface InvitationForm {
  email: string;
  role: 'guardian' | 'trusted_adult';
  visibility?: OversightLevel;
  alerts?: Hearing;
}

/** Every way to change the household; each is answered with the household as it is then. */
export type HouseholdChange =
  | { kind: 'invite'; body: InvitationForm }
  | { kind: 'again' | 'withdraw'; invitation: string }
  | { kind: 'visibility'; whose: string; visibility: OversightLevel }
  | { kind: 'alerts'; whose: string; alerts: Hearing }
  | { kind: 'let-go'; whom: string }
  | { kind: 'removal' | 'hand_over'; about: string }
  | { kind: 'accept' | 'decline' | 'object' | 'take-back'; request: string };

function send(change: HouseholdChange): Promise<Household> {
  switch (change.kind) {
    case 'invite':
      return call('post', '/api/invitations', { body: change.body });
    case 'again':
      return call('post', '/api/invitations/{invitation}/mails', { path: { invitation: change.invitation } });
    case 'withdraw':
      return call('delete', '/api/invitations/{invitation}', { path: { invitation: change.invitation } });
    case 'visibility':
      return call('patch', '/api/grown-ups/{grown_up}', { path: { grown_up: change.whose }, body: { visibility: change.visibility } });
    case 'alerts':
      return call('patch', '/api/grown-ups/{grown_up}', { path: { grown_up: change.whose }, body: { alerts: change.alerts } });
    case 'let-go':
      return call('delete', '/api/grown-ups/{grown_up}', { path: { grown_up: change.whom } });
    case 'removal':
    case 'hand_over':
      return call('post', '/api/family-requests', { body: { kind: change.kind, about: change.about } });
    default: {
      const answer = change.kind === 'take-back' ? 'withdraw' : change.kind;
      return call('put', '/api/family-requests/{request}/answer', { path: { request: change.request }, body: { answer } });
    }
  }
}

export function useChangeHousehold() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (household) => {
      client.setQueryData(householdQuery.queryKey, household);
    },
    // What was refused may have changed meanwhile by the other's hand.
    onError: () => client.invalidateQueries({ queryKey: householdQuery.queryKey }),
  });
}

export function useLeaveFamily() {
  return useMutation({ mutationFn: (password: string) => call('post', '/api/family-departures', { body: { password } }) });
}

/** Everything that was seen belongs to the family before: nothing of it stays in memory. */
export function useEnterFamily() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (family: string) => call('put', '/api/session/family', { body: { family } }),
    onSuccess: () => client.resetQueries(),
  });
}

export function useLookAtInvitation() {
  return useMutation({ mutationFn: (token: string) => call('post', '/api/invitation-looks', { body: { token } }) });
}

export function useAcceptInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { token: string; password?: string; language?: Language }) =>
      call('post', '/api/memberships', { body }),
    // Whoever was signed in here before: nothing of it stays in memory.
    onSuccess: (session: Session) => {
      rememberSession(session);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'device' });
      client.setQueryData(['session'], session);
    },
  });
}

export function useResolveDispute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ dispute, removed }: { dispute: string; removed?: string }) =>
      call('put', '/api/staff/disputes/{dispute}/resolution', {
        path: { dispute },
        body: removed === undefined ? { resolution: 'stays' } : { resolution: 'removed', removed },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: disputesQuery.queryKey }),
  });
}

export function useOpenDispute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; reason: 'court_order' | 'safety' | 'asked_for'; reference: string; family_id?: string }) =>
      call('post', '/api/staff/disputes', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: disputesQuery.queryKey }),
  });
}
