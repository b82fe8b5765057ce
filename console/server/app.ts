import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { packageVersion } from '../../contract/package-version.ts';
import { sentenceOf } from '../../ops/aws-error.ts';
import type { ApiError, Info } from '../api.ts';
import type { Backend } from './backend.ts';
import { pageRoutes } from './page.ts';
import { createToken, requireToken, safe } from './safety.ts';

/** The console's page, and the API that it asks. */
export function createApp(backend: Backend): Hono {
  const token = createToken();
  return new Hono()
    .use(safe)
    .use(requireToken(token))
    .route('/', pageRoutes(token))
    .get('/api/info', (context) => context.json(infoOf(backend)))
    .notFound((context) => context.json(failure('There is nothing at this address.'), 404))
    .onError((error, context) => {
      if (error instanceof HTTPException) return context.json(failure(error.message), error.status);
      return context.json(failure(sentenceOf(error)), 500);
    });
}

function failure(message: string): ApiError {
  return { message };
}

/** How often it is looked. */
const POLL_SECONDS = { local: 0.5, deployed: 60 };

function infoOf({ targets, running, write }: Backend): Info {
  const [{ source, region, accountId: account }] = targets;
  return {
    version: packageVersion(),
    source,
    region,
    account,
    pipelines: targets.map(({ pipelineName }) => ({ name: pipelineName })),
    local: running !== undefined,
    write,
    pollSeconds: running ? POLL_SECONDS.local : POLL_SECONDS.deployed,
    cost: null,
  };
}
