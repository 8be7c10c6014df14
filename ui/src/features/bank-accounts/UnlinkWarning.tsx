/** Before a bank account is unlinked. The safe answer has the focus. */
import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import type { BankAccountView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { accountLabel } from '../../words/account';
import { nameWithId } from '../../words/institution';
import { ProblemNotice } from '../../words/ProblemNotice';

interface Props {
  bankAccount: BankAccountView;
  onDone: (said: string) => void;
  onClose: () => void;
}

export function UnlinkWarning({ bankAccount, onDone, onClose }: Props) {
  const unlink = useAct('unlink_bank_account');
  const { code, name, feed, statements } = bankAccount;
  const doIt = () => {
    void unlink.run({ bank_account_id: bankAccount.id }).then(({ problem }) => {
      if (problem === null) onDone(`${code} ${name} is not linked any more.`);
    });
  };
  return (
    <DialogPanel
      title="Unlink this bank account?"
      subject={`${code} ${name}`}
      tone="warning"
      icon="unplugged"
      isAlert
      onEscape={onClose}
      actions={
        <>
          <Button variant="danger" isPending={unlink.isPending} onPress={doIt}>
            Unlink
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            Keep the link
          </Button>
        </>
      }
    >
      {feed !== null && (
        <p>
          <strong>{accountLabel(feed.account)}</strong> of {nameWithId(feed.institution)} doesn’t feed it any more.
          Nothing is imported for it until you link it again.
        </p>
      )}
      <p>
        {statements > 0
          ? 'Its statements stay. The next link goes on where the last one ended.'
          : 'Its opening balance and start date are forgotten.'}
      </p>
      {unlink.problem !== null && <ProblemNotice problem={unlink.problem} />}
    </DialogPanel>
  );
}
