// The documents of this installation, and what a guardian has answered to them.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { DocumentAnswer } from '../../api/types.ts';
import { isLanguage } from '../../words/words.tsx';

const known = (language: string) => (isLanguage(language) ? language : 'en');

export function documentsQuery(wanted: string) {
  const language = known(wanted);
  return queryOptions({
    queryKey: ['documents', language],
    queryFn: async () => (await call('get', '/api/documents', { query: { language } })).documents,
  });
}

export function documentQuery(kind: string, wanted: string, country: string) {
  const language = known(wanted);
  const query = country === '' ? { language } : { language, country };
  return queryOptions({
    queryKey: ['documents', kind, language, country],
    queryFn: () => call('get', '/api/documents/{kind}', { path: { kind }, query }),
  });
}

export const answersQuery = queryOptions({
  queryKey: ['document-answers'],
  queryFn: async () => (await call('get', '/api/document-answers')).documents,
});

/** A version that somebody has before their eyes. */
export interface Seen {
  kind: string;
  version: string;
}
export type Reply = 'accepted' | 'declined' | 'read';

export const seenOf = (documents: readonly Seen[]): Seen[] => documents.map(({ kind, version }) => ({ kind, version }));

export function sendAnswer(documents: readonly Seen[], answer: Reply) {
  return call('post', '/api/document-answers', { body: { documents: seenOf(documents), answer } });
}

export function useAnswer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ documents, answer }: { documents: readonly Seen[]; answer: Reply }) => sendAnswer(documents, answer),
    onSuccess: ({ documents }) => {
      client.setQueryData(answersQuery.queryKey, documents);
    },
    // Another version stands by now: that one is shown, and asked about.
    onError: () => client.invalidateQueries({ queryKey: answersQuery.queryKey }),
  });
}

export const waits = ({ state }: DocumentAnswer): boolean => state === 'never' || state === 'asked' || state === 'declined';
