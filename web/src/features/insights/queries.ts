// A child's weeks and months, the family's choice to see them, and reports to take along.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { addressOf, call } from '../../api/client.ts';
import type { Insights } from '../../api/types.ts';

export type Span = Insights['period']['span'];

export function insightsQuery(child: string, period: Span, from?: string) {
  return queryOptions({
    queryKey: ['insights', child, period, from ?? ''],
    queryFn: () =>
      call('get', '/api/children/{child}/insights', { path: { child }, query: from === undefined ? { period } : { period, from } }),
    staleTime: 5 * 60_000,
  });
}

export function useSwitchInsights(child: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (shown: boolean) => call('put', '/api/children/{child}/insights', { path: { child }, body: { shown } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['insights', child] }),
  });
}

export const reportParts = ['changes', 'moods', 'times', 'topics', 'learning', 'strengths'] as const;
export type ReportPart = (typeof reportParts)[number];

export interface ReportOrder {
  format: 'pdf' | 'csv';
  period: Span;
  from: string;
  children: readonly string[];
  parts: readonly ReportPart[];
}

/** Where the browser fetches the file. */
export function reportAddress({ format, period, from, children, parts }: ReportOrder): string {
  return addressOf('/api/insights/report', {}, { format, period, from, children: children.join(','), parts: parts.join(',') });
}
