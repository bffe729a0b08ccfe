import { describe, expect, it } from 'vitest';
import { asTurn, partsOf, quiet, reduceTurn, type TurnAction, type TurnState } from './live-turn.ts';

const begin: TurnAction = { kind: 'begin', key: 'k', text: 'hello', startedAt: '2026-01-01T10:00:00Z' };
const play = (...actions: TurnAction[]): TurnState => actions.reduce(reduceTurn, quiet);

describe('reduceTurn', () => {
  it('goes from thinking through speaking to done', () => {
    expect(play(begin).phase).toBe('thinking');
    expect(play(begin, { kind: 'delta', text: 'Hi. ' }).phase).toBe('speaking');
    const end = play(begin, { kind: 'delta', text: 'Hi. ' }, { kind: 'done', done: { finish: 'complete', suggestions: ['More'] } });
    expect(end.phase).toBe('done');
    expect(end.turn?.suggestions).toEqual(['More']);
  });

  it('pauses when the connection is lost and goes on where it was', () => {
    expect(play(begin, { kind: 'lost' }).phase).toBe('paused');
    expect(play(begin, { kind: 'lost' }, { kind: 'turn', turn: 't' }).phase).toBe('thinking');
    expect(play(begin, { kind: 'delta', text: 'Hi. ' }, { kind: 'lost' }, { kind: 'delta', text: 'You.' }).phase).toBe('speaking');
  });

  it('keeps words and notices in the order of their arrival', () => {
    const notice = { kind: 'help', text: 'Help' } as const;
    const { turn } = play(begin, { kind: 'delta', text: 'A. ' }, { kind: 'notice', notice }, { kind: 'delta', text: 'B.' });
    expect(turn?.parts.map(({ kind }) => kind)).toEqual(['words', 'notice', 'words']);
    expect(turn === undefined ? '' : asTurn(turn, 't').reply).toBe('A. B.');
  });

  it('changes the mood of its own turn only', () => {
    const mood = { mood: 'joy', word: 'happy', corrected: true } as const;
    const started = play(begin, { kind: 'turn', turn: 't' });
    expect(reduceTurn(started, { kind: 'corrected', turn: 'other', mood }).turn?.mood).toBeNull();
    expect(reduceTurn(started, { kind: 'corrected', turn: 't', mood }).turn?.mood).toEqual(mood);
  });
});

describe('partsOf', () => {
  it('shows what Buddy is and who was told before the words, and help after them', () => {
    const { turn } = play(begin, { kind: 'delta', text: 'Words.' });
    if (turn === undefined) throw new Error('no turn');
    const notices = [{ kind: 'help', text: 'Help' } as const, { kind: 'ai', text: 'Program' } as const, { kind: 'told', text: 'They know' } as const];
    const parts = partsOf({ ...asTurn(turn, 't'), notices });
    expect(parts.map((part) => (part.kind === 'notice' ? part.notice.kind : part.kind))).toEqual(['ai', 'told', 'words', 'help']);
  });
});
