/** Asks whoever came in with a password that somebody else set to choose another one. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import type { UserView } from '../../ipc/bindings';
import { useUsers } from '../../ipc/queries';
import { ChangePassword } from './ChangePassword';

/** Not for the demo, which tells its passwords to everybody. */
export function InitialPassword({ user }: { user: UserView }) {
  const [isAsked, setIsAsked] = useState(false);
  const own = useUsers().data?.find((row) => row.user.id === user.id);
  return (
    <>
      {own?.password_is_initial === true && (
        <Notice
          tone="warning"
          icon="key"
          title="Choose a password of your own"
          isInline
          action={
            <Button size="small" onPress={() => setIsAsked(true)}>
              Change password…
            </Button>
          }
        >
          Somebody else set the present one and knows it.
        </Notice>
      )}
      <DialogLayer isOpen={isAsked}>
        <ChangePassword user={user} onClose={() => setIsAsked(false)} />
      </DialogLayer>
    </>
  );
}
