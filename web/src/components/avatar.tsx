// Twelve pictures a child can be: drawn by us, one hand, flat shapes on a round of colour.
import type { ReactNode } from 'react';
import type { Avatar as AvatarName } from '../api/types.ts';
import './avatar.css';

export const avatarNames: readonly AvatarName[] = [
  'fox', 'owl', 'whale', 'cat', 'dog', 'bear', 'rabbit', 'turtle', 'rocket', 'leaf', 'star', 'kite',
];

const ink = '#23262f';
const white = '#fffdf8';

function Eyes({ y = 34, gap = 9 }: { y?: number; gap?: number }) {
  return (
    <g fill={ink}>
      <circle cx={32 - gap} cy={y} r={2.6} />
      <circle cx={32 + gap} cy={y} r={2.6} />
    </g>
  );
}

function Smile({ y }: { y: number }) {
  return <path d={`M28 ${String(y)}c2.5 2.5 5.5 2.5 8 0`} fill="none" stroke={ink} strokeWidth={2} strokeLinecap="round" />;
}

const drawings: Record<AvatarName, { round: string; drawing: ReactNode }> = {
  fox: {
    round: '#fbe0c4',
    drawing: (
      <>
        <path d="M14 14l10 8h16l10-8v20c0 9-8 17-18 18-10-1-18-9-18-18z" fill="#d9722e" />
        <path d="M14 36c6 0 12 4 18 16-10-1-17-8-18-16zM50 36c-6 0-12 4-18 16 10-1 17-8 18-16z" fill={white} />
        <Eyes />
        <circle cx={32} cy={47} r={3} fill={ink} />
      </>
    ),
  },
  owl: {
    round: '#e6dcf2',
    drawing: (
      <>
        <path d="M15 15c5 3 10 4 17 4s12-1 17-4c2 6 2 12 2 18 0 12-8 19-19 19s-19-7-19-19c0-6 0-12 2-18z" fill="#7a5aa0" />
        <circle cx={24} cy={31} r={8.5} fill={white} />
        <circle cx={40} cy={31} r={8.5} fill={white} />
        <Eyes y={31} gap={8} />
        <path d="M29 38h6l-3 5z" fill="#e8a33d" />
      </>
    ),
  },
  whale: {
    round: '#d4e8f5',
    drawing: (
      <>
        <path d="M10 36c0-9 8-15 18-15 12 0 18 8 20 14 3-1 4-4 4-8 4 2 6 6 4 11-2 8-9 12-20 12H27c-11 0-17-6-17-14z" fill="#2f74a8" />
        <path d="M12 42c8 4 22 4 30-1-2 6-7 9-15 9-8 0-13-3-15-8z" fill={white} />
        <circle cx={22} cy={34} r={2.6} fill={ink} />
        <path d="M26 19c-1-4-4-5-7-4M26 19c1-5 4-6 7-5" fill="none" stroke="#2f74a8" strokeWidth={2.5} strokeLinecap="round" />
      </>
    ),
  },
  cat: {
    round: '#f6dfe3',
    drawing: (
      <>
        <path d="M15 13l10 8h14l10-8v21c0 10-7 17-17 17s-17-7-17-17z" fill="#6b6f7d" />
        <Eyes y={33} />
        <path d="M30 39h4l-2 2.500z" fill="#f0a9b4" />
        <Smile y={43} />
        <path d="M12 38l8 1M12 44l8-2M52 38l-8 1M52 44l-8-2" stroke={white} strokeWidth={1.8} strokeLinecap="round" />
      </>
    ),
  },
  dog: {
    round: '#f3e6d0',
    drawing: (
      <>
        <path d="M18 22c0-5 7-8 14-8s14 3 14 8v14c0 9-6 15-14 15s-14-6-14-15z" fill="#b98252" />
        <path d="M18 18c-6 0-9 6-8 18 5 1 8-2 9-8zM46 18c6 0 9 6 8 18-5 1-8-2-9-8z" fill="#7d5230" />
        <ellipse cx={32} cy={42} rx={8} ry={7} fill={white} />
        <Eyes y={31} gap={7} />
        <ellipse cx={32} cy={39} rx={3.5} ry={2.6} fill={ink} />
        <Smile y={44} />
      </>
    ),
  },
  bear: {
    round: '#e9e0cf',
    drawing: (
      <>
        <circle cx={18} cy={20} r={7} fill="#6e4a2f" />
        <circle cx={46} cy={20} r={7} fill="#6e4a2f" />
        <circle cx={32} cy={34} r={18} fill="#84593a" />
        <ellipse cx={32} cy={41} rx={9} ry={7} fill="#e2c7a6" />
        <Eyes y={31} gap={8} />
        <ellipse cx={32} cy={38} rx={3.5} ry={2.6} fill={ink} />
        <Smile y={43} />
      </>
    ),
  },
  rabbit: {
    round: '#dcefec',
    drawing: (
      <>
        <path d="M22 30C17 18 18 8 22 8s7 9 7 20zM42 30c5-12 4-22 0-22s-7 9-7 20z" fill="#cfc8bd" />
        <circle cx={32} cy={38} r={15} fill="#e4ded4" />
        <Eyes y={36} gap={6.5} />
        <path d="M30 42h4l-2 2.500z" fill="#d98893" />
        <path d="M30 47h4v4h-4z" fill={white} stroke={ink} strokeWidth={1.2} />
      </>
    ),
  },
  turtle: {
    round: '#e1efd2',
    drawing: (
      <>
        <circle cx={50} cy={34} r={6.5} fill="#7fae5a" />
        <circle cx={52} cy={33} r={1.8} fill={ink} />
        <path d="M16 44h8v6h-8zM38 44h8v6h-8z" fill="#7fae5a" />
        <path d="M10 44c0-14 8-22 18-22s18 8 18 22z" fill="#3f7d4e" />
        <path d="M28 22v22M17 33h22M20 44l3-11M36 44l-3-11" fill="none" stroke="#7fae5a" strokeWidth={2} />
      </>
    ),
  },
  rocket: {
    round: '#d9dff5',
    drawing: (
      <>
        <path d="M20 38c-5 2-7 7-7 12l9-3zM44 38c5 2 7 7 7 12l-9-3z" fill="#c64f3f" />
        <path d="M32 8c9 7 12 17 12 26 0 5-1 9-2 13H22c-1-4-2-8-2-13 0-9 3-19 12-26z" fill={white} />
        <path d="M32 8c5 4 8 8.5 10 13H22c2-4.5 5-9 10-13z" fill="#c64f3f" />
        <circle cx={32} cy={31} r={5.5} fill="#2f74a8" />
        <path d="M27 49h10l-5 9z" fill="#e8a33d" />
      </>
    ),
  },
  leaf: {
    round: '#f2efcf',
    drawing: (
      <>
        <path d="M14 48C10 26 26 12 52 13c2 25-12 41-34 37z" fill="#4c8c4a" />
        <path d="M12 53C22 42 32 32 43 23M26 38l-2-10M33 31l11 1" fill="none" stroke={white} strokeWidth={2.5} strokeLinecap="round" />
      </>
    ),
  },
  star: {
    round: '#dfe3f2',
    drawing: (
      <>
        <path
          d="M32 9l6.5 14.500L54 25 42.5 35.5 46 51 32 43 18 51l3.5-15.500L10 25l15.5-1.500z"
          fill="#e8a33d"
          stroke="#e8a33d"
          strokeWidth={3}
          strokeLinejoin="round"
        />
        <Eyes y={30} gap={5.5} />
        <Smile y={35} />
      </>
    ),
  },
  kite: {
    round: '#f9dfd6',
    drawing: (
      <>
        <path d="M36 8l14 20-18 18L18 24z" fill="#c64f3f" />
        <path d="M36 8l-4 38L18 24z" fill="#e8a33d" />
        <path d="M32 46c-8 2-6 8-12 9" fill="none" stroke="#0f6b6b" strokeWidth={2.5} strokeLinecap="round" />
        <path d="M27 48l-5-1 1 5zM22 55l-5-2 0 5z" fill="#0f6b6b" />
      </>
    ),
  },
};

export function Avatar({ name, size = 48 }: { name: AvatarName; size?: number }) {
  const { round, drawing } = drawings[name];
  return (
    <svg className="avatar" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <circle cx={32} cy={32} r={32} fill={round} />
      {drawing}
    </svg>
  );
}
