/** The conversations about bank accounts, from wherever they were begun. */
import { DialogLayer } from '../../components/Dialog';
import { useBankAccounts } from '../../ipc/queries';
import { AddBankAccount } from './AddBankAccount';
import { ChangeLink } from './ChangeLink';
import { EditBankAccount } from './EditBankAccount';
import type { BankAccountFlow } from './flow';
import { ImportDialog } from './ImportDialog';
import { LinkAccount, LinkBankAccount } from './LinkDialog';
import { ReviewSuggestions } from './ReviewSuggestions';
import { UnlinkWarning } from './UnlinkWarning';
import { usualCurrency } from './candidates';

export function BankAccountDialogs({ flow }: { flow: BankAccountFlow }) {
  return (
    <DialogLayer isOpen={flow.asked !== null}>
      <Conversation flow={flow} />
    </DialogLayer>
  );
}

function Conversation({ flow: { asked, ask, done, close } }: { flow: BankAccountFlow }) {
  const all = useBankAccounts();
  const accounts = all.data?.accounts ?? [];
  const ends = { onDone: done, onClose: close };
  switch (asked?.kind) {
    case undefined:
      return null;
    case 'add':
      return <AddBankAccount {...ends} accounts={accounts} currency={usualCurrency(accounts)} />;
    case 'import':
      return <ImportDialog {...ends} />;
    case 'review':
      return <ReviewSuggestions {...ends} suggestions={all.data?.suggestions ?? []} refused={all.data?.refused ?? 0} />;
    case 'edit':
      return <EditBankAccount {...ends} bankAccount={asked.bankAccount} accounts={accounts} />;
    case 'link':
      return <LinkBankAccount {...ends} bankAccount={asked.bankAccount} />;
    case 'link_account':
      return <LinkAccount {...ends} account={asked.account} institution={asked.institution} />;
    case 'unlink':
      return <UnlinkWarning {...ends} bankAccount={asked.bankAccount} />;
    case 'change_link': {
      const { bankAccount } = asked;
      if (bankAccount.feed === null) return null;
      const unlink = () => ask({ kind: 'unlink', bankAccount });
      return <ChangeLink {...ends} bankAccount={bankAccount} feed={bankAccount.feed} onUnlink={unlink} />;
    }
  }
}
