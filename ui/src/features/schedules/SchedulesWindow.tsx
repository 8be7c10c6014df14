/** The view of the schedules: what is done again and again by itself, and what came of it. */
import { useEffect, useId } from 'react';

import { Button } from '../../components/Button';
import { Placeholder } from '../../components/Placeholder';
import { Skeleton } from '../../components/Skeleton';
import type { ScheduleView } from '../../ipc/bindings';
import { useSchedules } from '../../ipc/queries';
import { Failed } from '../../words/Failed';
import { NotTheirs } from '../../words/NotTheirs';
import type { ScheduleFlow } from './flow';
import styles from './schedules.module.css';
import { ScheduleTable } from './ScheduleTable';

interface Props {
  flow: ScheduleFlow;
  mayChange: boolean;
  onShowMail: () => void;
}

export function SchedulesWindow({ flow, mayChange, onShowMail }: Props) {
  const schedules = useSchedules();
  const titleId = useId();
  const { forget } = flow;
  // Whoever comes back later did something else meanwhile.
  useEffect(() => forget, [forget]);
  return (
    <div className={styles.main}>
      <section className={styles.card} aria-labelledby={titleId}>
        {schedules.data !== undefined ? (
          <Listed
            schedules={schedules.data}
            flow={flow}
            mayChange={mayChange}
            titleId={titleId}
            onShowMail={onShowMail}
          />
        ) : (
          <>
            <h2 id={titleId} className={styles.title}>
              Schedules
            </h2>
            {schedules.error === null ? (
              <Skeleton label="Reading the schedules…" />
            ) : (
              <Failed problem={schedules.error} onRetry={() => void schedules.refetch()} />
            )}
          </>
        )}
      </section>
    </div>
  );
}

interface ListedProps extends Props {
  schedules: readonly ScheduleView[];
  titleId: string;
}

function Listed({ schedules, flow, mayChange, titleId, onShowMail }: ListedProps) {
  const reasonId = useId();
  const explained = mayChange ? {} : { 'aria-describedby': reasonId };
  return (
    <>
      <div className={styles.toolbar}>
        <h2 id={titleId} className={styles.title}>
          Schedules <span className={styles.count}>{schedules.length}</span>
        </h2>
        <p role="status" className={styles.said}>
          {flow.said ?? (schedules.length > 0 && onLabel(schedules))}
        </p>
        <Button icon="plus" isDisabled={!mayChange} {...explained} onPress={flow.add}>
          Add schedule…
        </Button>
      </div>
      <p className={styles.introduction}>
        Schedules run while Bank Connections runs, also while it is locked. What was missed is made up for once, when it
        is started again. Imports go up to the day before the run.
      </p>
      {!mayChange && (
        <NotTheirs id={reasonId} className={styles.introduction}>
          Only the integration user adds, changes, switches and removes schedules.
        </NotTheirs>
      )}
      {schedules.length > 0 ? (
        // What scrolls has to be reachable by the keyboard.
        <div className={styles.scroll} tabIndex={0} role="group" aria-labelledby={titleId}>
          <ScheduleTable
            schedules={schedules}
            flow={flow}
            mayChange={mayChange}
            reasonId={reasonId}
            onSetUpMail={mayChange ? onShowMail : null}
          />
        </div>
      ) : (
        <Placeholder
          icon="wait"
          title="No schedules yet"
          action={
            mayChange ? (
              <Button variant="primary" onPress={flow.add}>
                Add schedule…
              </Button>
            ) : null
          }
        >
          {mayChange
            ? 'Let balances be refreshed and statements be imported by themselves, such as each weekday morning.'
            : 'The integration user sets up what is refreshed and imported by itself. It is listed here then.'}
        </Placeholder>
      )}
    </>
  );
}

function onLabel(schedules: readonly ScheduleView[]): string {
  const on = schedules.filter(({ next_at }) => next_at !== null).length;
  if (on === schedules.length) return on === 1 ? 'It is on' : 'All are on';
  return on === 0 ? 'None is on' : `${on} of ${schedules.length} are on`;
}
