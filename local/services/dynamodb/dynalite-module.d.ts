declare module 'dynalite' {
  import type { Server } from 'node:http';

  function dynalite(options?: { path?: string | undefined; createTableMs?: number }): Server;
  export = dynalite;
}
