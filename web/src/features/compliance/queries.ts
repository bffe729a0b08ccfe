// The compliance board, requests and incidents, for staff.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { IncidentKind, IncidentSeverity, IncidentStep, RequestStep } from '../../api/types.ts';

export const longestText = 2_000;

export const boardQuery = queryOptions({ queryKey: ['compliance'], queryFn: () => call('get', '/api/staff/compliance') });

export const requestQuery = (request: string) =>
  queryOptions({
    queryKey: ['compliance', 'request', request],
    queryFn: () => call('get', '/api/staff/rights-requests/{request}', { path: { request } }),
    // Every look is in the audit log: one is enough.
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  });

export const incidentQuery = (incident: string) =>
  queryOptions({
    queryKey: ['compliance', 'incident', incident],
    queryFn: () => call('get', '/api/staff/incidents/{incident}', { path: { incident } }),
  });

/** After a change everything on the board is asked for anew. */
function useFresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: boardQuery.queryKey });
}

export function useStep(request: string) {
  const fresh = useFresh();
  return useMutation({
    mutationFn: (body: { step: RequestStep; text: string }) =>
      call('post', '/api/staff/rights-requests/{request}/steps', { path: { request }, body }),
    onSettled: fresh,
  });
}

export function useRecordIncident() {
  const fresh = useFresh();
  return useMutation({
    mutationFn: (body: { kind: IncidentKind; severity: IncidentSeverity; found_at: string; families: number; text: string }) =>
      call('post', '/api/staff/incidents', { body }),
    onSuccess: fresh,
  });
}

export function useAddEntry(incident: string) {
  const fresh = useFresh();
  return useMutation({
    mutationFn: (body: { kind: IncidentStep; text: string; families?: number }) =>
      call('post', '/api/staff/incidents/{incident}/entries', { path: { incident }, body }),
    onSettled: fresh,
  });
}

export function usePutAgreement() {
  const fresh = useFresh();
  return useMutation({
    mutationFn: (body: { processor: string; signed_on: string; valid_until: string | null; reference: string }) =>
      call('put', '/api/staff/processor-agreements', { body }),
    onSuccess: fresh,
  });
}
