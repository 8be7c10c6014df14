/**
 * The real shell, through Tauri. The only file that imports it.
 *
 * Commands ask, one event tells. Nothing is kept here: what was answered lives in the query cache.
 */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type { Commands, Events } from './bindings';
import type { ArgumentOf, Shell } from './shell';

const CHANGED: keyof Events = 'changed';

export const tauriShell: Shell = {
  ask<Name extends keyof Commands>(name: Name, ...[argument]: ArgumentOf<Name>) {
    return invoke<Commands[Name]['answer']>(name, argument === undefined ? {} : { argument });
  },

  onChanged(listener) {
    const listening = listen(CHANGED, listener);
    // What changed before somebody listened is not told again.
    void listening.then(listener);
    return () => void listening.then((stop) => stop());
  },
};
