// What a guardian settles for a child: how it is now in sentences, one form, one save, and a way back.
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { problemOf } from '../../api/problem.ts';
import type { Child, Limits, QuietHours, TopicGroup } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, SwitchField, TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { limitsQuery, useChangeLimits } from './queries.ts';
import {
  changeOf, draftOf, hoursFit, isSame, minuteChoices, sentencesOf, topicGroups, usualNight, usualWeekend, wordsFit, type Draft,
} from './rules.ts';
import './limits.css';

const memories = ['all', 'sitting', 'nothing'] as const;

interface HoursProps {
  title: string;
  label: string;
  hours: QuietHours | null;
  usual: QuietHours;
  onHours: (hours: QuietHours | null) => void;
}

function Hours({ title, label, hours, usual, onHours }: HoursProps) {
  const say = useWords();
  const wrong = hoursFit(hours) ? undefined : say('limits.hours.wrong');
  return (
    <fieldset className="limits-group">
      <legend>{title}</legend>
      <SwitchField
        label={label}
        on={hours !== null}
        onChange={(on) => {
          onHours(on ? usual : null);
        }}
      />
      {hours !== null && (
        <div className="limits-hours">
          <TextField
            type="time"
            label={say('limits.hours.from')}
            value={hours.from}
            error={wrong}
            onValue={(from) => {
              onHours({ ...hours, from });
            }}
          />
          <TextField
            type="time"
            label={say('limits.hours.until')}
            value={hours.until}
            onValue={(until) => {
              onHours({ ...hours, until });
            }}
          />
        </div>
      )}
    </fieldset>
  );
}

function Topics({ topics, onTopics }: { topics: TopicGroup[]; onTopics: (topics: TopicGroup[]) => void }) {
  const say = useWords();
  return (
    <fieldset className="limits-group">
      <legend>{say('limits.topics')}</legend>
      <p className="soft">{say('limits.topics.detail')}</p>
      <div className="limits-topics">
        {topicGroups.map((group) => (
          <label className="limits-topic" key={group}>
            <input
              type="checkbox"
              checked={topics.includes(group)}
              onChange={(event) => {
                onTopics(topicGroups.filter((each) => (each === group ? event.target.checked : topics.includes(each))));
              }}
            />
            {say('limits.topic', { topic: group })}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface FieldsProps {
  child: Child;
  draft: Draft;
  wrongWords: string | undefined;
  onDraft: (draft: Draft) => void;
}

function Fields({ child, draft, wrongWords, onDraft }: FieldsProps) {
  const say = useWords();
  const put = (change: Partial<Draft>) => {
    onDraft({ ...draft, ...change });
  };
  const choices = minuteChoices(draft.minutes).map((minutes) => ({
    value: String(minutes),
    label: say('limits.minutes.choice', { minutes }),
  }));
  return (
    <>
      <SelectField
        label={say('limits.minutes')}
        detail={say('limits.minutes.detail')}
        value={draft.minutes === null ? '' : String(draft.minutes)}
        empty={say('limits.minutes.none')}
        choices={choices}
        onValue={(value) => {
          put({ minutes: value === '' ? null : Number(value) });
        }}
      />
      <Hours
        title={say('limits.school')}
        label={say('limits.school.label')}
        hours={draft.schoolNights}
        usual={usualNight}
        onHours={(schoolNights) => {
          put({ schoolNights });
        }}
      />
      <Hours
        title={say('limits.weekend')}
        label={say('limits.weekend.label')}
        hours={draft.weekend}
        usual={usualWeekend}
        onHours={(weekend) => {
          put({ weekend });
        }}
      />
      <Topics
        topics={draft.topics}
        onTopics={(topics) => {
          put({ topics });
        }}
      />
      <TextField
        label={say('limits.words')}
        detail={say('limits.words.detail')}
        value={draft.words}
        autoComplete="off"
        error={wrongWords}
        onValue={(words) => {
          put({ words });
        }}
      />
      <SwitchField
        label={say('limits.models', { name: child.nickname })}
        on={draft.models}
        onChange={(models) => {
          put({ models });
        }}
      />
      <fieldset className="limits-group">
        <legend>{say('limits.ways', { name: child.nickname })}</legend>
        <SwitchField
          label={say('limits.moods', { name: child.nickname })}
          on={draft.moods}
          onChange={(moods) => {
            put({ moods });
          }}
        />
        <SwitchField
          label={say('limits.tutor')}
          on={draft.onlyTutor}
          onChange={(onlyTutor) => {
            put({ onlyTutor });
          }}
        />
        <SelectField
          label={say('limits.memory')}
          detail={say('limits.memory.detail')}
          value={draft.memory}
          choices={memories.map((memory) => ({ value: memory, label: say('limits.memory.choice', { memory }) }))}
          onValue={(value) => {
            put({ memory: memories.find((each) => each === value) ?? 'all' });
          }}
        />
      </fieldset>
    </>
  );
}

interface OutcomeProps {
  name: string;
  change: ReturnType<typeof useChangeLimits>;
  /** The words field says it already. */
  told: boolean;
  changed: boolean;
  onStale: () => void;
  onUndo: (() => void) | undefined;
}

/** What became of the last save: saved with a way back, changed by somebody else meanwhile, or a problem. */
function Outcome({ name, change, told, changed, onStale, onUndo }: OutcomeProps) {
  const say = useWords();
  if (change.isError) {
    if (told) return null;
    if (problemOf(change.error)?.status !== 409) return <ProblemCard error={change.error} />;
    return (
      <Notice tone="notice" live>
        <p>{say('limits.stale')}</p>
        <Button onPress={onStale}>{say('limits.stale.read')}</Button>
      </Notice>
    );
  }
  if (!change.isSuccess || changed) return null;
  return (
    <Notice tone="safe" live>
      <p>{say('limits.saved', { name })}</p>
      {onUndo !== undefined && <Button onPress={onUndo}>{say('limits.undo')}</Button>}
    </Notice>
  );
}

function Form({ child, limits, onStale }: { child: Child; limits: Limits; onStale: () => void }) {
  const say = useWords();
  const change = useChangeLimits(child.id);
  const [draft, setDraft] = useState(() => draftOf(limits));
  const [before, setBefore] = useState<Draft>();
  const name = child.nickname;
  const refusedWord = problemOf(change.error)?.errors?.some(({ path }) => path.startsWith('.words_off')) === true;
  const fits = wordsFit(draft.words) && hoursFit(draft.schoolNights) && hoursFit(draft.weekend);
  const changed = !isSame(draft, limits);

  const save = (next: Draft, undoable: boolean) => {
    const was = draftOf(limits);
    change.mutate(changeOf(next, limits.version), {
      onSuccess: (saved) => {
        setDraft(draftOf(saved));
        setBefore(undoable ? was : undefined);
      },
    });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (fits && changed) save(draft, true);
  };
  const wrongWords = !wordsFit(draft.words) ? say('limits.words.many') : refusedWord ? say('limits.words.help') : undefined;

  return (
    <form className="stack card" onSubmit={submit} noValidate aria-labelledby="limits">
      <h2 id="limits">{say('limits.title')}</h2>
      <ul className="limits-now">
        {sentencesOf(limits, name, say).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="soft">{say('limits.promise', { name })}</p>
      <Fields
        child={child}
        draft={draft}
        wrongWords={wrongWords}
        onDraft={(next) => {
          setDraft(next);
          change.reset();
        }}
      />
      <Outcome
        name={name}
        change={change}
        told={refusedWord}
        changed={changed}
        onStale={onStale}
        onUndo={
          before === undefined
            ? undefined
            : () => {
                save(before, false);
              }
        }
      />
      <div className="row">
        <Button type="submit" look="primary" busy={change.isPending} isDisabled={!changed || !fits}>
          {say('limits.save')}
        </Button>
        {changed && <span className="soft">{say('limits.unsaved')}</span>}
      </div>
    </form>
  );
}

export function LimitsForm({ child }: { child: Child }) {
  const limits = useQuery({ ...limitsQuery(child.id), refetchOnWindowFocus: false });
  const [round, setRound] = useState(0);
  if (limits.isPending) return <Loading lines={5} />;
  if (limits.isError) return <ProblemCard error={limits.error} onRetry={() => void limits.refetch()} />;
  return (
    <Form
      key={`${child.id} ${String(round)}`}
      child={child}
      limits={limits.data}
      onStale={() => {
        void limits.refetch().then(() => {
          setRound(round + 1);
        });
      }}
    />
  );
}
