import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { ConversationWithTurns, Mood, Turn } from '../../api/types.ts';

export const conversationsQuery = queryOptions({
  queryKey: ['conversations'],
  queryFn: async () => (await call('get', '/api/conversations')).conversations,
});

export function conversationQuery(conversation: string) {
  return queryOptions({
    queryKey: ['conversation', conversation],
    queryFn: () => call('get', '/api/conversations/{conversation}', { path: { conversation } }),
    staleTime: 30_000,
  });
}

/** Puts a turn into the conversation that the page keeps: in its place if it is there, else at the end. */
export function keepTurn(client: QueryClient, conversation: string, turn: Turn): void {
  client.setQueryData(conversationQuery(conversation).queryKey, (old: ConversationWithTurns | undefined) => {
    if (old === undefined) return old;
    const known = old.turns.some(({ id }) => id === turn.id);
    const turns = known ? old.turns.map((each) => (each.id === turn.id ? turn : each)) : [...old.turns, turn];
    return { ...old, turns };
  });
}

export function useCorrectMood(conversation: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ turn, mood }: { turn: string; mood: Mood }) =>
      call('put', '/api/conversations/{conversation}/turns/{turn}/mood', { path: { conversation, turn }, body: { mood } }),
    onSuccess: (mood, { turn }) => {
      client.setQueryData(conversationQuery(conversation).queryKey, (old) =>
        old === undefined ? old : { ...old, turns: old.turns.map((each) => (each.id === turn ? { ...each, mood } : each)) },
      );
    },
  });
}
