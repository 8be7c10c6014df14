/** Takes the audit out into a file, and says where it is. */
import { Button } from '../../components/Button';
import { MenuButton } from '../../components/MenuButton';
import { Notice } from '../../components/Notice';
import type { AuditFilterArgument, ExportedView, ExportFormatArgument } from '../../ipc/bindings';
import { useAct, type Act } from '../../ipc/queries';
import { counted } from '../../words/account';
import { spellings } from '../../words/audit';
import { ProblemNotice } from '../../words/ProblemNotice';
import styles from './audit.module.css';

const FORMATS: { id: ExportFormatArgument; label: string; description: string }[] = [
  { id: 'csv', label: 'CSV', description: 'To read, and for spreadsheets' },
  {
    id: 'json',
    label: 'JSON with all hashes',
    description: 'For an auditor who checks it apart from this application',
  },
];

interface Props {
  act: Act<'export_audit'>;
  filter: AuditFilterArgument;
  isNarrowed: boolean;
  onExported: (exported: ExportedView) => void;
}

export function ExportMenu({ act, filter, isNarrowed, onExported }: Props) {
  const run = async (format: ExportFormatArgument) => {
    const outcome = await act.run({ format, filter, spellings: spellings() });
    if (outcome.problem === null) onExported(outcome.answer);
  };
  return (
    <MenuButton
      label={isNarrowed ? 'Export found' : 'Export all'}
      icon="download"
      items={FORMATS}
      isPending={act.isPending}
      onAction={(format) => void run(format)}
    />
  );
}

export function ExportOutcome({ act, exported, onClose }: Pick<Props, 'act'> & Where) {
  const show = useAct('show_export');
  return (
    <>
      {act.problem !== null && (
        <div className={styles.notice}>
          <ProblemNotice problem={act.problem} />
        </div>
      )}
      {act.problem === null && exported !== null && (
        <div className={styles.notice}>
          <Notice
            tone="good"
            icon="check"
            title={`Exported ${counted(exported.entries, 'entry', 'entries')}`}
            isSpoken
            isInline
            action={
              <>
                <Button size="small" onPress={() => void show.run()}>
                  Show in folder
                </Button>
                <Button size="small" variant="quiet" onPress={onClose}>
                  Close
                </Button>
              </>
            }
          >
            <span className={styles.path}>{exported.file}</span>
            {show.problem !== null && <ProblemNotice problem={show.problem} />}
          </Notice>
        </div>
      )}
    </>
  );
}

interface Where {
  exported: ExportedView | null;
  onClose: () => void;
}
