// What opens over the child's view: help, a break, and more.
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import type { ChildFace, NoticeEvent } from '../../api/types.ts';
import { Breathing } from '../../components/breathing.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { ThemeChoice } from '../../components/theme-choice.tsx';
import { HelpCard } from '../../features/chat/help-card.tsx';
import { HelpPanel } from '../../features/help/help-panel.tsx';
import { WhoSees } from '../../features/who-looks/who-sees.tsx';
import { useWords } from '../../words/words.tsx';

const MyGrownUps = lazy(async () => ({ default: (await import('./my-grown-ups-sheet.tsx')).MyGrownUpsSheet }));

interface ChildDialogsProps {
  open: 'help' | 'break' | 'more';
  child: ChildFace | undefined;
  country: string | undefined;
  people: readonly string[];
  card: NoticeEvent | undefined;
  onReplay: () => void;
  onSignOut: () => void;
  onClose: () => void;
}

function BreakDialog(props: ChildDialogsProps) {
  const say = useWords();
  return (
    <Dialog title={say('break.title')} onClose={props.onClose}>
      <p>{say('break.text')}</p>
      <Breathing />
      <div className="row">
        <Button look="primary" onPress={props.onSignOut}>
          {say('break.stop')}
        </Button>
        <Button onPress={props.onClose}>{say('break.stay')}</Button>
      </div>
    </Dialog>
  );
}

function MoreDialog(props: ChildDialogsProps & { onSees: () => void }) {
  const say = useWords();
  const [, navigate] = useLocation();
  const go = (path: string) => () => {
    props.onClose();
    navigate(path);
  };
  return (
    <Dialog title={say('menu.title')} onClose={props.onClose}>
      <div className="more-list">
        <Button onPress={go('/buddy/new')}>
          <Icon name="plus" />
          {say('chat.new')}
        </Button>
        <Button onPress={go('/buddy/past')}>
          <Icon name="message" />
          {say('menu.past')}
        </Button>
        <Button onPress={go('/buddy/mine')}>
          <Icon name="shield" />
          {say('menu.mine')}
        </Button>
        <Button
          onPress={() => {
            props.onClose();
            props.onReplay();
          }}
        >
          <Icon name="info" />
          {say('menu.about')}
        </Button>
        <Button onPress={props.onSees}>
          <Icon name="people" />
          {say('menu.sees')}
        </Button>
      </div>
      <ThemeChoice />
      <div className="row">
        <Button onPress={props.onSignOut}>{say('app.sign-out')}</Button>
      </div>
    </Dialog>
  );
}

export default function ChildDialogs(props: ChildDialogsProps) {
  const say = useWords();
  const [signedOut, setSignedOut] = useState(false);
  const [sees, setSees] = useState(false);
  const signOut = () => {
    if (signedOut) return;
    setSignedOut(true);
    props.onSignOut();
  };
  if (props.open === 'break') return <BreakDialog {...props} onSignOut={signOut} />;
  if (sees && props.child !== undefined) {
    return (
      <Dialog title={say('sees.title')} onClose={props.onClose}>
        <WhoSees band={props.child.age_band} />
        <Suspense fallback={<Loading lines={2} />}>
          <MyGrownUps />
        </Suspense>
      </Dialog>
    );
  }
  if (props.open === 'more') {
    return (
      <MoreDialog
        {...props}
        onSignOut={signOut}
        onSees={() => {
          setSees(true);
        }}
      />
    );
  }
  return (
    <Dialog title={say('help.title')} onClose={props.onClose} large>
      <HelpPanel country={props.country} people={props.people}>
        {props.card === undefined ? undefined : <HelpCard notice={props.card} />}
      </HelpPanel>
    </Dialog>
  );
}
