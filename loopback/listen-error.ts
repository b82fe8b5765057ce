/** Says in one sentence why a server could not listen; any other error is given back as it is. */
export function listenError(error: unknown, port: number, purpose: string): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error;
  return new Error(
    `Port ${port} of 127.0.0.1, wanted for ${purpose}, is taken: stop what listens there, or choose another with --port.`,
    { cause: error },
  );
}
