// Buddy: a drop with a small leaf, two eyes and five poses. Never a human face.
import './buddy.css';

export type Pose = 'listening' | 'thinking' | 'speaking' | 'gentle' | 'pausing';

const eyes: Record<Pose, { dx: number; dy: number; open: boolean }> = {
  listening: { dx: 0, dy: 0, open: true },
  thinking: { dx: 2.5, dy: -4, open: true },
  speaking: { dx: 0, dy: 0.5, open: true },
  gentle: { dx: 0, dy: 2, open: true },
  pausing: { dx: 0, dy: 2, open: false },
};

const mouths: Record<Pose, string> = {
  listening: 'M40 65c6 5 14 5 20 0',
  thinking: 'M44 66c4 1 8 1 12-1',
  speaking: 'M42 63c0 10 16 10 16 0z',
  gentle: 'M42 65c5 3 11 3 16 0',
  pausing: 'M43 65c4 3 10 3 14 0',
};

function Eye({ x, pose }: { x: number; pose: Pose }) {
  const { dx, dy, open } = eyes[pose];
  if (!open) return <path className="buddy-line" d={`M${String(x - 6)} 50c3 4 9 4 12 0`} />;
  return (
    <g className="buddy-eye">
      <ellipse className="buddy-white" cx={x} cy={48} rx={8} ry={pose === 'gentle' ? 8 : 10} />
      <circle className="buddy-pupil" cx={x + dx} cy={48 + dy} r={4.5} />
    </g>
  );
}

export function Buddy({ pose = 'listening', size = 48 }: { pose?: Pose; size?: number }) {
  return (
    <svg className={`buddy buddy-${pose}`} width={size} height={size} viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <path className="buddy-stem" d="M50 20c0-4 1-8 3-11" />
      <path className="buddy-leaf" d="M52 12C54 3 63 1 72 3c-2 8-9 13-20 9z" />
      <path className="buddy-body" d="M50 18c24 0 38 17 38 39 0 24-15 37-38 37S12 81 12 57c0-22 14-39 38-39z" />
      {pose === 'gentle' && (
        <g className="buddy-cheeks">
          <ellipse cx={27} cy={63} rx={6} ry={4} />
          <ellipse cx={73} cy={63} rx={6} ry={4} />
        </g>
      )}
      <Eye x={36} pose={pose} />
      <Eye x={64} pose={pose} />
      <path className={pose === 'speaking' ? 'buddy-mouth' : 'buddy-line'} d={mouths[pose]} />
      {pose === 'thinking' && (
        <g className="buddy-dots">
          <circle cx={80} cy={20} r={3} />
          <circle cx={88} cy={12} r={4} />
        </g>
      )}
    </svg>
  );
}
