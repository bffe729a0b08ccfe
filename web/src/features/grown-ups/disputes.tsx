// For staff: disputes between guardians that stand, and the word that ends each. Nothing of what a child said.
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { Dispute } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { disputesQuery, useOpenDispute, useResolveDispute } from './queries.ts';
import './grown-ups.css';

const reasons = ['asked_for', 'safety', 'court_order'] as const;

function DisputeRow({ dispute }: { dispute: Dispute }) {
  const say = useWords();
  const resolve = useResolveDispute();
  const [asks, setAsks] = useState<'stays' | 'removed'>();
  const { removal } = dispute;
  const addressOf = (id: string | undefined) => dispute.guardians.find((each) => each.id === id)?.email ?? say('adults.somebody');
  return (
    <li>
      <p>
        <strong>{say(`disputes.reason.${dispute.reason}`)}</strong>{' '}
        <span className="soft">{say('disputes.since', { when: moment(dispute.opened_at, say.language) })}</span>{' '}
        {dispute.reference !== '' && <code>{dispute.reference}</code>}
      </p>
      <p>{dispute.guardians.map(({ email }) => email).join(', ')}</p>
      {removal !== null && <p>{say('disputes.removal', { by: addressOf(removal.asked_by), about: addressOf(removal.about) })}</p>}
      {resolve.isError && <ProblemCard error={resolve.error} />}
      <div className="row">
        <Button
          look="primary"
          onPress={() => {
            setAsks('stays');
          }}
        >
          {say('disputes.stays')}
        </Button>
        {removal !== null && (
          <Button
            look="danger"
            onPress={() => {
              setAsks('removed');
            }}
          >
            {say('disputes.removed')}
          </Button>
        )}
      </div>
      {asks !== undefined && (
        <Dialog
          title={say(`disputes.${asks}`)}
          onClose={() => {
            setAsks(undefined);
          }}
        >
          <p>{say(`disputes.${asks}.what`, { about: addressOf(removal?.about) })}</p>
          <div className="row">
            <Button
              look={asks === 'removed' ? 'danger' : 'primary'}
              busy={resolve.isPending}
              onPress={() => {
                resolve.mutate({ dispute: dispute.id, resolution: asks });
                setAsks(undefined);
              }}
            >
              {say('disputes.end')}
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}

function OpenForm() {
  const say = useWords();
  const open = useOpenDispute();
  const [email, setEmail] = useState('');
  const [reason, setReason] = useState<(typeof reasons)[number]>('asked_for');
  const [reference, setReference] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (email.trim() !== '') open.mutate({ email: email.trim(), reason, reference: reference.trim() });
  };
  return (
    <section className="card stack" aria-labelledby="open-dispute">
      <h2 id="open-dispute">{say('disputes.open')}</h2>
      <p className="soft">{say('disputes.open.lead')}</p>
      <form className="stack" onSubmit={submit}>
        <TextField label={say('disputes.email')} type="email" required value={email} onValue={setEmail} autoComplete="off" />
        <SelectField
          label={say('disputes.reason')}
          value={reason}
          choices={reasons.map((value) => ({ value, label: say(`disputes.reason.${value}`) }))}
          onValue={(value) => {
            setReason(reasons.find((each) => each === value) ?? 'asked_for');
          }}
        />
        <TextField label={say('disputes.reference')} maxLength={60} value={reference} onValue={setReference} autoComplete="off" />
        {open.isError && <ProblemCard error={open.error} />}
        <div className="row">
          <Button type="submit" busy={open.isPending}>
            {say('disputes.open.do')}
          </Button>
        </div>
      </form>
    </section>
  );
}

export function Disputes() {
  const say = useWords();
  const disputes = useQuery(disputesQuery);
  return (
    <>
      <section className="card stack" aria-labelledby="disputes">
        <h2 id="disputes">{say('disputes.standing')}</h2>
        {disputes.isPending && <Loading lines={2} />}
        {disputes.isError && <ProblemCard error={disputes.error} onRetry={() => void disputes.refetch()} />}
        {disputes.data?.length === 0 && <p className="soft">{say('disputes.none')}</p>}
        <ul className="grown-ups">
          {disputes.data?.map((each) => (
            <DisputeRow dispute={each} key={each.id} />
          ))}
        </ul>
      </section>
      <OpenForm />
    </>
  );
}
