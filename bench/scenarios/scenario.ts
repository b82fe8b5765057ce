import type { FigureName } from '../figures/figures.ts';
import type { Target } from '../figures/targets.ts';
import type { AppSource } from '../shapes/assemblies.ts';
import type { TemplateChange } from '../shapes/template-changes.ts';
import type { Trial } from '../trial/trial.ts';

/** One column of a scenario's table: a shape, as the scenario runs it. */
export interface Entry {
  /** The column's heading. */
  readonly label: string;
  /** Whether it is Mailroom, for which the targets are. */
  readonly isOurs: boolean;
  readonly app: AppSource;
  readonly changes: readonly TemplateChange[];
  readonly trial: Omit<Trial, 'assembly'>;
  /** By how much waits are shorter than the shape's own. */
  readonly scale: number;
}

/** One row of a scenario's table: a figure, and what is asked of it. */
export interface Row {
  readonly label: string;
  readonly figure: FigureName;
  /** Digits after the point. */
  readonly digits: number;
  /** Shown in per cent of 1. */
  readonly isShare?: boolean;
  readonly target?: Target;
}

/** What is measured of several shapes side by side. */
export interface Scenario {
  /** As the command line has it. */
  readonly name: string;
  readonly title: string;
  /** How it is done, in sentences for readers of the table. */
  readonly method: string;
  /** SES's rate in emails a second, where it has one. */
  readonly sendRate?: number;
  /** Whether SES would accept the notifications. @default true */
  readonly isDeliverable?: boolean;
  readonly entries: readonly Entry[];
  readonly rows: readonly Row[];
}
