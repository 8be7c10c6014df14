/** Tells the integration user that nobody has said that the recovery code, which was shown once, is written down. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import type { UserView } from '../../ipc/bindings';
import { useUsers } from '../../ipc/queries';
import { RenewCode } from './RenewCode';

interface Props {
  user: UserView;
  /** Is told the new recovery code, which is shown once. */
  onCode: (code: string) => void;
}

export function UnkeptCode({ user, onCode }: Props) {
  const [isAsked, setIsAsked] = useState(false);
  const own = useUsers().data?.find((row) => row.user.id === user.id);
  return (
    <>
      {own?.code_is_unkept === true && (
        <Notice
          tone="warning"
          icon="repaired"
          title="Make a new recovery code"
          isInline
          action={
            <Button size="small" onPress={() => setIsAsked(true)}>
              New recovery code…
            </Button>
          }
        >
          Nobody has said that the last one is written down. Without it a forgotten password can’t be set anew.
        </Notice>
      )}
      <DialogLayer isOpen={isAsked}>
        <RenewCode onCode={onCode} onClose={() => setIsAsked(false)} />
      </DialogLayer>
    </>
  );
}
