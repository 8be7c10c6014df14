/** A bank within a sentence. */
import type { InstitutionView } from '../ipc/bindings';

/** `First Platypus Bank (ins_109508)` */
export function nameWithId({ id, name }: InstitutionView): string {
  return `${name} (${id})`;
}
