/** Which notifications this computer shows while Bank Connections is not in front. */
import { Checkbox } from '../../components/Checkbox';
import { Hint } from '../../components/Hint';
import { Section } from '../../components/Section';
import { Skeleton } from '../../components/Skeleton';
import type { NotificationsView } from '../../ipc/bindings';
import { useAct, useNotifications } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { ProblemNotice } from '../../words/ProblemNotice';

export function NotificationsSection({ mayChange }: { mayChange: boolean }) {
  const notifications = useNotifications();
  return (
    <Section
      title="Notifications"
      lead="While you work in another window, this computer tells you what happened. It names no bank and no amount."
    >
      {notifications.data !== undefined ? (
        <Choices notifications={notifications.data} mayChange={mayChange} />
      ) : notifications.error === null ? (
        <Skeleton label="Reading the setting…" />
      ) : (
        <Failed problem={notifications.error} onRetry={() => void notifications.refetch()} />
      )}
    </Section>
  );
}

function Choices({ notifications, mayChange }: { notifications: NotificationsView; mayChange: boolean }) {
  const save = useAct('set_notifications');
  const isDisabled = !mayChange || save.isPending;
  return (
    <>
      <Checkbox
        isSelected={notifications.of_connections}
        isDisabled={isDisabled}
        onChange={(of_connections) => void save.run({ ...notifications, of_connections })}
      >
        When a connection needs me
      </Checkbox>
      <Checkbox
        isSelected={notifications.of_endings}
        isDisabled={isDisabled}
        onChange={(of_endings) => void save.run({ ...notifications, of_endings })}
      >
        When a refresh, an import or a schedule has ended
      </Checkbox>
      <Hint>What is switched off here is still shown in the window. E-mail is not changed by this.</Hint>
      {save.problem !== null && <ProblemNotice problem={save.problem} />}
    </>
  );
}
