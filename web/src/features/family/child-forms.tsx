// A child's page below the week: devices, profile, new PIN.
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { Child, Device } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { PairDialog } from './pair-dialog.tsx';
import { interestsFit, interestsOf, isPin, profileOf } from './profile.ts';
import { NicknameField, ProfileFields } from './profile-fields.tsx';
import { devicesQuery, useChangeChild, useRemoveDevice } from './queries.ts';
import './family.css';

function RemoveDialog(props: { child: Child; device: Device; onClose: () => void }) {
  const say = useWords();
  const remove = useRemoveDevice(props.child.id);
  return (
    <Dialog title={say('child.devices.remove.title', { device: props.device.name })} onClose={props.onClose}>
      <p>{say('child.devices.remove.detail', { name: props.child.nickname })}</p>
      {remove.isError && <ProblemCard error={remove.error} />}
      <div className="row">
        <Button
          look="danger"
          busy={remove.isPending}
          onPress={() => {
            remove.mutate(props.device.id, { onSuccess: props.onClose });
          }}
        >
          {say('child.devices.remove')}
        </Button>
        <Button onPress={props.onClose}>{say('app.cancel')}</Button>
      </div>
    </Dialog>
  );
}

function DeviceRow({ child, device }: { child: Child; device: Device }) {
  const say = useWords();
  const [asking, setAsking] = useState(false);
  const when = (iso: string) => moment(iso, say.language);
  const seen = device.last_seen === null ? say('child.devices.unseen') : say('child.devices.seen', { when: when(device.last_seen) });
  return (
    <li className="device">
      <div className="device-about">
        <Icon name="device" />
        <div>
          <strong>{device.name}</strong>
          <p className="soft">
            {say('child.devices.paired', { when: when(device.paired_at) })} · {seen}
          </p>
        </div>
      </div>
      <Button
        aria-label={say('child.devices.remove.label', { device: device.name })}
        onPress={() => {
          setAsking(true);
        }}
      >
        {say('child.devices.remove')}
      </Button>
      {asking && (
        <RemoveDialog
          child={child}
          device={device}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </li>
  );
}

export function Devices({ child }: { child: Child }) {
  const say = useWords();
  const devices = useQuery(devicesQuery(child.id));
  const [pairing, setPairing] = useState(false);
  return (
    <section className="stack card" aria-labelledby="devices">
      <h2 id="devices">{say('child.devices.title')}</h2>
      {devices.isPending && <Loading />}
      {devices.isError && <ProblemCard error={devices.error} onRetry={() => void devices.refetch()} />}
      {devices.data?.length === 0 && <p>{say('child.devices.empty')}</p>}
      <ul className="device-list">
        {devices.data?.map((device) => (
          <DeviceRow child={child} device={device} key={device.id} />
        ))}
      </ul>
      <div className="row">
        <Button
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
    </section>
  );
}

export function ProfileForm({ child }: { child: Child }) {
  const say = useWords();
  const change = useChangeChild(child.id);
  const [profile, setProfile] = useState(() => profileOf(child));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (profile.nickname.trim() === '' || !interestsFit(profile.interests)) return;
    change.mutate({ ...profile, nickname: profile.nickname.trim(), interests: interestsOf(profile.interests) });
  };
  return (
    <form className="stack card" onSubmit={submit} noValidate aria-labelledby="profile">
      <h2 id="profile">{say('child.profile')}</h2>
      <NicknameField profile={profile} tried onChange={setProfile} />
      <ProfileFields profile={profile} tried onChange={setProfile} />
      {change.isError && <ProblemCard error={change.error} />}
      {change.isSuccess && (
        <Notice tone="safe" live>
          {say('app.saved')}
        </Notice>
      )}
      <div className="row">
        <Button type="submit" look="primary" busy={change.isPending}>
          {say('child.profile.save')}
        </Button>
      </div>
    </form>
  );
}

export function PinForm({ child }: { child: Child }) {
  const say = useWords();
  const change = useChangeChild(child.id);
  const [pin, setPin] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isPin(pin)) return;
    change.mutate(
      { pin },
      {
        onSuccess: () => {
          setPin('');
          setTried(false);
        },
      },
    );
  };
  return (
    <form className="stack card" onSubmit={submit} noValidate aria-labelledby="pin">
      <h2 id="pin">{say('child.reset')}</h2>
      <p className="soft">{say('child.reset.detail')}</p>
      <TextField
        label={say('child.pin')}
        value={pin}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        detail={say('child.pin.detail')}
        error={tried && !isPin(pin) ? say('child.pin.wrong') : undefined}
        onValue={setPin}
      />
      {change.isError && <ProblemCard error={change.error} />}
      {change.isSuccess && (
        <Notice tone="safe" live>
          {say('child.reset.done')}
        </Notice>
      )}
      <div className="row">
        <Button type="submit" busy={change.isPending}>
          {say('child.reset.save')}
        </Button>
      </div>
    </form>
  );
}
