/** A function as the template describes it, ready to run. */
export interface FunctionConfiguration {
  readonly name: string;
  readonly arn: string;
  /** The path of the construct that made it, where the assembly tells. */
  readonly constructPath: string | undefined;
  /** The folder of its code: the asset's. */
  readonly codeDirectory: string;
  /** `index.handler`. */
  readonly handler: string;
  /** `nodejs24.x`. */
  readonly runtime: string;
  readonly timeoutMilliseconds: number;
  readonly memoryMegabytes: number;
  /** Every variable that its code sees. */
  readonly environment: Readonly<Record<string, string>>;
  /** Execution environments that may run at once; as many as are wanted, where the template sets no limit. */
  readonly reservedConcurrency: number | undefined;
}
