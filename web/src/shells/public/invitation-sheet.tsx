// What an invitation opens, with its own words.
import { useLocation } from 'wouter';
import type { Session } from '../../api/types.ts';
import { Invitation } from '../../features/grown-ups/invitation.tsx';
import { WordsProvider, type Language } from '../../words/words.tsx';

export function InvitationSheet({ session, language }: { session: Session | undefined; language: Language }) {
  const [, navigate] = useLocation();
  return (
    <WordsProvider language={language} catalogue="household">
      <Invitation
        signedInAs={session?.guardian?.email}
        language={language}
        onDone={() => {
          navigate('/home', { replace: true });
        }}
      />
    </WordsProvider>
  );
}
