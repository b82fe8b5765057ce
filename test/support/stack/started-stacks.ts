import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../../local/index.ts';
import { removeDirectory } from './an-assembly.ts';

/** The stacks that a test has started, each with the folder of its app. */
export class StartedStacks {
  readonly #started: { stack: LocalStack; app: string }[] = [];

  /** Starts the cloud assembly in a folder, which goes with the stack. */
  async start(app: string, options: Partial<LocalStackOptions> = {}): Promise<LocalStack> {
    const stack = await startLocalStack({ app, ...options });
    this.#started.push({ stack, app });
    return stack;
  }

  /** Ends all of them; to be called after each test. */
  async end(): Promise<void> {
    for (const { stack, app } of this.#started.splice(0)) {
      await stack.stop();
      removeDirectory(app);
    }
  }
}
