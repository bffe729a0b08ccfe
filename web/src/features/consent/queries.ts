// The notice, what a family has agreed to, and forms on their way to staff.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import type { ConsentForm, ConsentScope, Consents, FamilyUse } from '../../api/types.ts';
import { isLanguage } from '../../words/words.tsx';

export const largestFile = 5 * 1024 * 1024;
const pieceSize = 512 * 1024;

export function noticeQuery(wanted: string) {
  const language = isLanguage(wanted) ? wanted : 'en';
  return queryOptions({ queryKey: ['notice', language], queryFn: () => call('get', '/api/notice', { query: { language } }) });
}

export const consentsQuery = queryOptions({ queryKey: ['consents'], queryFn: () => call('get', '/api/consents') });

export const accountOf = (consents: Consents): FamilyUse | undefined => consents.uses.find(({ purpose }) => purpose === 'account');

/** Children may be added: someone of the family has agreed that this server knows them. */
export const hasAgreed = (consents: Consents): boolean => accountOf(consents)?.state === 'given';

/** Those for which a signed form is needed and none is in force. */
export const unsigned = (consents: Consents): FamilyUse[] => consents.uses.filter((use) => use.needs_form && use.state !== 'given');

const scopeOf = ({ purpose, processor }: ConsentScope): ConsentScope => ({ purpose, processor });

function useKeep() {
  const client = useQueryClient();
  return (consents: Consents) => {
    client.setQueryData(consentsQuery.queryKey, consents);
  };
}

export function useGive() {
  const keep = useKeep();
  return useMutation({
    mutationFn: ({ use, version }: { use: ConsentScope; version: string }) =>
      call('post', '/api/consents', { body: { ...scopeOf(use), notice_version: version } }),
    onSuccess: keep,
  });
}

export function useWithdraw() {
  const keep = useKeep();
  return useMutation({
    mutationFn: (use: ConsentScope) => call('post', '/api/consents/withdrawals', { body: scopeOf(use) }),
    onSuccess: keep,
  });
}

export function useUndo() {
  return useMutation({ mutationFn: (token: string) => call('post', '/api/consent-undos', { body: { token } }) });
}

export function useOpenForm() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ uses, version }: { uses: ConsentScope[]; version: string }) =>
      call('post', '/api/consent-forms', { body: { uses: uses.map(scopeOf), notice_version: version } }),
    onSuccess: () => client.invalidateQueries({ queryKey: consentsQuery.queryKey }),
  });
}

/** Bytes as base64; in short runs, for a call takes only so many arguments. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

async function sendFile({ form, file }: { form: string; file: File }): Promise<ConsentForm> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  for (let piece = 0; piece * pieceSize < bytes.length; piece += 1) {
    const part = bytes.subarray(piece * pieceSize, (piece + 1) * pieceSize);
    await call('put', '/api/consent-forms/{form}/pieces/{piece}', { path: { form, piece }, body: { bytes: base64Of(part) } });
  }
  return call('post', '/api/consent-forms/{form}/submission', { path: { form } });
}

export function useSendForm() {
  const client = useQueryClient();
  return useMutation({ mutationFn: sendFile, onSuccess: () => client.invalidateQueries({ queryKey: consentsQuery.queryKey }) });
}

// Staff

export const waitingFormsQuery = queryOptions({
  queryKey: ['waiting-forms'],
  queryFn: async () => (await call('get', '/api/staff/consent-forms')).forms,
  refetchInterval: 60_000,
});

export const flaws = ['unreadable', 'not_signed', 'wrong_code', 'wrong_person'] as const;
export type Flaw = (typeof flaws)[number];

export function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ form, flaw }: { form: string; flaw: Flaw | undefined }) =>
      call('post', '/api/staff/consent-forms/{form}/decision', {
        path: { form },
        body: flaw === undefined ? { decision: 'approve' } : { decision: 'reject', flaw },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: waitingFormsQuery.queryKey }),
  });
}
