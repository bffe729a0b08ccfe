// A modal dialog: focus goes in, stays in, and returns where it came from. Escape and the background close it.
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './dialog.css';

export function Dialog(props: { title: string; onClose: () => void; children: ReactNode; large?: boolean }) {
  const say = useWords();
  return (
    <ModalOverlay
      className="dialog-shade"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      <Modal className={props.large === true ? 'dialog-frame dialog-large' : 'dialog-frame'}>
        <AriaDialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {props.title}
            </Heading>
            <Button look="round" aria-label={say('app.close')} onPress={props.onClose}>
              <Icon name="close" />
            </Button>
          </div>
          {props.children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
