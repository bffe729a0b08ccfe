// The conversation with the three ways out of it beside Buddy's name: a break, help, more.
import { useQuery } from '@tanstack/react-query';
import { useCallback, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { ChildFace, NoticeEvent } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { Chat } from '../../features/chat/chat.tsx';
import { conversationsQuery } from '../../features/chat/queries.ts';
import { OwnLimitsNote } from '../../features/limits/own-limits.tsx';
import { useWords } from '../../words/words.tsx';
import { isToday } from './todays-help.ts';
import { HelpButton, type OpenDialog } from './with-dialogs.tsx';

/** A conversation that opened on this page keeps the view in which it began. */
const viewsByConversation = new Map<string, string>();
const freshView = () => `new ${String(viewsByConversation.size)}`;
/** Names the view of a conversation; a new one gets a fresh name each time. */
export const viewOf = (id: string | undefined) => (id === undefined ? freshView() : (viewsByConversation.get(id) ?? id));

interface TalkProps {
  child: ChildFace;
  id: string | undefined;
  open: (dialog: OpenDialog) => void;
  card: NoticeEvent | undefined;
  onHelp: (notice: NoticeEvent) => void;
}

export function Talk(props: TalkProps) {
  const say = useWords();
  const [, navigate] = useLocation();
  const onOpened = useCallback(
    (id: string) => {
      viewsByConversation.set(id, freshView());
      navigate(`/buddy/talk/${id}`, { replace: true });
    },
    [navigate],
  );
  return (
    <Chat
      child={props.child}
      conversation={props.id}
      onOpened={onOpened}
      onHelp={props.onHelp}
      note={<OwnLimitsNote />}
      actions={
        <div className="child-actions">
          <Button
            look="round"
            aria-label={say('break.open')}
            onPress={() => {
              props.open('break');
            }}
          >
            <Icon name="leaf" />
          </Button>
          <HelpButton
            card={props.card}
            onPress={() => {
              props.open('help');
            }}
          />
          <Button
            look="round"
            aria-label={say('menu.open')}
            onPress={() => {
              props.open('more');
            }}
          >
            <Icon name="more" />
          </Button>
        </div>
      }
    />
  );
}

/** Opens today's conversation if there is one, else an empty page that becomes one with the first message. */
export function Today(props: { onFound: (id: string | undefined) => ReactNode }) {
  const conversations = useQuery(conversationsQuery);
  if (conversations.isPending) {
    return (
      <main className="child-wait">
        <Loading lines={4} />
      </main>
    );
  }
  if (conversations.isError) {
    return (
      <main className="child-wait">
        <ProblemCard error={conversations.error} onRetry={() => void conversations.refetch()} />
      </main>
    );
  }
  const newest = conversations.data.find((each) => isToday(each.last_turn_at));
  return props.onFound(newest?.id);
}
