// A child's talks, as far as its level opens them. Each answer is a look that the child can see, so nothing is fetched ahead.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { OversightLevel } from '../../api/types.ts';

export const levels: readonly OversightLevel[] = ['titles', 'summary', 'excerpts', 'transcript'];

export function opens(open: OversightLevel, wanted: OversightLevel): boolean {
  return levels.indexOf(open) >= levels.indexOf(wanted);
}

export function isLevel(value: string): value is OversightLevel {
  return levels.some((level) => level === value);
}

/** What was looked at stays for this long without being looked at again. */
const kept = { staleTime: 5 * 60_000, refetchOnWindowFocus: false } as const;

export function talksQuery(child: string) {
  return queryOptions({
    ...kept,
    queryKey: ['talks', child],
    queryFn: async () => (await call('get', '/api/children/{child}/talks', { path: { child } })).talks,
  });
}

export function summaryQuery(child: string, conversation: string) {
  return queryOptions({
    ...kept,
    queryKey: ['talks', child, conversation, 'summary'],
    queryFn: () => call('get', '/api/children/{child}/talks/{conversation}/summary', { path: { child, conversation } }),
  });
}

export function transcriptQuery(child: string, conversation: string) {
  return queryOptions({
    ...kept,
    queryKey: ['talks', child, conversation, 'transcript'],
    queryFn: async () => (await call('get', '/api/children/{child}/talks/{conversation}/transcript', { path: { child, conversation } })).turns,
  });
}

export function excerptQuery(alert: string) {
  return queryOptions({
    ...kept,
    queryKey: ['excerpt', alert],
    queryFn: () => call('get', '/api/alerts/{alert}/excerpt', { path: { alert } }),
    retry: false,
  });
}

export function levelQuery(child: string) {
  return queryOptions({
    queryKey: ['oversight', child],
    queryFn: () => call('get', '/api/children/{child}/oversight', { path: { child } }),
  });
}

export function useSetLevel(child: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (level: OversightLevel) => call('put', '/api/children/{child}/oversight', { path: { child }, body: { level } }),
    onSuccess: async (fresh) => {
      client.setQueryData(levelQuery(child).queryKey, fresh);
      client.removeQueries({ queryKey: ['excerpt'] });
      await client.invalidateQueries({ queryKey: ['talks', child] });
    },
  });
}
