/** What asks for attention, above the statements. Nothing where nothing does. */
import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import type { ImportAccountView } from '../../ipc/bindings';
import { useAct, useDoubtful, useGaps, useImportAccounts } from '../../ipc/queries';
import { counted } from '../../words/account';
import { formatDays } from '../../words/day';
import { DoubtfulDialog } from './DoubtfulDialog';
import { gapsOf, isOpen, type GapOf } from './gaps';
import { GapsDialog } from './GapsDialog';
import { importLabel, wordsOfImport, wordsOfRun } from '../../words/imports';
import { RunNotice } from '../../words/RunNotice';
import type { ImportFlow } from './useImportFlow';

/** Which of the windows about what asks for attention stands open. */
export type Attending = 'doubtful' | 'gaps' | null;

interface Props {
  imports: ImportFlow;
  shown: Attending;
  onShow: (shown: Attending) => void;
}

export function Notices({ imports, shown, onShow }: Props) {
  const doubtful = useDoubtful().data ?? [];
  const gaps = gapsOf(useGaps().data ?? []);
  const open = gaps.filter(isOpen);
  const accounts = useImportAccounts().data ?? [];
  const close = () => onShow(null);
  const isDoubtShown = shown === 'doubtful' && doubtful.length > 0;
  const areGapsShown = shown === 'gaps' && gaps.length > 0;
  return (
    <>
      <ImportNotice imports={imports} />
      {doubtful.length > 0 && <DoubtNotice count={doubtful.length} onShow={() => onShow('doubtful')} />}
      {open.length > 0 && <GapNotice gaps={open} accounts={accounts} onShow={() => onShow('gaps')} />}
      <DialogLayer isOpen={isDoubtShown || areGapsShown}>
        {isDoubtShown && <DoubtfulDialog doubtful={doubtful} accounts={accounts} onClose={close} />}
        {areGapsShown && <GapsDialog gaps={gaps} accounts={accounts} onClose={close} />}
      </DialogLayer>
    </>
  );
}

function DoubtNotice({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <Notice
      tone="warning"
      icon="question"
      title={`${counted(count, 'transaction', 'transactions')} may be on record already`}
      isInline
      action={
        <Button size="small" onPress={onShow}>
          Tell apart
        </Button>
      }
    >
      {count === 1 ? 'It is' : 'They are'} in no statement until you say so.
    </Notice>
  );
}

interface GapProps {
  /** Those that nobody has seen to. */
  gaps: readonly GapOf[];
  accounts: readonly ImportAccountView[];
  onShow: () => void;
}

function GapNotice({ gaps, accounts, onShow }: GapProps) {
  return (
    <Notice
      tone="warning"
      icon="attention"
      title={titleOfGaps(gaps, accounts)}
      isInline
      action={
        <Button size="small" onPress={onShow}>
          Show the days
        </Button>
      }
    >
      Statements of these days can be incomplete.
    </Notice>
  );
}

function titleOfGaps(gaps: readonly GapOf[], accounts: readonly ImportAccountView[]): string {
  const [first, ...others] = gaps;
  if (first === undefined || others.length > 0) {
    const of = new Set(gaps.map(({ accountId }) => accountId)).size;
    return `No transactions were read for some days of ${counted(of, 'account', 'accounts')}`;
  }
  const account = accounts.find(({ id }) => id === first.accountId);
  const named = account === undefined ? 'an account' : importLabel(account);
  return `No transactions were read for ${formatDays(first.first, first.last)} of ${named}`;
}

/** The import that goes on, or ended, behind the closed window. */
function ImportNotice({ imports }: { imports: ImportFlow }) {
  const cancel = useAct('cancel_import');
  return (
    <RunNotice
      flow={imports}
      wordsOf={wordsOfRun}
      wordsOfState={wordsOfImport}
      doing="import"
      present="Importing"
      cancel={cancel}
    />
  );
}
