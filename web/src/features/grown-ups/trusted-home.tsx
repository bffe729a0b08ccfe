// What a trusted adult sees: alerts in outline, with what helps, and who the guardians are. Nothing to decide.
import { useQuery } from '@tanstack/react-query';
import type { OwnFamily } from '../../api/types.ts';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { OtherFamilies } from './grown-ups-page.tsx';
import { LeaveFamily } from './leave-family.tsx';
import { householdQuery, sharedAlertsQuery } from './queries.ts';
import './grown-ups.css';

function SharedAlerts() {
  const say = useWords();
  const alerts = useQuery(sharedAlertsQuery);
  return (
    <section className="card stack" aria-labelledby="shared">
      <h2 id="shared">{say('adults.shared')}</h2>
      <p className="soft">{say('adults.shared.lead')}</p>
      {alerts.isPending && <Loading lines={3} />}
      {alerts.isError && <ProblemCard error={alerts.error} onRetry={() => void alerts.refetch()} />}
      {alerts.data?.length === 0 && <p>{say('adults.shared.none')}</p>}
      <ul className="grown-ups">
        {alerts.data?.map((each) => (
          <li key={each.id}>
            <strong>{each.headline}</strong>
            <p className="soft">
              {say('adults.shared.when', { name: each.nickname, when: moment(each.raised_at, say.language) })}{' '}
              {say(each.is_answered ? 'adults.shared.answered' : 'adults.shared.open')}
            </p>
            <ul>
              {each.helps_now.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function TrustedHome({ families, onLeft }: { families: readonly OwnFamily[]; onLeft: () => void }) {
  const say = useWords();
  const household = useQuery(householdQuery);
  const guardians = household.data?.grown_ups.filter(({ role }) => role === 'guardian') ?? [];
  return (
    <>
      <SharedAlerts />
      <section className="card stack" aria-labelledby="guardians">
        <h2 id="guardians">{say('adults.guardians')}</h2>
        {household.isError && <ProblemCard error={household.error} onRetry={() => void household.refetch()} />}
        <ul className="grown-ups">
          {guardians.map((each) => (
            <li key={each.id}>{each.email}</li>
          ))}
        </ul>
      </section>
      <OtherFamilies families={families} />
      <LeaveFamily onLeft={onLeft} />
    </>
  );
}
