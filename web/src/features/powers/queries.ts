// What laws and the family leave to Buddy with a child: for guardians with the reasons, for the child in plain words.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

export function powersQuery(child: string) {
  return queryOptions({
    queryKey: ['powers', child],
    queryFn: () => call('get', '/api/children/{child}/powers', { path: { child } }),
  });
}

export const ownPowersQuery = queryOptions({ queryKey: ['own-powers'], queryFn: () => call('get', '/api/powers') });

export function caseQuery(asked: { age: string; place: string; on: string; setting: string }) {
  return queryOptions({
    queryKey: ['law', asked],
    queryFn: () => call('get', '/api/law/applies', { query: asked }),
    enabled: asked.place !== '',
  });
}

export function useForgetTalk(child: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('post', '/api/children/{child}/forget', { path: { child } }),
    onSuccess: () => client.invalidateQueries({ queryKey: powersQuery(child).queryKey }),
  });
}

export function useForgetOwnTalk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('post', '/api/powers/forget'),
    onSuccess: () => client.invalidateQueries({ queryKey: ownPowersQuery.queryKey }),
  });
}
