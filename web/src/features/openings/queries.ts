// Broken glass: what staff opened of a child's words. Each look is in the audit log, so nothing is fetched ahead.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { NewOpening } from '../../api/types.ts';

export const purposes = ['safety', 'quality', 'request', 'fault', 'law'] as const;
export type Purpose = (typeof purposes)[number];

export const openingsQuery = queryOptions({
  queryKey: ['openings'],
  queryFn: async () => (await call('get', '/api/staff/openings')).openings,
  refetchInterval: 60_000,
});

/** What was looked at stays without being looked at again. */
const kept = { staleTime: Infinity, refetchOnWindowFocus: false, retry: false } as const;

export function openedTalksQuery(opening: string) {
  return queryOptions({
    ...kept,
    queryKey: ['opened', opening],
    queryFn: async () => (await call('get', '/api/staff/openings/{opening}/talks', { path: { opening } })).talks,
  });
}

export function openedTalkQuery(opening: string, conversation: string) {
  return queryOptions({
    ...kept,
    queryKey: ['opened', opening, conversation],
    queryFn: async () => (await call('get', '/api/staff/openings/{opening}/talks/{conversation}', { path: { opening, conversation } })).turns,
  });
}

export function useBegin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewOpening) => call('post', '/api/staff/openings', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: openingsQuery.queryKey }),
  });
}

export function useEnd() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (opening: string) => call('delete', '/api/staff/openings/{opening}', { path: { opening } }),
    onSettled: async () => {
      client.removeQueries({ queryKey: ['opened'] });
      await client.invalidateQueries({ queryKey: openingsQuery.queryKey });
    },
  });
}
