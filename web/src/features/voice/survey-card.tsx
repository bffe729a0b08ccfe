// The one question that a guardian gets now and then: a tap answers it, another puts it away, for now or for good.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import type { SurveyQuestion } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { noteShown, surveyQuery, useAnswerSurvey } from './queries.ts';
import './voice.css';

const marks: Record<SurveyQuestion, readonly number[]> = {
  satisfaction: [1, 2, 3, 4, 5],
  recommendation: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
};

function Card({ question }: { question: SurveyQuestion }) {
  const say = useWords();
  const id = useId();
  const answer = useAnswerSurvey();
  const [mark, setMark] = useState<number>();
  const [words, setWords] = useState('');
  useEffect(() => {
    noteShown(question);
  }, [question]);

  if (answer.isSuccess) {
    return (
      <Notice tone="safe" live>
        {say(answer.variables.mark === undefined ? 'survey.away' : 'survey.thanks')}
      </Notice>
    );
  }
  return (
    <section className="card stack survey" aria-labelledby={id}>
      <h2 id={id}>{say(`survey.${question}`)}</h2>
      <div className="survey-marks" role="group" aria-labelledby={id}>
        {marks[question].map((each) => (
          <Button
            key={each}
            aria-pressed={each === mark}
            onPress={() => {
              setMark(each);
            }}
          >
            {String(each)}
          </Button>
        ))}
      </div>
      <p className="soft">{say(`survey.${question}.scale`)}</p>
      {mark !== undefined && (
        <label className="stack">
          {say('survey.words')}
          <textarea
            rows={3}
            maxLength={1000}
            value={words}
            onChange={(event) => {
              setWords(event.target.value);
            }}
          />
        </label>
      )}
      <p className="soft">{say('survey.who')}</p>
      {answer.isError && <ProblemCard error={answer.error} />}
      <div className="row">
        {mark !== undefined && (
          <Button
            look="primary"
            busy={answer.isPending}
            onPress={() => {
              answer.mutate(words.trim() === '' ? { mark } : { mark, words: words.trim() });
            }}
          >
            {say('survey.send')}
          </Button>
        )}
        <Button
          busy={answer.isPending}
          onPress={() => {
            answer.mutate({});
          }}
        >
          {say('survey.later')}
        </Button>
        <Button
          look="plain"
          busy={answer.isPending}
          onPress={() => {
            answer.mutate({ never_again: true });
          }}
        >
          {say('survey.never')}
        </Button>
      </div>
    </section>
  );
}

export function SurveyCard() {
  const survey = useQuery(surveyQuery);
  const question = survey.data ?? null;
  return question === null ? null : <Card question={question} />;
}
