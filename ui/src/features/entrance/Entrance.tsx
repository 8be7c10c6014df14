/** The door while nobody is signed in. Nothing of the records is shown here. */
import { useState } from 'react';

import type { EntranceView, UserView } from '../../ipc/bindings';
import { StartupFrame } from '../../words/StartupFrame';
import { Forgotten } from './Forgotten';
import { SignIn } from './SignIn';

interface Props {
  entrance: EntranceView;
  /** Is told the next recovery code, which is shown once. */
  onCode: (code: string) => void;
}

export function Entrance({ entrance, onCode }: Props) {
  const { users, expected } = entrance;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [hasForgotten, setHasForgotten] = useState(false);
  const user = userOf(users, chosenId) ?? userOf(users, expected) ?? users[0];
  if (user === undefined) return null;
  return (
    <StartupFrame>
      {hasForgotten ? (
        <Forgotten
          user={user}
          integrationUser={users.find(({ role }) => role === 'integration_user')}
          onBack={() => setHasForgotten(false)}
          onCode={onCode}
        />
      ) : (
        <SignIn entrance={entrance} user={user} onUser={setChosenId} onForgotten={() => setHasForgotten(true)} />
      )}
    </StartupFrame>
  );
}

function userOf(users: readonly UserView[], wanted: string | null): UserView | undefined {
  return users.find(({ id }) => id === wanted);
}
