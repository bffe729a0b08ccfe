// A week of moods: a sentence, a ribbon whose marks thin out with uncertainty, and the same as a table.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Mood, MoodWeek as Week } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { dayOf } from '../../components/moments.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords, type WordKey } from '../../words/words.tsx';
import { moodsQuery } from './queries.ts';
import './mood-week.css';

type Day = Week['days'][number];

/** Height on the ribbon: bright moods above, heavy ones below. */
const heights: Record<Mood, number> = {
  joy: 0.9,
  curiosity: 0.78,
  calm: 0.68,
  boredom: 0.5,
  stress: 0.34,
  loneliness: 0.28,
  shame: 0.24,
  anger: 0.2,
  fear: 0.16,
  sadness: 0.12,
};

const width = 560;
const height = 168;
const bottom = 30;

function place(day: Day, index: number): { x: number; y: number; spread: number } | undefined {
  if (day.mood === null) return undefined;
  const room = height - bottom - 24;
  return { x: (index + 0.5) * (width / 7), y: 12 + (1 - heights[day.mood]) * room, spread: 8 + (1 - day.certainty) * 26 };
}

/** The ribbon's outline through neighbouring days; a quiet day cuts it. */
function ribbons(days: readonly Day[]): string[] {
  const places = days.map(place);
  const runs: { x: number; y: number; spread: number }[][] = [[]];
  for (const each of places) {
    if (each === undefined) runs.push([]);
    else runs.at(-1)?.push(each);
  }
  return runs
    .filter((run) => run.length > 1)
    .map((run) => {
      const upper = run.map(({ x, y, spread }) => `${String(x)} ${String(y - spread)}`);
      const lower = run.map(({ x, y, spread }) => `${String(x)} ${String(y + spread)}`).reverse();
      return `M${[...upper, ...lower].join('L')}Z`;
    });
}

function certaintyWord(certainty: number): WordKey {
  if (certainty < 0.45) return 'moods.unsure';
  return certainty < 0.75 ? 'moods.fairly' : 'moods.sure';
}

function Ribbon({ days, name }: { days: readonly Day[]; name: string }) {
  const say = useWords();
  return (
    <svg className="ribbon" viewBox={`0 0 ${String(width)} ${String(height)}`} role="img" aria-label={say('moods.chart', { name })}>
      {ribbons(days).map((outline) => (
        <path className="ribbon-spread" d={outline} key={outline} />
      ))}
      {days.map((day, index) => {
        const at = place(day, index);
        const x = (index + 0.5) * (width / 7);
        return (
          <g key={day.day}>
            <line className="ribbon-day" x1={x} x2={x} y1={4} y2={height - bottom} />
            <text className="ribbon-label" x={x} y={height - 8} textAnchor="middle">
              {dayOf(day.day, say.language, 'short')}
            </text>
            {at !== undefined && day.mood !== null && (
              <>
                <circle className="ribbon-mark" cx={at.x} cy={at.y} r={9} opacity={0.35 + 0.65 * day.certainty} />
                <text className="ribbon-word" x={at.x} y={at.y < 40 ? at.y + 26 : at.y - 15} textAnchor="middle">
                  {say('mood.name', { mood: day.mood })}
                </text>
              </>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function MoodTable({ days }: { days: readonly Day[] }) {
  const say = useWords();
  return (
    <div className="table-room" role="region" aria-label={say('moods.table')} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('moods.day')}</th>
            <th scope="col">{say('moods.mood')}</th>
            <th scope="col">{say('moods.certainty')}</th>
            <th scope="col" className="number">
              {say('moods.turns')}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{dayOf(day.day, say.language, 'long')}</th>
              <td>{day.mood === null ? say('moods.quiet') : say('mood.name', { mood: day.mood })}</td>
              <td>{day.mood === null ? '–' : say(certaintyWord(day.certainty))}</td>
              <td className="number">{day.turns}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shifted(day: string, by: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

export function MoodWeek({ child, name, brief = false }: { child: string; name: string; brief?: boolean }) {
  const say = useWords();
  const [until, setUntil] = useState<string>();
  const week = useQuery({ ...moodsQuery(child, until), placeholderData: (before) => before });
  if (week.isPending) return <Loading lines={4} />;
  if (week.isError) return <ProblemCard error={week.error} onRetry={() => void week.refetch()} />;

  const { days, sentence } = week.data;
  const quiet = days.every(({ mood }) => mood === null);
  const first = days[0]?.day;
  const last = days.at(-1)?.day;
  return (
    <div className="stack">
      <p>{sentence === '' && quiet ? say('moods.none') : sentence}</p>
      {(!quiet || !brief) && <Ribbon days={days} name={name} />}
      {!brief && first !== undefined && last !== undefined && (
        <>
          <div className="row week-turn">
            <Button
              onPress={() => {
                setUntil(shifted(first, -1));
              }}
            >
              <Icon name="back" />
              {say('moods.earlier')}
            </Button>
            <span className="soft">
              {say('moods.range', { from: dayOf(first, say.language, 'long'), to: dayOf(last, say.language, 'long') })}
            </span>
            {until !== undefined && (
              <Button
                onPress={() => {
                  const next = shifted(last, 7);
                  setUntil(next >= new Date().toISOString().slice(0, 10) ? undefined : next);
                }}
              >
                {say('moods.later')}
              </Button>
            )}
          </div>
          <p className="soft">{say('moods.note')}</p>
          <details className="earlier">
            <summary>{say('moods.table')}</summary>
            <MoodTable days={days} />
          </details>
        </>
      )}
    </div>
  );
}
