/** An error that the runtime itself finds, under the name that it has in Lambda: `Runtime.ImportModuleError`. */
export function runtimeError(name: string, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { name: `Runtime.${name}` });
}
