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
  // Nobody: all stay. Else who leaves, whoever asked for what.
  const [asks, setAsks] = useState<{ removed?: Dispute['guardians'][number] }>();
  const { removal, guardians } = dispute;
  const what = asks?.removed === undefined ? 'stays' : 'removed';
  const about = asks?.removed?.email ?? '';
  const addressOf = (id: string | undefined) => guardians.find((each) => each.id === id)?.email ?? say('adults.somebody');
  return (
    <li>
      <p>
        <strong>{say(`disputes.reason.${dispute.reason}`)}</strong>{' '}
        <span className="soft">{say('disputes.since', { when: moment(dispute.opened_at, say.language) })}</span>{' '}
        {dispute.reference !== '' && <code>{dispute.reference}</code>}
      </p>
      <p>{guardians.map(({ email }) => email).join(', ')}</p>
      {removal !== null && <p>{say('disputes.removal', { by: addressOf(removal.asked_by), about: addressOf(removal.about) })}</p>}
      {resolve.isError && <ProblemCard error={resolve.error} />}
      <div className="row">
        <Button
          look="primary"
          onPress={() => {
            setAsks({});
          }}
        >
          {say('disputes.stays')}
        </Button>
        {guardians.length > 1 &&
          guardians.map((each) => (
            <Button
              key={each.id}
              look="danger"
              onPress={() => {
                setAsks({ removed: each });
              }}
            >
              {say('disputes.removed', { about: each.email })}
            </Button>
          ))}
      </div>
      {asks !== undefined && (
        <Dialog
          title={say(`disputes.${what}`, { about })}
          onClose={() => {
            setAsks(undefined);
          }}
        >
          <p>{say(`disputes.${what}.what`, { about })}</p>
          <div className="row">
            <Button
              look={asks.removed === undefined ? 'primary' : 'danger'}
              busy={resolve.isPending}
              onPress={() => {
                resolve.mutate({ dispute: dispute.id, ...(asks.removed === undefined ? {} : { removed: asks.removed.id }) });
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
  const [family, setFamily] = useState('');
  // Of a guardian of two homes one has to be named.
  const homes = open.data?.families ?? [];
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (email.trim() === '') return;
    const home = homes.some(({ id }) => id === family) ? { family_id: family } : {};
    open.mutate({ email: email.trim(), reason, reference: reference.trim(), ...home });
  };
  return (
    <section className="card stack" aria-labelledby="open-dispute">
      <h2 id="open-dispute">{say('disputes.open')}</h2>
      <p className="soft">{say('disputes.open.lead')}</p>
      <form className="stack" onSubmit={submit}>
        <TextField
          label={say('disputes.email')}
          type="email"
          required
          value={email}
          onValue={(value) => {
            setEmail(value);
            open.reset();
          }}
          autoComplete="off"
        />
        <SelectField
          label={say('disputes.reason')}
          value={reason}
          choices={reasons.map((value) => ({ value, label: say(`disputes.reason.${value}`) }))}
          onValue={(value) => {
            setReason(reasons.find((each) => each === value) ?? 'asked_for');
          }}
        />
        <TextField label={say('disputes.reference')} maxLength={60} value={reference} onValue={setReference} autoComplete="off" />
        {homes.length > 0 && (
          <SelectField
            label={say('disputes.family')}
            empty={say('disputes.family.choose')}
            required
            value={family}
            choices={homes.map(({ id, held_by }) => ({ value: id, label: held_by }))}
            onValue={setFamily}
          />
        )}
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
