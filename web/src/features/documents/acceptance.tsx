// Where documents are accepted by version: beside the button of the sign-up, and when something has changed.
import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { DocumentAnswer } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Title } from '../../components/desk.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { DocumentWords } from './document-words.tsx';
import { answersQuery, documentsQuery, seenOf, useAnswer, waits, type Seen } from './queries.ts';
import './documents.css';

const accepted = new Set(['terms', 'privacy']);

function Sentence({ onShown }: { onShown: (seen: Seen[]) => void }) {
  const say = useWords();
  const all = useQuery(documentsQuery(say.language));
  const shown = all.data?.filter(({ kind }) => accepted.has(kind));
  useEffect(() => {
    if (shown !== undefined) onShown(seenOf(shown));
  }, [shown, onShown]);
  return (
    <p className="document-sentence">
      {say('documents.signup')}{' '}
      <Link href="/documents/terms" target="_blank">
        {say('documents.terms')}
      </Link>
      {', '}
      <Link href="/documents/privacy" target="_blank">
        {say('documents.privacy')}
      </Link>
    </p>
  );
}

/** Beside the button that makes an account. `onShown` hears which versions stand behind the links. */
export function AcceptSentence({ onShown }: { onShown: (seen: Seen[]) => void }) {
  return (
    <DocumentWords fallback={<p className="document-sentence" />}>
      <Sentence onShown={onShown} />
    </DocumentWords>
  );
}

function WhatChanged({ answer }: { answer: DocumentAnswer }) {
  const say = useWords();
  if (answer.changes.length === 0) return null;
  return (
    <ul className="document-news" lang="en">
      {answer.changes.map(({ before, now }) => (
        <li key={before + now}>
          {before === '' && <p>{say('documents.ask.new', { sentence: now })}</p>}
          {now === '' && <p>{say('documents.ask.gone', { sentence: before })}</p>}
          {before !== '' && now !== '' && (
            <>
              <p className="soft">{say('documents.ask.was', { sentence: before })}</p>
              <p>{say('documents.ask.now', { sentence: now })}</p>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Papers({ answers }: { answers: readonly DocumentAnswer[] }) {
  return answers.map((answer) => (
    <section className="stack-tight" key={answer.kind}>
      <p>
        <Link href={`/documents/${answer.kind}`}>{answer.title}</Link>
      </p>
      <WhatChanged answer={answer} />
    </section>
  ));
}

function Buttons({ answers, declines }: { answers: readonly DocumentAnswer[]; declines: boolean }) {
  const say = useWords();
  const answer = useAnswer();
  return (
    <>
      {answer.isError && <ProblemCard error={answer.error} />}
      <div className="row">
        <Button
          look="primary"
          busy={answer.isPending}
          onPress={() => {
            answer.mutate({ documents: answers, answer: 'accepted' });
          }}
        >
          {say('documents.accept')}
        </Button>
        {declines && (
          <Button
            isDisabled={answer.isPending}
            onPress={() => {
              answer.mutate({ documents: answers, answer: 'declined' });
            }}
          >
            {say('documents.decline')}
          </Button>
        )}
      </div>
    </>
  );
}

/** Nothing was accepted yet: it is asked for on top of the page, which goes on below. */
function FirstTime({ answers }: { answers: readonly DocumentAnswer[] }) {
  const say = useWords();
  return (
    <section className="card stack" aria-labelledby="accept">
      <h2 id="accept">{say('documents.ask.title')}</h2>
      <p>{say('documents.ask.lead')}</p>
      <Papers answers={answers} />
      <Buttons answers={answers} declines={false} />
    </section>
  );
}

function Again({ answers }: { answers: readonly DocumentAnswer[] }) {
  const say = useWords();
  return (
    <>
      <Title>{say('documents.ask.again')}</Title>
      <p>{say('documents.ask.again.lead')}</p>
      <div className="card stack">
        <Papers answers={answers} />
      </div>
      <p>{say('documents.ask.consent')}</p>
      <Buttons answers={answers} declines />
    </>
  );
}

function Declined({ answers }: { answers: readonly DocumentAnswer[] }) {
  const say = useWords();
  return (
    <>
      <Title>{say('documents.declined.title')}</Title>
      <p>{say('documents.declined.lead')}</p>
      <section className="card stack" aria-labelledby="works">
        <h2 id="works">{say('documents.declined.works')}</h2>
        <div className="row">
          <LinkButton to="/home/data">{say('documents.declined.data')}</LinkButton>
          <LinkButton to="/home/consent">{say('documents.declined.consent')}</LinkButton>
          <LinkButton to="/documents">{say('documents.declined.read')}</LinkButton>
        </div>
      </section>
      <div className="card stack">
        <Papers answers={answers} />
      </div>
      <Buttons answers={answers} declines={false} />
    </>
  );
}

function SmallChange({ answers }: { answers: readonly DocumentAnswer[] }) {
  const say = useWords();
  const answer = useAnswer();
  const titles = answers.map(({ title }) => title).join(', ');
  return (
    <Notice>
      <p>{say('documents.changed', { titles })}</p>
      <Papers answers={answers} />
      <div className="row">
        <Button
          busy={answer.isPending}
          onPress={() => {
            answer.mutate({ documents: answers, answer: 'read' });
          }}
        >
          {say('documents.read')}
        </Button>
      </div>
    </Notice>
  );
}

/** Pages that stay open whatever is answered: data and consent. */
const open = ['/home/data', '/home/consent'];

/** A guardian's pages, behind what must be answered first. `always` is never hidden: alerts. */
export function DocumentsGate({ always, children }: { always: ReactNode; children: ReactNode }) {
  const [at] = useLocation();
  const { data } = useQuery(answersQuery);
  const asked = data?.filter(waits) ?? [];
  const changed = data?.filter(({ state }) => state === 'changed') ?? [];
  const isNew = asked.every(({ state }) => state === 'never');
  if (asked.length > 0 && !isNew && !open.some((page) => at.startsWith(page)))
    return (
      <>
        {always}
        <DocumentWords>{asked.some(({ state }) => state === 'declined') ? <Declined answers={asked} /> : <Again answers={asked} />}</DocumentWords>
      </>
    );
  return (
    <>
      {changed.length > 0 && (
        <DocumentWords>
          <SmallChange answers={changed} />
        </DocumentWords>
      )}
      {asked.length > 0 && isNew && (
        <DocumentWords>
          <FirstTime answers={asked} />
        </DocumentWords>
      )}
      {children}
    </>
  );
}

function SettingsLink() {
  const say = useWords();
  return (
    <section className="card stack" aria-labelledby="documents">
      <h2 id="documents">{say('documents.settings')}</h2>
      <p>{say('documents.settings.detail')}</p>
      <div className="row">
        <LinkButton to="/documents">{say('documents.all')}</LinkButton>
      </div>
    </section>
  );
}

/** In the guardian's settings. */
export function DocumentsSetting() {
  return (
    <DocumentWords>
      <SettingsLink />
    </DocumentWords>
  );
}
