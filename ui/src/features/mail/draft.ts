/** What is typed into the mail settings, and whether it can be saved. Pure; the shell checks it once more. */
import type { MailSettingsArgument, MailSettingsView, SecurityView } from '../../ipc/bindings';
import { SECURITIES } from '../../words/mail';

export interface Draft {
  host: string;
  port: string;
  security: SecurityView;
  userName: string;
  /** What is typed now. The stored one is never shown, and stays where this is empty. */
  password: string;
  sender: string;
  /** One address a line. */
  recipients: string;
}

export type Faults = Partial<Record<keyof Draft, string>>;

const EMPTY: Draft = {
  host: '',
  port: String(SECURITIES.starttls.port),
  security: 'starttls',
  userName: '',
  password: '',
  sender: '',
  recipients: '',
};

export function draftOf(settings: MailSettingsView | null): Draft {
  if (settings === null) return EMPTY;
  return {
    host: settings.host,
    port: String(settings.port),
    security: settings.security,
    userName: settings.user_name ?? '',
    password: '',
    sender: settings.sender,
    recipients: settings.recipients.join('\n'),
  };
}

/** Whether both say the same. */
export function isSame(one: Draft, other: Draft): boolean {
  return Object.keys(EMPTY).every((name) => one[name as keyof Draft] === other[name as keyof Draft]);
}

/** With another encryption, and its usual port where the port was the usual one. */
export function withSecurity(draft: Draft, security: SecurityView): Draft {
  const isUsual = draft.port === String(SECURITIES[draft.security].port);
  return { ...draft, security, port: isUsual ? String(SECURITIES[security].port) : draft.port };
}

export function argumentOf(draft: Draft): MailSettingsArgument {
  return {
    host: draft.host.trim(),
    port: Number(draft.port),
    security: draft.security,
    user_name: draft.userName.trim() === '' ? null : draft.userName.trim(),
    sender: draft.sender.trim(),
    recipients: addressesOf(draft.recipients),
    password: draft.password === '' ? null : draft.password,
  };
}

export function faultsOf(draft: Draft): Faults {
  const faults: Faults = {};
  const port = Number(draft.port);
  if (draft.host.trim() === '') faults.host = 'Enter the name of the server.';
  else if (!isHost(draft.host.trim())) faults.host = 'This is not the name of a server, such as smtp.example.com.';
  if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.port = 'Enter a number from 1 to 65535.';
  if (!isAddress(draft.sender.trim())) faults.sender = 'Enter an e-mail address.';
  const recipients = addressesOf(draft.recipients);
  const wrong = recipients.find((address) => !isAddress(address));
  if (recipients.length === 0) faults.recipients = 'Enter at least one e-mail address.';
  else if (wrong !== undefined) faults.recipients = `“${wrong}” is not an e-mail address.`;
  return faults;
}

/** However they are separated. */
function addressesOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

/** Whether it is a name, or an address of the network. The port has a field of its own. */
function isHost(text: string): boolean {
  return (
    /^(?!-)[a-z\d-]+(?<!-)(\.(?!-)[a-z\d-]+(?<!-))*$/i.test(text) || /^[\da-f]*:[\da-f:.]*:[\da-f:.]*$/i.test(text)
  );
}

function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}
