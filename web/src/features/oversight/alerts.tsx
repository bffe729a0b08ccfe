// Is anything urgent? Alerts with what happened, why Buddy thinks so, and what helps now.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Alert } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { AlertExcerpt } from './talks.tsx';
import { alertsQuery, useAcknowledge, useLiveAlerts } from './queries.ts';
import './alerts.css';

const icons: Record<Alert['severity'], IconName> = { low: 'info', medium: 'bell', high: 'warning', critical: 'warning' };

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
      <AlertExcerpt alert={alert.id} child={alert.child_id} name={alert.nickname} />
    </div>
  );
}

function AlertCard({ alert }: { alert: Alert }) {
  const say = useWords();
  const acknowledge = useAcknowledge();
  const open = alert.acknowledged_at === null;
  const [shown, setShown] = useState(false);
  const when = (iso: string) => moment(iso, say.language);

  return (
    <article className={`card alert ${open ? `alert-${alert.severity}` : 'alert-done'}`} data-alert={alert.id}>
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
          {say(alert.was_nothing ? 'alert.was-nothing' : 'alert.acknowledged', { when: when(alert.acknowledged_at) })}
        </p>
      )}
      {acknowledge.isError && <ProblemCard error={acknowledge.error} />}
      <div className="row">
        {open ? (
          <>
            <Button
              look="primary"
              busy={acknowledge.isPending && !acknowledge.variables.nothing}
              onPress={() => {
                acknowledge.mutate({ alert: alert.id, nothing: false });
              }}
            >
              {say('alert.acknowledge')}
            </Button>
            <Button
              busy={acknowledge.isPending && acknowledge.variables.nothing}
              onPress={() => {
                acknowledge.mutate({ alert: alert.id, nothing: true });
              }}
            >
              {say('alert.nothing')}
            </Button>
          </>
        ) : (
          <Button
            look="plain"
            aria-expanded={shown}
            onPress={() => {
              setShown(!shown);
            }}
          >
            {say(shown ? 'alert.less' : 'alert.more')}
          </Button>
        )}
      </div>
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
