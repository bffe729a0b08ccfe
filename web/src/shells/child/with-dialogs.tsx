// Holds the dialogs beside the view that opens them, and the button that opens help.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { ChildFace, NoticeEvent } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Failsafe } from '../../components/failsafe.tsx';
import { Icon } from '../../components/icon.tsx';
import { helpQuery } from '../../features/help/queries.ts';
import { contractQuery } from '../../features/who-looks/queries.ts';
import { useWords } from '../../words/words.tsx';

// The dialogs load right after the first view, so that they open at once and also without a network.
const loadDialogs = () => import('./child-dialogs.tsx');
const afterFirstView = 1_500;
const ChildDialogs = lazy(loadDialogs);
const OversightNews = lazy(() => import('./oversight-news.tsx'));
export type OpenDialog = 'help' | 'break' | 'more';

/** Stands out for the rest of a day on which a help card was shown. */
export function HelpButton({ onPress, card }: { onPress: () => void; card?: NoticeEvent | undefined }) {
  const say = useWords();
  return (
    <Button look={card === undefined ? 'quiet' : 'primary'} onPress={onPress}>
      <Icon name="help" />
      {say('app.help')}
    </Button>
  );
}

interface FrameProps {
  /** Nobody: before signing in. */
  child: ChildFace | undefined;
  country: string | undefined;
  card: NoticeEvent | undefined;
  onReplay: () => void;
  onSignOut: () => void;
  children: (open: (dialog: OpenDialog) => void) => ReactNode;
}

export function WithDialogs(props: FrameProps) {
  const [dialog, setDialog] = useState<OpenDialog>();
  const client = useQueryClient();
  const { country } = props;
  const news = useQuery({ ...contractQuery, enabled: props.child !== undefined }).data?.news ?? null;
  useEffect(() => {
    const timer = setTimeout(() => {
      void loadDialogs().catch(() => undefined);
      void client.query(helpQuery(country)).catch(() => undefined);
    }, afterFirstView);
    return () => {
      clearTimeout(timer);
    };
  }, [client, country]);

  return (
    <>
      {props.children(setDialog)}
      {dialog !== undefined && (
        <Failsafe>
          <Suspense>
            <ChildDialogs
              open={dialog}
              country={country}
              child={props.child}
              people={props.child?.trusted_adults ?? []}
              card={props.card}
              onReplay={props.onReplay}
              onSignOut={props.onSignOut}
              onClose={() => {
                setDialog(undefined);
              }}
            />
          </Suspense>
        </Failsafe>
      )}
      {props.child !== undefined && news !== null && dialog === undefined && (
        <Failsafe>
          <Suspense>
            <OversightNews child={props.child} news={news} />
          </Suspense>
        </Failsafe>
      )}
    </>
  );
}
