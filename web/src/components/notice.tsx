// Says how things are: with an icon and a word, never by colour alone.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import './notice.css';

type Tone = 'calm' | 'safe' | 'notice' | 'alert';

const icons: Record<Tone, IconName> = { calm: 'info', safe: 'check', notice: 'info', alert: 'warning' };

export function Notice(props: { tone?: Tone; children: ReactNode; live?: boolean }) {
  const tone = props.tone ?? 'calm';
  return (
    <div className={`notice notice-${tone}`} role={props.live === true ? (tone === 'alert' ? 'alert' : 'status') : undefined}>
      <Icon name={icons[tone]} />
      <div className="notice-body">{props.children}</div>
    </div>
  );
}
