// Protected cases, which only staff may know of.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

export const casesQuery = queryOptions({
  queryKey: ['cases'],
  queryFn: async () => (await call('get', '/api/staff/cases')).cases,
  refetchInterval: 60_000,
});

export function useTakeCase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (alert: string) => call('put', '/api/staff/cases/{alert}/acknowledgement', { path: { alert } }),
    onSuccess: () => client.invalidateQueries({ queryKey: casesQuery.queryKey }),
  });
}
