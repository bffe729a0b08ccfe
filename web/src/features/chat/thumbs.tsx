// What the child thinks of an answer, if it wants to say so: two quiet signs below it, a reason in one tap, and the way back.
// It loads after the first view, and is not there where it cannot load.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { call } from '../../api/client.ts';
import type { Session, Thumb, ThumbReason } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { useLaterWords } from '../../words/later.tsx';
import type { Say } from '../../words/words.tsx';
import './thumbs.css';

const pictures: Record<ThumbReason, string> = {
  not_true: 'M6 6l12 12M18 6 6 18',
  did_not_listen: 'M8 9a4 4 0 1 1 8 0c0 3-3 4-3 7a2.500 2.500 0 0 1-5 0M4 4l16 16',
  scary: 'M6 21V11a6 6 0 0 1 12 0v10l-3-2-3 2-3-2zM10 11h.01M14 11h.01',
  unkind: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9 16c1.500-2 4.500-2 6 0M9 10h.01M15 10h.01',
  wrong_answer: 'M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 18h.01',
  other: 'M5 12h.01M12 12h.01M19 12h.01',
};
const reasons = Object.keys(pictures) as ThumbReason[];
const up = 'M7 11v9H4v-9zM7 11l4-8c2 0 2.500 1.500 2 3.500L12.500 9H19l-1.500 9c-.2 1.200-1 2-2 2H7';

function Picture({ path, turned = false }: { path: string; turned?: boolean }) {
  return (
    <svg
      className={turned ? 'thumb-down' : undefined}
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );
}

const thumbsQuery = (conversation: string) =>
  queryOptions({
    queryKey: ['thumbs', conversation],
    queryFn: async () => (await call('get', '/api/conversations/{conversation}/thumbs', { path: { conversation } })).thumbs,
    staleTime: Infinity,
  });

type Said = { thumb: 'up' | 'down'; reason?: ThumbReason | null } | null;

/** Says it, or with null takes it back. */
function useSay(conversation: string, turn: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (said: Said): Promise<Thumb | undefined> => {
      const path = { conversation, turn };
      if (said === null) {
        await call('delete', '/api/conversations/{conversation}/turns/{turn}/thumb', { path });
        return undefined;
      }
      return call('put', '/api/conversations/{conversation}/turns/{turn}/thumb', { path, body: said });
    },
    onSuccess: (kept) => {
      client.setQueryData(thumbsQuery(conversation).queryKey, (old) => {
        const rest = (old ?? []).filter((each) => each.turn !== turn);
        return kept === undefined ? rest : [...rest, kept];
      });
    },
  });
}

interface ThumbsProps {
  conversation: string;
  turn: string;
}

function Sign(props: { label: string; pressed: boolean; busy: boolean; onPress: () => void; children: ReactNode }) {
  return (
    <Button look="round" aria-label={props.label} aria-pressed={props.pressed} busy={props.busy} onPress={props.onPress}>
      {props.children}
    </Button>
  );
}

/** Brings what has just come into view, if it is not. */
function useInView(trigger: unknown) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (trigger !== '') box.current?.scrollIntoView({ block: 'nearest' });
  }, [trigger]);
  return box;
}

function Reasons(props: { say: Say; busy: boolean; onChoose: (reason: ThumbReason) => void; onClose: () => void }) {
  const { say } = props;
  const id = useId();
  const box = useInView(id);
  const client = useQueryClient();
  const band = client.getQueryData<Session>(['session'])?.child?.age_band === '7-9' ? 'young' : 'older';
  return (
    <div className="thumb-reasons" ref={box} role="group" aria-labelledby={id}>
      <p id={id}>{say('thumbs.why', { band })}</p>
      {reasons.map((reason) => (
        <Button
          key={reason}
          busy={props.busy}
          onPress={() => {
            props.onChoose(reason);
          }}
        >
          <Picture path={pictures[reason]} />
          {say(`thumbs.${reason}`, { band })}
        </Button>
      ))}
      <Button look="plain" onPress={props.onClose}>
        {say('thumbs.close')}
      </Button>
    </div>
  );
}

function Signs({ say, conversation, turn }: ThumbsProps & { say: Say }) {
  const all = useQuery(thumbsQuery(conversation));
  const tell = useSay(conversation, turn);
  const [open, setOpen] = useState(false);
  const [heard, setHeard] = useState('');
  const box = useInView(heard);
  const now = all.data?.find((each) => each.turn === turn);

  const give = (said: Said, words: string) => {
    tell.mutate(said, {
      onSuccess: () => {
        setHeard(words);
      },
    });
  };
  const press = (thumb: 'up' | 'down') => {
    const back = now?.thumb === thumb;
    setOpen(!back && thumb === 'down');
    give(back ? null : { thumb }, back ? say('thumbs.undone') : say('thumbs.kept'));
  };

  return (
    <>
      <div className="thumb-signs" ref={box} role="group" aria-label={say('thumbs.group')}>
        <Sign
          label={say('thumbs.up')}
          pressed={now?.thumb === 'up'}
          busy={tell.isPending}
          onPress={() => {
            press('up');
          }}
        >
          <Picture path={up} />
        </Sign>
        <Sign
          label={say('thumbs.down')}
          pressed={now?.thumb === 'down'}
          busy={tell.isPending}
          onPress={() => {
            press('down');
          }}
        >
          <Picture path={up} turned />
        </Sign>
        <span className="thumb-heard" role="status">
          {tell.isError ? say('thumbs.failed') : heard}
        </span>
        {heard !== '' && now !== undefined && !open && (
          <Button
            look="plain"
            busy={tell.isPending}
            onPress={() => {
              give(null, say('thumbs.undone'));
            }}
          >
            {say('thumbs.undo')}
          </Button>
        )}
      </div>
      {open && now?.thumb === 'down' && (
        <Reasons
          say={say}
          busy={tell.isPending}
          onChoose={(reason) => {
            setOpen(false);
            give({ thumb: 'down', reason }, say('thumbs.sent'));
          }}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

export function Thumbs(props: ThumbsProps) {
  const say = useLaterWords('thumbs');
  return say === undefined ? null : <Signs {...props} say={say} />;
}
