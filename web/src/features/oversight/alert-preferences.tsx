// How each kind of alert reaches this guardian. What may not wait is said, and not offered as a choice.
import { useQuery } from '@tanstack/react-query';
import type { AlertDelivery, AlertPreferences as Preferences } from '../../api/types.ts';
import { SelectField, SwitchField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { preferencesQuery, useChangePreferences } from './queries.ts';

const deliveries: readonly AlertDelivery[] = ['at_once', 'digest', 'page'];

const isDelivery = (value: string): value is AlertDelivery => (deliveries as readonly string[]).includes(value);

function Choices({ preferences }: { preferences: Preferences }) {
  const say = useWords();
  const change = useChangePreferences();
  const fixed = preferences.kinds.filter(({ may_wait }) => !may_wait);
  const free = preferences.kinds.filter(({ may_wait }) => may_wait);
  const choices = deliveries.map((value) => ({ value, label: say(`wishes.${value}`) }));
  return (
    <>
      {preferences.mail === 'comes_back' && <Notice tone="alert">{say('wishes.comes-back')}</Notice>}
      <p>{say('wishes.floor')}</p>
      <ul className="wishes-floor">
        {fixed.map(({ kind }) => (
          <li key={kind}>
            <Icon name="bell" size={16} />
            {say(`wishes.kind.${kind}`)}
          </li>
        ))}
      </ul>
      <div className="wishes">
        {free.map(({ kind, delivery }) => (
          <SelectField
            key={kind}
            label={say(`wishes.kind.${kind}`)}
            value={delivery}
            choices={choices}
            onValue={(value) => {
              if (isDelivery(value)) change.mutate({ deliveries: { [kind]: value } });
            }}
          />
        ))}
      </div>
      <SwitchField
        label={say('wishes.weekly')}
        on={preferences.weekly_digest}
        busy={change.isPending}
        onChange={(on) => {
          change.mutate({ weekly_digest: on });
        }}
      />
      <p className="soft">{say('wishes.weekly.detail')}</p>
      {change.isError && <ProblemCard error={change.error} />}
      {change.isSuccess && (
        <Notice tone="safe" live>
          {say('app.saved')}
        </Notice>
      )}
    </>
  );
}

export function AlertPreferences() {
  const say = useWords();
  const preferences = useQuery(preferencesQuery);
  return (
    <section className="card sentence-setting" aria-labelledby="wishes">
      <h2 id="wishes">{say('wishes.title')}</h2>
      {preferences.isPending && <Loading lines={5} />}
      {preferences.isError && <ProblemCard error={preferences.error} onRetry={() => void preferences.refetch()} />}
      {preferences.isSuccess && <Choices preferences={preferences.data} />}
    </section>
  );
}
