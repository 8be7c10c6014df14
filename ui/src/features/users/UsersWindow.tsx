/** The view of the users: who works with the application, and who may do what. The integration user manages them. */
import { useId, useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { Placeholder } from '../../components/Placeholder';
import { Skeleton } from '../../components/Skeleton';
import type { UserRowView, UserView } from '../../ipc/bindings';
import { useUsers } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { NotTheirs } from '../../words/NotTheirs';
import { AddAccountant } from './AddAccountant';
import { SetPassword } from './SetPassword';
import { TakeAwayWarning } from './TakeAwayWarning';
import styles from './users.module.css';
import { UserTable } from './UserTable';

interface Props {
  /** Who looks at them. */
  self: UserView;
}

export function UsersWindow({ self }: Props) {
  const users = useUsers();
  return (
    <div className={styles.main}>
      <section className={styles.card} aria-label="Users">
        {users.data !== undefined ? (
          <Listed users={users.data} self={self} />
        ) : users.error === null ? (
          <Skeleton label="Reading the users…" />
        ) : (
          <Failed problem={users.error} onRetry={() => void users.refetch()} />
        )}
      </section>
    </div>
  );
}

type Asked = { kind: 'add' } | { kind: 'password' | 'take_away'; user: UserView };

function Listed({ users, self }: { users: readonly UserRowView[]; self: UserView }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const reasonId = useId();
  const mayManage = self.role === 'integration_user';
  const isAlone = users.every(({ user }) => user.role === 'integration_user');
  const close = () => setAsked(null);
  const done = (words: string) => {
    setAsked(null);
    setSaid(words);
  };
  return (
    <>
      <div className={styles.toolbar}>
        <h2 className={styles.title}>Users</h2>
        <p role="status" className={styles.said}>
          {said}
        </p>
        <Button
          icon="plus"
          isDisabled={!mayManage}
          {...(!mayManage && { 'aria-describedby': reasonId })}
          onPress={() => setAsked({ kind: 'add' })}
        >
          Add accountant…
        </Button>
      </div>
      {mayManage ? (
        <p className={styles.introduction}>
          Accountants refresh, import and export. Only the integration user connects, updates, replaces and removes,
          links bank accounts and changes settings.
        </p>
      ) : (
        <NotTheirs id={reasonId} className={styles.introduction}>
          Only the integration user adds users, sets new passwords and takes access away.
        </NotTheirs>
      )}
      <div className={styles.scroll}>
        <UserTable
          users={users}
          self={self}
          mayManage={mayManage}
          onSetPassword={(user) => setAsked({ kind: 'password', user })}
          onTakeAway={(user) => setAsked({ kind: 'take_away', user })}
        />
      </div>
      {isAlone && mayManage && (
        <Placeholder icon="user" title="No accountants yet">
          Add one for each person who works with the bank connections, so that nobody works as the integration user who
          need not.
        </Placeholder>
      )}
      <DialogLayer isOpen={asked !== null}>
        {asked?.kind === 'add' && <AddAccountant onDone={done} onClose={close} />}
        {asked?.kind === 'password' && <SetPassword user={asked.user} onDone={done} onClose={close} />}
        {asked?.kind === 'take_away' && <TakeAwayWarning user={asked.user} onDone={done} onClose={close} />}
      </DialogLayer>
    </>
  );
}
