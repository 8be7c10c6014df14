/** Whether Bank Connections stays in the tray when its window is closed. */
import { Checkbox } from '../../components/Checkbox';
import { Hint } from '../../components/Hint';
import { Section } from '../../components/Section';
import { Skeleton } from '../../components/Skeleton';
import type { TrayView } from '../../ipc/bindings';
import { useAct, useTray } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { ProblemNotice } from '../../words/ProblemNotice';

export function TraySection({ mayChange }: { mayChange: boolean }) {
  const tray = useTray();
  return (
    <Section
      title="Tray"
      lead="Schedules run, and connections are looked after, while Bank Connections runs. In the tray it runs without a window."
    >
      {tray.data !== undefined ? (
        <Choice tray={tray.data} mayChange={mayChange} />
      ) : tray.error === null ? (
        <Skeleton label="Reading the setting…" />
      ) : (
        <Failed problem={tray.error} onRetry={() => void tray.refetch()} />
      )}
    </Section>
  );
}

function Choice({ tray, mayChange }: { tray: TrayView; mayChange: boolean }) {
  const save = useAct('set_tray');
  return (
    <>
      <Checkbox
        isSelected={tray.stays}
        isDisabled={!mayChange || !tray.is_there || save.isPending}
        onChange={(stays) => void save.run({ stays })}
      >
        Stay in the tray when the window is closed
      </Checkbox>
      <Hint>{sentenceOf(tray)}</Hint>
      {save.problem !== null && <ProblemNotice problem={save.problem} />}
    </>
  );
}

function sentenceOf({ is_there, stays }: TrayView): string {
  if (!is_there)
    return 'This desktop shows no tray, so closing the window quits Bank Connections. Once it shows one, open the settings again.';
  if (!stays) return 'Closing the window quits Bank Connections.';
  return 'The icon in the tray says how many connections need you, and brings the window back. Quit there, or with Ctrl+Q.';
}
