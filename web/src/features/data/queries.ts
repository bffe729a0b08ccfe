// What a family may do with its data: take it along, have it erased, and read how long it is kept.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { Erasure, Export } from '../../api/types.ts';

const lookEvery = 2_000;

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: async () => (await call('get', '/api/retention')).classes,
  staleTime: 60 * 60_000,
});

export const exportsQuery = queryOptions({
  queryKey: ['exports'],
  queryFn: async () => (await call('get', '/api/exports')).exports,
  refetchInterval: ({ state }) => (state.data?.some(({ state: made }) => made === 'waiting') === true ? lookEvery : false),
});

export const erasuresQuery = queryOptions({ queryKey: ['erasures'], queryFn: () => call('get', '/api/erasures') });

export const myDataQuery = queryOptions({ queryKey: ['my-data'], queryFn: () => call('get', '/api/my-data'), retry: false });

export function useCreateExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => call('post', '/api/exports', { body: { password } }),
    onSuccess: (made: Export) => {
      client.setQueryData(exportsQuery.queryKey, [made]);
    },
  });
}

export function useCreateErasure() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ password, child }: { password: string; child: string | undefined }) =>
      call('post', '/api/erasures', { body: child === undefined ? { password } : { password, child_id: child } }),
    onSuccess: () => client.invalidateQueries({ queryKey: erasuresQuery.queryKey }),
  });
}

export function useUndoErasure() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (erasure: string) => call('delete', '/api/erasures/{erasure}', { path: { erasure } }),
    onSettled: () => client.invalidateQueries({ queryKey: erasuresQuery.queryKey }),
  });
}

/** Those that can still be undone. */
export function waitingIn(erasures: readonly Erasure[] | undefined): Erasure[] {
  return erasures?.filter(({ state }) => state === 'waiting') ?? [];
}
