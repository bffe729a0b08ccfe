// A child's week or month: what changed and how to speak of it, how it felt, when and about what, sums, strengths.
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Child, Insights as Shown } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { SwitchField } from '../../components/field.tsx';
import { useWords, type WordKey } from '../../words/words.tsx';
import { dayAfter, daysName } from './calendar.ts';
import { Bars, FeltChart, MinutesChart, StretchTable } from './charts.tsx';
import { insightsQuery, useSwitchInsights, type Span } from './queries.ts';
import { ReportForm } from './report-form.tsx';
import './insights.css';

function Part({ id, title, children }: { id: string; title: WordKey; children: ReactNode }) {
  const say = useWords();
  return (
    <section className="card stack" aria-labelledby={id}>
      <h2 id={id}>{say(title)}</h2>
      {children}
    </section>
  );
}

function percent(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share);
}

function Changes({ shown }: { shown: Shown }) {
  const say = useWords();
  if (shown.changes.length === 0) return null;
  return (
    <Part id="changes" title="insights.changes">
      <ul className="insight-changes">
        {shown.changes.map(({ kind, text, opening }) => (
          <li key={kind}>
            <p>{text}</p>
            <p className="soft">{say('insights.opening')}</p>
            <p>{opening}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Moods({ shown, name }: { shown: Shown; name: string }) {
  const say = useWords();
  const { moods, stretches } = shown;
  const some = stretches.some(({ felt }) => felt !== null);
  return (
    <Part id="felt" title="insights.felt">
      {moods.read && some && (
        <>
          <FeltChart stretches={stretches} span={shown.period.span} label={say('insights.felt.chart', { name })} />
          <StretchTable
            head={[say('insights.time'), say('insights.felt')]}
            stretches={stretches}
            cells={({ felt }) => [felt?.words ?? say('insights.little')]}
          />
        </>
      )}
      {(!some || !moods.read) && <p>{moods.sentence === '' ? say('insights.little') : moods.sentence}</p>}
      {moods.shares.length > 0 && (
        <>
          <h3>{say('insights.shares', { count: moods.talks })}</h3>
          <Bars
            label={say('insights.shares', { count: moods.talks })}
            bars={moods.shares.map(({ mood, talks, middle, low, high }) => ({
              name: say('mood.name', { mood }),
              share: middle,
              range: { low, high },
              text: say('insights.share', { count: talks, low: percent(low, say.language), high: percent(high, say.language) }),
            }))}
          />
        </>
      )}
      {some && <p className="soft">{shown.interval}</p>}
    </Part>
  );
}

function Times({ shown, name }: { shown: Shown; name: string }) {
  const say = useWords();
  const most = Math.max(1, ...shown.parts.map(({ minutes }) => minutes));
  const some = shown.stretches.some(({ minutes }) => minutes > 0);
  return (
    <Part id="times" title="insights.times">
      {some ? (
        <MinutesChart stretches={shown.stretches} span={shown.period.span} label={say('insights.times.chart', { name })} />
      ) : (
        <p>{say('insights.minutes.none')}</p>
      )}
      <StretchTable
        head={[say('insights.time'), say('insights.talks'), say('insights.minutes')]}
        stretches={shown.stretches}
        cells={({ talks, minutes }) => [talks, minutes]}
      />
      <h3>{say('insights.parts')}</h3>
      <Bars
        label={say('insights.parts')}
        bars={shown.parts.map(({ part, minutes }) => ({
          name: say('insights.part', { part }),
          share: minutes / most,
          text: say('insights.minutes.count', { count: minutes }),
        }))}
      />
    </Part>
  );
}

function Topics({ shown }: { shown: Shown }) {
  const say = useWords();
  const most = shown.topics[0]?.talks ?? 1;
  return (
    <Part id="topics" title="insights.topics">
      {shown.topics.length === 0 && <p>{say('insights.little')}</p>}
      <Bars
        label={say('insights.topics')}
        bars={shown.topics.map(({ title, talks }) => ({
          name: title,
          share: talks / most,
          text: say('insights.talks.count', { count: talks }),
        }))}
      />
    </Part>
  );
}

function Learning({ shown }: { shown: Shown }) {
  const say = useWords();
  const { open, found, shown: answers, hints, own, sentence } = shown.learning;
  const most = Math.max(1, found, answers, hints);
  const bars = [
    ['insights.found', found],
    ['insights.hints', hints],
    ['insights.answers', answers],
  ] as const;
  return (
    <Part id="learning" title="insights.learning">
      {open && found + answers + hints > 0 && (
        <Bars
          label={say('insights.learning')}
          bars={bars.map(([word, count]) => ({ name: say(word), share: count / most, text: String(count) }))}
        />
      )}
      {own !== null && <p>{say('insights.own', { low: percent(own.low, say.language), high: percent(own.high, say.language) })}</p>}
      <p className="soft">{sentence}</p>
    </Part>
  );
}

function Strengths({ shown }: { shown: Shown }) {
  if (shown.strengths.length === 0) return null;
  return (
    <Part id="strengths" title="insights.strengths">
      <ul>
        {shown.strengths.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Part>
  );
}

interface PeriodProps {
  shown: Shown;
  onSpan: (span: Span) => void;
  onFrom: (from: string | undefined) => void;
}

function PeriodChoice({ shown, onSpan, onFrom }: PeriodProps) {
  const say = useWords();
  const { span, first, last, goes_on: goesOn } = shown.period;
  return (
    <div className="stack">
      <div className="insight-spans" role="group" aria-label={say('insights.span')}>
        {(['week', 'month'] as const).map((each) => (
          <button
            type="button"
            className="button button-quiet"
            aria-pressed={each === span}
            key={each}
            onClick={() => {
              onSpan(each);
            }}
          >
            {say(`insights.${each}`)}
          </button>
        ))}
      </div>
      <p role="status">
        <strong>{daysName(first, last, say.language)}</strong>
        {goesOn && <span className="soft"> · {say('insights.goes-on')}</span>}
      </p>
      <div className="row">
        <Button
          onPress={() => {
            onFrom(dayAfter(first, -1));
          }}
        >
          <Icon name="back" />
          {say(`insights.${span}.before`)}
        </Button>
        {!goesOn && (
          <Button
            onPress={() => {
              onFrom(dayAfter(last, 1));
            }}
          >
            {say(`insights.${span}.after`)}
          </Button>
        )}
      </div>
    </div>
  );
}

function Switch({ child, shown }: { child: Child; shown: boolean }) {
  const say = useWords();
  const change = useSwitchInsights(child.id);
  return (
    <section className="card stack" aria-labelledby="insight-choice">
      <h2 id="insight-choice">{say('insights.choice')}</h2>
      <SwitchField
        label={say('insights.choice.label', { name: child.nickname })}
        on={change.isPending ? change.variables : shown}
        onChange={(on) => {
          change.mutate(on);
        }}
      />
      <p className="soft">{say('insights.choice.detail')}</p>
      {change.isError && <ProblemCard error={change.error} />}
    </section>
  );
}

export function Insights({ child, family }: { child: Child; family: readonly Child[] }) {
  const say = useWords();
  const [span, setSpan] = useState<Span>('week');
  const [from, setFrom] = useState<string>();
  const insights = useQuery({ ...insightsQuery(child.id, span, from), placeholderData: (before) => before });
  if (insights.isPending) return <Loading lines={8} />;
  if (insights.isError) return <ProblemCard error={insights.error} onRetry={() => void insights.refetch()} />;
  const shown = insights.data;
  return (
    <>
      <p className="soft">{say('insights.lead', { name: child.nickname })}</p>
      {!shown.shown && <Notice>{shown.sentence}</Notice>}
      {shown.shown && (
        <>
          <PeriodChoice
            shown={shown}
            onSpan={(next) => {
              setFrom(shown.period.goes_on ? undefined : shown.period.first);
              setSpan(next);
            }}
            onFrom={setFrom}
          />
          <p>{shown.sentence}</p>
          <Changes shown={shown} />
          <Moods shown={shown} name={child.nickname} />
          <Times shown={shown} name={child.nickname} />
          <Topics shown={shown} />
          <Learning shown={shown} />
          <Strengths shown={shown} />
          <ReportForm child={child} family={family} period={shown.period} />
        </>
      )}
      <p className="soft">{shown.not_shown}</p>
      <Switch child={child} shown={shown.shown} />
    </>
  );
}
