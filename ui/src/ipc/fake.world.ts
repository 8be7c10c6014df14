/** What the shell in memory knows. */
import type {
  ApplicationView,
  ConnectionView,
  DuplicateView,
  LogEntryView,
  MailSettingsView,
  MappingView,
  OrphansView,
  OutboxView,
  SessionView,
  UpdateResultView,
} from './bindings';
import { READY, demoConnections } from './samples';
import { log } from './samples.life';

export interface World {
  application: ApplicationView;
  connections: ConnectionView[];
  session: SessionView | null;
  results: UpdateResultView[];
  mapping: MappingView | null;
  duplicate: DuplicateView | null;
  log: LogEntryView[];
  mail: MailSettingsView | null;
  outbox: OutboxView;
  orphans: OrphansView;
}

/** A first start in demo mode, after some days. */
export function worldAtStart(): World {
  return {
    application: READY,
    connections: demoConnections(),
    session: null,
    results: [],
    mapping: null,
    duplicate: null,
    log: log(),
    mail: null,
    outbox: { is_configured: false, messages: [] },
    orphans: { availability: 'unknown', found: [], lost: [] },
  };
}
