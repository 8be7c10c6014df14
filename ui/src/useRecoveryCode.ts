/**
 * The recovery code while it is shown. It outlives the screen that it comes from, which is gone as soon as somebody is signed
 * in, and it is seen by the integration user alone: whoever locks or leaves makes a new one instead.
 */
import { useState } from 'react';

import type { ApplicationView } from './ipc/bindings';

interface Code {
  text: string;
  /** Whether its user was there since it was told. Before that, the screen may be older than the code. */
  isSeen: boolean;
}

type Told = [code: string | null, onCode: (text: string) => void, onKept: () => void];

export function useRecoveryCode(application: ApplicationView | undefined): Told {
  const [code, setCode] = useState<Code | null>(null);
  const present = presenceIn(application);
  const isOver = present === 'another' || (present === 'nobody' && code?.isSeen === true);
  if (code !== null && isOver) setCode(null);
  else if (code?.isSeen === false && present === 'integration_user') setCode({ ...code, isSeen: true });
  return [
    present === 'integration_user' ? (code?.text ?? null) : null,
    (text) => setCode({ text, isSeen: false }),
    () => setCode(null),
  ];
}

type Presence = 'integration_user' | 'another' | 'nobody' | 'unknown';

function presenceIn(application: ApplicationView | undefined): Presence {
  switch (application?.state) {
    case 'ready':
      return application.user.role === 'integration_user' ? 'integration_user' : 'another';
    case 'set_up':
    case 'signed_out':
      return 'nobody';
    case 'starting':
    case 'blocked':
    case undefined:
      return 'unknown';
  }
}
