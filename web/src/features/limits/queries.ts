// What a family settled for a child: for guardians to change, for the child to know where it stands.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { LimitsChange } from '../../api/types.ts';

export function limitsQuery(child: string) {
  return queryOptions({
    queryKey: ['limits', child],
    queryFn: () => call('get', '/api/children/{child}/limits', { path: { child } }),
  });
}

export function useChangeLimits(child: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: LimitsChange) => call('put', '/api/children/{child}/limits', { path: { child }, body }),
    onSuccess: (limits) => {
      client.setQueryData(limitsQuery(child).queryKey, limits);
    },
  });
}

/** Minutes run down while the page is open, and a guardian may change them from elsewhere. */
export const ownLimitsQuery = queryOptions({
  queryKey: ['own-limits'],
  queryFn: () => call('get', '/api/limits'),
  refetchInterval: 45_000,
  staleTime: 5_000,
});

export function useSeeLimits() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => call('put', '/api/limits/seen', { body: { version } }),
    onSuccess: () => {
      client.setQueryData(ownLimitsQuery.queryKey, (old) => (old === undefined ? old : { ...old, changed: false }));
    },
  });
}
