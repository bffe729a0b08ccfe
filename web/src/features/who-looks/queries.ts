// What a child's grown-ups may see, and when they looked.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { OversightLevel } from '../../api/types.ts';

export const contractQuery = queryOptions({
  queryKey: ['oversight'],
  queryFn: () => call('get', '/api/oversight'),
  retry: false,
});

export const looksQuery = queryOptions({
  queryKey: ['looks'],
  queryFn: () => call('get', '/api/looks'),
  staleTime: 0,
});

export function useNoteTold() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (level: OversightLevel) => call('put', '/api/oversight/told', { body: { level } }),
    // Also when it was refused: it has changed again, and the child reads that first.
    onSettled: () => client.invalidateQueries({ queryKey: contractQuery.queryKey }),
  });
}
