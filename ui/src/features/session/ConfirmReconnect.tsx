/** Before a removed connection is connected again. */
import type { ConnectionView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { Accounts } from './Accounts';
import { ConfirmPanel } from './ConfirmPanel';
import { FINISH, Rules } from './Rules';

interface Props {
  connection: ConnectionView;
  onOpen: () => void;
  onCancel: () => void;
}

export function ConfirmReconnect({ connection, ...answers }: Props) {
  return (
    <ConfirmPanel title="Reconnect this connection" institution={connection.institution} icon="link" {...answers}>
      <Rules
        rules={[
          {
            icon: 'window',
            text: (
              <>
                Pick <Institution institution={connection.institution} /> again in the window that opens, sign in and
                choose the accounts. Another bank is not accepted.
              </>
            ),
          },
          {
            icon: 'archive',
            strong: 'Numbers, bank-account mapping and history go on.',
            text: 'Accounts that can’t be told apart are asked about. Those you don’t choose stay inactive.',
          },
          FINISH,
        ]}
      />
      <Accounts connection={connection} />
    </ConfirmPanel>
  );
}
