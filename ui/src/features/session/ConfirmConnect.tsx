/** Before a bank is connected. */
import { ConfirmPanel } from './ConfirmPanel';
import { FINISH, Rules } from './Rules';

interface Props {
  onOpen: () => void;
  onCancel: () => void;
}

export function ConfirmConnect(answers: Props) {
  return (
    <ConfirmPanel title="Connect a bank" institution={null} icon="link" {...answers}>
      <Rules
        rules={[
          {
            icon: 'search',
            text: 'Find your bank by its name or institution ID in the window that opens, and sign in there.',
          },
          {
            icon: 'check',
            strong: 'Only the accounts you choose there are connected.',
            text: 'You can choose others later with an update.',
          },
          {
            icon: 'list',
            text: 'Each account gets a number of its own (BAC-…). A bank that is connected already is noticed before anything is connected twice.',
          },
          FINISH,
        ]}
      />
    </ConfirmPanel>
  );
}
