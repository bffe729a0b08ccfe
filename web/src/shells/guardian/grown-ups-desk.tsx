// The page of a family's grown-ups, and the one page of a trusted adult.
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Session } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Desk, Title } from '../../components/desk.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { sessionQuery } from '../../features/account/queries.ts';
import { GrownUpsPage } from '../../features/grown-ups/grown-ups-page.tsx';
import { TrustedHome } from '../../features/grown-ups/trusted-home.tsx';
import { isLanguage, useWords, WordsProvider } from '../../words/words.tsx';

function WithWords({ children }: { children: ReactNode }) {
  const { language } = useWords();
  return (
    <WordsProvider language={isLanguage(language) ? language : 'en'} catalogue="household">
      {children}
    </WordsProvider>
  );
}

/** Who has left has no session any more, or one in another of its families. */
function useLeft(): () => void {
  const client = useQueryClient();
  return () => {
    void client.resetQueries({ queryKey: sessionQuery.queryKey });
  };
}

function GrownUpsBody({ session }: { session: Session }) {
  const say = useWords();
  const left = useLeft();
  return (
    <>
      <LinkButton to="/home/settings" look="plain">
        <Icon name="back" />
        {say('nav.settings')}
      </LinkButton>
      <Title>{say('adults.title')}</Title>
      <p className="soft">{say('adults.lead')}</p>
      <GrownUpsPage families={session.guardian?.families ?? []} onLeft={left} />
    </>
  );
}

export function GrownUpsDesk({ session }: { session: Session }) {
  return (
    <WithWords>
      <GrownUpsBody session={session} />
    </WithWords>
  );
}

interface TrustedDeskProps {
  session: Session;
  onSignOut: () => void;
  problem: unknown;
}

function TrustedBody({ session, onSignOut, problem }: TrustedDeskProps) {
  const say = useWords();
  const left = useLeft();
  return (
    <Desk
      home="/home"
      bar={
        <Button look="plain" onPress={onSignOut}>
          {say('app.sign-out')}
        </Button>
      }
    >
      <Title>{say('adults.trusted.title')}</Title>
      {problem !== null && <ProblemCard error={problem} />}
      <TrustedHome families={session.guardian?.families ?? []} onLeft={left} />
    </Desk>
  );
}

export function TrustedDesk(props: TrustedDeskProps) {
  return (
    <WithWords>
      <TrustedBody {...props} />
    </WithWords>
  );
}
