// What a child sees of its limits: a quiet line while there are some, and once what its grown-ups changed.
import { useQuery } from '@tanstack/react-query';
import type { OwnLimits } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useWords, type Say } from '../../words/words.tsx';
import { ownLimitsQuery, useSeeLimits } from './queries.ts';
import './limits.css';

const soon = 2 * 60 * 60_000;

function timeOf(iso: string, say: Say, now = Date.now()): string {
  const at = new Date(iso);
  const far = Math.abs(at.getTime() - now) > 24 * 60 * 60_000;
  return new Intl.DateTimeFormat(say.language, { hour: 'numeric', minute: '2-digit', ...(far ? { weekday: 'long' } : {}) }).format(at);
}

export function lineOf(limits: OwnLimits, say: Say, now = Date.now()): string | undefined {
  if (limits.closed !== null) {
    return limits.back_at === null ? say('limits.closed.day') : say('limits.closed', { when: timeOf(limits.back_at, say, now) });
  }
  const parts: string[] = [];
  if (limits.minutes_left !== null) parts.push(say('limits.left', { minutes: limits.minutes_left }));
  if (limits.quiet_from !== null && Date.parse(limits.quiet_from) - now < soon) {
    parts.push(say('limits.quiet', { when: timeOf(limits.quiet_from, say, now) }));
  }
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function sentencesOf(limits: OwnLimits, say: Say): string[] {
  const out: string[] = [];
  if (limits.daily_minutes !== null) out.push(say('limits.changed.minutes', { minutes: limits.daily_minutes }));
  const quiet = limits.quiet_from ?? limits.quiet_until;
  if (quiet !== null) {
    out.push(say(limits.quiet_from === null ? 'limits.changed.until' : 'limits.changed.quiet', { when: timeOf(quiet, say) }));
  }
  if (limits.topics_off.length > 0) out.push(say('limits.changed.topics'));
  if (!limits.models) out.push(say('limits.changed.guided'));
  return out.length > 0 ? out : [say('limits.changed.else')];
}

export function OwnLimitsNote() {
  const say = useWords();
  const { data: limits } = useQuery(ownLimitsQuery);
  const see = useSeeLimits();
  if (limits === undefined || limits.version === 0) return null;
  const line = lineOf(limits, say);
  return (
    <div className="own-limits">
      {limits.changed && (
        <Notice live>
          <strong>{say('limits.changed')}</strong>
          {sentencesOf(limits, say).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <Button
            busy={see.isPending}
            onPress={() => {
              see.mutate(limits.version);
            }}
          >
            {say('limits.changed.okay')}
          </Button>
        </Notice>
      )}
      {line !== undefined && <p className="own-limits-line">{line}</p>}
    </div>
  );
}
