// Who is signed in, and the calls that change it.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, rememberSession } from '../../api/client.ts';
import type { Session, SignUp } from '../../api/types.ts';

async function fetchSession(): Promise<Session> {
  const session = await call('get', '/api/session');
  rememberSession(session);
  return session;
}

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: fetchSession, staleTime: 60_000 });

export const deviceQuery = queryOptions({
  queryKey: ['device'],
  queryFn: () => call('get', '/api/device'),
  staleTime: 10_000,
});

/** After a change of person: nothing of the one before stays in memory. */
export function useEnter() {
  const client = useQueryClient();
  return (session: Session) => {
    rememberSession(session);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'device' });
    client.setQueryData(sessionQuery.queryKey, session);
  };
}

/** Guardians and staff come in by doors of their own: the same address may have an account behind each. */
export type Door = '/api/session' | '/api/staff-session';

export function useSignIn() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => call('post', '/api/session', { body }),
    onSuccess: enter,
  });
}

export function useSignUp() {
  const enter = useEnter();
  return useMutation({ mutationFn: (body: SignUp) => call('post', '/api/guardians', { body }), onSuccess: enter });
}

export function useSignOut(door: Door) {
  const enter = useEnter();
  return useMutation({
    mutationFn: () => call('delete', door),
    onSuccess: async () => {
      enter(await fetchSession());
    },
  });
}

export function useSignInChild() {
  const enter = useEnter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (pin: string) => call('post', '/api/child-session', { body: { pin } }),
    onSuccess: enter,
    onError: () => client.invalidateQueries({ queryKey: deviceQuery.queryKey }),
  });
}

export function usePairDevice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { code: string; device_name: string }) => call('post', '/api/pairings', { body }),
    onSuccess: (device) => {
      client.setQueryData(deviceQuery.queryKey, device);
    },
  });
}

export function useVerifyEmail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => call('post', '/api/email-verifications', { body: { token } }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

export function useResendVerification() {
  return useMutation({ mutationFn: () => call('post', '/api/email-verifications/resend') });
}

export function useUnsubscribe() {
  return useMutation({ mutationFn: (token: string) => call('post', '/api/unsubscriptions/{token}', { path: { token } }) });
}
