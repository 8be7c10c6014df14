/** The last runs of a schedule, each with what became of its accounts. */
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { Heading } from 'react-aria-components/Heading';

import { Button } from '../../components/Button';
import { DialogPanel } from '../../components/Dialog';
import { Icon } from '../../components/Icon';
import { Mark } from '../../components/Mark';
import { Placeholder } from '../../components/Placeholder';
import type { ScheduleRunView, ScheduleView } from '../../ipc/bindings';
import { formatDay } from '../../words/day';
import { lateLabel, localTime, markOfRun, startedLabel, toldOfRun, whenLabel } from '../../words/schedule';
import { formatAppointment } from '../../words/time';
import { OutcomeTable } from './OutcomeTable';
import styles from './schedules.module.css';

interface Props {
  schedule: ScheduleView;
  onClose: () => void;
}

export function RunsDialog({ schedule: { terms, runs }, onClose }: Props) {
  return (
    <DialogPanel
      title="Last runs"
      subject={`${terms.name} · ${whenLabel(terms)}`}
      icon="list"
      width="wide"
      onEscape={onClose}
      actions={
        <Button variant="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      {runs.length === 0 ? (
        <Placeholder icon="wait" title="It has not run yet">
          What comes of each run is listed here.
        </Placeholder>
      ) : (
        <ol className={styles.runs} aria-label="Last runs">
          {runs.map((run, index) => (
            <li key={run.id}>
              <Run run={run} zone={terms.time_zone} isOpen={index === 0} />
            </li>
          ))}
        </ol>
      )}
    </DialogPanel>
  );
}

/** Only what is open asks for its accounts. */
function Run({ run, zone, isOpen }: { run: ScheduleRunView; zone: string; isOpen: boolean }) {
  const [isExpanded, setExpanded] = useState(isOpen);
  const { label, tone, icon } = markOfRun(run);
  return (
    <Disclosure className={styles.run ?? ''} isExpanded={isExpanded} onExpandedChange={setExpanded}>
      <Heading level={3}>
        <AriaButton slot="trigger" className={styles.trigger ?? ''}>
          <Icon name="down" />
          <time dateTime={run.started_at}>{formatAppointment(run.started_at, zone)}</time>
          <Mark tone={tone} icon={icon}>
            {label}
          </Mark>
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        {isExpanded && (
          <div className={styles.told}>
            {factsOf(run, zone).map((fact) => (
              <p key={fact}>{fact}</p>
            ))}
            <OutcomeTable runId={run.id} isRunning={run.state === 'running'} />
          </div>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
}

function factsOf(run: ScheduleRunView, zone: string): string[] {
  const { import_until: until, state } = run;
  const local = localTime(run.started_at, zone);
  const started = startedLabel(run);
  const facts = [
    started === null ? null : `${started}.`,
    lateLabel(run, zone),
    toldOfRun(run),
    until !== null && state === 'done' ? `Statements up to ${formatDay(until)}.` : null,
    local === null ? null : `It began at ${local}.`,
  ];
  return facts.filter((fact) => fact !== null);
}
