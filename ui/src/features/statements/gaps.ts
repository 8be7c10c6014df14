/** The gaps of all accounts, one by one. Pure. */
import type { GapsView, GapView } from '../../ipc/bindings';

export interface GapOf extends GapView {
  /** The account connection. */
  accountId: string;
}

export function gapsOf(report: readonly GapsView[]): GapOf[] {
  return report.flatMap(({ account_id, gaps }) => gaps.map((gap) => ({ ...gap, accountId: account_id })));
}

export function isOpen({ seen }: GapView): boolean {
  return seen === null;
}

export function countOpen(gaps: readonly GapView[]): number {
  return gaps.filter(isOpen).length;
}

/** What is open comes first. */
export function inOrder(gaps: readonly GapOf[]): GapOf[] {
  return gaps.toSorted((one, other) => Number(isOpen(other)) - Number(isOpen(one)));
}
