// "Grown-ups in this family": who they are, who is asked to come, what one asks of another, and how to leave.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Household, OwnFamily } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { InviteForm } from './invite-form.tsx';
import { LeaveFamily } from './leave-family.tsx';
import { MemberRow } from './member-row.tsx';
import { householdQuery, useChangeHousehold, useEnterFamily, type HouseholdChange } from './queries.ts';
import { Requests } from './requests.tsx';
import './grown-ups.css';

interface PartProps {
  household: Household;
  busy: boolean;
  change: (change: HouseholdChange) => void;
}

function People({ household, busy, change }: PartProps) {
  const say = useWords();
  const guardians = household.grown_ups.filter(({ role }) => role === 'guardian');
  return (
    <section className="card stack" aria-labelledby="people">
      <h2 id="people">{say('adults.people')}</h2>
      <ul className="grown-ups">
        {household.grown_ups.map((each) => (
          <MemberRow member={each} household={household} guardians={guardians} busy={busy} change={change} key={each.id} />
        ))}
      </ul>
    </section>
  );
}

function Invitations({ household, busy, change }: PartProps) {
  const say = useWords();
  if (household.invitations.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="invited">
      <h2 id="invited">{say('adults.invited')}</h2>
      <ul className="grown-ups">
        {household.invitations.map((each) => (
          <li key={each.id}>
            <strong>{each.email}</strong>
            <p className="soft">
              {say('adults.invited.until', {
                role: say(`adults.role.${each.role}`),
                when: moment(each.expires_at, say.language),
              })}
            </p>
            <div className="row">
              <Button
                busy={busy}
                aria-label={say('adults.again.to', { email: each.email })}
                onPress={() => {
                  change({ kind: 'again', invitation: each.id });
                }}
              >
                {say('adults.again')}
              </Button>
              <Button
                busy={busy}
                aria-label={say('adults.withdraw.from', { email: each.email })}
                onPress={() => {
                  change({ kind: 'withdraw', invitation: each.id });
                }}
              >
                {say('adults.withdraw')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Other homes of the same account. */
export function OtherFamilies({ families }: { families: readonly OwnFamily[] }) {
  const say = useWords();
  const enter = useEnterFamily();
  const others = families.filter(({ is_open }) => !is_open);
  if (others.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="others">
      <h2 id="others">{say('adults.families')}</h2>
      {enter.isError && <ProblemCard error={enter.error} />}
      <ul className="grown-ups">
        {others.map((each) => (
          <li key={each.id}>
            <p>{say('adults.family-of', { email: each.held_by, role: say(`adults.role.${each.role}`) })}</p>
            <div className="row">
              <Button
                busy={enter.isPending}
                onPress={() => {
                  enter.mutate(each.id);
                }}
              >
                {say('adults.go-over')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function GrownUpsPage({ families, onLeft }: { families: readonly OwnFamily[]; onLeft: () => void }) {
  const say = useWords();
  const household = useQuery(householdQuery);
  const change = useChangeHousehold();
  const [done, setDone] = useState<HouseholdChange['kind']>();
  if (household.isPending) return <Loading lines={6} />;
  if (household.isError) return <ProblemCard error={household.error} onRetry={() => void household.refetch()} />;
  const part = {
    household: household.data,
    busy: change.isPending,
    change: (wanted: HouseholdChange) => {
      change.mutate(wanted, {
        onSuccess: () => {
          setDone(wanted.kind);
        },
      });
    },
  };
  return (
    <>
      {household.data.dispute !== null && (
        <Notice tone="alert">
          <strong>{say('adults.dispute.title')}</strong>
          <p>{say('adults.dispute.text', { when: moment(household.data.dispute.opened_at, say.language) })}</p>
        </Notice>
      )}
      {change.isError && <ProblemCard error={change.error} />}
      {change.isSuccess && done !== undefined && (
        <Notice tone="safe" live>
          {say(`adults.done.${done}`)}
        </Notice>
      )}
      <Requests {...part} />
      <People {...part} />
      <Invitations {...part} />
      {household.data.dispute === null && <InviteForm key={household.data.invitations.length} busy={part.busy} change={part.change} />}
      <OtherFamilies families={families} />
      <LeaveFamily onLeft={onLeft} />
    </>
  );
}
