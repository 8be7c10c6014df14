/** How the shell in memory sends mail. */
import type { Commands, MailSettingsView, OutboxMessageView } from './bindings';
import type { FakeShell } from './fake';

/** A message with what is only told where it is opened. */
export type Written = OutboxMessageView & { text: string };

export interface MailWorld {
  mail: MailSettingsView | null;
  outbox: { is_configured: boolean; messages: Written[] };
}

export function mailAtStart(): MailWorld {
  return { mail: null, outbox: { is_configured: false, messages: [] } };
}

type Handled =
  | 'mail_settings'
  | 'save_mail_settings'
  | 'forget_mail_settings'
  | 'send_test_message'
  | 'outbox'
  | 'messages'
  | 'message_text'
  | 'send_again'
  | 'compose_in_mail_program';

type Handlers = { [N in Handled]: (argument: Commands[N]['argument']) => Commands[N]['answer'] };

export const MAIL_QUESTIONS = [
  'mail_settings',
  'outbox',
  'messages',
  'message_text',
] as const satisfies readonly Handled[];

const AT_ONCE = 50;

export function mailHandlers(shell: FakeShell): Handlers {
  const done = (changes: Partial<MailWorld>) => {
    shell.change(changes);
    return null;
  };
  const configured = (is_configured: boolean) => ({ ...shell.world.outbox, is_configured });
  return {
    mail_settings: () => shell.world.mail,
    save_mail_settings: ({ password, ...settings }) =>
      done({
        mail: { ...settings, has_password: password !== null || (shell.world.mail?.has_password ?? false) },
        outbox: configured(true),
      }),
    forget_mail_settings: () => done({ mail: null, outbox: configured(false) }),
    send_test_message: ({ recipients }) => ({
      deliveries: recipients.map((recipient) => ({
        recipient,
        accepted: !recipient.startsWith('nobody'),
        answer: recipient.startsWith('nobody') ? '550 5.1.1 User unknown' : '250 2.0.0 Ok: queued as 4Xy1',
      })),
    }),
    outbox: () => {
      const { is_configured, messages } = shell.world.outbox;
      return { is_configured, waiting: messages.filter(waits).length };
    },
    messages: ({ offset }) => {
      const open = shell.world.outbox.messages.filter(({ is_open }) => is_open);
      const all = [...open, ...shell.world.outbox.messages.filter(({ is_open }) => !is_open)];
      const listed = all.slice(offset, offset + AT_ONCE).map(withoutText);
      return { messages: listed, open: open.length, all: all.length };
    },
    message_text: ({ message_id }) => {
      const found = shell.world.outbox.messages.find(({ id }) => id === message_id);
      if (found === undefined) throw new Error('there is such a message');
      return found.text;
    },
    send_again: () => null,
    compose_in_mail_program: () => null,
  };
}

function withoutText({ id, subject, created_at, is_open, deliveries }: Written): OutboxMessageView {
  return { id, subject, created_at, is_open, deliveries };
}

function waits({ is_open, deliveries }: OutboxMessageView): boolean {
  return (is_open && deliveries.length === 0) || deliveries.some(({ state }) => state === 'waiting');
}
