// "Your data": take it along, have it erased, and how long what is kept.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Child, Erasure, Export } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { AskPeople } from './ask-people.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { erasuresQuery, exportsQuery, retentionQuery, useCreateErasure, useCreateExport } from './queries.ts';
import './your-data.css';

function Archive({ made }: { made: Export }) {
  const say = useWords();
  const day = new Intl.DateTimeFormat(say.language, { day: 'numeric', month: 'long' });
  const size = new Intl.NumberFormat(say.language, { maximumFractionDigits: 1 }).format(made.bytes / 1_000_000);
  if (made.state === 'waiting') {
    return (
      <div className="stack" role="status">
        <p>{say('data.export.making', { done: made.parts_done, all: made.parts })}</p>
        <progress className="data-progress" value={made.parts_done} max={made.parts} aria-label={say('data.export.progress')} />
      </div>
    );
  }
  if (made.state === 'failed') return <Notice tone="alert">{say('data.export.failed')}</Notice>;
  return (
    <div className="stack">
      <p>{say('data.export.ready', { size, when: day.format(new Date(made.expires_at)) })}</p>
      <div className="row">
        <a className="button button-primary" href={`/api/exports/${made.id}/archive`} download>
          {say('data.export.download')}
        </a>
      </div>
    </div>
  );
}

function TakeAlong() {
  const say = useWords();
  const exports = useQuery(exportsQuery);
  const create = useCreateExport();
  const [asks, setAsks] = useState(false);
  const close = () => {
    create.reset();
    setAsks(false);
  };
  const making = exports.data?.some(({ state }) => state === 'waiting') === true;
  return (
    <section className="card stack" aria-labelledby="take">
      <h2 id="take">{say('data.export.title')}</h2>
      <p>{say('data.export.lead')}</p>
      {exports.isError && <ProblemCard error={exports.error} onRetry={() => void exports.refetch()} />}
      {exports.data?.slice(0, 1).map((made) => <Archive made={made} key={made.id} />)}
      {!making && (
        <div className="row">
          <Button
            onPress={() => {
              setAsks(true);
            }}
          >
            {say('data.export.make')}
          </Button>
        </div>
      )}
      {asks && (
        <PasswordDialog
          title={say('data.export.title')}
          action={say('data.export.make')}
          busy={create.isPending}
          error={create.error}
          onClose={close}
          onConfirm={(password) => {
            create.mutate(password, { onSuccess: close });
          }}
        >
          <p>{say('data.export.careful')}</p>
        </PasswordDialog>
      )}
    </section>
  );
}

function Receipt({ erasure }: { erasure: Erasure }) {
  const say = useWords();
  const day = new Intl.DateTimeFormat(say.language, { day: 'numeric', month: 'long', year: 'numeric' });
  return (
    <details>
      <summary>{say('data.erase.done', { when: day.format(new Date(erasure.ended_at ?? erasure.due_at)) })}</summary>
      <p className="soft">{say('data.erase.receipt')}</p>
      <pre className="data-receipt">{erasure.receipt}</pre>
    </details>
  );
}

function Erase({ family }: { family: readonly Child[] }) {
  const say = useWords();
  const erasures = useQuery(erasuresQuery);
  const create = useCreateErasure();
  const [whom, setWhom] = useState<Child | 'family'>();
  const waits = (child: string | null) => erasures.data?.erasures.some((each) => each.state === 'waiting' && each.child_id === child) === true;
  const close = () => {
    create.reset();
    setWhom(undefined);
  };
  return (
    <section className="card stack" aria-labelledby="erase">
      <h2 id="erase">{say('data.erase.title')}</h2>
      <p>{say('data.erase.lead')}</p>
      {erasures.isError && <ProblemCard error={erasures.error} onRetry={() => void erasures.refetch()} />}
      <div className="row">
        {family
          .filter(({ id }) => !waits(id))
          .map((child) => (
            <Button
              look="danger"
              key={child.id}
              onPress={() => {
                setWhom(child);
              }}
            >
              {say('data.erase.child', { name: child.nickname })}
            </Button>
          ))}
        {!waits(null) && (
          <Button
            look="danger"
            onPress={() => {
              setWhom('family');
            }}
          >
            {say('data.erase.family')}
          </Button>
        )}
      </div>
      {erasures.data?.erasures
        .filter(({ state }) => state === 'done')
        .map((each) => <Receipt erasure={each} key={each.id} />)}
      {whom !== undefined && (
        <PasswordDialog
          title={whom === 'family' ? say('data.erase.family.ask') : say('data.erase.child.ask', { name: whom.nickname })}
          action={say('data.erase.do')}
          danger
          busy={create.isPending}
          error={create.error}
          onClose={close}
          onConfirm={(password) => {
            create.mutate({ password, child: whom === 'family' ? undefined : whom.id }, { onSuccess: close });
          }}
        >
          <p>{whom === 'family' ? say('data.erase.family.lost') : say('data.erase.child.lost', { name: whom.nickname })}</p>
          <p>{say('data.erase.grace')}</p>
        </PasswordDialog>
      )}
    </section>
  );
}

function Kept() {
  const say = useWords();
  const classes = useQuery(retentionQuery);
  return (
    <section className="card stack" aria-labelledby="kept">
      <h2 id="kept">{say('data.kept.title')}</h2>
      <p>{say('data.kept.lead')}</p>
      {classes.isPending && <Loading lines={5} />}
      {classes.isError && <ProblemCard error={classes.error} onRetry={() => void classes.refetch()} />}
      {classes.isSuccess && (
        <ul className="data-kept">
          {classes.data.map((each) => (
            <li key={each.id}>
              <strong>{say('data.kept.days', { days: each.days })}</strong> {each.counted}
              <span className="soft">{each.what}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function YourData({ family }: { family: readonly Child[] }) {
  return (
    <>
      <TakeAlong />
      <Erase family={family} />
      <AskPeople family={family} />
      <Kept />
    </>
  );
}
