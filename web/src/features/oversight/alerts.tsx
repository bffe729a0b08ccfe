// Is anything urgent? Alerts with what happened, why Buddy thinks so, what helps now and what does not.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Alert, AlertVerdict } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords, type Say } from '../../words/words.tsx';
import { AlertExcerpt } from './talks.tsx';
import { alertsQuery, preferencesQuery, useAcknowledge, useLiveAlerts, useSighting } from './queries.ts';
import './alerts.css';

const icons: Record<Alert['severity'], IconName> = { low: 'info', medium: 'bell', high: 'warning', critical: 'warning' };

const verdicts: readonly AlertVerdict[] = ['right', 'unsure', 'nothing'];

/** How fast it was told, who looked, and when it is told again. */
function clockSentences(alert: Alert, say: Say): string[] {
  const sentences = [];
  if (alert.clock !== null) {
    const seconds = (Date.parse(alert.clock.queued_at) - Date.parse(alert.clock.received_at)) / 1000;
    const shown = new Intl.NumberFormat(say.language, { maximumFractionDigits: 1 }).format(seconds);
    sentences.push(say('alert.clock.told', { seconds: shown }));
  }
  if (alert.first_seen_at !== null) sentences.push(say('alert.clock.seen', { when: moment(alert.first_seen_at, say.language) }));
  if (alert.clock !== null && alert.clock.reminders > 0) sentences.push(say('alert.clock.again', { count: alert.clock.reminders }));
  const next = alert.clock?.next_reminder_at ?? null;
  if (alert.acknowledged_at === null && next !== null) sentences.push(say('alert.clock.next', { when: moment(next, say.language) }));
  return sentences;
}

function AlertDetails({ alert }: { alert: Alert }) {
  const say = useWords();
  return (
    <div className="stack">
      <div>
        <h4>{say('alert.what')}</h4>
        <p>{alert.what}</p>
      </div>
      <div>
        <h4>{say('alert.why')}</h4>
        <p>{alert.why}</p>
      </div>
      <div className="alert-helps">
        <h4>{say('alert.helps')}</h4>
        <ul>
          {alert.helps_now.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </div>
      <div className="alert-avoid">
        <h4>
          <Icon name="warning" size={16} />
          {say('alert.avoid')}
        </h4>
        <ul>
          {alert.avoid_now.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </div>
      <AlertExcerpt alert={alert.id} child={alert.child_id} name={alert.nickname} />
      <p className="soft alert-clock">{clockSentences(alert, say).join(' ')}</p>
    </div>
  );
}

/** Taking it up and saying whether it was right are one press; the second thought may be another. */
function AnswerButtons({ alert }: { alert: Alert }) {
  const say = useWords();
  const acknowledge = useAcknowledge();
  const open = alert.acknowledged_at === null;
  return (
    <>
      {acknowledge.isError && <ProblemCard error={acknowledge.error} />}
      <fieldset className="alert-answers">
        <legend>{say(open ? 'alert.answer' : 'alert.rethink')}</legend>
        <div className="row">
          {verdicts.map((verdict) => (
            <Button
              key={verdict}
              look={open && verdict === 'right' ? 'primary' : 'quiet'}
              aria-pressed={alert.verdict === verdict}
              busy={acknowledge.isPending && acknowledge.variables.verdict === verdict}
              onPress={() => {
                acknowledge.mutate({ alert: alert.id, verdict });
              }}
            >
              {say(`alert.verdict.${verdict}`)}
            </Button>
          ))}
        </div>
      </fieldset>
    </>
  );
}

function AlertCard({ alert }: { alert: Alert }) {
  const say = useWords();
  const open = alert.acknowledged_at === null;
  const [shown, setShown] = useState(false);
  const card = useSighting(alert.id, open);
  const when = (iso: string) => moment(iso, say.language);

  return (
    <article className={`card alert ${open ? `alert-${alert.severity}` : 'alert-done'}`} data-alert={alert.id} ref={card}>
      <header className="alert-head">
        <span className={`severity severity-${alert.severity}`}>
          <Icon name={icons[alert.severity]} size={18} />
          {say(`alert.${alert.severity}`)}
        </span>
        <span className="soft">{say('alert.when', { name: alert.nickname, when: when(alert.raised_at) })}</span>
      </header>
      <h3>{alert.headline}</h3>
      {(open || shown) && <AlertDetails alert={alert} />}
      {alert.acknowledged_at !== null && (
        <p className="soft">
          {say(`alert.done.${alert.verdict ?? 'none'}`, { when: when(alert.acknowledged_at) })}
        </p>
      )}
      {(open || shown) && <AnswerButtons alert={alert} />}
      {!open && (
        <div className="row">
          <Button
            look="plain"
            aria-expanded={shown}
            onPress={() => {
              setShown(!shown);
            }}
          >
            {say(shown ? 'alert.less' : 'alert.more')}
          </Button>
        </div>
      )}
    </article>
  );
}

function LiveSign({ connected }: { connected: boolean }) {
  const say = useWords();
  return (
    <span className={connected ? 'live live-on' : 'live'} role="status">
      {connected ? say('alerts.live') : say('alerts.lost')}
    </span>
  );
}

export function Alerts() {
  const say = useWords();
  const alerts = useQuery(alertsQuery);
  const preferences = useQuery(preferencesQuery);
  const { connected, newest } = useLiveAlerts();
  const open = alerts.data?.filter(({ acknowledged_at }) => acknowledged_at === null) ?? [];
  const earlier = alerts.data?.filter(({ acknowledged_at }) => acknowledged_at !== null) ?? [];

  return (
    <section className="stack" aria-labelledby="urgent">
      <div className="section-head">
        <h2 id="urgent">{say('home.urgent')}</h2>
        <LiveSign connected={connected} />
      </div>
      <p className="hidden-text" role="alert">
        {newest !== undefined && say('alerts.new', { name: newest.nickname, headline: newest.headline })}
      </p>
      {preferences.data?.mail === 'comes_back' && <Notice tone="alert">{say('wishes.comes-back')}</Notice>}
      {alerts.isPending && <Loading />}
      {alerts.isError && <ProblemCard error={alerts.error} onRetry={() => void alerts.refetch()} />}
      {alerts.isSuccess && open.length === 0 && (
        <Notice tone="safe">
          <strong>{say('alerts.none.title')}</strong>
          <p>{say('alerts.none.detail')}</p>
        </Notice>
      )}
      {open.length > 0 && <p className="alert-count">{say('alerts.open', { count: open.length })}</p>}
      {open.map((alert) => (
        <AlertCard alert={alert} key={alert.id} />
      ))}
      {earlier.length > 0 && (
        <details className="earlier">
          <summary>
            {say('alerts.earlier')} ({earlier.length})
          </summary>
          <div className="stack">
            {earlier.map((alert) => (
              <AlertCard alert={alert} key={alert.id} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
