/** When the application locks by itself. */
import { Hint } from '../../components/Hint';
import { Section } from '../../components/Section';
import { Select } from '../../components/Select';
import { Skeleton } from '../../components/Skeleton';
import type { LockSettingView } from '../../ipc/bindings';
import { useAct, useLockSetting } from '../../ipc/queries';
import { counted } from '../../words/account';
import { Failed } from '../../words/Failed';
import { ProblemNotice } from '../../words/ProblemNotice';

export function LockSection({ mayChange }: { mayChange: boolean }) {
  const setting = useLockSetting();
  return (
    <Section
      title="Locking"
      lead="A locked window shows nothing of your records until the password is entered. What Bank Connections does by itself goes on."
    >
      {setting.data !== undefined ? (
        <Choice setting={setting.data} mayChange={mayChange} />
      ) : setting.error === null ? (
        <Skeleton label="Reading the setting…" />
      ) : (
        <Failed problem={setting.error} onRetry={() => void setting.refetch()} />
      )}
    </Section>
  );
}

function Choice({ setting, mayChange }: { setting: LockSettingView; mayChange: boolean }) {
  const save = useAct('set_lock_setting');
  const { minutes, offered } = setting;
  return (
    <>
      <Select
        label="Lock when nothing was done for"
        value={String(minutes)}
        options={offered.map((one) => ({
          id: String(one),
          label: counted(one, 'minute', 'minutes'),
        }))}
        isDisabled={!mayChange || save.isPending}
        onChange={(chosen) => chosen !== null && void save.run({ minutes: Number(chosen) })}
      />
      <Hint>{sentenceOf(setting)} An open page of a bank is never interrupted: the lock waits until it is closed.</Hint>
      {save.problem !== null && <ProblemNotice problem={save.problem} />}
    </>
  );
}

/** Only what this computer tells can be promised. */
function sentenceOf({ with_lock, with_sleep }: LockSettingView): string {
  if (with_lock && with_sleep)
    return 'It also locks when this computer is locked or put to sleep, and at once with Ctrl+L.';
  if (with_lock) {
    return 'It also locks when this computer is locked, and at once with Ctrl+L. This computer does not tell when it is put to sleep: lock before that.';
  }
  if (with_sleep) {
    return 'It also locks when this computer is put to sleep, and at once with Ctrl+L. This computer may not tell when its screen is locked: press Ctrl+L before you leave.';
  }
  return 'It also locks at once with Ctrl+L. This computer does not tell when it is locked or put to sleep: press Ctrl+L before you leave.';
}
