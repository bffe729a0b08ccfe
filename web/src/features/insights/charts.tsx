// Charts of a week or a month. Each says in one sentence what it shows, and stands beside the same as a table.
import type { ReactNode } from 'react';
import type { Insights } from '../../api/types.ts';
import { useWords } from '../../words/words.tsx';
import { dayName, shortName } from './calendar.ts';

type Stretch = Insights['stretches'][number];

interface ChartProps {
  stretches: readonly Stretch[];
  span: Insights['period']['span'];
  label: string;
}

const width = 360;
const height = 190;
const bottom = 28;
const top = 10;
const left = 62;

function stretchName(stretch: Stretch, language: string): string {
  const style: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
  if (stretch.first === stretch.last) return dayName(stretch.first, language, style);
  const short: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
  return `${dayName(stretch.first, language, short)} – ${dayName(stretch.last, language, short)}`;
}

function yOf(valence: number): number {
  return top + ((1 - valence) / 2) * (height - bottom - top);
}

/** How it felt: a bar for the likely range, a mark for the middle; nothing where there is too little. */
export function FeltChart({ stretches, span, label }: ChartProps) {
  const say = useWords();
  const step = (width - left) / stretches.length;
  const lines = [
    ['insights.bright', 1],
    ['insights.between', 0],
    ['insights.heavy', -1],
  ] as const;
  return (
    <svg className="insight-chart" viewBox={`0 0 ${String(width)} ${String(height)}`} role="img" aria-label={label}>
      {lines.map(([word, valence]) => (
        <g key={word}>
          <line className="insight-line" x1={left} x2={width} y1={yOf(valence)} y2={yOf(valence)} />
          <text className="insight-label" x={0} y={yOf(valence) + (valence === 1 ? 12 : valence === -1 ? 0 : 5)}>
            {say(word)}
          </text>
        </g>
      ))}
      {stretches.map((stretch, index) => {
        const x = left + (index + 0.5) * step;
        const { felt } = stretch;
        return (
          <g key={stretch.first}>
            {felt !== null && (
              <>
                <rect
                  className="insight-range"
                  x={x - step * 0.3}
                  width={step * 0.6}
                  y={yOf(felt.high)}
                  height={Math.max(4, yOf(felt.low) - yOf(felt.high))}
                  rx={6}
                />
                <rect className="insight-middle" x={x - step * 0.3} width={step * 0.6} y={yOf(felt.middle) - 2} height={4} rx={2} />
              </>
            )}
            <text className="insight-label" x={x} y={height - 8} textAnchor="middle">
              {shortName(stretch, span, say.language)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

export function MinutesChart({ stretches, span, label }: ChartProps) {
  const say = useWords();
  const step = width / stretches.length;
  const most = Math.max(10, ...stretches.map(({ minutes }) => minutes));
  const room = height - bottom - 24;
  return (
    <svg className="insight-chart" viewBox={`0 0 ${String(width)} ${String(height)}`} role="img" aria-label={label}>
      <line className="insight-line" x1={0} x2={width} y1={height - bottom} y2={height - bottom} />
      {stretches.map(({ first, last, minutes }, index) => {
        const x = (index + 0.5) * step;
        const tall = (minutes / most) * room;
        return (
          <g key={first}>
            {minutes > 0 && (
              <rect className="insight-bar" x={x - step * 0.3} width={step * 0.6} y={height - bottom - tall} height={tall} rx={4} />
            )}
            {minutes > 0 && (
              <text className="insight-value" x={x} y={height - bottom - tall - 6} textAnchor="middle">
                {minutes}
              </text>
            )}
            <text className="insight-label" x={x} y={height - 8} textAnchor="middle">
              {shortName({ first, last }, span, say.language)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

export interface Bar {
  name: string;
  /** 0 to 1. */
  share: number;
  /** The likely range, 0 to 1. */
  range?: { low: number; high: number };
  text: string;
}

/** Plain bars, each with its words: readable without seeing them, so there is no other table. */
export function Bars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  return (
    <ul className="insight-bars" aria-label={label}>
      {bars.map(({ name, share, range, text }) => (
        <li key={name}>
          <span className="insight-bar-name">{name}</span>
          <span className="insight-bar-text">{text}</span>
          <svg className="insight-bar-room" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className="insight-bar-ground" width={100} height={8} />
            {range === undefined ? (
              <rect className="insight-bar" width={share * 100} height={8} />
            ) : (
              <>
                <rect className="insight-range" x={range.low * 100} width={Math.max(1, (range.high - range.low) * 100)} height={8} />
                <rect className="insight-middle" x={Math.min(98.5, share * 100)} width={1.5} height={8} />
              </>
            )}
          </svg>
        </li>
      ))}
    </ul>
  );
}

interface TableProps {
  head: readonly string[];
  stretches: readonly Stretch[];
  cells: (stretch: Stretch) => readonly ReactNode[];
}

export function StretchTable({ head, stretches, cells }: TableProps) {
  const say = useWords();
  return (
    <details className="insight-table">
      <summary>{say('moods.table')}</summary>
      <div className="table-room" role="region" aria-label={say('moods.table')} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              {head.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stretches.map((stretch) => (
              <tr key={stretch.first}>
                <th scope="row">{stretchName(stretch, say.language)}</th>
                {cells(stretch).map((cell, index) => (
                  <td key={head[index + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
