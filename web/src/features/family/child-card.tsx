import { useState, type ReactNode } from 'react';
import type { Child } from '../../api/types.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { moment } from '../../components/moments.ts';
import { useWords } from '../../words/words.tsx';
import { PairDialog } from './pair-dialog.tsx';
import './family.css';

export function ChildHead({ child, page = false }: { child: Child; page?: boolean }) {
  const say = useWords();
  const active = child.last_active === null ? say('child.never') : say('child.active', { when: moment(child.last_active, say.language) });
  return (
    <div className="child-head">
      <Avatar name={child.avatar} size={64} />
      <div>
        {page ? <h1>{child.nickname}</h1> : <h3>{child.nickname}</h3>}
        <p className="soft">
          {say('child.age', { band: child.age_band })} · {say('child.devices', { count: child.devices })} · {active}
        </p>
      </div>
    </div>
  );
}

/** A child at a glance. `children` is the week, which another feature draws. */
export function ChildCard(props: { child: Child; page: string; children: ReactNode }) {
  const say = useWords();
  const [pairing, setPairing] = useState(false);
  const { child } = props;
  return (
    <article className="card child-card">
      <ChildHead child={child} />
      {props.children}
      <div className="row">
        <LinkButton to={props.page}>{say('child.open', { name: child.nickname })}</LinkButton>
        <Button
          look={child.devices === 0 ? 'primary' : 'quiet'}
          onPress={() => {
            setPairing(true);
          }}
        >
          <Icon name="device" />
          {say('child.pair')}
        </Button>
      </div>
      {pairing && (
        <PairDialog
          child={child}
          onClose={() => {
            setPairing(false);
          }}
        />
      )}
    </article>
  );
}
