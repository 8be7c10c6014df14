/** How mail is sent: the server, the sign-in, the addresses. The password goes to the keyring and never comes back. */
import { useId, useState } from 'react';

import { Button } from '../../components/Button';
import { DialogLayer } from '../../components/Dialog';
import { notify } from '../../components/Toasts';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import type { MailSettingsView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { NotTheirs } from '../../words/NotTheirs';
import { ProblemNotice } from '../../words/ProblemNotice';
import { argumentOf, draftOf, faultsOf, isSame, type Draft } from './draft';
import { ForgetWarning } from './ForgetWarning';
import styles from './mail.module.css';
import { SettingsFields } from './SettingsFields';
import { TestAnswer } from './TestAnswer';

interface Props {
  settings: MailSettingsView | null;
  mayChange: boolean;
}

export function Settings({ settings, mayChange }: Props) {
  const [typed, setTyped] = useState<Draft | null>(null);
  const [checks, setChecks] = useState(0);
  const form = useFocusOnFault(checks);
  const reasonId = useId();
  const refused = { isDisabled: !mayChange, ...(!mayChange && { 'aria-describedby': reasonId }) };
  const save = useAct('save_mail_settings');
  const test = useTest();
  const onRecord = draftOf(settings);
  const draft = typed ?? onRecord;
  const faults = faultsOf(draft);
  const checked = (act: () => void) => () => {
    setChecks(checks + 1);
    if (Object.keys(faults).length === 0) act();
  };
  const saveIt = checked(() => {
    void save.run(argumentOf(draft)).then(({ problem }) => {
      if (problem !== null) return;
      setTyped(null);
      notify({ title: 'The mail settings are saved', tone: 'good', icon: 'check' });
    });
  });
  const discard = () => {
    setTyped(null);
    setChecks(0);
  };
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label="Mail settings"
      // The browser would point at a wrong address by the focus alone, and hide what is wrong elsewhere.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        saveIt();
      }}
    >
      <SettingsFields
        draft={draft}
        onChange={setTyped}
        faults={checks > 0 ? faults : {}}
        hasPassword={settings?.has_password ?? false}
        isDisabled={!mayChange}
      />
      {!mayChange && (
        <NotTheirs id={reasonId} className={styles.hint}>
          Only the integration user may change how mail is sent.
        </NotTheirs>
      )}
      <div className={styles.buttons}>
        <Button variant="primary" type="submit" {...refused} isPending={save.isPending}>
          Save
        </Button>
        <Button {...refused} isPending={test.isPending} onPress={checked(() => test.send(argumentOf(draft)))}>
          Send a test message
        </Button>
        {!isSame(draft, onRecord) && (
          <Button variant="quiet" onPress={discard}>
            Discard changes
          </Button>
        )}
        {settings !== null && mayChange && <Forget onForgotten={() => setTyped(null)} />}
      </div>
      {save.problem !== null && <ProblemNotice problem={save.problem} />}
      <TestAnswer isPending={test.isPending} problem={test.problem} answer={test.answer} />
    </form>
  );
}

/** Sends test messages and keeps the answer to the last one. */
function useTest() {
  const { run, isPending, problem } = useAct('send_test_message');
  const [answer, setAnswer] = useState<Parameters<typeof TestAnswer>[0]['answer']>(null);
  return {
    isPending,
    problem,
    answer,
    send: (settings: Parameters<typeof run>[0]) => {
      setAnswer(null);
      void run(settings).then((outcome) => {
        if (outcome.problem === null) setAnswer(outcome.answer);
      });
    },
  };
}

function Forget({ onForgotten }: { onForgotten: () => void }) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button variant="quiet-danger" onPress={() => setIsAsked(true)}>
        Forget…
      </Button>
      <DialogLayer isOpen={isAsked}>
        <ForgetWarning
          onForgotten={() => {
            setIsAsked(false);
            onForgotten();
          }}
          onKeep={() => setIsAsked(false)}
        />
      </DialogLayer>
    </>
  );
}
