import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

/** Without a country the server uses the signed-in child's; it never guesses. Kept for the whole visit, so that it works offline. */
export function helpQuery(country?: string) {
  return queryOptions({
    queryKey: ['help', country ?? ''],
    queryFn: () => call('get', '/api/help', country === undefined ? {} : { query: { country } }),
    staleTime: 60 * 60_000,
    gcTime: Infinity,
    retry: 2,
  });
}
