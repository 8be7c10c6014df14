/** The list of bank accounts from a CSV file: chosen, looked at, and then imported, or not. */
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Notice } from '../../components/Notice';
import type {
  BankAccountImportPreviewView,
  BankAccountRowView,
  BankAccountsImportedView,
  Problem,
} from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { counted } from '../../words/account';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './bankAccounts.module.css';
import { encoded } from './file';
import { actOf, countsOf, summaryOf, type Counts } from './preview';
import { PreviewTable } from './PreviewTable';
import { Template } from './Template';

interface Props {
  onDone: (said: string) => void;
  onClose: () => void;
}

/** A file, and what it would do. */
interface Looked {
  name: string;
  file: string;
  preview: BankAccountImportPreviewView;
}

/** A file that could not be looked at, or not imported. */
interface Failed {
  name: string;
  problem: Problem;
}

/** What came of it, where not every line could be taken. */
interface Taken {
  said: string;
  leftOut: readonly BankAccountRowView[];
}

const TOO_LARGE: Problem = {
  code: 'file_unusable',
  message: 'the file is larger than 4 MB',
  hint: 'The file is larger than 4 MB. Is it the right one?',
};

const UNREADABLE: Problem = { code: 'file_unusable', message: 'the file can’t be read', hint: null };

export function ImportDialog({ onDone, onClose }: Props) {
  const { looked, failed, taken, isLooking, isTaking, lookAt, choose, importIt } = useImport(onDone);
  const counts = looked === null ? null : countsOf(looked.preview);
  if (taken !== null) return <LeftOut {...taken} onClose={() => onDone(taken.said)} />;

  return (
    <DialogPanel
      title="Import bank accounts"
      subject={looked?.name}
      icon="download"
      width="wide"
      onEscape={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <FileTrigger acceptedFileTypes={['.csv', '.txt', 'text/csv', 'text/plain']} onSelect={choose}>
            <Button variant={looked === null ? 'primary' : 'secondary'} isPending={isLooking} autoFocus>
              {looked === null ? 'Choose a CSV file…' : 'Choose another file…'}
            </Button>
          </FileTrigger>
          {looked !== null && counts !== null && (
            <Button
              variant="primary"
              isDisabled={counts.added + counts.changed === 0 || isLooking}
              isPending={isTaking}
              onPress={() => void importIt(looked)}
            >
              {actOf(counts)}
            </Button>
          )}
        </>
      }
    >
      {failed !== null && (
        <NotTaken
          failed={failed}
          looked={looked}
          onReadAgain={looked === null ? null : () => void lookAt(looked.name, looked.file)}
        />
      )}
      {looked === null || counts === null ? <Introduction /> : <Preview preview={looked.preview} counts={counts} />}
    </DialogPanel>
  );
}

/** The file that is looked at, what is wrong with one, and what was taken. */
function useImport(onDone: Props['onDone']) {
  const look = useAct('preview_bank_accounts');
  const take = useAct('import_bank_accounts');
  const [looked, setLooked] = useState<Looked | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);

  /** The preview of an earlier file stays. That of the same one is out of date. */
  const fail = (name: string, problem: Problem) => {
    setFailed({ name, problem });
    if (looked?.name === name) setLooked(null);
  };
  const lookAt = async (name: string, file: string | null) => {
    const outcome = file === null ? { problem: TOO_LARGE } : await look.run({ file });
    if (outcome.problem !== null) fail(name, outcome.problem);
    else if (file !== null) {
      setFailed(null);
      setLooked({ name, file, preview: outcome.answer });
    }
  };
  const choose = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file === undefined) return;
    encoded(file).then(
      (text) => lookAt(file.name, text),
      () => fail(file.name, UNREADABLE),
    );
  };
  const importIt = async ({ name, file, preview }: Looked) => {
    const outcome = await take.run({ file, mark: preview.mark });
    setFailed(outcome.problem === null ? null : { name, problem: outcome.problem });
    if (outcome.problem !== null) return;
    const said = saidOf(outcome.answer);
    if (outcome.answer.left_out === 0) onDone(said);
    else setTaken({ said, leftOut: preview.rows.filter(({ change }) => change.kind === 'faulty') });
  };
  return { looked, failed, taken, isLooking: look.isPending, isTaking: take.isPending, lookAt, choose, importIt };
}

interface NotTakenProps {
  failed: Failed;
  looked: Looked | null;
  onReadAgain: (() => void) | null;
}

function NotTaken({ failed: { name, problem }, looked, onReadAgain }: NotTakenProps) {
  return (
    <>
      {name !== looked?.name && (
        <p>
          <strong>{name}</strong> was not taken.
          {looked !== null && ` What ${looked.name} would do stays below.`}
        </p>
      )}
      <ProblemNotice problem={problem} {...(onReadAgain !== null && { steps: { read_again: onReadAgain } })} />
    </>
  );
}

function saidOf({ added, changed, left_out }: BankAccountsImportedView): string {
  const left = left_out === 0 ? '' : ` ${counted(left_out, 'line was', 'lines were')} left out.`;
  return `${counted(added, 'bank account', 'bank accounts')} added, ${changed} changed.${left}`;
}

/** The lines that were left out stay to be read until the user closes them. */
function LeftOut({ said, leftOut, onClose }: Taken & { onClose: () => void }) {
  return (
    <DialogPanel
      title="Bank accounts imported"
      icon="attention"
      tone="warning"
      width="wide"
      onEscape={onClose}
      actions={
        <Button variant="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <p role="status">{said} Correct what was left out in the file, and import it again.</p>
      <PreviewTable rows={leftOut} label="Lines that were left out" />
    </DialogPanel>
  );
}

function Introduction() {
  return (
    <>
      <p>
        Choose a CSV file with the columns <strong>code</strong>, <strong>name</strong> and <strong>currency</strong>,
        and <strong>active</strong> (yes or no) if you like, in any order. You see what it would do before anything is
        saved.
      </p>
      <p>
        A code that is on record already changes that bank account: its name, and whether it is active. Bank accounts
        that are not in the file stay as they are.
      </p>
      <Template />
    </>
  );
}

function Preview({ preview, counts }: { preview: BankAccountImportPreviewView; counts: Counts }) {
  const { faulty, added, changed } = counts;
  return (
    <>
      <p role="status">
        <strong>{counted(preview.rows.length, 'line', 'lines')}:</strong> {summaryOf(counts)}. Nothing is saved yet.
      </p>
      {faulty > 0 && (
        <Notice
          tone="warning"
          icon="attention"
          title={`${counted(faulty, 'line', 'lines')} can’t be taken and will be left out`}
        >
          <p>Correct the file and choose it again, or go on without {faulty === 1 ? 'it' : 'them'}.</p>
        </Notice>
      )}
      {faulty === 0 && added + changed === 0 && (
        <Notice tone="info" icon="equal" title="Everything in the file is on record already">
          <p>There is nothing to import.</p>
        </Notice>
      )}
      {preview.unused.length > 0 && <p className={styles.note}>Nothing is read from: {preview.unused.join(', ')}.</p>}
      <PreviewTable rows={preview.rows} />
    </>
  );
}
