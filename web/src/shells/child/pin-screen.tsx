// The child's way in. Help is one tap away here as well, also while the PIN is locked.
import type { PairedDevice } from '../../api/types.ts';
import { Avatar } from '../../components/avatar.tsx';
import { PinPad } from '../../features/account/pin-pad.tsx';
import { useWords } from '../../words/words.tsx';
import { HelpButton, WithDialogs } from './with-dialogs.tsx';

export default function PinScreen({ device }: { device: PairedDevice }) {
  const say = useWords();
  const nothing = () => undefined;
  return (
    <WithDialogs child={undefined} country={device.country} card={undefined} onReplay={nothing} onSignOut={nothing}>
      {(open) => (
        <div className="pin-screen">
          <header className="child-bar">
            <HelpButton
              onPress={() => {
                open('help');
              }}
            />
          </header>
          <main className="pin-main">
            {device.avatar !== undefined && <Avatar name={device.avatar} size={96} />}
            <h1>{say('pin.hello', { name: device.nickname ?? '' })}</h1>
            <PinPad device={device} />
            <details className="pin-other">
              <summary>{say('pin.not-me')}</summary>
              <p>{say('pin.not-me.detail')}</p>
            </details>
          </main>
          <footer>
            <p className="child-honest">{say('about.program')}</p>
          </footer>
        </div>
      )}
    </WithDialogs>
  );
}
