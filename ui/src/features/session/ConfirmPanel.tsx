/** The frame of what is asked before the bank's window opens. */
import type { ReactNode } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { IconName } from '../../components/Icon';
import type { InstitutionView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';

interface Props {
  title: string;
  institution: InstitutionView | null;
  icon: IconName;
  onOpen: () => void;
  onCancel: () => void;
  children: ReactNode;
}

export function ConfirmPanel({ title, institution, icon, onOpen, onCancel, children }: Props) {
  return (
    <DialogPanel
      title={title}
      subject={institution !== null && <Institution institution={institution} />}
      icon={icon}
      onEscape={onCancel}
      actions={
        <>
          <Button onPress={onCancel}>Cancel</Button>
          <Button variant="primary" icon="window" autoFocus onPress={onOpen}>
            Open the bank’s window
          </Button>
        </>
      }
    >
      {children}
    </DialogPanel>
  );
}
