// What a guardian or a child asks of people, and what they answered.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { RequestKind } from '../../api/types.ts';

/** Bytes that the server takes, with room for letters of several. */
export const longestText = 2_000;

export const requestsQuery = queryOptions({ queryKey: ['rights-requests'], queryFn: () => call('get', '/api/rights-requests') });
export const myRequestsQuery = queryOptions({
  queryKey: ['my-requests'],
  queryFn: async () => (await call('get', '/api/my-requests')).requests,
  retry: false,
});

export function useAsk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, text, child }: { kind: RequestKind; text: string; child: string }) =>
      call('post', '/api/rights-requests', { body: child === '' ? { kind, text } : { kind, text, child_id: child } }),
    onSuccess: () => client.invalidateQueries({ queryKey: requestsQuery.queryKey }),
  });
}

export function useReply() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ request, text }: { request: string; text: string }) =>
      call('post', '/api/rights-requests/{request}/replies', { path: { request }, body: { text } }),
    onSettled: () => client.invalidateQueries({ queryKey: requestsQuery.queryKey }),
  });
}

export function useAskAsChild() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, text }: { kind: RequestKind; text: string }) => call('post', '/api/my-requests', { body: { kind, text } }),
    onSuccess: () => client.invalidateQueries({ queryKey: myRequestsQuery.queryKey }),
  });
}

export function useReplyAsChild() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ request, text }: { request: string; text: string }) =>
      call('post', '/api/my-requests/{request}/replies', { path: { request }, body: { text } }),
    onSettled: () => client.invalidateQueries({ queryKey: myRequestsQuery.queryKey }),
  });
}
