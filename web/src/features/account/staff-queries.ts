// Staff signing in: the password, then a code; who has no second factor sets it up in between.
import { useMutation } from '@tanstack/react-query';
import { call, rememberSession } from '../../api/client.ts';
import { useEnter } from './queries.ts';

export function useStaffPassword() {
  return useMutation({ mutationFn: (body: { email: string; password: string }) => call('post', '/api/staff-session', { body }) });
}

export function useStaffCode() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (body: { ticket: string; code: string }) => call('post', '/api/staff-session/code', { body }),
    onSuccess: enter,
  });
}

export function useNewFactor() {
  return useMutation({ mutationFn: (ticket: string) => call('post', '/api/staff-factor', { body: { ticket } }) });
}

/** Signed in with its answer; the page goes on only when the recovery codes were kept. */
export function useConfirmFactor() {
  return useMutation({
    mutationFn: (body: { ticket: string; code: string }) => call('post', '/api/staff-factor/code', { body }),
    onSuccess: rememberSession,
  });
}
