// What people say of Buddy: the question a guardian may get, and what staff read of it all.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { SurveyQuestion } from '../../api/types.ts';

export const surveyQuery = queryOptions({
  queryKey: ['survey'],
  queryFn: async () => (await call('get', '/api/survey')).question,
  staleTime: Infinity,
});

export function noteShown(question: SurveyQuestion): void {
  call('put', '/api/survey/shown', { body: { question } }).catch(() => undefined);
}

export function useAnswerSurvey() {
  return useMutation({
    mutationFn: (body: { mark?: number; words?: string; never_again?: boolean }) => call('put', '/api/survey/answer', { body }),
  });
}

export const feedbackQuery = queryOptions({ queryKey: ['feedback'], queryFn: () => call('get', '/api/staff/feedback') });

export const reportsQuery = queryOptions({
  queryKey: ['answer-reports'],
  queryFn: async () => (await call('get', '/api/staff/answer-reports')).reports,
  refetchInterval: 60_000,
});

export function useOpenReport() {
  return useMutation({
    mutationFn: (turn: string) => call('post', '/api/staff/answer-reports/{turn}/reading', { path: { turn } }),
    gcTime: 0,
  });
}

export function useDecideReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ turn, finding }: { turn: string; finding: 'fault' | 'fine' | 'unsure' }) =>
      call('put', '/api/staff/answer-reports/{turn}/finding', { path: { turn }, body: { finding } }),
    onSuccess: () => client.invalidateQueries({ queryKey: reportsQuery.queryKey }),
  });
}
