// What waits for staff. Nothing of what a child said is in it.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

export function workQuery(kind: string) {
  return infiniteQueryOptions({
    queryKey: ['work', kind],
    queryFn: ({ pageParam }) =>
      call('get', '/api/staff/work', { query: { ...(kind === '' ? {} : { kind }), ...(pageParam === null ? {} : { after: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 15_000,
    refetchOnWindowFocus: true,
    staleTime: 0,
  });
}
