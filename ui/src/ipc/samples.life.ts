/** Sample data of what comes after an update: removals, the log, the mail, and what was lost. Never part of a build. */
import type {
  DeliveryView,
  DuplicateView,
  LogEntryView,
  LostLoginView,
  MailSettingsView,
  OrphanView,
  OrphansView,
  RemovalFailureView,
  RemovalView,
} from './bindings';
import type { MailWorld, Written } from './fake.mail';
import { OAUTH, PLATYPUS, TARTAN, accounts } from './samples';

export const SUPPORT_TEXT = `Please remove this Item. Its removal through the API fails.

Institution: First Platypus Bank (ins_109508)
Item ID: 8Kx1mPq7vRtNzB3LdWcYgE5jHsA2fUoQ6iXkT
Error: API_ERROR / INTERNAL_SERVER_ERROR
Message: an unexpected error occurred
Request ID: kR7zQ2vN1xLpT4m
Link session ID: 6c1d0f7e-4f0f-4d0a-9d2f-2f6b9d0f4b1a
Time (UTC): 2026-11-23 06:24:08`;

export function removalFailure(changes: Partial<RemovalFailureView> = {}): RemovalFailureView {
  return {
    problem: { code: 'plaid_refused', message: 'INTERNAL_SERVER_ERROR: an unexpected error occurred', hint: null },
    attempts: 3,
    failed_at: '2026-11-23T06:24:08Z',
    next_try_at: '2026-11-23T06:32:08Z',
    error_type: 'API_ERROR',
    error_code: 'INTERNAL_SERVER_ERROR',
    error_message: 'an unexpected error occurred',
    request_id: 'kR7zQ2vN1xLpT4m',
    support_text: SUPPORT_TEXT,
    ...changes,
  };
}

export function removal(changes: Partial<RemovalView> = {}): RemovalView {
  return {
    item_id: '8Kx1mPq7vRtNzB3LdWcYgE5jHsA2fUoQ6iXkT',
    is_former: false,
    asked_at: '2026-11-23T06:23:40Z',
    failure: removalFailure(),
    ...changes,
  };
}

/** The bank is there twice: once in use, once removed. */
export function duplicate(changes: Partial<DuplicateView> = {}): DuplicateView {
  const offered = accounts(1, 4).map(({ name, mask, kind, subtype }, index) => ({
    name,
    mask,
    kind,
    subtype,
    is_connected: index < 3,
  }));
  return {
    session_id: 'lks_1',
    institution: PLATYPUS,
    existing: [{ connection_id: 'con_platypus', obsolete: false, accounts: accounts(1, 3) }],
    offered,
    ...changes,
  };
}

export function logEntry(changes: Partial<LogEntryView> = {}): LogEntryView {
  return {
    at: '2026-11-23T06:24:08Z',
    who: 'Integration user',
    institution: PLATYPUS,
    expected_institution: null,
    kind: 'update',
    outcome: 'updated',
    error_code: null,
    request_id: 'aB3dE5fG7hJ9kLm',
    plaid_session_id: '6c1d0f7e-4f0f-4d0a-9d2f-2f6b9d0f4b1a',
    ...changes,
  };
}

export function log(): LogEntryView[] {
  return [
    logEntry({ kind: 'connect', outcome: 'under_way', institution: null, request_id: null, plaid_session_id: null }),
    logEntry({
      at: '2026-11-23T06:20:00Z',
      kind: 'removal',
      outcome: 'removing',
      institution: TARTAN,
      error_code: 'INTERNAL_SERVER_ERROR',
      request_id: 'kR7zQ2vN1xLpT4m',
      plaid_session_id: null,
    }),
    logEntry({ at: '2026-11-22T14:05:31Z' }),
    logEntry({
      at: '2026-11-22T13:50:02Z',
      kind: 'replace',
      outcome: 'wrong_bank',
      institution: TARTAN,
      expected_institution: PLATYPUS,
    }),
    logEntry({ at: '2026-11-21T09:12:00Z', kind: 'replace', outcome: 'replaced' }),
    logEntry({
      at: '2026-11-20T16:40:00Z',
      outcome: 'unchanged',
      institution: OAUTH,
      error_code: 'INVALID_CREDENTIALS',
    }),
    logEntry({ at: '2026-11-20T08:01:00Z', kind: 'connect', outcome: 'lost', institution: OAUTH }),
    logEntry({ at: '2026-11-19T10:00:00Z', kind: 'reconnect', outcome: 'reconnected', institution: TARTAN }),
    logEntry({ at: '2026-11-18T10:00:00Z', kind: 'connect', outcome: 'too_late', institution: TARTAN }),
    logEntry({
      at: '2026-11-17T12:30:00Z',
      kind: 'removal',
      outcome: 'removed',
      institution: TARTAN,
      plaid_session_id: null,
    }),
    logEntry({ at: '2026-11-17T11:30:00Z', kind: 'connect', outcome: 'connected', institution: TARTAN }),
  ];
}

export function mailSettings(changes: Partial<MailSettingsView> = {}): MailSettingsView {
  return {
    host: 'smtp.firm.example',
    port: 587,
    security: 'starttls',
    user_name: 'bank-connections',
    sender: 'bank-connections@firm.example',
    recipients: ['books@firm.example', 'it@firm.example'],
    has_password: true,
    ...changes,
  };
}

export function delivery(changes: Partial<DeliveryView> = {}): DeliveryView {
  return {
    recipient: 'books@firm.example',
    state: 'sent',
    attempts: 1,
    next_try_at: null,
    sent_at: '2026-11-23T06:24:12Z',
    last_answer: '250 2.0.0 Ok: queued as 4Xy1',
    ...changes,
  };
}

export function message(changes: Partial<Written> = {}): Written {
  const { deliveries = [delivery(), delivery({ recipient: 'it@firm.example' })] } = changes;
  return {
    id: 'msg_1',
    subject: 'First Platypus Bank (ins_109508) could not be removed at Plaid',
    text: `A bank connection could not be removed at Plaid.\n\n${SUPPORT_TEXT}`,
    created_at: '2026-11-23T06:24:08Z',
    // As where no login is removed meanwhile and no address is given up.
    is_open: deliveries.length === 0 || deliveries.some(({ state }) => state !== 'sent'),
    deliveries,
    ...changes,
  };
}

/** A message in every state. */
export function outbox(): MailWorld['outbox'] {
  const unsent = { sent_at: null };
  return {
    is_configured: true,
    messages: [
      message({
        deliveries: [
          delivery({
            ...unsent,
            state: 'waiting',
            attempts: 2,
            next_try_at: '2026-11-23T06:31:00Z',
            last_answer: '451 4.7.1 Greylisted, try again later',
          }),
          delivery({
            ...unsent,
            recipient: 'it@firm.example',
            state: 'refused',
            last_answer: '550 5.1.1 User unknown',
          }),
        ],
      }),
      message({
        id: 'msg_2',
        subject: 'Tartan Bank (ins_109511) could not be removed at Plaid',
        created_at: '2026-11-22T10:00:00Z',
        deliveries: [
          delivery({ ...unsent, state: 'uncertain', last_answer: 'the connection broke after the text was sent' }),
          delivery({ ...unsent, recipient: 'it@firm.example', state: 'sending', attempts: 0, last_answer: null }),
        ],
      }),
      message({ id: 'msg_3', created_at: '2026-11-20T10:00:00Z' }),
    ],
  };
}

export function orphan(changes: Partial<OrphanView> = {}): OrphanView {
  return {
    item_id: 'Qm4Vb9xTzKp2LrWc7NdYeHs1JgFa5UoB3iXkM',
    institution: PLATYPUS,
    state: 'found',
    found_at: '2026-11-23T06:30:00Z',
    in_keyring: false,
    error_code: null,
    request_id: null,
    support_text: SUPPORT_TEXT,
    ...changes,
  };
}

export function lost(changes: Partial<LostLoginView> = {}): LostLoginView {
  return {
    session_id: 'lks_lost',
    institution: PLATYPUS,
    at: '2026-11-23T06:24:08Z',
    plaid_session_id: '6c1d0f7e-4f0f-4d0a-9d2f-2f6b9d0f4b1a',
    request_id: null,
    support_text: SUPPORT_TEXT.replace('Its removal through the API fails.', 'Its access token was never received.'),
    ...changes,
  };
}

export function orphans(changes: Partial<OrphansView> = {}): OrphansView {
  return { availability: 'available', keyring: 'done', strangers: 0, found: [orphan()], lost: [], ...changes };
}
