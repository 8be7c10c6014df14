/** One account at a bank and one bank account in the books, either of which is given and the other chosen. */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import { Select } from '../../components/Select';
import { Skeleton } from '../../components/Skeleton';
import { useDiscard } from '../../components/useDiscard';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import type { AccountView, BankAccountView, InstitutionView } from '../../ipc/bindings';
import { useAct, useBankAccounts, useConnections } from '../../ipc/queries';
import { accountLabel, typeLabel } from '../../words/account';
import { Failed } from '../../words/Failed';
import { nameWithId } from '../../words/institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { AtBank } from './AtBank';
import styles from './bankAccounts.module.css';
import { candidatesOf, openFor, type Candidate } from './candidates';
import { Continues } from './Continues';
import { EMPTY, argumentOf, faultsOf, isSame, isUsable } from './opening';
import { OpeningFields } from './OpeningFields';

interface Ends {
  onDone: (said: string) => void;
  onClose: () => void;
}

/** An account at a bank is looked for. */
export function LinkBankAccount({ bankAccount, ...ends }: { bankAccount: BankAccountView } & Ends) {
  const connections = useConnections();
  if (connections.data === undefined) return <Reading query={connections} onClose={ends.onClose} />;
  return (
    <Linking
      {...ends}
      bankAccounts={[bankAccount]}
      candidates={candidatesOf(connections.data, bankAccount.currency)}
      asked="account"
    />
  );
}

interface OfAccount extends Ends {
  account: AccountView;
  institution: InstitutionView;
}

/** A bank account in the books is looked for. */
export function LinkAccount({ account, institution, ...ends }: OfAccount) {
  const all = useBankAccounts();
  if (all.data === undefined) return <Reading query={all} onClose={ends.onClose} />;
  return (
    <Linking
      {...ends}
      bankAccounts={openFor(all.data.accounts, account.currency)}
      candidates={[{ account, institution }]}
      asked="bank_account"
    />
  );
}

interface LinkingProps extends Ends {
  bankAccounts: readonly BankAccountView[];
  candidates: readonly Candidate[];
  /** Which of the two is looked for. The other one is the only one of its kind. */
  asked: 'account' | 'bank_account';
}

function Linking(props: LinkingProps) {
  const { asked, onClose } = props;
  const formId = useId();
  const { options, bankAccount, candidate, problem, isPending, ...form } = useLinking(props);
  const focus = useFocusOnFault(form.checks);
  const { leave, question } = useDiscard(form.chosen !== null || !isSame(form.draft, EMPTY), onClose);
  return (
    <DialogPanel
      title={asked === 'account' ? 'Link the bank account' : 'Link the account'}
      subject={asked === 'account' ? subjectOfBankAccount(bankAccount) : subjectOfAccount(candidate)}
      icon="link"
      onEscape={leave}
      actions={
        <>
          <Button onPress={leave}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} isDisabled={options.length === 0} isPending={isPending}>
            Link
          </Button>
        </>
      }
    >
      {options.length === 0 ? (
        <NothingToChoose asked={asked} currency={bankAccount?.currency ?? candidate?.account.currency ?? null} />
      ) : (
        <form ref={focus} id={formId} className={styles.fields} onSubmit={form.onSubmit}>
          <Select
            label={asked === 'account' ? 'Account at the bank' : 'Bank account in the books'}
            layout="stacked"
            placeholder="Choose…"
            options={options}
            value={form.chosen}
            error={form.checks > 0 && form.chosen === null ? 'Choose one.' : null}
            onChange={form.onChoose}
          />
          {candidate !== undefined && <AtBank accountId={candidate.account.id} />}
          {bankAccount !== undefined &&
            (bankAccount.continues !== null ? (
              <Continues begins={bankAccount.continues} />
            ) : (
              <OpeningFields
                draft={form.draft}
                currency={bankAccount.currency}
                account={candidate?.account ?? { kind: '' }}
                faults={form.checks > 0 ? form.faults : null}
                onChange={form.onDraft}
              />
            ))}
          <p className={styles.note}>
            {asked === 'account'
              ? 'To choose from are active accounts in the same currency that feed nothing yet.'
              : 'To choose from are active bank accounts in the same currency that nothing feeds yet.'}
          </p>
        </form>
      )}
      {question}
      {problem !== null && <ProblemNotice problem={problem} />}
    </DialogPanel>
  );
}

/** What is chosen and entered, and what comes of it. */
function useLinking({ bankAccounts, candidates, asked, onDone }: LinkingProps) {
  const link = useAct('link_bank_account');
  const [chosen, setChosen] = useState<string | null>(null);
  const [draft, setDraft] = useState(EMPTY);
  const [checks, setChecks] = useState(0);
  const bankAccount = asked === 'account' ? bankAccounts[0] : bankAccounts.find(({ id }) => id === chosen);
  const candidate = asked === 'account' ? candidates.find(({ account }) => account.id === chosen) : candidates[0];
  const faults =
    bankAccount === undefined || bankAccount.continues !== null
      ? null
      : faultsOf(draft, bankAccount.currency, new Date());
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (bankAccount === undefined || candidate === undefined || link.isPending) return;
    if (faults !== null && !isUsable(faults)) return;
    const opening = faults === null ? null : argumentOf(draft);
    const argument = { account_id: candidate.account.id, bank_account_id: bankAccount.id, opening };
    void link.run(argument).then(({ problem }) => {
      if (problem !== null) return;
      onDone(`${bankAccount.code} ${bankAccount.name} is fed by ${accountLabel(candidate.account)}.`);
    });
  };
  return {
    options: asked === 'account' ? candidates.map(optionOfAccount) : bankAccounts.map(optionOfBankAccount),
    bankAccount,
    candidate,
    chosen,
    onChoose: setChosen,
    draft,
    onDraft: setDraft,
    faults,
    checks,
    onSubmit,
    problem: link.problem,
    isPending: link.isPending,
  };
}

function NothingToChoose({ asked, currency }: { asked: LinkingProps['asked']; currency: string | null }) {
  const inCurrency = currency === null ? '' : ` in ${currency}`;
  return asked === 'account' ? (
    <Notice tone="info" icon="question" title={`No account${inCurrency} is free`}>
      <p>
        An account feeds one bank account of its own currency. Connect the bank of this one, select the account in an
        update, or unlink another bank account first.
      </p>
    </Notice>
  ) : (
    <Notice tone="info" icon="question" title={`No bank account${inCurrency} is free`}>
      <p>
        An account feeds one bank account of its own currency. Add one under Bank accounts, or unlink another one first.
      </p>
    </Notice>
  );
}

type Query = ReturnType<typeof useConnections> | ReturnType<typeof useBankAccounts>;

function Reading({ query, onClose }: { query: Query; onClose: () => void }) {
  return (
    <DialogPanel
      title="Link"
      icon="link"
      onEscape={onClose}
      actions={
        <Button onPress={onClose} autoFocus>
          Cancel
        </Button>
      }
    >
      {query.error === null ? (
        <Skeleton label="Reading the accounts…" />
      ) : (
        <Failed problem={query.error} onRetry={() => void query.refetch()} />
      )}
    </DialogPanel>
  );
}

function optionOfAccount({ account, institution }: Candidate) {
  return {
    id: account.id,
    label: `${accountLabel(account)}, ${institution.name}`,
    description: `${institution.id} · ${account.number} · ${typeLabel(account.kind, account.subtype)}`,
  };
}

function optionOfBankAccount({ id, code, name, statements }: BankAccountView) {
  return {
    id,
    label: `${code} ${name}`,
    ...(statements > 0 && { description: 'Has statements, which go on' }),
  };
}

function subjectOfBankAccount(bankAccount: BankAccountView | undefined): string {
  return bankAccount === undefined ? '' : `${bankAccount.code} ${bankAccount.name} (${bankAccount.currency})`;
}

function subjectOfAccount(candidate: Candidate | undefined): string {
  if (candidate === undefined) return '';
  const { account, institution } = candidate;
  return `${accountLabel(account)} · ${account.number} · ${nameWithId(institution)}`;
}
